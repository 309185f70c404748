"""The page for mail in a real browser, served by the real command."""

from __future__ import annotations

import email
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from email import policy
from pathlib import Path

import pytest

from assistant.web import inbox_words

ROOT = Path(__file__).resolve().parents[3]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the page is not tested in a browser")
HANGS = 60  # seconds: what comes at all comes sooner
PASSWORD = "vier losse woorden samen"
EVIL = "<script>document.title='kaping'</script><img src=x onerror=\"document.title='kaping'\">"
MAIL = f"""Van: Kim de Wit <kim@voorbeeld.nl>
Onderwerp: De studiereis {EVIL}

Beste mensen,

Wat kost de studiereis naar Gent per docent? En hoeveel plaatsen heeft het laboratorium in Deventer?
{EVIL}

Groeten,
Kim
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    corpus, home = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("home")
    (corpus / "reis.md").write_text("# De studiereis\n\nDe studiereis naar Gent kost 350 euro per docent.\n", encoding="utf-8")
    told = "# Het laboratorium\n\nHet laboratorium in Deventer heeft 24 plaatsen voor leerlingen.\n"
    (corpus / "laboratorium.md").write_text(told, encoding="utf-8")
    command = [sys.executable, str(ROOT / "app.py"), "app", "--corpus", str(corpus), "--index", str(home / "index"), "--port", "18471"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "BRONWIJS_INBOX_PASSWORD": PASSWORD}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as process:
        try:
            yield next(match[0] for line in process.stdout if (match := re.search(r"http://[\d.]+:\d+/inbox/", line)))
        finally:
            process.terminate()
            process.wait(HANGS)


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
def enter(browser, address) -> Iterator[Callable]:
    """Lets a clerk log in with a browser of their own."""
    contexts = []

    def come(**how):
        contexts.append(browser.new_context(**{"reduced_motion": "reduce", "locale": "nl-NL", "accept_downloads": True} | how))
        contexts[-1].grant_permissions(["clipboard-read", "clipboard-write"])
        page = contexts[-1].new_page()
        page.set_default_timeout(HANGS * 1000)
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.goto(address)
        page.fill("input[name=naam]", "team")
        page.fill("input[name=wachtwoord]", PASSWORD)
        page.click(".bw-login button")
        page.wait_for_selector("#mail textarea")
        return page

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def clerk(enter):
    page = enter()
    yield page
    assert page.faults == []


def draft_of(page, mail: str = MAIL) -> str:
    """The draft that a pasted mail gets."""
    page.fill("#mail textarea", mail)
    page.click("#maak")
    page.wait_for_selector("#kladblok .bw-entry")
    return written(page)


def written(page) -> str:
    return page.input_value("#concept textarea")


def says(page, text: str) -> None:
    """Wait until the page says this."""
    page.wait_for_selector(f"#gezegd >> text={text}")


def serious(page) -> list[str]:
    """What axe finds that keeps people from using the page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in ("serious", "critical")]


def test_a_wrong_password_is_said_and_opens_nothing(browser, address):
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    page.goto(address)
    assert serious(page) == []
    page.fill("input[name=naam]", "team")
    page.fill("input[name=wachtwoord]", "iets anders dan dat")
    page.click(".bw-login button")
    page.wait_for_selector(f"text={inbox_words.WRONG}")
    assert page.locator("#mail").count() == 0
    context.close()


def test_a_pasted_mail_gets_a_draft_with_its_sources_and_nothing_of_it_runs(clerk):
    draft = draft_of(clerk)
    assert "350 euro per docent" in draft and "24 plaatsen" in draft and "Beste Kim" in draft
    entries = clerk.locator("#kladblok .bw-entry")
    assert entries.count() == 2 and "beantwoord" in entries.nth(0).inner_text()
    assert "bedrag 350 euro" in clerk.locator(".bw-check").inner_text()
    assert clerk.title() == inbox_words.TITLE
    assert clerk.locator("#kladblok script, #kladblok img").count() == 0


def test_markup_in_a_question_is_shown_as_text(clerk):
    draft_of(clerk, f"Hallo,\n\nWat kost de studiereis {EVIL} naar Gent per docent?\n")
    assert "onerror" in clerk.locator("#kladblok").inner_text()
    assert (clerk.title(), clerk.locator("#kladblok script, #kladblok img").count()) == (inbox_words.TITLE, 0)


def test_a_source_that_is_left_out_takes_its_sentence_along_and_the_text_can_come_back(clerk):
    draft_of(clerk)
    clerk.fill("#concept textarea", "Mijn eigen tekst.")
    clerk.uncheck("#beurt-2 input[data-bron] >> nth=0")
    clerk.click("[data-herschrijf]")
    says(clerk, inbox_words.REWRITTEN)
    draft = written(clerk)
    assert "350 euro" in draft and "24 plaatsen" not in draft
    assert "niet gevonden" in clerk.locator("#beurt-2").inner_text()
    assert not clerk.is_checked("#beurt-2 input[data-bron] >> nth=0")
    clerk.click("#terug")
    says(clerk, inbox_words.UNDONE)
    assert written(clerk) == "Mijn eigen tekst."


def test_one_key_copies_the_draft_as_it_is_now_and_says_so(clerk):
    draft_of(clerk)
    clerk.fill("#concept textarea", "Beste Kim, dat is 350 euro.")
    clerk.keyboard.press("Alt+c")
    says(clerk, inbox_words.COPIED)
    assert clerk.evaluate("navigator.clipboard.readText()") == "Beste Kim, dat is 350 euro."
    clerk.wait_for_function(
        "text => [...document.querySelectorAll('[role=status]')].some(e => e.textContent === text)", arg=inbox_words.COPIED
    )


def test_a_file_is_read_and_the_draft_saved_as_a_mail(clerk, tmp_path):
    raw = "From: Jan <jan@voorbeeld.nl>\nSubject: Reis\nMessage-ID: <7@voorbeeld.nl>\n\nWat kost de studiereis naar Gent per docent?\n"
    file = tmp_path / "vraag.eml"
    file.write_text(raw, encoding="utf-8")
    clerk.fill("#mail textarea", "Een vorige mail")
    clerk.set_input_files("#kies", file)
    clerk.wait_for_selector("#kladblok .bw-entry")
    assert clerk.input_value("#mail textarea").startswith("Van: Jan <jan@voorbeeld.nl>\nOnderwerp: Reis\n\nWat kost de studiereis")
    with clerk.expect_download() as saving:
        clerk.click("#opslaan")
    draft = email.message_from_bytes(Path(saving.value.path()).read_bytes(), policy=policy.default)
    assert (draft["To"], draft["Subject"], draft["In-Reply-To"]) == ("Jan <jan@voorbeeld.nl>", "Re: Reis", "<7@voorbeeld.nl>")
    assert "350 euro" in draft.get_content() and "> Wat kost" in draft.get_content()


def test_a_file_of_another_kind_is_said_in_dutch(clerk, tmp_path):
    file = tmp_path / "foto.png"
    file.write_bytes(b"\x89PNG")
    clerk.set_input_files("#kies", file)
    clerk.wait_for_selector("#kladblok >> text=geen mail die gelezen kan worden")


def test_an_earlier_draft_is_found_by_words(clerk):
    draft_of(clerk, "Wat kost de studiereis naar Gent per docent?\n\nGroet,\nSofie Vondeling")
    clerk.fill("#zoek :is(input, textarea)", "studiereizen")
    clerk.click("#zoeken")
    clerk.click(".bw-earlier summary >> nth=0")
    assert "350 euro" in clerk.locator(".bw-earlier .bw-kept >> nth=0").inner_text()


def test_an_approved_answer_is_offered_to_another_clerk_and_used(enter):
    one, other = enter(), enter()
    draft_of(one, "Hoeveel plaatsen heeft het laboratorium in Deventer?")
    one.click("[data-keur]")
    says(one, inbox_words.APPROVED)
    draft_of(other, "Hallo, hoeveel plaatsen heeft het laboratorium in Deventer eigenlijk?")
    other.uncheck("#beurt-1 input[data-bron] >> nth=0")
    other.click("[data-herschrijf]")
    says(other, inbox_words.REWRITTEN)
    assert "24 plaatsen" not in written(other)
    other.click("[data-gebruik]")
    says(other, inbox_words.USED)
    assert "24 plaatsen" in written(other)


def test_two_clerks_do_not_see_each_others_mail(enter):
    one, other = enter(), enter()
    draft_of(one, "Wat kost de studiereis naar Gent per docent? Ik ben Geheimerik.")
    assert "Geheimerik" not in other.content() and written(other) == ""
    other.click("#kopieer")
    other.click("#opslaan")
    assert other.locator(".bw-entry").count() == 0


def test_a_source_opens_beside_the_draft(clerk):
    draft_of(clerk)
    clerk.click("#beurt-1 a.bw-open >> nth=0")
    clerk.wait_for_selector("#bw-bron mark >> text=350 euro")


def test_who_logs_out_must_log_in_again(clerk, address):
    clerk.click(".bw-out")
    clerk.wait_for_selector(".bw-login")
    clerk.goto(address)
    assert clerk.locator("#mail").count() == 0


@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_the_screen(enter, width):
    page = enter(viewport={"width": width, "height": 800})
    draft_of(page)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("BRONWIJS_SCREENS"):
        page.screenshot(path=f"{folder}/inbox-{width}.png", full_page=True)
