"""PDF files, with pypdf."""

from __future__ import annotations

import logging
import re
from collections import Counter
from pathlib import Path

import pypdf
from pypdf.errors import FileNotDecryptedError, PyPdfError

from ingest.clean import Line, clean_pages, tidy
from ingest.document import BlockKind, Document
from ingest.errors import LoadError

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what cannot be read is told by our own report


def load_pdf(file: Path, name: str) -> Document:
    """The text of a PDF in reading order. Raises LoadError when it is locked or broken."""
    reader = _open(file)
    try:
        pages = [_lines(page, number) for number, page in enumerate(reader.pages, start=1)]
        labels = _labels(reader)
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


def _lines(page: pypdf.PageObject, number: int) -> list[Line]:
    """The lines of a page, each with the size and typeface of most of its characters."""
    pieces: list[tuple[str, float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: dict | None, size: float) -> None:
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
        typeface = str((font or {}).get("/BaseFont", "")).split("+")[-1]
        pieces.append((text, round(abs(size) * scale, 1), typeface))

    page.extract_text(visitor_text=visit)
    lines: list[Line] = []
    text, looks = "", Counter()
    for piece, size, typeface in pieces:
        for i, part in enumerate(piece.split("\n")):
            if i:
                lines.append(_line(text, looks, number))
                text, looks = "", Counter()
            text += part
            looks[size, typeface] += len(part.strip())
    lines.append(_line(text, looks, number))
    return [line for line in lines if line.text]


def _line(text: str, looks: Counter, page: int) -> Line:
    size, typeface = looks.most_common(1)[0][0] if looks else (0.0, "")
    return Line(tidy(text.replace("\u00ad\n", "\n")), page, size, typeface)


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
