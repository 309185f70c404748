"""Word documents, made by python-docx for each test."""

from datetime import datetime

import docx
import pytest

from ingest.document import BlockKind
from ingest.errors import LoadError
from ingest.load import load


def saved(word, tmp_path):
    word.save(tmp_path / "a.docx")
    return load(tmp_path / "a.docx", "a.docx")


def blocks(word, tmp_path) -> list[tuple[str, int, str]]:
    return [(str(block.kind), block.level, block.text) for block in saved(word, tmp_path).blocks]


def test_headings_paragraphs_and_lists_are_told_apart(tmp_path):
    word = docx.Document()
    word.add_heading("Handleiding", level=0)
    word.add_heading("Kosten", level=1)
    word.add_paragraph("Het onderzoek kost 1.500 euro.")
    word.add_heading("Bewijsstukken", level=2)
    word.add_paragraph("een diploma", style="List Bullet")
    word.add_paragraph("een pasfoto", style="List Number")
    word.add_paragraph("")
    assert blocks(word, tmp_path) == [
        ("heading", 1, "Handleiding"),
        ("heading", 1, "Kosten"),
        ("paragraph", 0, "Het onderzoek kost 1.500 euro."),
        ("heading", 2, "Bewijsstukken"),
        ("item", 0, "- een diploma"),
        ("item", 0, "- een pasfoto"),
    ]


def test_a_table_stands_where_it_stood_with_a_row_a_block(tmp_path):
    word = docx.Document()
    word.add_paragraph("Voor de tabel.")
    table = word.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, [("Jaar", "Bedrag"), ("2025", "€ 3.250")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    word.add_paragraph("Na de tabel.")
    assert [text for *_, text in blocks(word, tmp_path)] == ["Voor de tabel.", "Jaar\tBedrag", "2025\t€ 3.250", "Na de tabel."]


def test_a_merged_cell_is_given_once(tmp_path):
    word = docx.Document()
    row = word.add_table(rows=1, cols=3).rows[0]
    row.cells[0].merge(row.cells[1]).text = "samen"
    row.cells[2].text = "apart"
    assert blocks(word, tmp_path) == [("row", 0, "samen\tapart")]


def test_a_short_bold_line_is_a_heading_and_a_bold_sentence_is_not(tmp_path):
    word = docx.Document()
    word.add_paragraph().add_run("Wie betaalt").bold = True
    word.add_paragraph().add_run("Het bestuur betaalt.").bold = True
    assert [block.kind for block in saved(word, tmp_path).blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_title_publisher_and_date_come_from_the_properties(tmp_path):
    word = docx.Document()
    word.add_paragraph("Een uitgave van het Regionaal Loket.")
    word.core_properties.title = "Wegwijzer"
    word.core_properties.author = "Regionaal Loket"
    word.core_properties.created = datetime(2025, 3, 14)
    document = saved(word, tmp_path)
    assert (document.title, document.publisher, document.published) == ("Wegwijzer", "Regionaal Loket", "2025-03-14")


def test_a_title_that_word_made_up_gives_way_to_the_first_heading(tmp_path):
    word = docx.Document()
    word.core_properties.title = "Word Document1"
    word.add_heading("Wegwijzer", level=1)
    assert saved(word, tmp_path).title == "Wegwijzer"


def test_a_truncated_word_file_is_broken(tmp_path):
    word = docx.Document()
    word.add_paragraph("Tekst.")
    word.save(tmp_path / "a.docx")
    whole = (tmp_path / "a.docx").read_bytes()
    (tmp_path / "a.docx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LoadError, match="beschadigd") as caught:
        load(tmp_path / "a.docx", "a.docx")
    assert caught.value.code == "broken"


def test_a_word_file_without_words_has_no_text(tmp_path):
    with pytest.raises(LoadError) as caught:
        saved(docx.Document(), tmp_path)
    assert caught.value.code == "no_text"
