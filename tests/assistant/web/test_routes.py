"""Sources and files over HTTP: what is served, to whom, and how a browser is to treat it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.start import open_assistant
from assistant.web import words
from assistant.web.guard import Guard
from assistant.web.routes import routes
from ingest.original import Originals
from ingest.settings import Settings
from ingest.sync import update_index
from ingest.viewer import Viewer

EVIL = "<script>alert(1)</script><img src=http://example.org/x onerror=alert(1)>"


@dataclass(frozen=True)
class Site:
    client: TestClient
    corpus: Path
    assistant: Assistant

    def key(self, path: str) -> str:
        return next(record.key for record in self.assistant.documents() if record.path == path)

    def get(self, address: str, **headers: str):
        return self.client.get(address, headers=headers)


def site_on(settings: Settings, viewer: Viewer, *, for_staff: bool) -> Site:
    assistant = open_assistant(settings, for_staff=for_staff)
    app = FastAPI()
    app.include_router(routes(assistant, Originals(settings), viewer))
    app.add_middleware(Guard)
    return Site(TestClient(app), settings.corpus, assistant)


@pytest.fixture(scope="module")
def settings(tmp_path_factory, data) -> Settings:
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "tabel.pdf").write_bytes((data / "table.pdf").read_bytes())
    (corpus / "kwaad.html").write_text(
        f"<html><head><title>Kwaad</title><script>alert(1)</script></head><body><main><h1>Het plan</h1>"
        f"<p>Het plan kost 40 euro en {EVIL.replace('<', '&lt;')} is tekst van dit document.</p></main></body></html>",
        encoding="utf-8",
    )
    (corpus / "notitie.md").write_text("# Notitie\n\nDe reis naar Gent kost 350 euro per docent.\n", encoding="utf-8")
    (corpus / "geheim.txt").write_text("Het geheime budget voor de reis is 9.000 euro in totaal.", encoding="utf-8")
    (corpus / "bronnen.toml").write_text('["geheim.txt"]\nvisibility = "internal"\n', encoding="utf-8")
    made = Settings(corpus, str(tmp_path_factory.mktemp("index")))
    update_index(made)
    return made


@pytest.fixture(scope="module")
def viewer():
    made = Viewer()
    yield made
    made.close()


@pytest.fixture(scope="module")
def site(settings, viewer) -> Site:
    return site_on(settings, viewer, for_staff=False)


def test_a_page_is_shown_with_the_quote_marked_on_it(site):
    key = site.key("tabel.pdf")
    line = next(
        line for line in site.assistant.retriever.view().by_document["tabel.pdf"][0].text.split("\n") if line and line[0] not in "#-"
    )
    html = site.get(f"/bron/{key}?bladzijde=1&citaat={quote(line)}").text
    assert f'src="/bron/{key}/bladzijde/1"' in html and 'class="bw-hit"' in html
    assert f'href="/bron/{key}/origineel#page=1"' in html and 'lang="nl"' in html


def test_a_quote_that_is_not_on_the_page_is_said_and_the_page_is_shown(site):
    html = site.get(f"/bron/{site.key('tabel.pdf')}?bladzijde=1&citaat=Dit+staat+er+nergens").text
    assert words.NOT_ON_IMAGE in html and "<img" in html and "bw-hit" not in html


def test_the_image_of_a_page_is_asked_for_again_and_not_sent_again(site):
    address = f"/bron/{site.key('tabel.pdf')}/bladzijde/1"
    image = site.get(address)
    assert image.status_code == 200 and image.headers["content-type"] in ("image/png", "image/jpeg")
    assert "no-cache" in image.headers["cache-control"]
    assert site.get(address, **{"If-None-Match": image.headers["etag"]}).status_code == 304


def test_text_is_shown_with_the_passage_marked(site):
    html = site.get(f"/bron/{site.key('notitie.md')}?citaat=De+reis+naar+Gent+kost+350+euro").text
    assert '<mark id="hier">De reis naar Gent kost 350 euro</mark> per docent.' in html and "<h3>Notitie</h3>" in html


def test_no_text_of_a_document_or_an_address_is_markup(site):
    for html in (site.get(f"/bron/{site.key('kwaad.html')}?citaat={quote(EVIL)}").text, site.get(f"/bron/{quote(EVIL, safe='')}").text):
        assert "<script" not in html and "<img" not in html and "example.org/x onerror=alert(1)>" not in html


def test_a_file_of_html_is_never_a_page_of_ours(site):
    answer = site.get(f"/bron/{site.key('kwaad.html')}/origineel")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"].startswith("sandbox") and answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "how", "kind"),
    [("tabel.pdf", "inline", "application/pdf"), ("notitie.md", "inline", "text/plain; charset=utf-8")],
)
def test_a_file_that_a_browser_can_show_is_shown_and_can_be_kept(site, path, how, kind):
    address = f"/bron/{site.key(path)}/origineel"
    answer = site.get(address)
    assert answer.headers["content-disposition"].startswith(how) and answer.headers["content-type"] == kind
    assert answer.content == (site.corpus / path).read_bytes() and answer.headers["x-content-type-options"] == "nosniff"
    assert site.get(f"{address}?opslaan=1").headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("rest", ["", "?citaat=budget", "/bladzijde/1", "/origineel"])
def test_who_may_not_see_a_document_hears_that_there_is_none(settings, site, viewer, rest):
    staff = site_on(settings, viewer, for_staff=True)
    key = staff.key("geheim.txt")
    hidden = site.get(f"/bron/{key}{rest}")
    assert hidden.status_code == 404 and "9.000" not in hidden.text and "geheim" not in hidden.text
    assert hidden.text == site.get(f"/bron/{'0' * 32}{rest}").text
    if not rest.startswith("/bladzijde"):
        assert "9.000" in staff.get(f"/bron/{key}{rest}").text


@pytest.mark.parametrize("key", ["geheim.txt", "..%2Fgeheim.txt", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "bronnen.toml", "..", "-", "%00"])
def test_no_path_leads_to_a_file(site, key):
    for rest in ("", "/origineel", "/bladzijde/1"):
        answer = site.get(f"/bron/{key}{rest}")
        assert answer.status_code == 404 and "9.000" not in answer.text and "visibility" not in answer.text


@pytest.mark.parametrize("page", ["0", "-1", "99", "999999999999999999999"])
def test_a_page_that_is_not_there_is_no_fault_of_the_server(site, page):
    key = site.key("tabel.pdf")
    assert site.get(f"/bron/{key}/bladzijde/{page}").status_code == 404
    shown = site.get(f"/bron/{key}?bladzijde={page}")
    assert shown.status_code == 200 and words.NO_SUCH_PAGE in shown.text


@pytest.mark.parametrize("rest", ["?bladzijde=twee", "?bladzijde=2.5", "?bladzijde=1&bladzijde=x", "?bladzijde=1&deel=misschien"])
def test_what_is_no_page_gets_an_answer_in_dutch(site, rest):
    shown = site.get(f"/bron/{site.key('tabel.pdf')}{rest}")
    assert shown.status_code == 200 and 'lang="nl"' in shown.text
    assert (words.NO_SUCH_PAGE in shown.text) == ("deel" not in rest)
    assert site.get(f"/bron/{site.key('tabel.pdf')}/bladzijde/twee").status_code == 404
    assert site.get(f"/bron/{site.key('tabel.pdf')}/origineel?opslaan=misschien").headers["content-disposition"].startswith("inline")


def test_a_file_that_changed_gives_way_to_what_was_read(settings, site):
    file = site.corpus / "notitie.md"
    before = file.read_bytes()
    key = site.key("notitie.md")
    try:
        file.write_text("# Notitie\n\nVoortaan is dit geheim.\n", encoding="utf-8")
        html = site.get(f"/bron/{key}?citaat=350+euro").text
        assert words.FILE_CHANGED in html and '<mark id="hier">350 euro</mark>' in html and "geheim" not in html and "origineel" not in html
        original = site.get(f"/bron/{key}/origineel")
        assert original.status_code == 404 and words.FILE_CHANGED in original.text and "Voortaan" not in original.text
    finally:
        file.write_bytes(before)


def test_only_style_and_script_are_served_from_their_folder(site):
    assert site.get("/vorm/page.css").status_code == site.get("/vorm/page.js").status_code == 200
    assert site.get("/vorm/routes.py").status_code == site.get("/vorm/..%2froutes.py").status_code == 404
