"""The nouns: how blocks become the text of a document."""

import dataclasses

import pytest

from ingest.document import Block, BlockKind, Document

BLOCKS = (Block(BlockKind.HEADING, "Kosten", level=2), Block(BlockKind.PARAGRAPH, "Het kost niets."), Block(BlockKind.ROW, "2025\t€ 5"))


def test_the_text_has_a_block_a_line_and_marks_headings():
    assert Document("a.md", "A", BLOCKS).text == "# Kosten\nHet kost niets.\n2025\t€ 5"


def test_a_computed_number_is_shown_before_the_text():
    blocks = (Block(BlockKind.HEADING, "Kosten", level=2, mark="2.1"), Block(BlockKind.ITEM, "Het kost niets.", mark="a)"))
    assert Document("a.md", "A", blocks).text == "# 2.1 Kosten\na) Het kost niets."
    assert [block.shown for block in blocks] == ["2.1 Kosten", "a) Het kost niets."]


def test_a_document_without_blocks_has_no_text():
    assert Document("a.md", "A", ()).text == ""


def test_a_document_names_a_publisher_whatever_its_case():
    document = Document("a.md", "A", (Block(BlockKind.PARAGRAPH, "Uitgave van UNIVERSITEIT TWENTE."),))
    assert document.names("Universiteit Twente")
    assert not document.names("jjansen")
    assert not document.names("")


def test_blocks_and_documents_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        BLOCKS[0].text = "anders"
    with pytest.raises(dataclasses.FrozenInstanceError):
        Document("a.md", "A", BLOCKS).title = "anders"
