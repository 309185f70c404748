"""Pages of a PDF as images, and where on a page a quote stands, with pypdfium2.

PDFium must not be called by two threads at once, and a broken file may bring it down: who serves others asks `viewer`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_int
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

POINTS = 72  # in an inch
MOST_PIXELS = 40_000_000  # an A3 at 400 dots an inch has 31 million; a page may claim to be as large as a wall
FINE = 1_000_000  # steps along a page, in which a place on it is told
LEAST_FOUND = 0.9  # of the characters of a quote whose words do not stand in one piece: below it, it is another text
SAME_LINE = 0.5  # of the height of the lower of two boxes: what overlaps more stands on one line
WIDEST_GAP = 2.0  # times the height of a line: what is further apart is marked apart, as the cells of a row
EDGE = 0.15  # of the height of a box
_UNSEEN = re.compile(r"[\s|\u00ad\u2010\u2011\ufffe\uffff\x00-\x1f\x7f-\x9f-]")


@dataclass(frozen=True)
class Box:
    """A part of a page as it is seen: distances from its left and upper edge, and sizes, as fractions of the page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


def page_image(file: Path, page: int, dpi: int, *, in_colour: bool = False) -> Image:
    """Physical page `page` (1-based), in greys unless `in_colour`, with `dpi` pixels an inch or fewer if it is huge.

    The page is as it is seen, /Rotate included. Raises OSError when it cannot be drawn.
    """
    with _opened(file, page) as drawn:
        width, height = drawn.get_size()
        scale = min(dpi / POINTS, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        return drawn.render(scale=scale, grayscale=not in_colour).to_pil().copy()


@dataclass(frozen=True)
class Sheet:
    """A page of a PDF: how many there are in all, its size as it is seen in points, and where the quote stands that was looked for."""

    pages: int
    width: float
    height: float
    boxes: tuple[Box, ...]


def sheet(file: Path, page: int, quote: str, *, before: str = "") -> Sheet:
    """What physical page `page` (1-based) is like, and where on it a quote stands: see `quote_boxes`. Raises OSError."""
    with _opened(file, page) as shown:
        return Sheet(len(shown.pdf), *shown.get_size(), _quote_boxes(shown, quote, before))


def quote_boxes(file: Path, page: int, quote: str, *, before: str = "") -> tuple[Box, ...]:
    """Where the words of a quote stand on physical page `page` (1-based), a box or more for each printed line.

    Text is compared without white space and hyphens. Of several places the one that `before`, the text in front of the quote,
    ends at is meant. Empty where the page has not these words as text: on a scan, say. Raises OSError when it cannot be read.
    """
    with _opened(file, page) as shown:
        return _quote_boxes(shown, quote, before)


def _quote_boxes(page: Any, quote: str, before: str) -> tuple[Box, ...]:
    if not squeeze(quote):
        return ()
    text = page.get_textpage()
    try:
        squeezed, owners = _squeezed_page(text)
        found = [owners[at] for start, end in _places(squeezed, quote, before) for at in range(start, end)]
        boxes = [_box(text, index) for index in dict.fromkeys(found)]
    finally:
        text.close()
    return tuple(_as_seen(page, box) for box in _joined([box for box in boxes if box.width > 0 and box.height > 0]))


def words_under(file: Path, page: int, boxes: Sequence[Box]) -> str:
    """What stands in the middle of boxes on physical page `page` (1-based) that is neither turned nor cropped, a line for each box."""
    with _opened(file, page) as shown:
        text, (width, height) = shown.get_textpage(), shown.get_size()
        try:
            lines = []
            for box in boxes:
                inset = EDGE * box.height  # where a line above or below may reach into
                top, bottom = (1 - box.top - inset) * height, (1 - box.bottom + inset) * height
                lines.append(text.get_text_bounded(left=box.left * width, bottom=bottom, right=box.right * width, top=top))
            return "\n".join(lines)
        finally:
            text.close()


class NoSuchPage(OSError):
    """A document has no page of that number."""


@contextmanager
def _opened(file: Path, page: int) -> Iterator[Any]:
    """A page of a PDF. Raises OSError with whatever PDFium has to say."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(file) as document:
            if not 1 <= page <= len(document):
                raise NoSuchPage(f"there is no page {page}")
            yield document[page - 1]
    except pypdfium2.PdfiumError as problem:
        raise OSError(f"page {page} cannot be drawn: {problem}") from problem


def squeeze(text: str) -> str:
    """Text as it is compared: NFKC, without white space, control characters, bars and hyphens.

    >>> squeeze("zij-\\n instroom ﬁets")
    'zijinstroomfiets'
    """
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _squeezed_page(text: Any) -> tuple[str, list[int]]:
    """The text of a page, squeezed, and of each character of that the number of the one on the page that it comes from."""
    from pypdfium2 import raw

    pieces, owners = [], []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        piece = squeeze(chr(code)) if code < 0xD800 or 0xDFFF < code < 0x110000 else ""
        pieces.append(piece)
        owners += [index] * len(piece)
    return "".join(pieces), owners


def _places(page: str, quote: str, before: str) -> list[tuple[int, int]]:
    """From where to where the words of a quote stand in a squeezed page; more than one place where others stand in between."""
    words = squeeze(quote)
    if not words:
        return []
    if starts := _all_starts(page, words):
        known = squeeze(before)
        start = max(starts, key=lambda at: _shared_end(page[:at], known))
        return [(start, start + len(words))]
    places = _runs(page, [squeezed for word in quote.split() if (squeezed := squeeze(word))])
    return places if sum(end - start for start, end in places) >= LEAST_FOUND * len(words) else []


def _all_starts(page: str, words: str) -> list[int]:
    starts, at = [], page.find(words)
    while at >= 0:
        starts.append(at)
        at = page.find(words, at + 1)
    return starts


def _shared_end(one: str, other: str) -> int:
    """How many characters two texts have in common at their ends.

    >>> _shared_end("de kosten", "geen kosten")
    7
    """
    shared = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        shared += 1
    return shared


def _runs(page: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """The longest runs of words that stand in one piece, each looked for nearest behind the one before. What is nowhere is left out.

    >>> _runs("eentweeXdrievier", ["een", "twee", "drie", "vier"])
    [(0, 7), (8, 16)]
    """
    places: list[tuple[int, int]] = []
    first = 0
    while first < len(words):
        run, last = "", first
        while last < len(words) and run + words[last] in page:  # where these are nowhere, more of them are not either
            run, last = run + words[last], last + 1
        if run:
            starts = _all_starts(page, run)
            at = places[-1][1] if places else 0
            start = starts[min(bisect_right(starts, at - 1), len(starts) - 1)]
            places.append((start, start + len(run)))
        first = max(last, first + 1)
    return places


def _box(text: Any, index: int) -> Box:
    """The box of a character as it was written: in points, downwards from 0."""
    left, bottom, right, top = text.get_charbox(index, loose=True)
    return Box(left, -top, right - left, top - bottom)


def _as_seen(page: Any, box: Box) -> Box:
    """A box as it is seen: PDFium turns and crops it as it does the page."""
    from pypdfium2 import raw

    xs, ys = [], []
    for x, y in ((box.left, -box.bottom), (box.right, -box.top)):
        across, down = c_int(), c_int()
        raw.FPDF_PageToDevice(page, 0, 0, FINE, FINE, 0, x, y, byref(across), byref(down))
        xs.append(across.value / FINE)
        ys.append(down.value / FINE)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _joined(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Boxes that follow each other, those on one line made into one.

    >>> _joined([Box(0, 0, 1, 2), Box(1, 0, 1, 2), Box(0, 3, 1, 2)])
    (Box(left=0, top=0, width=2, height=2), Box(left=0, top=3, width=1, height=2))
    """
    lines: list[Box] = []
    for box in boxes:
        if lines and _goes_on(lines[-1], box):
            lines[-1] = _around(lines[-1], box)
        else:
            lines.append(box)
    return tuple(lines)


def _goes_on(line: Box, box: Box) -> bool:
    shared = min(line.bottom, box.bottom) - max(line.top, box.top)
    gap = max(box.left - line.right, line.left - box.right)
    return shared > SAME_LINE * min(line.height, box.height) and gap < WIDEST_GAP * line.height


def _around(one: Box, other: Box) -> Box:
    left, top = min(one.left, other.left), min(one.top, other.top)
    return Box(left, top, max(one.right, other.right) - left, max(one.bottom, other.bottom) - top)
