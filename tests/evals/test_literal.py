from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from evals.literal import is_literal, pages_of

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
BROCHURE = CORPUS / "brochures" / "pro-u-en-assessmentcentrum-twente.pdf"
PHONE = "Telefoon: +31 (0)53 489 6913"


@pytest.fixture
def written(tmp_path):
    """A file of the name and text given."""

    def write(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def test_words_on_the_page_are_literal() -> None:
    assert is_literal("Het zij-instroomassessment heeft vier onderdelen:", BROCHURE, 6)
    assert is_literal(PHONE, BROCHURE, 8)


@pytest.mark.parametrize("quote", ["Het zij-instroom-\nassessment  heeft vier", "Het zij\u00adinstroomassessment heeft vier"])
def test_line_ends_and_hyphens_do_not_matter(quote) -> None:
    assert is_literal(quote, BROCHURE, 6)


@pytest.mark.parametrize("page", [1, 5, 7, None])
def test_words_of_another_page_are_not(page) -> None:
    assert not is_literal("Het zij-instroomassessment heeft vier onderdelen:", BROCHURE, page)


@pytest.mark.parametrize(
    "quote",
    [PHONE.replace("6913", "6914"), PHONE.replace("489", "498"), "Het zij-instroomassessment heeft vijf onderdelen:", "", "  \n"],
)
def test_a_changed_digit_or_word_is_not(quote) -> None:
    assert not is_literal(quote, BROCHURE, 8)
    assert not is_literal(quote, BROCHURE, 6)


def test_a_web_page_is_read_without_tags_and_scripts(written) -> None:
    page = written("a.html", "<html><body><p>De reis kost <b>300</b> euro &amp; is mooi.</p><script>geheim woord</script></body></html>")
    assert is_literal("De reis kost 300 euro & is mooi.", page, None)
    assert not is_literal("De reis kost 301 euro & is mooi.", page, None)
    assert not is_literal("geheim woord", page, None)


def test_an_address_in_angle_brackets_in_markdown_is_its_words(written) -> None:
    page = written("a.md", "> Zie <https://a.nl><br>\n> voor 3 < 4.\n")
    assert is_literal("Zie https://a.nl voor 3 < 4.", page, None)
    assert not is_literal("Zie https://b.nl voor 3 < 4.", page, None)


def test_a_web_page_that_is_called_pdf_is_read_as_one(written) -> None:
    assert is_literal("De reis kost 300 euro.", written("a.pdf", "<html><p>De <i>reis</i> kost 300 euro.</p></html>"), None)


def test_a_word_document_is_read(tmp_path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("De reis kost ")
    paragraph.add_run("300").bold = True
    paragraph.add_run(" euro & is mooi.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Wiskunde", "20"
    document.save(str(tmp_path / "a.docx"))
    assert is_literal("De reis kost 300 euro & is mooi.", tmp_path / "a.docx", None)
    assert is_literal("Wiskunde 20", tmp_path / "a.docx", None)
    assert not is_literal("De reis kost 310 euro & is mooi.", tmp_path / "a.docx", None)


def test_the_words_of_a_word_document_stay_whole_and_apart(tmp_path) -> None:
    document = docx.Document()
    split = document.add_paragraph("Het zij-instroom")
    split.add_run("assess").bold = True
    split.add_run("ment")
    split.add_run().add_break()
    split.add_run("kost\t300 euro")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Wiskunde", "20"
    document.save(str(tmp_path / "a.docx"))
    [page] = pages_of(tmp_path / "a.docx")
    assert page.split() == ["Het", "zij-instroomassessment", "kost", "300", "euro", "Wiskunde", "20"]


def test_what_was_taken_out_of_a_word_document_is_not_literal(tmp_path) -> None:
    document = docx.Document()
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>nooit </w:delText></w:r></w:del>'
    moved = '<w:moveFrom w:id="2" w:author="a"><w:r><w:t>Elders stond dit. </w:t></w:r></w:moveFrom>'
    field = "<w:r><w:instrText>DATE elders</w:instrText></w:r>"
    body = f"<w:r><w:t>U mag </w:t></w:r>{gone}{field}<w:r><w:t>eerder beginnen. </w:t></w:r>{moved}<w:r><w:t>Dit blijft.</w:t></w:r>"
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{body}</w:p>"))
    document.save(str(tmp_path / "a.docx"))
    assert is_literal("U mag eerder beginnen. Dit blijft.", tmp_path / "a.docx", None)
    assert not [text for text in ("nooit", "Elders", "DATE") if is_literal(text, tmp_path / "a.docx", None)]


def test_control_characters_are_not_seen(written) -> None:
    assert is_literal("De reis kost 300 euro.", written("a.txt", "De reis\x07 kost\u202e 300\x00 euro."), None)


def test_a_text_that_speaks_of_pdf_is_a_text(written) -> None:
    assert is_literal("begint met %PDF-1.7 en dan", written("a.txt", "Een PDF-bestand begint met %PDF-1.7 en dan komt 1 0 obj."), None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_as_it_was_saved(tmp_path, encoding) -> None:
    (tmp_path / "a.txt").write_bytes("Eén café kost € 25 per ‘uur’.".encode(encoding))
    assert is_literal("Eén café kost € 25 per ‘uur’.", tmp_path / "a.txt", None)
    assert pages_of(tmp_path / "a.txt") == ("Eén café kost € 25 per ‘uur’.",)


def test_markdown_is_read_without_its_marks(written) -> None:
    text = "De *reis* kost **300** euro, zie [de site](https://voorbeeld.nl) en `prijs_lijst`."
    file = written("a.md", f"# Reis\n\n{text}\n\n- Pen\n- Papier\n")
    assert is_literal("De reis kost 300 euro, zie de site en prijs_lijst.", file, None)
    assert is_literal("- Pen\n- Papier", file, None)
    assert not is_literal("De reis kost 200 euro", file, None)


def test_plain_text_is_read(written) -> None:
    assert is_literal("De reis <b>kost</b> 300 euro.", written("a.txt", "De reis <b>kost</b>\n300 euro."), None)


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        pytest.param("| Vak | Plaatsen |\n|---|---|\n| Wiskunde | 20 |\n", "Wiskunde 20", id="table"),
        pytest.param("Nodig:\n\n* Een **pen**\n* Papier\n", "Nodig:\n* Een pen\n* Papier", id="starred-list-with-emphasis"),
        pytest.param("> Wie te laat komt,\n> betaalt toch.\n", "Wie te laat komt, betaalt toch.", id="block-quote"),
    ],
)
def test_what_is_quoted_from_markdown_is_literal(written, source, quote) -> None:
    assert is_literal(quote, written("a.md", source), None)


def test_a_page_beyond_the_last_holds_nothing() -> None:
    assert not is_literal(PHONE, BROCHURE, 99)


def test_a_file_that_changed_is_read_again(written) -> None:
    assert is_literal("De reis kost 300 euro.", written("a.txt", "De reis kost 300 euro."), None)
    assert is_literal("De reis kost 400 euro.", written("a.txt", "De reis kost 400 euro."), None)


def test_a_message_is_read(written) -> None:
    head = "Subject: Reis\nFrom: a@b.nl\nContent-Type: text/plain; charset=utf-8\n\n"
    file = written("a.eml", f"{head}> Wat kost de reis\n> naar zee?\n\nDe reis kost 300 euro.")
    assert is_literal("Wat kost de reis naar zee?", file, None)
    assert is_literal("De reis kost 300 euro.", file, None)
    assert not is_literal("De reis kost 301 euro.", file, None)


def test_an_opendocument_text_is_read(tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        gone = "<text:tracked-changes><text:p>nooit</text:p></text:tracked-changes>"
        archive.writestr("content.xml", f"<a>{gone}<text:p>De reis<text:s/>kost <b>300</b> euro.</text:p></a>")
    assert is_literal("De reis kost 300 euro.", tmp_path / "a.odt", None)
    assert not is_literal("nooit", tmp_path / "a.odt", None)
