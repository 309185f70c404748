"""What picks a loader, and what it says of files that cannot be read."""

import pytest

from ingest.errors import LoadError
from ingest.load import LOADERS, LONGEST_TITLE, load

PAGE = "<html><head><title>Open dag</title></head><body><h1>Open dag</h1><p>De open dag voor nieuwe leraren is in maart.</p></body></html>"


def code_of(file) -> str:
    with pytest.raises(LoadError) as caught:
        load(file, file.name)
    assert str(caught.value)
    return caught.value.code


@pytest.mark.parametrize("suffix", sorted(LOADERS))
def test_an_empty_file_of_any_kind_is_empty(tmp_path, suffix):
    (tmp_path / f"leeg{suffix}").touch()
    assert code_of(tmp_path / f"leeg{suffix}") == "empty"


@pytest.mark.parametrize("suffix", sorted(LOADERS))
def test_a_file_that_is_not_there_is_unreadable(tmp_path, suffix):
    assert code_of(tmp_path / f"weg{suffix}") == "unreadable"


@pytest.mark.parametrize("name", ["foto.jpg", "tabel.xlsx", "README"])
def test_an_unknown_format_is_said_to_be_so(tmp_path, name):
    (tmp_path / name).write_text("iets")
    assert code_of(tmp_path / name) == "unknown_format"


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_a_pdf_under_another_name_is_read_as_a_pdf(tmp_path, data, suffix):
    (tmp_path / f"a{suffix}").write_bytes((data / "two_columns.pdf").read_bytes())
    assert load(tmp_path / f"a{suffix}", f"a{suffix}").blocks[0].page == 1


def test_a_web_page_named_pdf_is_read_as_a_web_page(tmp_path):
    (tmp_path / "a.pdf").write_text(PAGE)
    document = load(tmp_path / "a.pdf", "a.pdf")
    assert "De open dag voor nieuwe leraren is in maart." in document.text


def test_the_suffix_may_have_capitals(tmp_path):
    (tmp_path / "A.MD").write_text("# Kop\n\nTekst.\n")
    assert load(tmp_path / "A.MD", "map/A.MD").path == "map/A.MD"


def test_an_overlong_title_is_cut_at_a_word(tmp_path):
    (tmp_path / "a.md").write_text("# " + "woord " * 40 + "\n\nTekst.\n")
    title = load(tmp_path / "a.md", "a.md").title
    assert len(title) <= LONGEST_TITLE + 2
    assert title.endswith("woord …")


def test_a_publisher_that_the_text_does_not_name_is_left_out(tmp_path):
    from docx import Document

    word = Document()
    word.add_paragraph("Een brief over de opleiding.")
    word.core_properties.author = "jjansen"
    word.save(tmp_path / "a.docx")
    assert load(tmp_path / "a.docx", "a.docx").publisher is None


def test_a_text_after_much_white_space_is_read(tmp_path):
    (tmp_path / "a.txt").write_text("\n" * 1100 + "Hier begint de tekst.")
    assert load(tmp_path / "a.txt", "a.txt").text == "Hier begint de tekst."


def test_a_text_that_speaks_of_pdf_is_a_text(tmp_path):
    text = "Een PDF-bestand begint met %PDF-1.7 en dan komt 1 0 obj."
    for suffix in (".md", ".txt"):
        (tmp_path / f"a{suffix}").write_text(f"Over bestanden.\n\n{text}\n")
        assert text in load(tmp_path / f"a{suffix}", f"a{suffix}").text


def test_a_web_page_named_pdf_that_speaks_of_pdf_is_a_web_page(tmp_path):
    (tmp_path / "a.pdf").write_text(PAGE.replace("De open dag", "Geen %PDF-1.7 maar dit: de open dag"))
    assert "maar dit: de open dag" in load(tmp_path / "a.pdf", "a.pdf").text


def test_a_pdf_with_a_warning_above_it_is_a_pdf(tmp_path, data):
    (tmp_path / "a.pdf").write_bytes(b"<b>Warning</b>: headers already sent\n" + (data / "two_columns.pdf").read_bytes())
    assert load(tmp_path / "a.pdf", "a.pdf").blocks[0].page == 1
