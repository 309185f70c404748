"""Copies of what stands on the web: kept as files of the corpus, and never lost to a bad download."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from app import main
from ingest.download import DownloadLimits
from ingest.errors import CorpusError
from ingest.fetch import FETCHED, KINDS, FetchHappened, fetch_all, fetch_sources
from ingest.limits import MB
from ingest.limits import USUAL as MOST
from ingest.load import LOADERS
from ingest.load.html import load_html

ROOT = Path(__file__).parents[2]
LIMITS = DownloadLimits(connect=60, silence=60, in_all=60, patience=0, megabytes=0.1)
PAGE = """<!doctype html><html><head><title>Routes</title></head><body><main><h1>Routes naar het leraarschap</h1>
<p>De scholing van de façaderoute duurt twee jaar en kost € 3.000 per zij-instromer, te betalen door het bestuur.</p>
<p>Wie de scholing afrondt, is bevoegd in het vak waarvoor hij of zij is geschikt bevonden.</p></main></body></html>
"""
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def packed(*names: str) -> bytes:
    """A zip file with files of these names."""
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "<x/>")
    return buffer.getvalue()


@pytest.fixture
def corpus(tmp_path) -> Path:
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


@pytest.fixture
def fetch(corpus):
    """Fetches one source into the corpus; what happened to it."""

    def fetch_one(path: str, address: str):
        (report,) = fetch_all(corpus, {path: address}, allow_private=True, limits=LIMITS)
        return report

    return fetch_one


def files(corpus: Path) -> list[str]:
    """The files of a corpus, hidden ones too, save for what is known of the copies."""
    return sorted(file.relative_to(corpus).as_posix() for file in corpus.rglob("*") if file.is_file() and file.name != FETCHED)


def test_a_copy_is_kept_with_what_is_known_of_it(site, corpus, fetch):
    address = site.puts("/routes", PAGE.encode(), content_type="text/html", etag='"1"')
    report = fetch("webpaginas/routes.html", address)
    assert (report.happened, report.reason) == (FetchHappened.FETCHED, "")
    assert (corpus / "webpaginas" / "routes.html").read_bytes() == PAGE.encode()
    known = json.loads((corpus / FETCHED).read_text())["webpaginas/routes.html"]
    assert (known["address"], known["validators"]["etag"], len(known["sha256"]), len(known["fetched"])) == (address, '"1"', 64, 25)
    assert files(corpus) == ["webpaginas/routes.html"]


@pytest.mark.parametrize("headers", [{"etag": '"1"'}, {"last_modified": "Mon, 03 Nov 2025 10:00:00 GMT"}, {}])
def test_a_copy_that_did_not_change_is_left_alone(site, corpus, fetch, headers):
    address = site.puts("/gids", b"Tekst.", content_type="text/plain", **headers)
    fetch("gids.txt", address)
    before = (corpus / "gids.txt").stat().st_mtime_ns, json.loads((corpus / FETCHED).read_text())["gids.txt"]["fetched"]
    assert fetch("gids.txt", address).happened is FetchHappened.UNCHANGED
    assert before == ((corpus / "gids.txt").stat().st_mtime_ns, json.loads((corpus / FETCHED).read_text())["gids.txt"]["fetched"])
    assert [{"If-None-Match", "If-Modified-Since"} & set(asked) for _, asked in site.asked][1] == {
        {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}[name] for name in headers
    }


def test_a_document_that_changed_replaces_its_copy(site, corpus, fetch):
    fetch("gids.txt", site.puts("/gids", b"Oud.", etag='"1"'))
    assert fetch("gids.txt", site.puts("/gids", b"Nieuw.", etag='"2"')).happened is FetchHappened.FETCHED
    assert (corpus / "gids.txt").read_bytes() == b"Nieuw."
    assert fetch("gids.txt", site.at("/gids")).happened is FetchHappened.UNCHANGED


@pytest.mark.parametrize("lost", ["copy", "edited", "state", "broken state", "address"])
def test_what_is_known_of_a_copy_counts_for_that_copy_alone(site, corpus, fetch, lost):
    address = site.puts("/gids", b"Tekst.", etag='"1"')
    fetch("gids.txt", address)
    if lost == "copy":
        (corpus / "gids.txt").unlink()
    elif lost == "edited":
        (corpus / "gids.txt").write_text("Iets anders.")
    elif lost == "state":
        (corpus / FETCHED).unlink()
    elif lost == "broken state":
        (corpus / FETCHED).write_text('{"gids.txt": {"address": 3}}')
    else:
        address = site.puts("/elders", b"Tekst.", etag='"1"')
    fetch("gids.txt", address)
    assert "If-None-Match" not in site.asked[-1][1]
    assert (corpus / "gids.txt").read_bytes() == b"Tekst."
    assert fetch("gids.txt", address).happened is FetchHappened.UNCHANGED


@pytest.mark.parametrize(
    ("path", "content", "headers", "said"),
    [
        ("gids.txt", b"", {}, "leeg"),
        ("gids.txt", b" \n", {}, "leeg"),
        ("gids.txt", b"<!DOCTYPE html><p>Niet gevonden", {}, "geen tekst"),
        ("gids.txt", b"<html>Niet gevonden", {"content_type": "text/html"}, "text/html"),
        ("gids.md", PDF, {}, "geen tekst"),
        ("gids.html", b"\x00\x01\x02<", {"content_type": "text/html"}, "geen webpagina"),
        ("gids.html", PDF, {"content_type": "text/html"}, "geen webpagina"),
        ("gids.html", b"niet gevonden", {"content_type": "text/html"}, "geen webpagina"),
        ("gids.pdf", PAGE.encode(), {"content_type": "application/pdf"}, "geen pdf maar een webpagina"),
        ("gids.pdf", PDF, {"content_type": "image/png"}, "image/png"),
        ("gids.docx", PDF, {}, "geen Word-document"),
        ("gids.docx", packed("xl/workbook.xml"), {}, "geen Word-document"),
        ("gids.odt", packed("word/document.xml"), {}, "geen OpenDocument-tekst"),
        ("gids.txt", b"x" * 100_001, {}, "groter dan"),
        ("gids.txt", b"Fout.", {"status": 500}, "storing (500)"),
        ("gids.txt", b"Weg.", {"status": 404}, "bestaat niet"),
        ("gids.txt", b"Weg.", {"status": 410}, "bestaat niet meer (410)"),
        ("gids.txt", b"Later.", {"status": 503, "retry_after": "60"}, "te druk"),
    ],
)
def test_a_bad_download_leaves_the_copy(site, corpus, fetch, path, content, headers, said):
    good = {".pdf": PDF, ".docx": packed("word/document.xml"), ".odt": packed("mimetype"), ".html": PAGE.encode()}.get(
        Path(path).suffix, b"Goed."
    )
    assert fetch(path, site.puts("/gids", good)).happened is FetchHappened.FETCHED
    state = (corpus / FETCHED).read_bytes()
    report = fetch(path, site.puts("/gids", content, **headers))
    assert report.happened is FetchHappened.FAILED
    assert said in report.reason and "; de kopie van 20" in report.reason and report.reason.endswith("blijft staan")
    assert (corpus / path).read_bytes() == good
    assert (corpus / FETCHED).read_bytes() == state
    assert files(corpus) == [path]


def test_no_more_text_is_fetched_than_is_read(site, corpus):
    addresses = {
        "gids.txt": site.puts("/text", b"x" * (MOST.text_mb * MB + 1)),
        "gids.pdf": site.puts("/pdf", PDF.ljust(MOST.text_mb * MB + 1)),
    }
    text, pdf = fetch_all(corpus, addresses, allow_private=True)
    assert (f"groter dan {MOST.text_mb} MB" in text.reason, pdf.happened) == (True, FetchHappened.FETCHED)


def test_a_bad_first_download_leaves_nothing(site, corpus, fetch):
    report = fetch("map/gids.txt", site.puts("/gids", b"", content_type="text/plain"))
    assert report.reason == "het document op dit adres is leeg"
    assert list(corpus.iterdir()) == []


def test_a_file_that_was_there_before_is_kept_when_nothing_can_be_fetched(site, corpus, fetch):
    (corpus / "gids.txt").write_text("Zelf neergezet.")
    assert fetch("gids.txt", site.at("/weg")).reason.endswith("; het bestand dat er al was, blijft staan")
    assert (corpus / "gids.txt").read_text() == "Zelf neergezet."


def test_a_document_that_may_have_been_cut_off_is_not_kept(site, corpus, fetch):
    def unframed(content):
        def answer(request):
            request.send_response(200)
            request.end_headers()
            request.wfile.write(content)

        return answer

    assert "niet heel aangekomen" in fetch("gids.pdf", site.does("/gids", unframed(PDF[:-8]))).reason
    assert "niet heel aangekomen" in fetch("gids.docx", site.does("/gids", unframed(packed("word/document.xml")[:-30]))).reason
    assert fetch("gids.pdf", site.does("/gids", unframed(PDF))).happened is FetchHappened.FETCHED
    assert fetch("gids.txt", site.does("/gids", unframed(b"Tekst."))).happened is FetchHappened.FETCHED


def test_one_that_fails_stops_no_other(site, corpus):
    site.puts("/b", b"Tekst.")
    heard = []
    reports = fetch_all(
        corpus,
        {"a.txt": site.at("/a"), "b.txt": site.at("/b"), "c.txt": site.at("/c")},
        allow_private=True,
        limits=LIMITS,
        on_source=heard.append,
    )
    assert [report.happened for report in reports] == [FetchHappened.FAILED, FetchHappened.FETCHED, FetchHappened.FAILED]
    assert tuple(heard) == reports
    assert files(corpus) == ["b.txt"]


def test_what_is_known_stays_of_what_fails_and_goes_of_what_is_no_longer_asked_for(site, corpus):
    addresses = {name: site.puts(f"/{name}", b"Tekst.", etag='"1"') for name in ("a.txt", "b.txt", "c.txt")}
    fetch_all(corpus, addresses, allow_private=True, limits=LIMITS)
    site.puts("/a.txt", status=404)
    del addresses["c.txt"]
    fetch_all(corpus, addresses, allow_private=True, limits=LIMITS)
    assert list(json.loads((corpus / FETCHED).read_text())) == ["a.txt", "b.txt"]
    assert (corpus / "c.txt").is_file()


def test_the_own_network_is_refused_unless_it_is_allowed(site, corpus):
    (report,) = fetch_all(corpus, {"gids.txt": site.puts("/gids", b"Tekst.")}, limits=LIMITS)
    assert "--allow-private" in report.reason
    assert site.asked == [] and files(corpus) == []


@pytest.mark.parametrize(
    "path",
    ["../gids.txt", "map/../../gids.txt", "/tmp/gids.txt", "map\\gids.txt", "C:gids.txt", ".gids.txt", "_map/gids.txt", "~$gids.txt", "",
     "map//gids.txt", "./gids.txt", "gids\x00.txt", "gids\n.txt", "weg/gids.txt", "gids", "gids.toml", "gids.exe", "map/.txt", "a?.txt"],
)  # fmt: skip
def test_a_copy_has_a_name_that_a_document_can_have(site, corpus, fetch, path):
    (corpus.parent / "elders").mkdir()
    (corpus / "weg").symlink_to(corpus.parent / "elders")
    report = fetch(path, site.puts("/gids", b"Tekst."))
    assert report.happened is FetchHappened.FAILED and "kopie" in report.reason
    assert site.asked == []
    assert [file for file in corpus.parent.rglob("*") if file.is_file()] == []


def test_every_kind_that_is_read_can_be_fetched():
    assert set(LOADERS) <= set(KINDS)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("gids.pdf", PDF),
        ("a.docx", packed("word/document.xml")),
        ("a.odt", packed("mimetype")),
        ("a.htm", PAGE.encode()),
        ("a.md", b"# Kop\n<br>"),
        ("a.eml", b"From: a@b.nl\n\nDag."),
    ],
)
@pytest.mark.parametrize("is_named", [True, False])
def test_each_kind_is_fetched(site, corpus, fetch, path, content, is_named):
    media = KINDS[Path(path).suffix].media[0] if is_named else "application/octet-stream"
    assert fetch(path, site.puts("/gids", content, content_type=media)).happened is FetchHappened.FETCHED
    assert (corpus / path).read_bytes() == content


@pytest.mark.parametrize(
    ("charset", "header"),
    [("iso-8859-1", "iso-8859-1"), ("cp1252", "ISO-8859-1"), ("cp1252", "windows-1252"), ("iso-8859-15", '"iso-8859-15"'),
     ("utf-16-le", "utf-16le"), ("utf-16", "utf-16"), ("utf-8", "utf-8"), ("utf-8", "iso-8859-1"),
     ("utf-8", "no-such-charset"), ("utf-8", "zlib")],
)  # fmt: skip
def test_a_page_of_which_only_the_server_says_how_it_is_written_is_read_well(site, corpus, fetch, charset, header):
    page = PAGE.replace("€", "EUR") if charset == "iso-8859-1" else PAGE
    fetch("routes.html", site.puts("/routes", page.encode(charset), content_type=f"text/html; charset={header}"))
    text = " ".join(block.text for block in load_html(corpus / "routes.html", "routes.html").blocks)
    assert "façaderoute" in text and ("EUR 3.000" if charset == "iso-8859-1" else "€ 3.000") in text
    assert fetch("routes.html", site.at("/routes")).happened is FetchHappened.UNCHANGED


def test_a_page_that_reads_as_utf8_too_is_what_the_server_says(site, corpus, fetch):
    fetch("gids.txt", site.puts("/gids", "Alle letters zijn gewoon.".encode("utf-16-le"), content_type="text/plain; charset=utf-16le"))
    assert (corpus / "gids.txt").read_bytes() == b"\xef\xbb\xbfAlle letters zijn gewoon."


@pytest.mark.parametrize("header", ["utf-8", "zlib", "no-such-charset", "hex"])
def test_a_page_that_is_not_what_the_server_says_is_kept_as_it_came(site, corpus, fetch, header):
    content = PAGE.encode("cp1252")
    fetch("routes.html", site.puts("/routes", content, content_type=f"text/html; charset={header}"))
    assert (corpus / "routes.html").read_bytes() == content


def test_a_copy_holds_all_of_the_old_or_all_of_the_new_while_it_is_written(site, corpus, fetch, monkeypatch):
    fetch("gids.txt", site.puts("/gids", b"Oud."))
    seen = []

    def sync(handle: int) -> None:
        seen.append(((corpus / "gids.txt").read_bytes(), files(corpus)))

    monkeypatch.setattr(os, "fsync", sync)
    with (corpus / "gids.txt").open("rb", buffering=0) as reader:  # a sync that is reading meanwhile
        fetch("gids.txt", site.puts("/gids", b"Nieuw."))
        assert reader.read() == b"Oud."
    assert seen[0] == (b"Oud.", [f".gids.txt.{os.getpid()}.part", "gids.txt"])
    assert (corpus / "gids.txt").read_bytes() == b"Nieuw."


@pytest.mark.parametrize(
    ("code", "said"), [(errno.ENOSPC, "de schijf is vol"), (errno.EROFS, "daar mag alleen worden gelezen"), (errno.EXDEV, "EXDEV")]
)
def test_a_copy_that_cannot_be_written_is_said_and_the_old_one_stays(site, corpus, fetch, monkeypatch, code, said):
    fetch("gids.txt", site.puts("/gids", b"Oud."))

    def fail(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    report = fetch("gids.txt", site.puts("/gids", b"Nieuw."))
    assert (report.happened, said in report.reason) == (FetchHappened.FAILED, True)
    assert (corpus / "gids.txt").read_bytes() == b"Oud."
    assert files(corpus) == ["gids.txt"]


def test_a_copy_can_be_read_by_whoever_could_read_a_file_made_by_hand(site, corpus, fetch):
    fetch("gids.txt", site.puts("/gids", b"Tekst."))
    (corpus / "zelf.txt").write_text("Tekst.")
    assert (corpus / "gids.txt").stat().st_mode == (corpus / "zelf.txt").stat().st_mode


def test_the_sources_are_those_of_bronnen_toml(site, corpus):
    (corpus / "hier.md").write_text("# Hier\n")
    site.puts("/gids", b"# Gids\n")
    (corpus / "bronnen.toml").write_text(
        f'["gids.md"]\nfetch = "{site.at("/gids")}"\n["hier.md"]\naddress = "{site.at("/hier")}"\n["fout.md"]\nfetch = "www.voorbeeld.nl"\n'
    )
    (report,) = fetch_sources(corpus, allow_private=True, limits=LIMITS)
    assert (report.path, report.happened) == ("gids.md", FetchHappened.FETCHED)


def test_without_sources_nothing_is_fetched(corpus):
    assert fetch_sources(corpus) == ()


def test_a_bronnen_toml_that_cannot_be_read_is_said(corpus):
    (corpus / "bronnen.toml").write_text("[")
    with pytest.raises(CorpusError):
        fetch_sources(corpus)


@pytest.fixture
def run(monkeypatch, capfd):
    """Run a command in this process: its exit status, and what it printed."""
    for name in [name for name in os.environ if name.startswith("BRONWIJS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")

    def run_main(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["bronwijs", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        return (ended.value.code or 0, *capfd.readouterr())

    return run_main


def test_what_was_fetched_is_read_and_cited(site, corpus, run):
    address = site.puts("/routes", PAGE.encode("cp1252"), content_type="text/html; charset=windows-1252", etag='"1"')
    site.puts("/weg", status=404)
    places = ("--corpus", corpus, "--index", corpus.parent / "index")
    (corpus / "bronnen.toml").write_text(
        f'["webpaginas/routes.html"]\nfetch = "{address}"\npublisher = "Loket"\n["webpaginas/weg.html"]\nfetch = "{site.at("/weg")}"\n'
    )
    command = [sys.executable, ROOT / "app.py", "ingest", "--fetch", "--allow-private", *places]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BRONWIJS_")}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=300)
    assert (ran.returncode, ran.stdout, "Traceback" in ran.stderr) == (1, "", False)
    lines = ran.stderr.splitlines()
    assert "opgehaald     webpaginas/routes.html" in lines
    assert "niet gehaald  webpaginas/weg.html: dit adres bestaat niet (meer) (404)" in lines

    code, out, err = run("vraag", "Wat kost de façaderoute?", *places[2:], "--json")
    assert code == 0, err
    (citation, *_) = json.loads(out)["citations"]
    assert citation["document"] == "webpaginas/routes.html" and "€ 3.000" in citation["quote"]

    site.puts("/routes", PAGE.replace("3.000", "4.000").encode(), content_type="text/html", etag='"2"')
    site.puts("/weg", PAGE.replace("3.000", "5.000").encode(), content_type="text/html")
    code, out, err = run("ingest", "--fetch", "--allow-private", *places, "--json")
    assert code == 0, err
    assert [report["happened"] for report in json.loads(out) if report["path"] == "webpaginas/routes.html"] == ["fetched", "changed"]
    assert "€ 4.000" in run("vraag", "Wat kost de façaderoute?", *places[2:])[1]


def test_without_being_asked_nothing_is_fetched_and_it_is_said_how(site, corpus, run):
    (corpus / "hier.md").write_text("# Hier\n\nEen zin die er staat.\n")
    (corpus / "bronnen.toml").write_text(f'["gids.md"]\nfetch = "{site.puts("/gids", b"# Gids")}"\n')
    code, _, err = run("ingest", "--corpus", corpus, "--index", corpus.parent / "index")
    assert code == 1 and "nog niet opgehaald van het web; haal het op met: bronwijs ingest --fetch" in err
    assert site.asked == []
