"""Word documents, with python-docx."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from ingest.clean import tidy
from ingest.document import CELL_MARK, Block, BlockKind, Document
from ingest.errors import LoadError


def load_docx(file: Path, name: str) -> Document:
    """The text of a Word document with its headings, lists and tables. Raises LoadError when broken."""
    try:
        word = docx.Document(str(file))
        blocks = tuple(block for item in word.iter_inner_content() for block in _blocks(item) if block.text.strip())
        properties = word.core_properties
        title, author, created = properties.title, properties.author, properties.created
    except (PackageNotFoundError, BadZipFile, LxmlError, KeyError, ValueError) as problem:
        raise LoadError("broken", "het Word-bestand is beschadigd of vergrendeld; sla het opnieuw op als .docx") from problem
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), file.stem)
    useful = title and not re.fullmatch(r"(?:word )?document\d*", title.strip(), re.I)
    return Document(
        path=name,
        title=tidy(title) if useful else heading,
        publisher=tidy(author or "") or None,
        published=created.date().isoformat() if created else None,
        blocks=blocks,
    )


def _blocks(item: Paragraph | Table) -> list[Block]:
    if isinstance(item, Table):
        return [Block(BlockKind.ROW, CELL_MARK.join(_cells(row))) for row in item.rows]
    text = tidy(item.text)
    style = (item.style.name or "").lower() if item.style is not None else ""
    if match := re.match(r"(?:heading|kop) (\d)", style):
        return [Block(BlockKind.HEADING, text, level=int(match[1]))]
    if style == "title" or _is_bold_line(item, text) or re.match(r"Artikel \d+\b.{0,80}$", text):
        return [Block(BlockKind.HEADING, text, level=1 if style == "title" else 4)]
    if "list" in style or "lijst" in style or item._p.pPr is not None and item._p.pPr.numPr is not None:
        return [Block(BlockKind.ITEM, f"- {text}" if text else "")]
    return [Block(BlockKind.PARAGRAPH, text)]


def _is_bold_line(paragraph: Paragraph, text: str) -> bool:
    """True for a short line that is bold all through: a heading without a heading style."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs) and len(text) < 90 and not text.endswith((".", ";", ","))


def _cells(row) -> list[str]:  # noqa: ANN001  python-docx exports no public name for a row
    """The texts of a row's cells; a merged cell is given once."""
    seen, texts = set(), []
    for cell in row.cells:
        if cell._tc not in seen:
            seen.add(cell._tc)
            texts.append(tidy(cell.text))
    return texts
