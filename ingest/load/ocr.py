"""Scanned pages, with the program Tesseract: the lines that are printed in the image of a page.

It needs Tesseract and its Dutch data (Debian: tesseract-ocr-nld). Without these nothing is read.
"""

from __future__ import annotations

import io
import math
import os
import re
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from ingest.clean import Line, tidy
from ingest.frequency import frequency
from ingest.load.cells import PrintedLine, Word
from ingest.show import POINTS, page_image
from ingest.tesseract import LANGUAGE, ocr_stamp

DPI = 300  # Tesseract is made for it
PAGE_SECONDS = 45  # for one page; a usual one takes 2 to 7, and ingest.limits waits a minute for a page
UNSURE = 20  # of 100: of words below it Tesseract knows nothing
LEAST_SURE = 60  # of 100, over the words of a page: what is below it is a photograph or a drawing
LEAST_KNOWN = 0.5  # of the words of a page, that have to be Dutch
AS_BODY = (0.8, 1.22)  # times the size of the body: sizes are measured on ink, and those of one typeface differ so much
STEP = 1.2  # other sizes are told apart in these steps
GAP_MARK = "[…]"  # an illegible word in the middle of a line: without it a sentence may say the opposite
_DOTS = re.compile(r"[•●◦▪–—&+=%€§*/-]+")  # marks that mean something by themselves


@dataclass(frozen=True)
class _Seen:
    """A word as Tesseract gives it: its box in pixels from the upper left, and how sure it is of it (0 to 100)."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    sure: int


@dataclass(frozen=True)
class _SeenLine:
    """The words of a line, and its type size in pixels."""

    words: tuple[_Seen, ...]
    size: float


def read_scan(file: Path, page: int) -> list[PrintedLine]:
    """The lines on physical page `page` (1-based) of a PDF in reading order; none where nothing can be read."""
    if not ocr_stamp():
        return []
    try:
        image = page_image(file, page, DPI)
    except OSError:
        return []
    darkest, lightest = image.getextrema()
    if lightest - darkest < 30:  # of 255: an empty sheet
        return []
    png = io.BytesIO()
    image.save(png, "PNG", compress_level=1)
    areas = [lines for area in _areas(_hocr(png.getvalue())) if (lines := _without_noise(area))]
    if not _is_text([word for lines in areas for line in lines for word in line.words]):
        return []
    return [_printed(line, page, image.height) for lines in _from_above(areas) for line in lines]


def _hocr(png: bytes) -> bytes:
    """What Tesseract makes of an image, as hOCR; nothing when it fails or takes too long."""
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(DPI), "--psm", "3", "hocr"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}  # with more it is slower, and not always the same
    try:
        done = subprocess.run(command, input=png, capture_output=True, timeout=PAGE_SECONDS, env=environment)
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""


def _areas(hocr: bytes) -> list[list[_SeenLine]]:
    """The lines of each area of a page, in the order of Tesseract, which knows columns."""
    if not hocr:
        return []
    page = etree.fromstring(hocr, etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False))
    areas = page.iterfind(".//{*}div[@class='ocr_carea']")
    return [[_line(line) for line in area.iterfind("./{*}p/{*}span")] for area in areas]


def _line(element: etree._Element) -> _SeenLine:
    size = re.search(r"x_size ([\d.]+)", element.get("title", ""))
    return _SeenLine(tuple(_word(word) for word in element.iterfind("./{*}span[@class='ocrx_word']")), float(size[1]) if size else 0.0)


def _word(element: etree._Element) -> _Seen:
    left, top, right, bottom, sure = map(int, re.findall(r"\d+", element.get("title", ""))[:5])
    return _Seen(tidy("".join(element.itertext())), left, top, right, bottom, sure)


def _without_noise(lines: Sequence[_SeenLine]) -> list[_SeenLine]:
    """The lines without specks, rules and frames that were taken for words. What is illegible inside a line leaves a mark."""
    cleaned = []
    for line in lines:
        words = [word for word in line.words if re.search(r"[^\W_]", word.text) or word.sure >= UNSURE and _DOTS.fullmatch(word.text)]
        sure = [i for i, word in enumerate(words) if word.sure >= UNSURE]
        kept = words[sure[0] : sure[-1] + 1] if sure else []
        if kept:
            marked = (word if word.sure >= UNSURE else replace(word, text=GAP_MARK) for word in kept)
            cleaned.append(_SeenLine(tuple(marked), line.size))
    return cleaned


def _is_text(words: Sequence[_Seen]) -> bool:
    """True if words are read with confidence, and most are Dutch: a photograph gives some too."""
    if not words:
        return False
    is_sure = statistics.fmean(word.sure for word in words) >= LEAST_SURE
    long = [found for word in words for found in re.findall(r"[^\W\d_]{4,}", word.text)]
    return is_sure and sum(frequency(word.lower()) > 0 for word in long) >= max(1, LEAST_KNOWN * len(long))


def _from_above(areas: Sequence[list[_SeenLine]]) -> list[list[_SeenLine]]:
    """The areas in reading order: what stands above or below all others goes first or last, what is left are columns.

    Tesseract gives the labels of a form and its title in any order.
    """
    rest, first, last = list(areas), [], []
    while rest:
        highest, lowest = min(rest, key=_top), max(rest, key=_bottom)
        others = [area for area in rest if area is not highest]
        if all(_bottom(highest) <= _top(area) for area in others):
            first.append(highest)
            rest.remove(highest)
        elif all(_top(lowest) >= _bottom(area) for area in rest if area is not lowest):
            last.insert(0, lowest)
            rest.remove(lowest)
        else:
            break
    return [*first, *rest, *last]


def _top(area: Sequence[_SeenLine]) -> int:
    return min(word.top for line in area for word in line.words)


def _bottom(area: Sequence[_SeenLine]) -> int:
    return max(word.bottom for line in area for word in line.words)


def _printed(line: _SeenLine, page: int, height: int) -> PrintedLine:
    """A line with its places in points from the lower left of the page as it is seen."""
    scale = POINTS / DPI
    size = round(line.size * scale, 1)
    foot = (height - statistics.median(word.bottom for word in line.words)) * scale
    words = tuple(Word(f"{word.text} ", word.left * scale, word.right * scale, foot, size) for word in line.words)
    text = tidy(" ".join(word.text for word in line.words))
    return PrintedLine(Line(text, page, size, "scan", x=words[0].x, y=foot), words)


def even_sizes(lines: Sequence[Line]) -> dict[float, float]:
    """What each size that was measured on scanned pages stands for: that of the body, or one that is clearly another."""
    if not lines:
        return {}
    body = statistics.median(line.size for line in lines for _ in line.text) or 1.0
    return {size: _even(size, body) for size in {line.size for line in lines}}


def _even(size: float, body: float) -> float:
    if not size or AS_BODY[0] <= size / body <= AS_BODY[1]:
        return body
    return round(body * STEP ** round(math.log(size / body, STEP)), 1)
