"""Word documents, with python-docx."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml import etree
from lxml.etree import LxmlError

from ingest.clean import RAISED, tidy
from ingest.document import CELL_MARK, Block, BlockKind, Document
from ingest.errors import LoadError
from ingest.load.docx_numbers import computed_marks

# What python-docx passes over with all that is in it: changes that are tracked, content controls, fields.
WRAPPERS = ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo")
ABOUT_WRAPPERS = ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr")
REMOVED = ("del", "moveFrom")  # by tracked changes
_GONE_ROWS = "//w:tr[w:trPr/w:del]"
_JOINED_PARAGRAPHS = "//w:p[w:pPr/w:rPr/w:del]"
_NO_TEXT_OF_ITS_OWN = "//w:sdt[w:sdtPr/w:showingPlcHdr or w:sdtPr/w:docPartObj/w:docPartGallery[@w:val='Table of Contents']]"
_FALLBACKS = "//*[local-name()='AlternateContent']/*[local-name()='Fallback']"  # the same once more, for old programs
_BOXES = "//w:txbxContent"
_RAISED_RUNS = "//w:r[w:rPr/w:vertAlign/@w:val='superscript']"


def load_docx(file: Path, name: str) -> Document:
    """The text of a Word document with its headings, lists and tables. Raises LoadError when broken."""
    try:
        word = docx.Document(str(file))
        _unwrap(word.element.body)
        marks = _marks(word)
        blocks = tuple(block for item in word.iter_inner_content() for block in _blocks(item, marks) if block.text.strip())
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


def _marks(word: docx.document.Document) -> dict[etree._Element, str]:
    """The numbers that Word counts, by paragraph."""
    parts = (link.target_part for link in word.part.rels.values() if link.reltype == RELATIONSHIP_TYPE.NUMBERING)
    numbering = next(parts, None)
    return computed_marks(word.element.body, word.styles.element, numbering.element if numbering else None)


def _unwrap(body: etree._Element) -> None:
    """Make the body the text as it reads with all tracked changes accepted, and without wrappers around its words."""
    for element in body.xpath(f"{_GONE_ROWS} | {_NO_TEXT_OF_ITS_OWN} | {_FALLBACKS}"):
        element.getparent().remove(element)
    for box in reversed(body.xpath(_BOXES)):
        _lift_out(box)
    for paragraph in body.xpath(_JOINED_PARAGRAPHS):
        _join_with_next(paragraph)
    etree.strip_elements(body, *map(_tag, (*REMOVED, *ABOUT_WRAPPERS)), with_tail=False)
    etree.strip_tags(body, *map(_tag, WRAPPERS))
    for run in body.xpath(_RAISED_RUNS):
        if re.fullmatch(r"\d{1,2}", run.text.strip()):  # a note mark: "2025⁷" is another year than "20257"
            run.text = run.text.translate(RAISED)


def _lift_out(box: etree._Element) -> None:
    """Put what stands in a text box behind the paragraph that it is fastened to."""
    paragraph = next(box.iterancestors(_tag("p")), None)
    if paragraph is not None:
        for element in reversed(list(box)):
            paragraph.addnext(element)


def _tag(name: str) -> str:
    return qn(f"w:{name}")


def _join_with_next(paragraph: etree._Element) -> None:
    """Move the words of a paragraph whose end was taken out to the beginning of the next."""
    following = paragraph.getnext()
    if following is not None and following.tag == paragraph.tag:
        place = 1 if following.pPr is not None else 0
        following[place:place] = [child for child in paragraph if child.tag != _tag("pPr")]
        paragraph.getparent().remove(paragraph)  # else it would be counted as an item


def _blocks(item: Paragraph | Table, marks: Mapping[etree._Element, str]) -> list[Block]:
    if isinstance(item, Table):
        return [block for row in item.rows for block in _blocks_of_row(_cells(row), marks)]
    text, mark = tidy(item.text), tidy(marks.get(item._p, ""))
    style = (item.style.name or "").lower() if item.style is not None else ""
    if match := re.match(r"(?:heading|kop) (\d)", style):
        return [Block(BlockKind.HEADING, text, level=int(match[1]), mark=mark)]
    if style == "title" or _is_bold_line(item, text) or re.match(r"Artikel \d+\b.{0,80}$", f"{mark} {text}".strip()):
        return [Block(BlockKind.HEADING, text, level=1 if style == "title" else 4, mark=mark)]
    if mark:
        return [Block(BlockKind.ITEM, text, mark=mark)]
    if "list" in style or "lijst" in style or item._p.pPr is not None and item._p.pPr.numPr is not None:
        return [Block(BlockKind.ITEM, f"- {text}" if text else "")]
    return [Block(BlockKind.PARAGRAPH, text)]


def _is_bold_line(paragraph: Paragraph, text: str) -> bool:
    """True for a short line that is bold all through: a heading without a heading style."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs) and len(text) < 90 and not text.endswith((".", ";", ","))


def _blocks_of_row(cells: list[_Cell], marks: Mapping[etree._Element, str]) -> list[Block]:
    """A row as one block; one that is only a frame around other tables as the blocks in it."""
    if len(cells) == 1 and cells[0].tables:
        return [block for item in cells[0].iter_inner_content() for block in _blocks(item, marks)]
    return [Block(BlockKind.ROW, CELL_MARK.join(map(_words, cells)))]


def _cells(row) -> list[_Cell]:  # noqa: ANN001  python-docx exports no public name for a row
    """The cells of a row; a merged cell is given once."""
    return list({cell._tc: cell for cell in row.cells}.values())


def _words(cell: _Cell) -> str:
    """The text of a cell, with that of the tables in it where they stand."""
    texts = (
        item.text if isinstance(item, Paragraph) else " ".join(_words(inner) for row in item.rows for inner in _cells(row))
        for item in cell.iter_inner_content()
    )
    return tidy(" ".join(texts))
