"""Each rule finds what is odd, and leaves alone what only looks like it."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from ingest.document import Block, BlockKind, Document
from ingest.errors import CorpusError
from ingest.lint import Severity, check, check_corpus
from ingest.sources import FILE_NAME, Source

TODAY = date(2026, 3, 2)
BODY = "Een mentor is een ervaren leraar die elke week met een starter spreekt over zijn lessen."


def document(*lines: str, path: str = "gids.md", title: str = "Gids voor starters", **facts) -> Document:
    blocks = [Block(BlockKind.HEADING, title, level=1)]
    blocks += [Block(BlockKind.HEADING, line[2:], level=2) if line.startswith("# ") else Block(BlockKind.PARAGRAPH, line) for line in lines]
    return Document(path, title, tuple(blocks), **facts)


def codes(*documents: Document) -> list[str]:
    return [finding.code for finding in check(documents, today=TODAY)]


def test_a_good_document_has_nothing_odd():
    assert codes(document(BODY, "# Contact", "Mail loket@voorbeeld.nl vóór 14 september 2026.", published="2026-01-05")) == []


def test_a_title_that_is_a_file_name_is_missing():
    read = Document("gids.md", "gids", (Block(BlockKind.PARAGRAPH, BODY),))
    assert codes(read) == ["title_missing"]
    assert codes(read.with_source(Source(title="Gids voor starters"))) == []


def test_a_file_older_than_its_title_is_said():
    [finding] = check([document(BODY, title="Aanvraagformulier scholing 2025", published="2020-08-13")], today=TODAY)
    assert finding.code == "published_doubtful" and "2020-08-13" in finding.text
    assert codes(document(BODY, title="Aanvraagformulier scholing 2025", published="2025-01-13")) == []


def test_pages_without_text_are_one_finding():
    [finding] = check([document(BODY, textless_pages=(3, 5))], today=TODAY)
    assert (finding.code, finding.page) == ("pages_without_text", 3) and "pagina 3, 5" in finding.text


@pytest.mark.parametrize(
    ("until", "found"),
    [("2026-03-01", ["expired"]), ("2026-03-02", []), ("2026-02", ["expired"]), ("2026-03", []), ("2025", ["expired"]), ("2026", [])],
)
def test_what_is_over_is_said(until, found):
    assert codes(document(BODY).with_source(Source(valid_until=until))) == found


def test_it_is_said_who_says_that_it_is_over():
    [in_text] = check([document("Geldig tot en met 31 juli 2025", BODY)], today=TODAY)
    [in_sources] = check([document(BODY).with_source(Source(valid_until="2025-07-31"))], today=TODAY)
    assert "Volgens de eigen tekst geldt dit tot en met 31 juli 2025" in in_text.text
    assert "Volgens bronnen.toml" in in_sources.text


def test_an_odd_address_is_said_with_its_place():
    blocks = (Block(BlockKind.HEADING, "Contact", 2, 1), Block(BlockKind.PARAGRAPH, "Mail loket@voorbeeld of kom langs.", 2))
    [finding] = check([Document("gids.pdf", "Gids voor starters", blocks)], today=TODAY)
    assert (finding.path, finding.page, finding.heading) == ("gids.pdf", 2, "Contact")
    assert (finding.code, finding.severity) == ("address", Severity.ERROR)
    assert "Mailadres ‘loket@voorbeeld’: achter de @" in finding.text


def test_the_page_is_that_on_which_the_words_stand():
    text = "Mail loket@voorbeeld.nl of kijk elders; mail ook loket@voorbeeld zo nodig."
    block = Block(BlockKind.PARAGRAPH, text, 2, breaks=((40, 3),))
    [finding] = check([Document("gids.pdf", "Gids voor starters", (block,))], today=TODAY)
    assert finding.page == 3


def test_an_odd_address_in_bronnen_toml_is_said():
    [finding] = check([document(BODY).with_source(Source(contact="loket@voorbeeld", address="https://voorbeeld.nl"))], today=TODAY)
    assert finding.code == "address" and "In bronnen.toml staat bij contact" in finding.text


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("De training is op maandag 14 september 2026.", []),
        ("De training is op dinsdag 14 september 2026.", ["weekday"]),
        ("De training is op di. 14-09-2026.", ["weekday"]),
        ("Het verslag is van 31 februari 2026.", ["date_impossible"]),
        ("Het verslag is van 29 februari 2024.", []),
        ("Van 5 maart 2027 tot en met 3 maart 2027 is er les.", ["period"]),
        ("Van 3 maart 2027 tot en met 5 maart 2027 is er les.", []),
        ("Van 15 t/m 12 maart 2027 is er les.", ["period"]),
        ("Van 12 t/m 15 maart 2027 is er les.", []),
        ("In schooljaar 2027-2026 verandert dat.", ["period"]),
        ("Op 5 maart 2027 en op 3 maart 2027 is er les.", []),
    ],
)
def test_dates_that_cannot_be(line, found):
    assert codes(document(BODY, line)) == found


def test_it_is_said_which_day_it_was():
    [finding] = check([document("De training is op dinsdag 14 september 2026.")], today=TODAY)
    assert "14 september 2026 is een maandag" in finding.text


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Aanmelden kan vóór 14 september 2025 bij het loket.", ["deadline_passed"]),
        ("Stuur uw verslag in uiterlijk 1 maart 2026.", ["deadline_passed"]),
        ("Deadline: 1 maart 2026", ["deadline_passed"]),
        ("Aanmelden kan tot en met 2 maart 2026.", []),
        ("Aanmelden kan vóór 14 september 2026 bij het loket.", []),
        ("Wie zich had aangemeld vóór 14 september 2025, werd geplaatst.", []),
        ("De subsidie loopt tot 14 september 2025.", []),
        ("Aanvragen worden beoordeeld volgens de regeling van 1 mei 2009.", []),
    ],
)
def test_deadlines_that_have_passed(line, found):
    assert codes(document(BODY, line)) == found


def test_of_what_is_over_as_a_whole_no_deadline_is_told():
    line = "Aanmelden kan vóór 14 september 2025 bij het loket."
    assert codes(document(line).with_source(Source(valid_until="2025-12-31"))) == ["expired"]


EVENT = "De startmiddag van de studiereis van schoolleiders naar de Warme Scholen in Vlaanderen is op {} in het stadhuis van Utrecht."


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        (EVENT.format("3 oktober 2026"), EVENT.format("4 oktober 2026"), ["dates_differ"]),
        (EVENT.format("3 oktober 2026"), EVENT.format("3 oktober 2026"), []),
        (EVENT.format("3 oktober 2026"), EVENT.format("4 oktober 2027"), []),
        (EVENT.format("3 oktober 2026"), "De slotconferentie van het akkoord met hogescholen is op 4 oktober 2026 in Utrecht.", []),
        (EVENT.format("3 oktober 2026") + " Groep 1.", EVENT.format("4 oktober 2026") + " Groep 2.", ["dates_differ"]),
        (f"Ronde 1: {EVENT.format('3 oktober 2026')}", f"Ronde 2: {EVENT.format('4 oktober 2026')}", []),
        (f"{EVENT.format('3 oktober 2026')} {EVENT.format('4 oktober 2026')}", EVENT.format("5 oktober 2026"), []),
    ],
)
def test_two_documents_that_give_two_days_for_one_thing(here, there, found):
    plan = "De subsidie is er voor scholen met een eigen plan en een eigen begroting voor vier jaar."
    lessons = "Wie leraar wil worden, krijgt les in kleine groepen bij de hogeschool in de stad of daarbuiten."
    one, other = document(here, plan, BODY, path="a.md"), document(there, lessons, lessons.replace("les", "hulp"), path="b.md")
    assert codes(one, other) == found


def test_documents_that_say_nearly_the_same():
    lines = [f"Regel {word}: {BODY}" for word in ("een", "twee", "drie", "vier")]
    [finding] = check([document(*lines, path="oud.md"), document(*lines, "En nog iets nieuws.", path="nieuw.md")], today=TODAY)
    assert (finding.path, finding.code) == ("oud.md", "duplicate")
    assert "100 % van deze tekst staat ook in ‘nieuw.md’" in finding.text


@pytest.fixture
def folder(tmp_path, data):
    """A folder with a good document, a scan, a file that is cut off, one of a kind that is not read, and a bronnen.toml."""
    (tmp_path / "gids.md").write_text(f"# Gids voor starters\n\n{BODY}\n", encoding="utf-8")
    shutil.copy(data / "scan.pdf", tmp_path / "scan.pdf")
    (tmp_path / "stuk.pdf").write_bytes((data / "table.pdf").read_bytes()[:400])
    (tmp_path / "tabel.xyz").write_text("a;b")
    (tmp_path / FILE_NAME).write_text('["weg.md"]\ntitle = "Weg"\n["gids.md"]\ncontact = "loket@voorbeeld"\n', encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_as_a_sync_reads_it(folder):
    seen: list[str] = []
    found = check_corpus(folder, today=TODAY, on_file=seen.append)
    by_path = {finding.path: finding for finding in found}
    assert {path: finding.code for path, finding in by_path.items()} == {
        "gids.md": "address", "scan.pdf": by_path["scan.pdf"].code, "stuk.pdf": "unreadable", "tabel.xyz": "not_read", "weg.md": "bronnen",
    }  # fmt: skip
    assert by_path["scan.pdf"].code in ("unreadable", "pages_without_text", "title_missing")  # with OCR its text is read
    assert "staat niet in de map" in by_path["weg.md"].text and by_path["weg.md"].severity is Severity.ERROR
    assert by_path["stuk.pdf"].text[0].isupper() and by_path["stuk.pdf"].text.endswith(".")
    assert sorted(seen) == ["gids.md", "scan.pdf", "stuk.pdf", "tabel.xyz"]
    assert [finding.path for finding in found] == sorted(finding.path for finding in found)


def test_a_bronnen_toml_that_cannot_be_read_is_a_finding_and_the_rest_is_checked(folder):
    (folder / FILE_NAME).write_text('["gids.md"\n', encoding="utf-8")
    found = check_corpus(folder, today=TODAY)
    assert (FILE_NAME, "bronnen") in {(finding.path, finding.code) for finding in found}
    assert ("stuk.pdf", "unreadable") in {(finding.path, finding.code) for finding in found}


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CorpusError, match="bestaat niet"):
        check_corpus(tmp_path / "weg", today=TODAY)


def test_without_a_way_to_reach_them_no_address_is_tried_and_with_one_each_is_tried_once(tmp_path):
    (tmp_path / "a.md").write_text(
        f"# Gids voor starters\n\n{BODY}\n\nZie https://weg.nl/a of www.goed.nl, en nog eens https://weg.nl/a.\n"
    )
    (tmp_path / "b.md").write_text("# Nieuws voor starters\n\nKijk op https://weg.nl/a voor alle data van de lessen in het najaar.\n")
    tried: list[str] = []

    def reach(address: str) -> str:
        tried.append(address)
        return "dit adres bestaat niet (meer) (404)" if "weg" in address else ""

    assert check_corpus(tmp_path, today=TODAY) == []
    found = check_corpus(tmp_path, today=TODAY, reach=reach)
    assert [(finding.path, finding.code) for finding in found] == [("a.md", "address_dead"), ("b.md", "address_dead")]
    assert "https://weg.nl/a" in found[0].text and "404" in found[0].text
    assert sorted(tried) == ["https://weg.nl/a", "www.goed.nl"]
