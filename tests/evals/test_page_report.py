"""The page of a report: what it says, that it takes nothing for markup, and its filters in a real browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.answer import Answer, Citation, Question, Reason, Sentence, SentenceKind, Status, Turn
from evals import report, wording
from evals.answers import Result
from evals.cases import Case
from evals.citations import Fault
from evals.command import cli
from evals.metrics import marks
from evals.page import page
from evals.speed import Effort

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the page is not tested in a browser")
EVIL = """</script></style><script>document.title = 'kaping'</script><img src=x onerror="document.title = 'kaping'">'">&amp;{{ 7 * 7 }}"""
HANGS_MS = 60_000  # what comes at all comes sooner
INLINE = {"a", "b", "code", "i", "mark", "q"}
VOID = {"meta", "link", "input", "img", "br"}


def case(id_: str, **changed: Any) -> dict[str, Any]:
    """A case about the price of a trip that went right, in all that is not given."""
    made = {
        "id": id_, "question": "Wat kost de reis?", "history": [], "answerable": True, "facts": [["300 euro", "€ 300"], ["gent"]],
        "places": {"gids.pdf": [3]}, "audience": "docent", "kind": "amount,place", "style": ["plain"], "notice": None, "half": "tuned",
        "why": "goed", "right": True, "marks": {},
        "answer": {
            "status": "answered", "reason": None, "answer": "De reis naar Gent kost 300 euro. [1]",
            "standalone_question": "Wat kost de reis?",
            "citations": [{"n": 1, "document": "gids.pdf", "page": 3, "page_label": "1", "heading": "Kosten", "quote": "Gent: 300 euro."}],
            "passages": [{"document": "gids.pdf", "page": 3, "heading": "Gids › Kosten", "text": "# Kosten\nGent: 300 euro."}],
            "contact": None, "notices": [], "elapsed_ms": 41.5, "confidence": 0.8,
        },
    }  # fmt: skip
    return made | changed


def wrong(id_: str, **changed: Any) -> dict[str, Any]:
    """A case whose answer lacks one of its facts and comes from another page."""
    answer = case(id_)["answer"] | {
        "answer": "De reis gaat naar Gent. [1]",
        "citations": [{"n": 1, "document": "gids.pdf", "page": 5, "quote": "De reis gaat naar Gent."}],
    }
    return case(id_, right=False, why="een deel van de feiten ontbreekt", answer=answer) | changed


def full() -> dict[str, Any]:
    """A report with everything in it, a right case first and a hostile one last."""
    follow_up = wrong(
        "c1",
        question="En wat kost die?",
        history=[{"question": "Is er een reis?", "answer": "Ja, naar Gent."}],
        audience="zij-instromer",
        style=["follow_up"],
        half="reported",
    )
    unanswerable = case("n1", question="Wie is de koning?", answerable=False, facts=[], places={}, kind="elsewhere", audience="docent")
    unanswerable |= {"right": False, "why": "een antwoord dat er niet is", "answer": unanswerable["answer"] | {"confidence": 0.3}}
    evil = wrong(
        f"k {EVIL}", question=f"Café {EVIL}", audience=EVIL, kind=EVIL.replace(",", ""), facts=[[EVIL], ["gent"]], places={EVIL: [1]}
    )
    evil["answer"] = evil["answer"] | {"answer": f"Gent {EVIL} [1]", "notices": [{"kind": EVIL, "text": EVIL}], "contact": {"name": EVIL}}
    figures = {"all_facts": {"value": 159, "total": 261, "unit": ""}, "share_of_facts": {"value": 0.632, "total": None, "unit": ""}}
    return {
        "schema": 1,
        "made": "2026-11-22T04:11:56+00:00",
        "figures": figures | {"median_time": {"value": 88.15, "total": None, "unit": "ms"}, EVIL: {"value": 1, "total": 2}},
        "halves": {"tuned": figures, "reported": {"all_facts": {"value": 7, "total": 13}}},
        "steps": {"search": {"median": 3.2, "p95": 10.7}, EVIL: {"median": 1, "p95": 2}},
        "recall": {"bm25": [0.4, 0.6], EVIL: [0.1, 0.2]},
        "memory_mb": 359.1,
        "cases": [case("b1"), follow_up, unanswerable, case("b2", style=["spoken"]), evil],
    }


class Parsed(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, its words, and the content of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._part(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.inside:
            self.inside[self.open[-1]].append(data)
        else:
            self.words += data

    def _part(self, tag: str) -> None:
        self.words += "" if tag in INLINE else " "

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def plain(self) -> str:
        return " ".join(self.words.split())


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return Parsed(page(full()))


def test_the_top_says_what_this_is_when_and_how_much(parsed: Parsed):
    for words in (
        "22 november 2026, 04.11 uur",
        "zijn 5 vragen gesteld",
        "2 van 5 goed (40 %)",
        "159 van 261 (61 %)",
        "0,63",
        "88 ms",
        "359 MB",
    ):
        assert words in parsed.plain
    assert "hoe vaak stond alles wat gevraagd werd in het antwoord" in parsed.plain


def test_the_two_halves_stand_side_by_side(parsed: Parsed):
    assert "Wat Gekozen op Gemeld Alle feiten in het antwoord 159 van 261 7 van 13 Deel van de feiten 0,63" in parsed.plain


def test_what_went_wrong_comes_first_and_open(parsed: Parsed):
    cases = [attributes for attributes in parsed.all("details") if "case" in (attributes.get("class") or "").split()]
    assert [("open" in attributes) for attributes in cases] == [True, True, True, False, False]
    assert [attributes["id"] for attributes in cases][:2] == ["vraag-c1", "vraag-n1"]


def test_a_failed_case_tells_why(parsed: Parsed):
    for words in (
        "Een deel van de feiten ontbreekt: ‘300 euro’ staat niet in het antwoord.",
        "Wat ontbreekt, staat wel in passage 1 hieronder, maar is niet gebruikt.",
        "Ook de plaats klopt niet: het staat in gids.pdf, bladzijde 3.",
        "ontbreekt 300 euro of € 300 (staat wel in passage 1) gevonden gent",
        "Is er een reis? Antwoord Ja, naar Gent. Deze vraag En wat kost die? Gezocht als Wat kost de reis?",
        "gids.pdf, bladzijde 5 andere bladzijde De reis gaat naar Gent.",
        "Beantwoord, terwijl de documenten dit niet zeggen. Hier hoorde een weigering.",
    ):
        assert words in parsed.plain


def test_marks_lead_to_the_source_and_facts_are_marked():
    text = page({"cases": [case("b1")]})
    assert '<mark>Gent</mark> kost <mark>300 euro</mark>. <a class="mark" href="#bron-vraag-b1-1">1</a>' in text
    assert 'id="bron-vraag-b1-1"' in text
    assert "Kosten\n<mark>Gent</mark>" in text


def test_every_plot_has_a_name_and_its_numbers(parsed: Parsed):
    drawn = [
        attributes for attributes in parsed.all("svg") if attributes.get("role") == "img" and "plot" in (attributes.get("class") or "")
    ]
    names = {attributes["id"] for tag in ("title", "desc") for attributes in parsed.all(tag) if "id" in attributes}
    assert len(drawn) == 4
    assert all(set(attributes["aria-labelledby"].split()) <= names for attributes in drawn)
    assert parsed.plain.count("De getallen") == 4 and "Zoeken 3,2 ms 10,7 ms" in parsed.plain


def test_what_documents_and_askers_write_is_only_text(parsed: Parsed):
    assert len(parsed.inside["script"]) == len(parsed.inside["style"]) == len(parsed.all("script")) == 1
    assert "kaping" not in parsed.inside["script"][0] + parsed.inside["style"][0]
    assert not parsed.all("img")
    assert not [name for _, attributes in parsed.elements for name in attributes if name.startswith("on") or name == "style"]
    assert parsed.plain.count("{{ 7 * 7 }}") > 5 and "49" not in parsed.plain
    assert parsed.open == []


def test_the_policy_lets_only_its_own_script_and_style_run_and_fetches_nothing(parsed: Parsed):
    policy = next(attributes["content"] for attributes in parsed.all("meta") if attributes.get("http-equiv") == "Content-Security-Policy")
    for name in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(parsed.inside[name][0].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_nothing_points_outside(parsed: Parsed):
    addresses = [attributes[name] for _, attributes in parsed.elements for name in ("src", "href", "action") if name in attributes]
    assert addresses and not [address for address in addresses if not address.startswith(("#", "data:,"))]
    assert not re.search(r"@import|url\(", parsed.inside["style"][0])


@pytest.mark.parametrize(
    "bare",
    [{}, {"cases": []}, {"cases": [{}]}, {"cases": [{"id": 7, "right": True}], "figures": {"nieuw": {}}, "steps": None, "memory_mb": None}],
)
def test_what_is_missing_is_left_out(bare: dict[str, Any]):
    text = Parsed(page(bare)).plain
    assert "Hoe goed zijn de antwoorden?" in text and "None" not in text and "Undefined" not in text


def test_330_cases_stay_small():
    passages = [{"document": "gids.pdf", "page": 3, "heading": "Kosten", "text": "Een passage over de reis. " * 30}] * 3
    many = [case(str(n)) for n in range(330)]
    for each in many:
        each["answer"] = each["answer"] | {"passages": passages}
    assert len(page({"cases": many}).encode()) < 3_000_000


def test_what_an_eval_writes_fits_the_page(tmp_path: Path):
    (tmp_path / "reis.md").write_text("De reis kost 300 euro.", encoding="utf-8")
    asked = Case(
        "b1", Question("En wat kost die?", history=(Turn("Is er een reis?", "Ja."),)), True, facts=(("400 euro",),), places={"reis.md": ()},
        audience="docent", kind="amount", style=("follow_up",), notice="date_passed",
    )  # fmt: skip
    answer = Answer(
        question="En wat kost die?",
        standalone_question="Wat kost de reis?",
        status=Status.ANSWERED,
        sentences=(Sentence("De reis kost 300 euro.", SentenceKind.STATEMENT, (1,)),),
        citations=(Citation(1, "reis.md", "Reis", "De reis kost 300 euro."),),
        elapsed_ms=40.0,
    )
    refused = replace(answer, status=Status.NOT_FOUND, sentences=(), citations=())
    results = [
        Result(each, given, marks(each, given, tmp_path), Effort({"search": 10.0}, 100.0))
        for each, given in ((asked, answer), (Case("n1", Question("Wie is de koning?"), False), refused))
    ]
    text = Parsed(page(report.as_json(results))).plain
    for words in (
        "1 van 2 goed (50 %)",
        "Het feit ontbreekt: ‘400 euro’ staat niet in het antwoord.",
        "De melding ‘de datum is voorbij’ had erbij gemoeten, maar bleef weg.",
        "Goed: terecht geweigerd, want de documenten zeggen dit niet.",
        "Tijd per stap",
        "100 MB",
    ):
        assert words in text


def test_the_command_writes_the_page(tmp_path: Path, corpus: Path):
    cases = tmp_path / "vragen.jsonl"
    asked = {"id": "t1", "question": "Wat kost het geschiktheidsonderzoek?", "document": "toelating.md", "facts": [["1500 euro"]]}
    cases.write_text(json.dumps(asked), encoding="utf-8")
    done = CliRunner().invoke(cli, ["answers", "--cases", str(cases), "--corpus", str(corpus), "--page", str(tmp_path / "verslag.html")])
    assert done.exit_code == 0, done.output
    assert "1 van 1 goed (100 %)" in Parsed((tmp_path / "verslag.html").read_text(encoding="utf-8")).plain


def test_every_figure_and_every_code_has_its_words():
    assert set(report.NAMES) == set(wording.FIGURES)
    assert set(Reason) == set(wording.REASONS) and set(Status) == set(wording.STATUSES) and set(Fault) == set(wording.FAULTS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(
            executable_path=CHROMIUM,
            timeout=HANGS_MS,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield started
        started.close()


def new_page(browser: Any) -> Any:
    """A page that waits for what is slow."""
    opened = browser.new_page(viewport={"width": 1366, "height": 900})
    opened.set_default_timeout(HANGS_MS)
    return opened


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Any]:
    file = tmp_path / "verslag.html"
    file.write_text(page(full()), encoding="utf-8")
    opened = new_page(browser)
    opened.asked_for, opened.trouble, opened.address = [], [], file.as_uri()
    opened.on("request", lambda request: opened.asked_for.append(request.url))
    opened.on("console", lambda message: opened.trouble.append(message.text))
    opened.on("pageerror", lambda error: opened.trouble.append(str(error)))
    opened.goto(opened.address)
    yield opened
    opened.close()


def shows(visit: Any, *cases: str) -> bool:
    """True once these cases, and no others, are in sight; a time-out where that does not come."""
    in_sight = """cases => [...document.querySelectorAll('.case')].filter(e => e.checkVisibility())
        .map(e => e.id.replace('vraag-', '').split('%')[0]).join() === cases"""
    return bool(visit.wait_for_function(in_sight, arg=",".join(cases), polling=50))  # a page behind another draws no frames


def address(visit: Any) -> str:
    """Where the page itself says it is; the browser hears of that a moment later."""
    return visit.evaluate("location.href")


@needs_browser
def test_filters_narrow_down_the_cases_and_stand_in_the_address(visit, browser):
    assert visit.locator("#stand").inner_text() == "Alle 5 vragen, waarvan 2 goed en 3 fout."
    visit.select_option("[name=vrager]", "docent")
    assert shows(visit, "n1", "b1", "b2")
    assert visit.locator("#stand").inner_text() == "3 van 5 vragen, waarvan 2 goed en 1 fout."
    assert visit.locator("[name=uitkomst] option[value=goed]").inner_text() == "goed (2)"
    visit.select_option("[name=uitkomst]", "goed")
    assert shows(visit, "b1", "b2") and address(visit).endswith("#uitkomst=goed&vrager=docent")
    assert visit.locator("[name=stijl] option[value=plain]").inner_text() == "gewone woorden (1)"

    linked = new_page(browser)
    linked.goto(address(visit))
    assert shows(linked, "b1", "b2")
    linked.close()

    visit.go_back()
    assert shows(visit, "n1", "b1", "b2")
    visit.click("text=Filters wissen")
    visit.wait_for_function("document.getElementById('stand').textContent.startsWith('Alle 5')")
    assert shows(visit, "c1", "n1", "k", "b1", "b2")


@needs_browser
def test_search_looks_past_accents_and_capitals_and_says_when_nothing_fits(visit):
    visit.fill("[name=zoek]", "cafe KAPING")
    assert shows(visit, "k")
    visit.fill("[name=zoek]", "zebra")
    assert shows(visit) and visit.locator("#niets").is_visible()


@needs_browser
def test_a_row_of_a_group_leads_to_its_cases(visit):
    visit.locator(".g-stijl tr", has_text="vervolgvraag").locator("td").click(force=True)  # the link lies over the whole row
    assert shows(visit, "c1") and address(visit).endswith("#stijl=follow_up")
    visit.locator("#vragen:focus").wait_for()


@needs_browser
def test_a_link_to_a_case_opens_it_and_a_mark_keeps_the_filter(visit):
    visit.goto(f"{visit.address}#vraag-b2")
    visit.locator("#vraag-b2[open]").wait_for()
    visit.select_option("[name=soort]", "place")
    before = address(visit)
    visit.click("#vraag-b2 a.mark")
    visit.locator("#bron-vraag-b2-1:focus").wait_for()
    assert address(visit) == before


@needs_browser
def test_cases_open_by_keyboard(visit):
    visit.locator("#vraag-b1 > summary").focus()
    visit.keyboard.press("Enter")
    visit.locator("#vraag-b1 .why").wait_for()


@needs_browser
def test_nothing_is_run_nothing_is_asked_for_and_nothing_sticks_out(visit):
    visit.set_viewport_size({"width": 390, "height": 844})
    visit.click("text=Alle openslaan")
    visit.wait_for_timeout(200)
    assert visit.title() == "Bronwijs: hoe goed zijn de antwoorden?"
    assert visit.asked_for == [visit.address] and visit.trouble == []
    assert visit.evaluate("document.documentElement.scrollWidth") <= 390
