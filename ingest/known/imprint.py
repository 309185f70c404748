"""Where a document says what it is: on its first page, and in a colophon or on its last page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Block, BlockKind, Document

FIRST_BLOCKS, FIRST_WORDS = 25, 400  # what counts as the first page: no more than these
LAST_BLOCKS = 12  # where a colophon without a heading may stand
LONGEST_LINE = 90  # characters: longer is no title page line

_COLOPHON = re.compile(r"\b(?:colofon|colophon|over deze (?:uitgave|brochure|publicatie)|impressum)\b", re.I)


@dataclass(frozen=True)
class Imprint:
    """The parts of a document where it says what it is: the first page, and a colophon or last page."""

    first: Sequence[Block]
    last: Sequence[Block]

    @classmethod
    def of(cls, document: Document) -> Imprint:
        blocks = document.blocks
        return cls(list(_first_page(blocks)), [*under(blocks, _COLOPHON), *blocks[max(len(blocks) - LAST_BLOCKS, FIRST_BLOCKS) :]])

    @property
    def both(self) -> list[Block]:
        return [*self.first, *self.last]

    @property
    def lines(self) -> list[str]:
        """What stands on the first page as a line of its own."""
        return [block.text for block in self.first if len(block.text) <= LONGEST_LINE]


def under(blocks: Sequence[Block], heading: re.Pattern[str]) -> Iterator[Block]:
    """What stands under the headings that a pattern finds, until the next heading."""
    is_under = False
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            is_under = bool(heading.search(block.text))
        elif is_under:
            yield block


def _first_page(blocks: Sequence[Block]) -> Iterator[Block]:
    words = 0
    for block in blocks[:FIRST_BLOCKS]:
        if words > FIRST_WORDS or (block.page or 1) > 1 and block.page != blocks[0].page:
            return
        yield block
        words += len(block.text.split())
