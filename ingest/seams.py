"""Where a quote must not run on, because what follows does not follow in the file: a note stands in between, or another column.

A quote is literal when its words stand in the file one after the other. What is read is put in the order in which people
read it, and leaves out what they skip; so it has seams, and a quote ends at each of them. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.document import Block

JOINT = 24  # letters on each side of a place that tell it from others
NEAR = 20_000  # letters in which what comes next is sought: in a file without pages the whole text is too much for each block


def with_seams(blocks: Sequence[Block], written: Mapping[int | None, str], *, marks: str = "") -> tuple[Block, ...]:
    """The blocks with their seams. `written` is the text of each page as the file has it; of a file without pages under None.

    Of a page that is not in it nothing is known, and it gets none. `marks` are characters that are no words of the file.
    """
    blank = str.maketrans(dict.fromkeys(marks, " "))
    texts = {page: _Written(squeezed(text.translate(blank))) for page, text in written.items()}
    found: list[Block] = []
    before: Block | None = None
    for block in blocks:
        words = replace(block, text=block.text.translate(blank))
        seams = tuple(_seams(before, words, texts[block.page])) if block.page in texts else ()
        before = replace(words, seams=seams)
        found.append(replace(block, seams=seams))
    return tuple(found)


class _Written:
    """A text as the file has it, in which words are sought near the place where the last ones were found."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def __contains__(self, words: str) -> bool:
        place = self._text.find(words, self._at, self._at + NEAR + len(words))
        if place < 0:
            place = self._text.find(words, max(0, self._at - NEAR), self._at + len(words))
        if place >= 0:
            self._at = place
        return place >= 0


def _seams(before: Block | None, block: Block, text: _Written) -> Iterator[int]:
    """The offsets in a block at which a quote must begin anew; 0 when it does not go on from the block before."""
    inner = [] if block.breaks else list(_inner_seams(block.text, text))  # over two pages it has a quote on each
    end, page = _end(before) if before else ("", None)
    begin = squeezed(block.text[: inner[0]] if inner else block.text)[:JOINT]
    if end and page == block.page and end + begin not in text:
        yield 0
    yield from inner


def _inner_seams(block: str, text: _Written) -> Iterator[int]:
    """Where the words of a block stop to follow each other: each quote is as long as it can be."""
    if squeezed(block) in text:
        return
    places = [match.start() for match in re.finditer(r"\S+", block)]
    first = 0
    while first < len(places):
        # A longer run stands in the text only where a shorter one does, so the end can be sought by halving.
        ends = [*places[first + 1 :], len(block)]
        fits = bisect_right(ends, False, key=lambda end, start=places[first]: squeezed(block[start:end]) not in text)
        first += max(fits, 1)
        if first < len(places):
            yield places[first]


def _end(block: Block) -> tuple[str, int | None]:
    """The last letters of a block that follow each other, and the page they stand on."""
    start, page = block.breaks[-1] if block.breaks else (block.seams[-1] if block.seams else 0, block.page)
    return squeezed(block.text[start:])[-JOINT:], page


def squeezed(text: str) -> str:
    """A text as quotes are compared: after NFKC, without white space, hyphens and soft hyphens.

    >>> squeezed("Zij-\\ninstroom² in\\u00ad 2025")
    'Zijinstroom2in2025'
    """
    return re.sub(r"[\s\u00ad\u2010\u2011-]", "", unicodedata.normalize("NFKC", text))
