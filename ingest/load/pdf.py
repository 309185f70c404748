"""PDF files, with pypdf."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pypdf
from pypdf.errors import FileNotDecryptedError, PyPdfError
from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font  # no public name gives the widths of letters; pyproject pins pypdf for it

from ingest.clean import RAISED, Line, clean_pages, tidy, visible_hyphens
from ingest.document import BlockKind, Document
from ingest.errors import LoadError
from ingest.load.cells import PrintedLine, Word, with_tables

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what cannot be read is told by our own report

SMALL = 0.8  # times the size of the line: smaller digits are a note mark


def load_pdf(file: Path, name: str, *, on_page: Callable[[int, int], None] = lambda page, pages: None) -> Document:
    """The text of a PDF in reading order. Raises LoadError when it is locked or broken.

    `on_page` hears after each page which it was, and how many there are.
    """
    reader = _open(file)
    try:
        labels = _labels(reader)
        last_page = _last_page(len(reader.pages), labels)
        pages = []
        for number, page in enumerate(reader.pages, start=1):
            pages.append(_lines(page, number, last_page))
            on_page(number, len(reader.pages))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as problem:
        raise LoadError("broken", f"de PDF is beschadigd ({type(problem).__name__}); vraag een nieuwe kopie") from problem
    cleaned = clean_pages([page for page in pages if page])
    headings = (block.text for block in cleaned.blocks if block.kind is BlockKind.HEADING)
    return Document(
        path=name,
        title=_title(reader, file) or next(headings, file.stem),
        publisher=_author(reader),
        published=_published(reader),
        blocks=tuple(cleaned.blocks),
        page_labels=labels or cleaned.printed_numbers,
        textless_pages=tuple(number for number, page in enumerate(pages, start=1) if not page),
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


def _lines(page: pypdf.PageObject, number: int, last_page: int) -> list[Line]:
    """The lines of a page, each with the size and typeface of most of its characters; a row of a table is one line.

    `last_page` is the highest number that is printed on a page, as far as is known.
    """
    pieces: list[tuple[Word, str]] = []
    fonts: dict[str, Font] = {}

    def visit(text: str, cm: list[float], tm: list[float], font: DictionaryObject | None, size: float) -> None:
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
        name = str((font or {}).get("/BaseFont", ""))
        if name not in fonts:
            fonts[name] = Font.from_font_resource(font) if font is not None else Font("", "")
        x, y = (tm[4] * cm[i] + tm[5] * cm[i + 2] + cm[i + 4] for i in (0, 1))
        width = _width(text.strip(), fonts[name]) * abs(size * tm[0] * cm[0])
        pieces.append((Word(text, x, x + width, y, round(abs(size) * scale, 1)), name.split("+")[-1]))

    page.extract_text(visitor_text=visit)
    lines: list[PrintedLine] = []
    words: list[tuple[Word, str]] = []
    for word, typeface in pieces:
        for i, part in enumerate(word.text.split("\n")):
            if i:
                lines.append(_line(words, number))
                words = []
            words.append((replace(word, text=part), typeface))
    lines.append(_line(words, number))
    return with_tables([printed for printed in lines if printed.line.text], last_page=last_page)


def _width(text: str, font: Font) -> float:
    """How wide a text is, in ems. Many fonts in PDFs have no space in them: a quarter em is usual."""
    return font.get_text_width(text.replace(" ", "")) / 1000 + 0.25 * text.count(" ")


def _line(pieces: Sequence[tuple[Word, str]], page: int) -> PrintedLine:
    looks: Counter[tuple[float, str]] = Counter()
    for word, typeface in pieces:
        looks[word.size, typeface] += len(word.text.strip())
    size, typeface = looks.most_common(1)[0][0] if looks else (0.0, "")
    foot = min((word.y for word, _ in pieces if word.size == size), default=0.0)
    words = [_as_note_mark(word, size, foot) for word, _ in pieces]
    text = "".join(word.text for word in words)
    first = next((word for word in words if word.text.strip()), None)
    place = {"x": first.x, "y": first.y} if first else {}
    return PrintedLine(Line(visible_hyphens(tidy(text)), page, size, typeface, **place), tuple(words))


def _as_note_mark(word: Word, size: float, foot: float) -> Word:
    """A small raised number behind larger print as the note mark it is: "2025⁷" is another year than "20257"."""
    is_mark = word.size < SMALL * size and word.y > foot and re.fullmatch(r"\d{1,2}", word.text.strip())
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
