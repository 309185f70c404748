"""The page in a real browser, served by the real command, while another process changes the documents."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fpdf import FPDF

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the page is not tested in a browser")
HANGS = 60  # seconds: what comes at all comes sooner
EVIL = "<script>document.title = 'kaping'</script><img src=http://example.org/x onerror=\"document.title = 'kaping'\">"
EVIL += "<b onclick=\"document.title = 'kaping'\">klik</b>"
QUESTIONS = """# Vragen over het laboratorium

## Hoeveel plaatsen heeft het laboratorium in Deventer?

Het laboratorium in Deventer heeft 24 plaatsen voor leerlingen.

## Wanneer is het laboratorium in Deventer open?

Het laboratorium in Deventer is open van maandag tot en met donderdag.
"""

KNOWN = """["reis.md"]
audience = "docent"
sector = "vo"
region = "Twente"
published = "2025-10-01"

["laboratorium.md"]
sector = ["vo", "mbo"]
region = "Deventer"
"""


def bronwijs(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "app.py"), *arguments]


class Served:
    """A running page, and the folders it answers from."""

    def __init__(self, corpus: Path, index: Path) -> None:
        self.corpus, self.index = corpus, index
        self.address = self.said = ""
        self._process: subprocess.Popen | None = None

    def start(self, port: int) -> None:
        command = bronwijs("app", "--corpus", str(self.corpus), "--index", str(self.index), "--port", str(port))
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
        for line in self._process.stdout:
            self.said += line
            if match := re.search(r"http://[\d.]+:\d+", line):
                self.address = match[0]
                return

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(HANGS)

    def ingest(self) -> None:
        subprocess.run(bronwijs("ingest", "--corpus", str(self.corpus), "--index", str(self.index)), check=True, capture_output=True)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    corpus, index = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("index")
    (corpus / "reis.md").write_text("# De studiereis\n\nDe studiereis naar Gent kost 350 euro per docent.\n", encoding="utf-8")
    (corpus / "laboratorium.md").write_text(QUESTIONS, encoding="utf-8")
    lines = (f"Het kaasplan {EVIL}", f"Over het kaasplan {EVIL} is veel te doen.", f"Het kaasplan {EVIL} begint op 3 maart 2031.")
    (corpus / "kwaad.txt").write_text("\n\n".join(lines), encoding="utf-8")  # of plain text nothing is taken out on the way
    write_brochure(corpus / "gids.pdf")
    (corpus / "bronnen.toml").write_text(KNOWN, encoding="utf-8")
    page = Served(corpus, index)
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        page.start(busy.getsockname()[1])
    try:
        yield page
    finally:
        page.stop()


def write_brochure(file: Path) -> None:
    """Two pages; on the second stands what the coaching costs."""
    pdf = FPDF()
    pdf.set_title("Gids voor begeleiding")
    for heading, text in (
        ("Begeleiding", "Iedere starter op de Merelschool krijgt een begeleider die elke week een les bezoekt."),
        ("Vergoeding", "Een begeleider op de Merelschool krijgt een vergoeding van 1.240 euro per jaar voor dit werk."),
    ):
        pdf.add_page()
        pdf.set_font("Helvetica", "B", 20)
        pdf.cell(0, 16, heading, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Helvetica", size=12)
        pdf.multi_cell(0, 8, text)
    pdf.output(file)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(
            executable_path=CHROMIUM,
            timeout=HANGS * 1000,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield started
        started.close()


@pytest.fixture
def visitor(browser, served: Served) -> Iterator[Callable]:
    """Lets someone come to the page with a browser of their own."""
    contexts = []

    def come(address: str = "", **how):
        contexts.append(browser.new_context(**{"reduced_motion": "reduce", "locale": "nl-NL"} | how))
        page = contexts[-1].new_page()
        page.set_default_timeout(HANGS * 1000)
        page.asked_for, page.faults = [], []
        page.on("request", lambda request: page.asked_for.append(request.url))
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.goto(served.address + address)
        page.wait_for_selector("#vraag textarea")
        page.wait_for_selector(".bw-welcome, .bw-turn")
        return page

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def visit(visitor):
    page = visitor()
    yield page
    assert page.faults == []


def ask(page, question: str) -> str:
    """The text of the answer that the page shows."""
    number = page.locator(".bw-turn").count() + 1
    page.fill("#vraag textarea", question)
    page.click("#stel")
    answer = page.locator(f"#beurt-{number} .bw-answer")
    answer.wait_for()
    return answer.inner_text()


def serious(page) -> list[str]:
    """What axe finds on a screen that keeps people from using it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in ("serious", "critical")]


def test_a_busy_port_is_passed_over_and_said(served: Served):
    assert "is al in gebruik" in served.said


@needs_browser
def test_from_an_example_to_the_place_on_the_page(visit):
    visit.click(".bw-door .bw-ask-this >> nth=0")
    assert "24 plaatsen" in visit.locator("#beurt-1 .bw-answer").inner_text()
    assert "350 euro" in ask(visit, "Wat kost de studiereis naar Gent?")
    assert "1.240 euro" in ask(visit, "Welke vergoeding krijgt een begeleider op de Merelschool?")
    visit.click("#beurt-3 .bw-mark >> nth=0")
    visit.wait_for_function("document.querySelector('#bw-bron .bw-sheet img')?.naturalWidth > 0")
    hit, image = (visit.locator(f"#bw-bron {part}").first.bounding_box() for part in (".bw-hit", ".bw-sheet img"))
    assert image["x"] < hit["x"] and hit["x"] + hit["width"] < image["x"] + image["width"]
    assert image["y"] < hit["y"] < image["y"] + image["height"] / 3 and 5 < hit["height"] < 60
    assert "pagina 2 van 2" in visit.locator("#bw-bron header").inner_text()
    assert visit.locator("#bw-bron a[href$='origineel#page=2']").count() == 1
    assert serious(visit) == []
    visit.click("#bw-bron .bw-turn-over a")
    visit.locator("#bw-bron header", has_text="pagina 1 van 2").wait_for()


@needs_browser
def test_a_text_is_opened_at_the_quoted_words_and_the_next_source_follows(visit):
    ask(visit, "Hoeveel plaatsen heeft het laboratorium in Deventer en wanneer is het laboratorium in Deventer open?")
    marks = visit.locator("#beurt-1 .bw-sources li")
    assert marks.count() >= 2
    visit.click("#beurt-1 .bw-open >> nth=0")
    assert "24 plaatsen" in visit.locator("#bw-bron mark").first.inner_text()
    assert f"1 / {marks.count()}" in visit.locator(".bw-which").inner_text()
    visit.click("#bw-bron [aria-label='Volgende bron']")
    visit.locator(".bw-which", has_text=f"2 / {marks.count()}").wait_for()
    assert "donderdag" in visit.locator("#bw-bron mark").first.inner_text()
    assert serious(visit) == []


@needs_browser
def test_what_is_not_there_is_refused_with_what_comes_near_and_whom_to_ask(visit):
    assert serious(visit) == []  # of the welcome
    text = ask(visit, "Wie is de burgemeester van Gent?")
    assert "staat niet in de documenten" in text and "dichtst bij" in text
    assert "burgemeester" in visit.locator(".bw-contact .bw-button").get_attribute("href")
    assert serious(visit) == []
    visit.click("#beurt-1 .bw-open >> nth=0")
    visit.locator("#bw-bron mark").first.wait_for()


@needs_browser
def test_a_question_that_may_follow_is_answered(visit):
    ask(visit, "Hoeveel plaatsen heeft het laboratorium in Deventer?")
    visit.click("#beurt-1 .bw-also .bw-ask-this >> nth=0")
    visit.locator("#beurt-2 .bw-answer").wait_for()
    assert "maandag tot en met donderdag" in visit.locator("#beurt-2 .bw-answer").inner_text()


@needs_browser
def test_a_page_that_is_open_follows_the_documents(visit, served: Served):
    assert "staat niet" in ask(visit, "Hoeveel lokalen heeft de Zonnebloemschool?")
    school = served.corpus / "school.md"
    school.write_text("# De Zonnebloemschool\n\nDe Zonnebloemschool heeft 23 lokalen.\n", encoding="utf-8")
    served.ingest()
    assert comes(visit, "Hoeveel lokalen heeft de Zonnebloemschool?", "23 lokalen")
    school.write_text("# De Zonnebloemschool\n\nDe Zonnebloemschool heeft 31 lokalen.\n", encoding="utf-8")
    served.ingest()
    assert comes(visit, "Hoeveel lokalen heeft de Zonnebloemschool?", "31 lokalen")
    number = visit.locator(".bw-turn").count()
    school.unlink()
    served.ingest()
    visit.click(f"#beurt-{number} .bw-mark >> nth=0")
    visit.locator("#bw-bron .bw-notice", has_text="Dit document is er niet").wait_for()
    visit.keyboard.press("Escape")
    assert comes(visit, "Hoeveel lokalen heeft de Zonnebloemschool?", "staat niet in de documenten")


@needs_browser
def test_markup_in_a_document_or_question_is_only_text(visit):
    ask(visit, f"Wanneer begint het kaasplan? {EVIL}")
    answer = ask(visit, "Wanneer begint het kaasplan?")
    assert "3 maart 2031" in answer
    refusal = ask(visit, "Hoe heet de burgemeester die tegen het kaasplan is?")
    assert "staat niet in de documenten" in refusal
    assert EVIL in answer and EVIL in refusal  # the markup came as far as the page, in both
    visit.click("#beurt-2 .bw-mark >> nth=0")
    visit.locator("#bw-bron mark").first.wait_for()
    assert EVIL in visit.locator("#bw-bron .bw-text").inner_text()
    visit.wait_for_timeout(300)
    assert visit.title() == "Bronwijs"
    assert visit.locator(":is(.bw-talk, #bw-bron) :is(script, img, [onclick], [onerror])").count() == 0
    assert not [url for url in visit.asked_for if url.startswith("http://example.org")]


@needs_browser
def test_the_browser_asks_for_nothing_outside(visit, served: Served):
    ask(visit, "Wat kost de studiereis naar Gent?")
    outside = [url for url in visit.asked_for if not url.startswith((served.address, "data:", "blob:"))]
    assert outside == []


@needs_browser
def test_all_can_be_done_with_the_keyboard_and_the_page_says_that_it_is_dutch(visit):
    assert visit.evaluate("document.documentElement.lang") == "nl"
    visit.focus("#vraag textarea")
    visit.keyboard.type("Wat kost de studiereis naar Gent?")
    visit.keyboard.press("Enter")
    visit.locator("#beurt-1 .bw-answer").wait_for()
    for _ in range(30):
        visit.keyboard.press("Shift+Tab")
        if visit.evaluate("document.activeElement.matches('.bw-mark')"):
            break
    name = visit.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name == "Bron 1, letterlijk, De studiereis"
    visit.keyboard.press("Enter")
    visit.locator("#bw-bron mark").wait_for()
    assert visit.evaluate("document.activeElement.closest('#bw-bron') !== null")
    visit.keyboard.press("Escape")
    visit.locator("#bw-bron").wait_for(state="hidden")
    assert visit.evaluate("document.activeElement.matches('.bw-mark')")


@needs_browser
@pytest.mark.parametrize("width", [320, 390])  # 320 is also a laptop of 1,280 at 400 %
def test_on_a_phone_nothing_sticks_out_and_the_source_fills_the_screen(visitor, width):
    page = visitor(viewport={"width": width, "height": 740}, color_scheme="dark", has_touch=True)
    ask(page, "Welke vergoeding krijgt een begeleider op de Merelschool?")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious(page) == []
    page.click("#beurt-1 .bw-mark >> nth=0")
    page.locator("#bw-bron .bw-hit").first.wait_for()
    assert page.locator("#bw-bron").bounding_box()["width"] == width
    page.wait_for_function(
        "() => { const box = document.querySelector('.bw-hit').getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight }"
    )
    page.click("#bw-bron [aria-label='Sluiten']")
    page.locator("#bw-bron").wait_for(state="hidden")


@needs_browser
def test_two_visitors_have_each_their_own_conversation_and_a_reload_keeps_it(visitor):
    one, other = visitor(), visitor()
    ask(one, "Wat kost de studiereis naar Gent?")
    ask(other, "Hoeveel plaatsen heeft het laboratorium in Deventer?")
    for page in (one, other):
        wait_until_kept(page)
        page.reload()
        page.wait_for_selector(".bw-turn")
    assert visitor().locator(".bw-turn").count() == 0
    assert "350 euro" in one.locator("#gesprek").inner_text() and "24 plaatsen" not in one.content()
    assert "24 plaatsen" in other.locator("#gesprek").inner_text() and "350 euro" not in other.content()
    one.click("#opnieuw")
    one.wait_for_selector(".bw-welcome")
    one.reload()
    one.wait_for_selector(".bw-welcome")
    assert one.locator(".bw-turn").count() == 0


@needs_browser
def test_a_conversation_outlives_the_server(visitor, served: Served):
    page = visitor()
    ask(page, "Wat kost de studiereis naar Gent?")
    wait_until_kept(page)
    served.stop()
    served.start(int(served.address.rsplit(":", 1)[1]))
    page.reload()
    page.wait_for_selector(".bw-turn")
    assert "350 euro" in page.locator("#beurt-1").inner_text()
    page.click("#beurt-1 .bw-mark >> nth=0")
    page.locator("#bw-bron mark").wait_for()
    assert "maandag" in ask(page, "Wanneer is het laboratorium in Deventer open?")


@needs_browser
def test_what_is_ticked_in_the_filter_counts_until_it_is_taken_away(visit):
    visit.click(".bw-filter summary")
    assert serious(visit) == []
    names = [each.inner_text() for each in visit.locator(".bw-panel legend").all()]
    assert names == ["Voor wie", "Sector", "Regio", "Schooljaar", "Alleen uit deze documenten"]
    visit.get_by_label("Over het laboratorium", exact=False).or_(visit.get_by_label("Vragen over het laboratorium")).check()
    visit.get_by_label("Mbo").check()
    chips = visit.locator("#gekozen .bw-chip")
    visit.wait_for_function("document.querySelectorAll('#gekozen .bw-chip').length === 2")
    assert "staat niet in de documenten" in ask(visit, "Wat kost de studiereis naar Gent?")
    assert not visit.locator(".bw-panel").is_visible()
    assert "Gekozen:" in visit.locator("#beurt-1 .bw-counted").inner_text()
    assert serious(visit) == []
    chips.filter(has_text="Vragen over het laboratorium").click()
    visit.wait_for_function("document.querySelectorAll('#gekozen .bw-chip').length === 1")
    assert "350 euro" in ask(visit, "Wat kost de studiereis naar Gent?")
    wait_until_kept(visit)
    visit.reload()
    visit.wait_for_selector("#gekozen .bw-chip")
    assert chips.all_inner_texts() == ["Sector: mbo\n×"] and visit.locator("#beurt-1 .bw-counted .bw-chip").count() == 2
    assert visit.locator("input[name=sector][value=mbo]").is_checked()
    visit.click("#opnieuw")
    visit.wait_for_selector(".bw-welcome")
    assert chips.count() == 0 and not visit.locator("input[name=sector][value=mbo]").is_checked()


@needs_browser
def test_what_a_question_tells_is_a_chip_and_without_it_the_question_is_asked_again(visit):
    ask(visit, "Wat kost de studiereis naar Gent voor docenten in het vo?")
    told = visit.locator("#beurt-1 .bw-counted .bw-chip")
    assert told.all_inner_texts() == ["Voor: docenten\n×", "Sector: voortgezet onderwijs\n×"]
    assert "Uit uw vraag:" in visit.locator("#beurt-1 .bw-counted").inner_text()
    visit.get_by_role("button", name="Sector: voortgezet onderwijs, vraag opnieuw zonder").click()
    visit.locator("#beurt-2 .bw-answer").wait_for()
    assert visit.locator("#beurt-2 .bw-counted .bw-chip").all_inner_texts() == ["Sector: maakt niet uit\n×", "Voor: docenten\n×"]
    assert visit.locator("#gekozen .bw-chip").count() == 0  # for this question alone
    visit.click("#beurt-2 .bw-counted .bw-chip >> nth=0")
    visit.locator("#beurt-3 .bw-answer").wait_for()
    assert visit.locator("#beurt-3 .bw-counted .bw-chip").all_inner_texts() == told.all_inner_texts()


@needs_browser
def test_the_filter_works_with_the_keyboard_alone(visit):
    visit.focus(".bw-filter summary")
    visit.keyboard.press("Enter")
    visit.keyboard.press("Tab")
    visit.keyboard.press("Space")
    visit.wait_for_selector("#gekozen .bw-chip")
    assert visit.evaluate("document.activeElement.matches('.bw-panel input:checked')")
    visit.keyboard.press("Escape")
    assert not visit.locator(".bw-panel").is_visible() and visit.evaluate("document.activeElement.matches('.bw-filter summary')")
    visit.keyboard.press("Tab")
    assert visit.evaluate("document.activeElement.getAttribute('aria-label')") == "Voor: docenten, weghalen"
    visit.keyboard.press("Enter")
    visit.wait_for_function("document.querySelectorAll('#gekozen .bw-chip').length === 0")
    assert visit.evaluate("document.activeElement.matches('.bw-filter summary')")


@needs_browser
@pytest.mark.parametrize("size", [(320, 740), (683, 384)])  # a small phone; a laptop at 200 %
def test_the_filter_fits_a_small_screen(visitor, size):
    page = visitor(viewport={"width": size[0], "height": size[1]}, color_scheme="dark")
    page.click(".bw-filter summary")
    for box in page.locator(".bw-panel input").all():
        box.check()
    page.wait_for_function("document.querySelectorAll('#gekozen .bw-chip').length > 8")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert serious(page) == []
    panel = page.locator(".bw-panel").bounding_box()
    assert panel["x"] >= 0 and panel["x"] + panel["width"] <= size[0]
    page.click("[data-klaar]")
    assert page.locator("#vraag textarea").bounding_box()["height"] > 30


@needs_browser
def test_a_link_takes_along_what_was_chosen_and_a_made_up_one_does_no_harm(visitor, served: Served):
    page = visitor("/?vraag=Wat+kost+de+studiereis+naar+Gent%3F&sector=mbo&regio=&voor=%3Cb%3E&document=" + "x" * 50)
    page.locator("#beurt-1 .bw-problem", has_text="er niet meer").wait_for()
    page = visitor("/?vraag=Wat+kost+de+studiereis+naar+Gent%3F&sector=mbo&regio=&voor=%3Cb%3E&x=1")
    page.locator("#beurt-1 .bw-answer", has_text="350 euro").wait_for()
    assert page.locator("#beurt-1 .bw-counted .bw-chip").all_inner_texts() == ["Sector: mbo\n×", "Regio: maakt niet uit\n×"]
    assert page.url.rstrip("/") == served.address and page.locator("#gekozen .bw-chip").count() == 0
    link = page.locator("#beurt-1 [data-link]").get_attribute("data-link")
    assert link.endswith("&sector=mbo&regio=")


@needs_browser
def test_a_link_without_a_question_asks_none(visitor):
    page = visitor("/?vraag=+%20%0A")
    page.wait_for_timeout(500)
    assert page.locator(".bw-turn").count() == 0


@needs_browser
def test_an_answer_is_kept_as_a_word_file(visit, tmp_path: Path):
    import docx

    ask(visit, "Wat kost de studiereis naar Gent?")
    ask(visit, "Welke vergoeding krijgt een begeleider op de Merelschool?")
    for number, told in ((1, "350 euro"), (2, "1.240 euro"), (1, "350 euro")):
        with visit.expect_download() as coming:
            visit.click(f"#beurt-{number} [data-word]")
        coming.value.save_as(tmp_path / "antwoord.docx")
        assert told in "\n".join(each.text for each in docx.Document(str(tmp_path / "antwoord.docx")).paragraphs)
    assert coming.value.suggested_filename == "Wat kost de studiereis naar Gent.docx"
    assert visit.locator(".bw-unseen[role=status]").inner_text() == "Opgeslagen als Word-bestand"


@needs_browser
def test_that_something_was_copied_is_said_and_stays_said(visit):
    ask(visit, "Wat kost de studiereis naar Gent?")
    visit.locator("#beurt-1 .bw-also").or_(visit.locator("#beurt-1 .bw-actions")).first.wait_for()
    status = visit.locator(".bw-unseen[role=status]", has_text="350 euro")
    status.wait_for(state="attached")
    visit.click("#beurt-1 [data-kopie]")
    visit.wait_for_timeout(300)
    assert visit.locator(".bw-unseen[role=status]").inner_text() == "Gekopieerd"


@needs_browser
def test_what_is_open_beside_an_answer_follows_the_next_one(visit):
    visit.set_viewport_size({"width": 1366, "height": 768})
    ask(visit, "Wat kost de studiereis naar Gent?")
    visit.click("#beurt-1 .bw-mark >> nth=0")
    visit.locator("#bw-bron mark", has_text="350 euro").wait_for()
    visit.focus("#vraag textarea")
    visit.keyboard.type("Hoeveel plaatsen heeft het laboratorium in Deventer?")
    visit.keyboard.press("Enter")
    visit.locator("#bw-bron mark", has_text="24 plaatsen").wait_for()
    assert visit.evaluate("document.activeElement.matches('#vraag textarea')")
    ask(visit, "Wie is de burgemeester van Gent?")
    visit.locator("#bw-bron").wait_for(state="hidden")


@needs_browser
def test_a_long_question_is_shortened_for_the_eye_and_unfolds(visit):
    question = "Wat kost de studiereis naar Gent? " + "Ik vraag dit omdat wij met de hele school gaan. " * 12
    ask(visit, question.strip())
    title, more = visit.locator("#beurt-1 .bw-question"), visit.locator("#beurt-1 .bw-whole")
    assert title.text_content() == question.strip()
    low = title.bounding_box()["height"]
    more.click()
    assert title.bounding_box()["height"] > low and more.get_attribute("aria-expanded") == "true"
    assert serious(visit) == []


@needs_browser
def test_what_the_page_does_not_need_is_closed(visit, served: Served):
    sent = visit.request.post(f"{served.address}/gradio_api/upload", multipart={"files": {"name": "a", "mimeType": "a/b", "buffer": b"x"}})
    assert sent.status == 404 and "Op dit adres staat niets" in sent.text()
    visit.goto(f"{served.address}/onzin")
    assert "Op dit adres staat niets" in visit.inner_text("main") and serious(visit) == []
    visit.click("header a")
    visit.wait_for_selector(".bw-welcome")


@needs_browser
def test_that_the_site_is_away_is_said_in_dutch_and_what_was_asked_can_be_asked_again(visitor, served: Served):
    page = visitor()
    served.stop()
    page.fill("#vraag textarea", "Wat kost de studiereis naar Gent?")
    page.click("#stel")
    notice = page.locator(".bw-away[role=alert]", has_text="geen verbinding met Bronwijs")
    notice.wait_for()
    assert not page.get_by_text("Connection").first.is_visible() and serious(page) == []
    served.start(int(served.address.rsplit(":", 1)[1]))
    notice.get_by_role("button").click()
    page.locator("#beurt-1 .bw-answer", has_text="350 euro").wait_for()


@needs_browser
def test_a_link_asks_its_question_once(visitor):
    page = visitor("/?vraag=Wat+kost+de+studiereis+naar+Gent%3F")
    page.locator("#beurt-1 .bw-answer", has_text="350 euro").wait_for()
    wait_until_kept(page)
    page.reload()
    page.wait_for_selector(".bw-turn")
    assert page.locator(".bw-turn").count() == 1 and "vraag" not in page.url


def wait_until_kept(page) -> None:
    """Until the browser has stored the conversation."""
    page.wait_for_function("(localStorage.getItem('bronwijs-gesprek') ?? '').length > 200")


def comes(page, question: str, words: str) -> bool:
    """True once the answer to a question holds these words."""
    until = time.monotonic() + HANGS
    while words not in ask(page, question):
        if time.monotonic() > until:
            return False
    return True
