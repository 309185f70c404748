"""Plain text in the encodings and shapes that people save."""

import pytest

from ingest.document import BlockKind
from ingest.load import load
from ingest.load.text import decode


def read(tmp_path, text: str, encoding: str = "utf-8"):
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    return load(tmp_path / "a.txt", "a.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_letter_is_read_in_whatever_encoding_it_was_saved(encoding):
    text = "Coördinatoren en privé: de reünie kost € 1.500 voor één deelnemer.\nIeder beëindigt zijn studie met financiële “hulp”."
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("text", ["Eén café.", "Kosten: € 25."])
def test_a_short_note_in_cp1252_is_read(text):
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_broken_lines_become_paragraphs_whatever_the_line_end(tmp_path, line_end):
    source = (
        "De opleiding duurt twee jaar en leidt op tot een\nbevoegdheid voor het hele voortgezet onderwijs.\n\nDaarna werkt u op school.\n"
    )
    assert read(tmp_path, source.replace("\n", line_end)).text == (
        "De opleiding duurt twee jaar en leidt op tot een bevoegdheid voor het hele voortgezet onderwijs.\nDaarna werkt u op school."
    )


def test_a_short_line_on_its_own_is_a_heading_and_the_title(tmp_path):
    document = read(tmp_path, "Nieuwsbrief najaar\n\nDe voorlichting is in november.\n")
    assert document.title == "Nieuwsbrief najaar"
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


@pytest.mark.parametrize("line", ["jan@example.nl", "Bel 053 489 98 89", "Het is klaar.", "- een item", "Neem mee:"])
def test_an_address_a_sentence_or_an_item_is_no_heading(tmp_path, line):
    assert read(tmp_path, f"Dit is de eerste zin.\n\n{line}\n").blocks[1].kind is not BlockKind.HEADING


def test_items_and_labelled_lines_keep_their_own_lines(tmp_path):
    text = read(
        tmp_path, "Neem dit mee:\n- een diploma dat\ngewaarmerkt is\n- een pasfoto\n\nTelefoon: 053 489 98 89\nE-mail: a@example.nl\n"
    ).text
    assert text.split("\n") == [
        "Neem dit mee:",
        "- een diploma dat gewaarmerkt is",
        "- een pasfoto",
        "Telefoon: 053 489 98 89",
        "E-mail: a@example.nl",
    ]


def test_a_text_has_no_pages(tmp_path):
    document = read(tmp_path, "Eerste alinea van de tekst.\n\fTweede alinea van de tekst.\n")
    assert [block.page for block in document.blocks] == [None, None]
    assert document.page_labels == {}


def test_a_paragraph_of_invisible_characters_is_skipped(tmp_path):
    assert read(tmp_path, "Eerste zin.\n\n\u200b\n\nTweede zin.\n").text == "Eerste zin.\nTweede zin."


def test_a_number_on_its_own_is_kept(tmp_path):
    assert "1500" in read(tmp_path, "De kosten in euro's zijn als volgt.\n\n1500\n\nDat is alles.\n").text
