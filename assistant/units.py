"""Passages taken apart into what can be quoted: sentences, list items, table rows, headings. Pure.

Units are made per document, not per passage, so that a list which runs on into the next passage stays one
list and every unit knows what stands before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from llama_index.core.schema import TextNode

from ingest.clean import LIST_MARK
from ingest.document import CELL_MARK, HEADING_MARK
from ingest.dutch import sentences

LONG_ITEM = 45  # words from which an item is taken apart into sentences


class PageSpan(NamedTuple):
    """Words on one page: its number and printed label, and from where to where they stand in their node's text."""

    page: int | None
    label: str | None
    start: int
    end: int


class UnitKind(StrEnum):
    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"
    HEADING = "heading"


@dataclass(frozen=True)
class Unit:
    """One quotable piece. `start` and `end` are offsets in its node's text, the mark of a list not included, nor a computed number."""

    node: TextNode = field(compare=False)
    name: str  # of the node
    kind: UnitKind
    start: int
    end: int
    index: int  # place in the document
    line: int  # number of the line (block) in the document; sentences of a paragraph share it
    heading: str = ""  # nearest heading above, also within the passage
    lead: str = ""  # what introduces a list, or the head of a table
    group: int = -1  # items of one list and rows of one table share a number; -1: none

    @cached_property
    def text(self) -> str:
        """The words on one line; the cells of a row with a bar between them."""
        return " | ".join(cell.strip("| ") for cell in self.raw.replace("\n", " ").split(CELL_MARK) if cell.strip("| "))

    @property
    def raw(self) -> str:
        """The words as they stand in the node."""
        return self.node.text[self.start : self.end]

    def pieces(self) -> list[tuple[int | None, str | None, str]]:
        """(page, printed label, words) of each page the unit stands on; one piece without pages."""
        return pieces(self.node, self.start, self.end)


def pieces(node: TextNode, start: int, end: int) -> list[tuple[int | None, str | None, str]]:
    """A stretch of a node's text, cut where a page begins: (page, printed label, words)."""
    return [(span.page, span.label, literal(node, span.start, span.end)) for span in page_spans(node, start, end)]


def literal(node: TextNode, start: int, end: int) -> str:
    """A stretch of a node's text as its file has it: without the numbers that a program counts when it shows the file."""
    kept, at = [], start
    for mark_start, mark_end in json.loads(node.metadata["marks"]):
        if start <= mark_start < end:
            kept.append(node.text[at:mark_start])
            at = mark_end
    return "".join([*kept, node.text[at:end]])


def page_spans(node: TextNode, start: int, end: int) -> list[PageSpan]:
    """Where the words of a stretch of a node's text stand, cut where a page begins; one span without pages."""
    starts = json.loads(node.metadata["quote_starts"]) or [(0, None, None)]
    found = []
    for (at, page, label), (next_at, _, _) in zip(starts, [*starts[1:], (len(node.text), None, None)], strict=True):
        piece = node.text[max(start, at) : min(end, next_at)] if at < end and next_at > start else ""
        if words := piece.strip():
            first = max(start, at) + len(piece) - len(piece.lstrip())
            found.append(PageSpan(page, label, first, first + len(words)))
    return found


def units(nodes: Sequence[TextNode]) -> list[Unit]:
    """The units of a document's passages, given in reading order."""
    found: list[Unit] = []
    heading, lead, group, previous, last_number = "", "", -1, None, 0
    for number, (node, start, line, marked) in enumerate(_lines(nodes)):
        kind, offset = _kind(line, marked)
        if kind is UnitKind.HEADING:
            heading, last_number = line.removeprefix(HEADING_MARK), 0
        elif kind in (UnitKind.ITEM, UnitKind.ROW):
            item_number = _item_number(line)
            # "2." goes on with the list of "1.", also when small print or a page end came between.
            if previous is not kind and not (item_number > 1 and item_number == last_number + 1):
                group = number
                lead = _lead(found, heading) if kind is UnitKind.ITEM else line
            last_number = item_number
        grouped = group if kind in (UnitKind.ITEM, UnitKind.ROW) else -1
        for a, b in _spans(line, offset, kind):
            found.append(
                Unit(
                    node,
                    node.node_id,
                    kind,
                    start + a,
                    start + b,
                    len(found),
                    number,
                    heading or node.metadata["heading"],
                    lead if grouped >= 0 else "",
                    grouped,
                )
            )
        previous = kind
    return found


def _lines(nodes: Sequence[TextNode]) -> Iterator[tuple[TextNode, int, str, int]]:
    """(node, offset in it, line, where in the line its words begin behind a computed number; 0 without one)."""
    for node in nodes:
        marks = dict(json.loads(node.metadata["marks"]))
        start = 0
        for line in node.text.split("\n"):
            if line.strip():
                mark = len(HEADING_MARK) if line.startswith(HEADING_MARK) else 0
                yield node, start, line, marks.get(start + mark, start) - start
            start += len(line) + 1


def _item_number(line: str) -> int:
    match = re.match(r"\(?(\d{1,2})[.)]", line)
    return int(match[1]) if match else 0


def _kind(line: str, marked: int) -> tuple[UnitKind, int]:
    """What a line is, and where its words begin: at `marked` where a computed number stands before them."""
    if line.startswith(HEADING_MARK):
        return UnitKind.HEADING, marked or len(HEADING_MARK)
    if CELL_MARK in line:
        return UnitKind.ROW, 0
    if marked:
        return UnitKind.ITEM, marked
    if match := LIST_MARK.match(line):
        return UnitKind.ITEM, match.end()
    return UnitKind.SENTENCE, 0


def _spans(line: str, offset: int, kind: UnitKind) -> list[tuple[int, int]]:
    body = line[offset:]
    if kind in (UnitKind.HEADING, UnitKind.ROW) or kind is UnitKind.ITEM and len(body.split()) <= LONG_ITEM:
        return [(offset, len(line.rstrip()))]
    return [(offset + a, offset + b) for a, b in sentences(body)]


def _lead(found: Sequence[Unit], heading: str) -> str:
    """What introduces a list: the sentence before it when it announces something, else the heading."""
    last = found[-1] if found else None
    if last and last.kind is not UnitKind.HEADING and (last.text.endswith(":") or re.search(r"\b(?:volgende|zijn|namelijk)\b", last.text)):
        return last.text
    return heading
