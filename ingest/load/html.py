"""Web pages, with trafilatura: the article without navigation, cookie bars and footers."""

from __future__ import annotations

import logging
from pathlib import Path

import trafilatura
from lxml import etree

from ingest.clean import tidy
from ingest.document import CELL_MARK, Block, BlockKind, Document
from ingest.errors import LoadError
from ingest.load.text import decode

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what cannot be read is told by our own report


def load_html(file: Path, name: str) -> Document:
    """The article on a web page. Raises LoadError when there is none."""
    source = decode(file.read_bytes())
    found = trafilatura.extract(
        source, output_format="xml", include_tables=True, include_links=False, include_comments=False, favor_recall=True
    )
    if not found:
        raise LoadError("no_text", "op deze webpagina staat geen lopende tekst")
    article = etree.fromstring(found.encode())
    blocks = tuple(block for block in _blocks(article) if block.text)
    about = trafilatura.extract_metadata(source)
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), file.stem)
    return Document(
        path=name,
        title=tidy((about and about.title) or heading),
        publisher=(about and (about.sitename or about.author)) or None,
        published=(about and about.date) or None,
        blocks=blocks,
    )


def _blocks(element: etree._Element) -> list[Block]:
    """Blocks in document order; text that stands loose beside elements becomes a paragraph."""
    blocks: list[Block] = []
    for child in element:
        if child.tag == "head":
            level = int(child.get("rend", "h2")[1:2] or 2) if child.get("rend", "h2")[1:2].isdigit() else 2
            blocks.append(Block(BlockKind.HEADING, _text(child).rstrip("#¶ "), level=level))
        elif child.tag == "item":
            blocks += _with_nested(child, BlockKind.ITEM, "- ")
        elif child.tag == "row":
            cells = [_text(cell) for cell in child if cell.tag == "cell"]
            blocks.append(Block(BlockKind.ROW, CELL_MARK.join(cells)))
        elif child.tag in ("list", "table", "main", "div", "quote", "body"):
            blocks += _blocks(child)
        else:
            blocks += _with_nested(child, BlockKind.PARAGRAPH, "")
        if child.tail and child.tail.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, tidy(child.tail)))
    return blocks


def _with_nested(element: etree._Element, kind: BlockKind, mark: str) -> list[Block]:
    """An item or paragraph, then the lists, tables and headings inside it as blocks of their own."""
    nested = [child for child in element if child.tag in ("list", "table", "head", "p", "quote")]
    own = tidy(" ".join(piece for piece in _own_text(element, nested)))
    blocks = [Block(kind, mark + own)] if own else []
    for child in nested:
        holder = etree.Element("div")
        tail, child.tail = child.tail, None
        holder.append(child)
        blocks += _blocks(holder)
        if tail and tail.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, tidy(tail)))
    return blocks


def _own_text(element: etree._Element, nested: list[etree._Element]) -> list[str]:
    pieces = [element.text or ""]
    for child in element:
        if child in nested:
            break
        pieces += [*child.itertext(), child.tail or ""]
    return ["".join(pieces)]


def _text(element: etree._Element) -> str:
    return tidy("".join(element.itertext()))
