"""The nouns of ingest: a Document is a list of Blocks, each with the page it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ingest.sources import Source

HEADING_MARK = "# "
CELL_MARK = "\t"


def as_read(text: str) -> str:
    """Lines of a document or passage as people read them: headings without their mark, bars between the cells of a row.

    >>> as_read("# Kosten\\nReis\\t50 euro")
    'Kosten\\nReis | 50 euro'
    """
    return "\n".join(line.removeprefix(HEADING_MARK).replace(CELL_MARK, " | ") for line in text.split("\n"))


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a list item or a table row (cells separated by a tab), on one line.

    `page` is physical and 1-based, None where the format has no pages. `breaks` are the places in the
    text where a later page begins: (offset, page). At `seams` the file has something else in between; at 0: before it.
    `mark` is a number that readers see before the text and that is not in the file: programs count it ("Artikel 3").
    """

    kind: BlockKind
    text: str
    page: int | None = None
    level: int = 0
    breaks: tuple[tuple[int, int], ...] = ()
    seams: tuple[int, ...] = ()
    mark: str = ""

    @property
    def shown(self) -> str:
        """The text as readers see it."""
        return f"{self.mark} {self.text}" if self.mark else self.text

    @property
    def line(self) -> str:
        """How the block stands in the text of its document and passages."""
        return HEADING_MARK + self.shown if self.kind is BlockKind.HEADING else self.shown


@dataclass(frozen=True)
class Document:
    """What was read from one file. `path` is its name below the corpus, with forward slashes.

    `source` is what people wrote down about it, beside what the file says of itself. Of `textless_pages` nothing could be
    read; the text of `scanned_pages` was read from an image. Both count from 1.
    """

    path: str
    title: str
    blocks: tuple[Block, ...]
    publisher: str | None = None
    published: str | None = None
    source: Source = Source()
    page_labels: Mapping[int, str] = field(default_factory=dict)
    textless_pages: tuple[int, ...] = ()
    scanned_pages: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The whole text, a block a line."""
        return "\n".join(block.line for block in self.blocks)

    def with_source(self, source: Source) -> Document:
        """The document with what people wrote down about it; that goes before what the file says."""
        return replace(
            self,
            title=source.title or self.title,
            publisher=source.publisher or self.publisher,
            published=source.published or self.published,
            source=source,
        )

    def names(self, author: str) -> bool:
        """True if the author in a file's properties is named in the text: a body, not a clerk's login."""
        return bool(author) and author.lower() in self.text.lower()
