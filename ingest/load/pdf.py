"""PDF files, with pypdf."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pypdf
from pypdf._codecs.adobe_glyphs import adobe_glyphs  # no public name for the list of names of letters either
from pypdf.errors import FileNotDecryptedError, PyPdfError
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, NullObject
from pypdf.generic._font import Font  # no public name gives the widths of letters; pyproject pins pypdf for it

from ingest.clean import RAISED, SENTENCE_END, Line, clean_pages, tidy, visible_hyphens
from ingest.document import BlockKind, Document
from ingest.errors import LoadError
from ingest.frequency import frequency
from ingest.load.cells import PrintedLine, Word, with_charts, with_tables
from ingest.load.ocr import even_sizes, read_scan
from ingest.seams import with_seams

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what cannot be read is told by our own report

_BREAKING_PLACES = ("\u00ad", "\u200b", "\u200c", "\u2060", "\ufeff")
# A variant of a letter or digit: the name of the letter and what is special about it.
_GLYPH_NAME = re.compile(
    r"/([A-Za-z]+)\.(?:lining|oldstyle|tabular|proportional|smallcap|[lt]f|osf|[lotp]num|sc|c2sc|smcp|alt|swash|ss\d\d)(?![a-z])"
)
_INITIAL = re.compile(r"(?<![^\W_])([A-Z]) ([a-zà-ÿ]{3,})(?![^\W_])")
CLOSED = 0.9  # times the width of a space: what is moved back so far stands where the space did
USUAL_SPACE = 250.0  # thousandths of the type size
SMALL = 0.8  # times the size of the line: smaller digits that are raised at all are a note mark
HIGH = 0.25  # times the size of the line: digits that are raised so far are one when they are any smaller
FAR_DOWN = 3.0  # times the type size: further down something else may stand in between
MOST_RUNS = 200  # a page with more is a drawing with words in it: a page of running text has up to 30
COLUMN_SHARED = 0.5  # of the width of the narrower: what shares less stands in another column; widths are reckoned


def load_pdf(file: Path, name: str, *, on_page: Callable[[int, int], None] = lambda page, pages: None) -> Document:
    """The text of a PDF in reading order, with that of scanned pages where it can be read. Raises LoadError when locked or broken.

    `on_page` hears after each page which it was, and how many there are.
    """
    reader = _open(file)
    try:
        labels = _labels(reader)
        last_page = _last_page(len(reader.pages), labels)
        pages = []
        scanned = []
        written: dict[int | None, str] = {}
        for number, page in enumerate(reader.pages, start=1):
            lines, written[number] = _lines(page, number, last_page)
            if not lines and (lines := with_tables(read_scan(file, number), last_page=last_page)):
                scanned.append(number)
                del written[number]
            pages.append(lines)
            on_page(number, len(reader.pages))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as problem:
        raise LoadError("broken", f"de PDF is beschadigd ({type(problem).__name__}); vraag een nieuwe kopie") from problem
    sizes = even_sizes([line for number in scanned for line in pages[number - 1]])
    for number in scanned:
        pages[number - 1] = [replace(line, size=sizes[line.size]) for line in pages[number - 1]]
    cleaned = clean_pages([page for page in pages if page])
    headings = (block.text for block in cleaned.blocks if block.kind is BlockKind.HEADING)
    return Document(
        path=name,
        title=_title(reader, file) or next(headings, file.stem),
        publisher=_author(reader),
        published=_published(reader),
        blocks=with_seams(cleaned.blocks, written),
        page_labels=labels or cleaned.printed_numbers,
        textless_pages=tuple(number for number, page in enumerate(pages, start=1) if not page),
        scanned_pages=tuple(scanned),
    )


def _last_page(pages: int, labels: Mapping[int, str]) -> int:
    """The highest number that a page can have: a sheet may hold two."""
    return max([2 * pages, *(int(label) for label in labels.values() if label.isdecimal())])


def _open(file: Path) -> pypdf.PdfReader:
    try:
        reader = pypdf.PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise LoadError("locked", "de PDF is met een wachtwoord vergrendeld; sla een kopie zonder wachtwoord op")
        len(reader.pages)
        return reader
    except FileNotDecryptedError as problem:
        raise LoadError("locked", "de PDF is met een wachtwoord vergrendeld; sla een kopie zonder wachtwoord op") from problem
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as problem:
        raise LoadError("broken", "de PDF is beschadigd of niet volledig; vraag een nieuwe kopie") from problem


def _lines(page: pypdf.PageObject, number: int, last_page: int) -> tuple[list[Line], str]:
    """The lines of a page, each with the size and typeface of most of its characters; a row of a table is one line.

    Beside them the text of the page as pypdf gives it. `last_page` is the highest number that is printed on a page, as far as is known.
    """
    pieces: list[tuple[Word, str]] = []
    fonts: dict[str, Font] = {}

    def visit(text: str, cm: list[float], tm: list[float], font: DictionaryObject | None, size: float) -> None:
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
        name = str((font or {}).get("/BaseFont", ""))
        if name not in fonts:
            fonts[name] = Font.from_font_resource(font) if font is not None else Font("", "")
        text = _with_letters(text)
        x, y = (tm[4] * cm[i] + tm[5] * cm[i + 2] + cm[i + 4] for i in (0, 1))
        width = _width(text.strip(), fonts[name]) * abs(size * tm[0] * cm[0])
        pieces.append((Word(text, x, x + width, y, round(abs(size) * scale, 1)), name.split("+")[-1]))

    _part_where_type_changes(page)
    written = page.extract_text(visitor_text=visit)
    lines: list[PrintedLine] = []
    words: list[tuple[Word, str]] = []
    for word, typeface in pieces:
        for i, part in enumerate(word.text.split("\n")):
            if i:
                lines.append(_line(words, number))
                words = []
            words.append((replace(word, text=part), typeface))
    lines.append(_line(words, number))
    printed = _from_above(with_charts([line for line in lines if line.line.text]))
    return with_tables(printed, last_page=last_page), _with_letters(written)


def _from_above(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page in which nothing comes before what stands wholly above it in the same column.

    A file has its columns in the order in which they are read, but draws a title, a box or a foot when it suits. What has to
    wait comes where the file goes on with nothing else, and not in the middle of a text.
    """
    runs = [_Run.of(run) for run in _runs(lines)]
    if len(runs) > MOST_RUNS:
        return list(lines)
    above = [{place for place, other in enumerate(runs) if other.is_above(run)} for run in runs]
    if (foot := _foot(runs)) is not None:
        above[foot] = set(range(len(runs))) - {foot}
    waiting = list(range(len(runs)))
    ordered: list[PrintedLine] = []
    last = -1
    while waiting:
        free = [place for place in waiting if above[place].isdisjoint(waiting)]
        last = next((place for place in free if place > last), free[0])
        waiting.remove(last)
        ordered += runs[last].lines
    return ordered


def _foot(runs: Sequence[_Run]) -> int | None:
    """Which run is the foot of the page: one line below all else, in other type than what the file has before it."""
    lowest = min(range(len(runs)), key=lambda place: runs[place].top, default=0)
    if lowest == 0 or len(runs[lowest].lines) > 1 or any(run.foot <= runs[lowest].top for run in runs if run is not runs[lowest]):
        return None
    line, before = runs[lowest].lines[0].line, runs[lowest - 1].lines[-1].line
    return lowest if (line.font, line.size) != (before.font, before.size) else None


@dataclass(frozen=True, eq=False)
class _Run:
    """Lines that go on from each other downwards, and the room they take."""

    lines: Sequence[PrintedLine]
    left: float
    right: float
    foot: float
    top: float

    @classmethod
    def of(cls, lines: Sequence[PrintedLine]) -> _Run:
        words = [word for line in lines for word in line.words if word.text.strip()]
        ends = max(word.x for word in words), max(word.end for word in words)
        return cls(lines, min(word.x for word in words), max(ends), min(word.y for word in words), max(word.y for word in words))

    def is_above(self, other: _Run) -> bool:
        """True for what stands wholly above another run, and over at least half of the width of one of the two."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return self.foot > other.top and shared > COLUMN_SHARED * min(self.right - self.left, other.right - other.left)


def _runs(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Parts of a page that go on downwards: each ends where the file goes up, or far down behind a finished sentence."""
    run: list[PrintedLine] = []
    for printed in lines:
        if run and not _goes_on(run[-1].line, printed.line):
            yield run
            run = []
        run.append(printed)
    if run:
        yield run


def _goes_on(last: Line, line: Line) -> bool:
    down = (last.y or 0.0) - (line.y or 0.0)
    is_finished = bool(SENTENCE_END.search(last.text)) or abs(last.size - line.size) > 0.6 or last.font != line.font
    return down > -0.5 * line.size and not (is_finished and down > FAR_DOWN * max(last.size, line.size))


def _part_where_type_changes(page: pypdf.PageObject) -> None:
    """Make pypdf hand over a piece of text for each size of type, and leave out the spaces that are none.

    pypdf hands over what it has where a font is set. Many programs set one font and change its size with the text matrix, so
    that a raised "7" would come as part of "2025": the font is set once more there.
    """
    if "/Contents" in page:
        content = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")  # strings as pypdf itself wants them
        content.operations = list(_parted(content.operations, _widths_of_spaces(page)))
        page[NameObject("/Contents")] = content


def _widths_of_spaces(page: pypdf.PageObject) -> dict[str, float]:
    """How wide a space is in each font of a page in which a byte is a letter, in thousandths of the type size."""
    resources = page.get("/Resources", DictionaryObject()).get_object()
    fonts = resources.get("/Font", DictionaryObject()).get_object() if isinstance(resources, DictionaryObject) else None
    found = {name: font.get_object() for name, font in fonts.items()} if isinstance(fonts, DictionaryObject) else {}
    return {
        name: _width_of_space(font)
        for name, font in found.items()
        if isinstance(font, DictionaryObject) and font.get("/Subtype") != "/Type0"
    }


def _width_of_space(font: DictionaryObject) -> float:
    """As the font says; of one that does not say it, or says what is no width, the usual."""
    widths, first = (font.get(name, NullObject()).get_object() for name in ("/Widths", "/FirstChar"))
    if not isinstance(widths, list) or not isinstance(first, int) or not 0 <= 32 - first < len(widths):
        return USUAL_SPACE
    width = widths[32 - first].get_object()
    return float(width) if isinstance(width, (int, float)) else USUAL_SPACE


def _parted(operations: Iterable[tuple[list, bytes]], spaces: Mapping[str, float]) -> Iterator[tuple[list, bytes]]:
    font: list = []
    between = 0.0  # what a space is wider than the font has it
    size = 0.0
    hidden: list[bool] = []
    for operands, operator in operations:
        if operator == b"Tf":
            font = operands
        elif operator == b"Tm" and len(operands) == 6:
            if font and size and abs(_height(operands) - size) > 0.1 * size:
                yield font, b"Tf"
            size = _height(operands)
        elif operator in (b"BDC", b"BMC"):
            hidden.append(operator == b"BDC" and _is_hidden(operands))
        elif operator == b"EMC" and hidden:
            hidden.pop()
        elif operator == b"Tw" and len(operands) == 1 and isinstance(operands[0], (int, float)):
            between = float(operands[0])
        elif operator == b"TJ" and _is_set(font) and font[0] in spaces and operands and isinstance(operands[0], list):
            closed = CLOSED * spaces[font[0]] + 1000 * between / float(font[1])
            operands = [ArrayObject(_without_closed_spaces(operands[0], closed))]
        if not (operator == b"Tj" and any(hidden) and operands[0] in (" ", b" ")):
            yield operands, operator


def _is_set(font: Sequence) -> bool:
    """True for a font and a size that can be reckoned with."""
    return len(font) == 2 and isinstance(font[1], (int, float)) and bool(font[1])


def _without_closed_spaces(pieces: Sequence, closed: float) -> Iterator:
    """The pieces of a shown text without the spaces that the next piece is moved back over: places where a word may be broken."""
    for piece, move in pairwise([*pieces, 0]):
        is_closed = isinstance(piece, bytes) and piece.endswith(b" ") and not isinstance(move, bytes) and move > closed
        yield type(piece)(piece[:-1]) if is_closed else piece


def _height(matrix: Sequence[float]) -> float:
    """How much a text matrix makes type higher; 0 where it is broken."""
    try:
        return abs(float(matrix[3])) or abs(float(matrix[1]))
    except (TypeError, ValueError):
        return 0.0


def _is_hidden(operands: Sequence) -> bool:
    """True for marked content that stands for a place where a word may be broken, and nothing else."""
    properties = operands[1] if len(operands) > 1 else None
    return isinstance(properties, DictionaryObject) and str(properties.get("/ActualText")) in _BREAKING_PLACES


def _with_letters(text: str) -> str:
    """A text in which letters that the font knows by a name of its own are letters.

    >>> _with_letters("/one.lining./six.oldstyle (/two.lining%) en/of")
    '1.6 (2%) en/of'
    """
    return _GLYPH_NAME.sub(lambda match: adobe_glyphs.get(f"/{match[1]}", match[0]), text)


def _width(text: str, font: Font) -> float:
    """How wide a text is, in ems. Many fonts in PDFs have no space in them: a quarter em is usual."""
    return font.get_text_width(text.replace(" ", "")) / 1000 + 0.25 * text.count(" ")


def _line(pieces: Sequence[tuple[Word, str]], page: int) -> PrintedLine:
    pieces = [(word, typeface) for word, typeface in pieces if word.text]
    looks: Counter[tuple[float, str]] = Counter()
    for word, typeface in pieces:
        looks[word.size, typeface] += len(word.text.strip())
    size, typeface = looks.most_common(1)[0][0] if looks else (0.0, "")
    foot = min((word.y for word, _ in pieces if word.size == size), default=0.0)
    words = [_as_note_mark(word, size, foot) for word, _ in pieces]
    text = "".join(" " * _is_elsewhere(before, word) + word.text for before, word in pairwise([None, *words]))
    first = next((word for word in words if word.text.strip()), None)
    place = {"x": first.x, "y": first.y} if first else {}
    return PrintedLine(Line(_with_initials(visible_hyphens(tidy(text))), page, size, typeface, **place), tuple(words))


def _with_initials(text: str) -> str:
    """A line in which a capital that is set close to its word is part of it: pypdf takes a move for a space.

    >>> _with_initials("T oegekend: 110 (groep A zonder toets)")
    'Toegekend: 110 (groep A zonder toets)'
    """
    return _INITIAL.sub(lambda match: "".join(match.groups()) if _is_initial(*match.groups()) else match[0], text)


def _is_initial(letter: str, rest: str) -> bool:
    return not frequency(rest) and frequency(letter.lower() + rest) > 0


def _is_elsewhere(before: Word | None, word: Word) -> bool:
    """True for what stands further left or on another height than what came before it: pypdf glues the figures of charts."""
    if before is None or not before.text[-1:].isalnum() or not word.text[:1].isalnum():
        return False
    return word.x < before.x - word.size or abs(word.y - before.y) > max(word.size, before.size)


def _as_note_mark(word: Word, size: float, foot: float) -> Word:
    """A small raised number behind larger print as the note mark it is: "2025⁷" is another year than "20257"."""
    is_raised = word.size < SMALL * size and word.y > foot or word.size < size and word.y > foot + HIGH * size
    is_mark = is_raised and re.fullmatch(r"\d{1,2}", word.text.strip())
    return replace(word, text=word.text.translate(RAISED)) if is_mark else word


def _labels(reader: pypdf.PdfReader) -> dict[int, str]:
    """Page labels that the file itself gives, where they say more than the physical number."""
    if "/PageLabels" not in reader.trailer["/Root"]:
        return {}
    labels = {number: label for number, label in enumerate(reader.page_labels, start=1) if label}
    return labels if any(label != str(number) for number, label in labels.items()) else {}


def _metadata(reader: pypdf.PdfReader, key: str) -> str:
    try:
        return tidy(str((reader.metadata or {}).get(key) or ""))
    except PyPdfError:
        return ""


def _title(reader: pypdf.PdfReader, file: Path) -> str:
    title = re.sub(r"^Microsoft (?:Word|PowerPoint|Excel) - |\.(?:docx?|pptx?|indd|pdf)$", "", _metadata(reader, "/Title"))
    is_useful = len(title) > 5 and not re.search(r"untitled|naamloos|document\d*$", title, re.I)
    return title if is_useful else ""


def _author(reader: pypdf.PdfReader) -> str | None:
    return _metadata(reader, "/Author") or None


def _published(reader: pypdf.PdfReader) -> str | None:
    """The creation date as ISO date, where there is one."""
    match = re.match(r"D?:?(\d{4})(\d{2})(\d{2})", _metadata(reader, "/CreationDate"))
    return "-".join(match.groups()) if match else None
