"""The page in a real browser, served by the real command, while another process changes the documents."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the page is not tested in a browser")
HANGS = 60  # seconds: what comes at all comes sooner
EVIL = "<script>document.title = 'kaping'</script><img src=x onerror=\"document.title = 'kaping'\">"


def bronwijs(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "app.py"), *arguments]


class Served:
    """A running page, and the folders it answers from."""

    def __init__(self, corpus: Path, index: Path, address: str, said: str) -> None:
        self.corpus, self.index, self.address, self.said = corpus, index, address, said

    def ingest(self) -> None:
        subprocess.run(bronwijs("ingest", "--corpus", str(self.corpus), "--index", str(self.index)), check=True, capture_output=True)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    corpus, index = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("index")
    (corpus / "reis.md").write_text("# De studiereis\n\nDe studiereis naar Gent kost 350 euro per docent.\n", encoding="utf-8")
    lines = (f"Het kaasplan {EVIL}", f"Over het kaasplan {EVIL} is veel te doen.", f"Het kaasplan {EVIL} begint op 3 maart 2031.")
    (corpus / "kwaad.txt").write_text("\n\n".join(lines), encoding="utf-8")  # of plain text nothing is taken out on the way
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        command = bronwijs("app", "--corpus", str(corpus), "--index", str(index), "--port", str(busy.getsockname()[1]))
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
        said = ""
        for line in process.stdout:
            said += line
            if match := re.search(r"http://[\d.]+:\d+", line):
                break
    try:
        yield Served(corpus, index, match[0], said)
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture
def visit(served: Served):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM,
            timeout=HANGS * 1000,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        page = browser.new_page()
        page.set_default_timeout(HANGS * 1000)
        page.asked_for = []
        page.on("request", lambda request: page.asked_for.append(request.url))
        page.goto(served.address)
        page.wait_for_selector("#vraag textarea")
        yield page
        browser.close()


def ask(page, question: str) -> str:
    """The text of the answer that the page shows."""
    number = page.locator(".bw-turn").count() + 1
    page.fill("#vraag textarea", question)
    page.click("#stel")
    answer = page.locator(f"#beurt-{number} .bw-answer")
    answer.wait_for()
    return answer.inner_text()


def test_a_busy_port_is_passed_over_and_said(served: Served):
    assert "is al in gebruik" in served.said


@needs_browser
def test_a_visitor_asks_and_sees_the_answer_with_its_source(visit):
    assert "350 euro" in ask(visit, "Wat kost de studiereis naar Gent?")
    visit.click("#beurt-1 .bw-mark")
    source = visit.locator("#bron-1-1")
    assert "De studiereis" in source.inner_text() and "350 euro" in source.locator("blockquote").inner_text()
    assert visit.evaluate("document.documentElement.lang") == "nl"


@needs_browser
def test_what_is_not_there_is_refused_with_what_comes_near(visit):
    text = ask(visit, "Wie is de burgemeester van Gent?")
    assert "staat niet in de documenten" in text and "dichtst bij" in text


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
    school.unlink()
    served.ingest()
    assert comes(visit, "Hoeveel lokalen heeft de Zonnebloemschool?", "staat niet in de documenten")


@needs_browser
def test_markup_in_a_document_or_question_is_only_text(visit):
    ask(visit, f"Wanneer begint het kaasplan? {EVIL}")
    answer = ask(visit, "Wanneer begint het kaasplan?")
    assert "3 maart 2031" in answer
    refusal = ask(visit, "Hoe heet de burgemeester die tegen het kaasplan is?")
    assert "staat niet in de documenten" in refusal
    assert EVIL in answer and EVIL in refusal  # the markup came as far as the page, in both
    visit.wait_for_timeout(300)
    assert visit.title() == "Bronwijs"
    assert visit.locator(".bw-talk script, .bw-talk img").count() == 0


@needs_browser
def test_the_browser_asks_for_nothing_outside(visit, served: Served):
    ask(visit, "Wat kost de studiereis naar Gent?")
    outside = [url for url in visit.asked_for if not url.startswith((served.address, "data:", "blob:"))]
    assert outside == []


def comes(page, question: str, words: str) -> bool:
    """True once the answer to a question holds these words."""
    until = time.monotonic() + HANGS
    while words not in ask(page, question):
        if time.monotonic() > until:
            return False
    return True
