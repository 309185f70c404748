"""Seams: found where the file has something in between or goes on elsewhere, and nowhere else."""

from __future__ import annotations

import pytest

from ingest.document import Block, BlockKind
from ingest.seams import with_seams


def paragraph(text: str, page: int | None = None, **more) -> Block:
    return Block(BlockKind.PARAGRAPH, text, page, **more)


def seams(*blocks: Block, **written: str) -> list[tuple[int, ...]]:
    pages = {int(name[1:]) if name[1:] else None: text for name, text in written.items()}
    return [block.seams for block in with_seams(blocks, pages)]


def test_blocks_that_follow_each_other_have_none():
    assert seams(paragraph("De reis is duur."), paragraph("Neem een jas mee."), p="De reis is\nduur. Neem een jas mee.") == [(), ()]


def test_a_block_is_apart_when_something_stands_between():
    written = "De reis is duur. ::let op:: Neem een jas mee."
    assert seams(paragraph("De reis is duur."), paragraph("Neem een jas mee."), p=written) == [(), (0,)]


def test_columns_that_were_put_in_order_are_apart():
    written = "Links begint. Rechts begint. Links eindigt."
    assert seams(paragraph("Links begint."), paragraph("Links eindigt."), paragraph("Rechts begint."), p=written) == [(), (0,), (0,)]


@pytest.mark.parametrize(
    ("text", "written", "cut"),
    [
        ("Zij noemen de eisen (SMART) en de doelen.", "Zij noemen de eisen (SMART 5 Specifiek) en de doelen.", ["(SMART)"]),
        ("Lees de gids op de site.", "Lees de gids (opent in een nieuw venster) op de site.", ["op de site."]),
        ("Een foute dag is goed.", "Een goede dag is goed.", ["foute", "dag is"]),
    ],
)
def test_a_block_has_a_seam_where_the_file_says_more(text, written, cut):
    (found,) = seams(paragraph(text), p=written)
    assert [text[start:].startswith(words) for start, words in zip(found, cut, strict=False)] == [True] * len(cut)
    pieces = [text[a:b].strip() for a, b in zip((0, *found), (*found, len(text)), strict=True)]
    assert " ".join(pieces) == text


def test_hyphens_at_line_ends_and_raised_digits_make_no_seam():
    assert seams(paragraph("De zij-instromer² leert."), p="De zij-\ninstromer2 leert.") == [()]


def test_pages_are_looked_at_apart():
    blocks = paragraph("Op de eerste bladzijde.", 1), paragraph("Op de tweede.", 2), paragraph("Nog een.", 2)
    assert seams(*blocks, p1="Op de eerste bladzijde.", p2="Op de tweede. Nog een.") == [(), (), ()]


def test_a_block_over_two_pages_is_cut_there_already():
    over = paragraph("Een zin over twee bladzijden.", 1, breaks=((12, 2),))
    assert seams(over, paragraph("En verder.", 2), p1="Een zin over", p2="twee bladzijden. En verder.") == [(), ()]
