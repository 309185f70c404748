"""Web pages, with trafilatura: the article without navigation, cookie bars and footers."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import lxml.html
import trafilatura
from lxml import etree

from ingest.clean import RAISED, tidy
from ingest.document import CELL_MARK, Block, BlockKind, Document
from ingest.errors import LoadError
from ingest.load.numeral import numeral
from ingest.load.text import decode
from ingest.seams import with_seams

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what cannot be read is told by our own report


_FOR_SCREEN_READERS = " or ".join(
    f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
    for name in ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text")
)
_SAYS_WHEN = " or ".join(
    f"@{key}='{name}'"
    for key, name in (
        ("property", "article:published_time"), ("name", "dcterms.issued"), ("name", "DCTERMS.issued"), ("name", "dcterms.date"),
        ("name", "DC.date"), ("name", "date"), ("itemprop", "datePublished"),
    )
)  # fmt: skip
_IN_LINE = " | ".join(f"//{tag}[not(ancestor::pre)]" for tag in ("time", "q", "code", "kbd", "samp"))
_NOTE_MARK = re.compile(r"\d{1,3}(?:[,;–-]\s?\d{1,3})*")
# How the number of an item goes through trafilatura, which knows no start and no letters: "⁅3.⁆" before its words.
_MARK = re.compile(r"\s*⁅(-?\w+\.)⁆\s*")
NESTED = ("list", "table", "head", "p", "quote")


def load_html(file: Path, name: str) -> Document:
    """The article on a web page. Raises LoadError when there is none."""
    # An XML declaration names an encoding, which text has no more.
    written = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(file.read_bytes()))
    source = _for_reading(written)
    found = trafilatura.extract(
        source, output_format="xml", include_tables=True, include_links=False, include_comments=False, favor_recall=True
    )
    if not found:
        raise LoadError("no_text", "op deze webpagina staat geen lopende tekst")
    article = etree.fromstring(found.encode())
    blocks = tuple(block for block in _blocks(article) if block.text)
    about = trafilatura.extract_metadata(source, extensive=False)  # else any number may become its date
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), file.stem)
    return Document(
        path=name,
        title=_plain((about and about.title) or heading),
        publisher=(about and (about.sitename or about.author)) or None,
        published=_published(source),
        blocks=with_seams(blocks, {None: _all_text(written)}),
    )


def _all_text(source: str) -> str:
    """Every word of a page, also those that are not read: labels, menus, buttons."""
    try:
        page = lxml.html.fromstring(source)
    except (etree.ParserError, ValueError):
        return source
    return "".join(page.xpath("//text()[not(ancestor::script or ancestor::style)]"))


def _for_reading(source: str) -> str:
    """A page without what trafilatura would lose, leave in or glue together.

    Labels for screen readers go; dates, code and short quotations stay in their sentence; a number that is raised, as a
    note mark is, stays so.
    """
    try:
        page = lxml.html.fromstring(source)
    except (etree.ParserError, ValueError):  # empty, or declares an encoding beside its text
        return source
    for label in page.xpath(f"//*[{_FOR_SCREEN_READERS}]"):
        label.drop_tree()
    for raised in page.xpath("//sup"):
        if _NOTE_MARK.fullmatch(text := raised.text_content().strip()):
            raised.clear(keep_tail=True)
            raised.text = text.translate(RAISED)
    for within in page.xpath(_IN_LINE):
        within.drop_tag()
    for part in page.xpath("//li[text()[normalize-space()]]/div"):
        part.tag = "p"
    for block in page.xpath("//p | //div"):
        block.text, block.tail = f" {block.text or ''}", f" {block.tail or ''}"
    for numbered in page.xpath("//ol"):
        _write_numbers(numbered)
    for caption in page.xpath("//table/caption"):
        caption.tag = "p"
        table = caption.getparent()
        table.addprevious(caption)
    return lxml.html.tostring(page, encoding="unicode", doctype=page.getroottree().docinfo.doctype)


def _write_numbers(numbered: etree._Element) -> None:
    """Put the number that a browser would show before the words of each item of a list."""
    items = numbered.findall("li")
    is_down = numbered.get("reversed") is not None
    number = _whole(numbered.get("start"), len(items) if is_down else 1)
    for item in items:
        number = _whole(item.get("value"), number)
        if mark := numeral(number, numbered.get("type", "1")):
            _write_before(item, f"⁅{mark}.⁆ ")
        number += -1 if is_down else 1


def _write_before(item: etree._Element, mark: str) -> None:
    """Put a mark before the first words of an item, which may stand deep in it or behind an image; not in a list within it."""
    for words in item.xpath("(.//text()[normalize-space()])[1]"):
        beside = words.getparent()
        within = beside.getparent() if words.is_tail else beside
        if next((each for each in (within, *within.iterancestors()) if each.tag == "li"), None) is not item:
            return
        if words.is_tail:
            beside.tail = mark + words
        else:
            beside.text = mark + words


def _whole(value: str | None, default: int) -> int:
    """The whole number that an attribute has, which may be below nought; `default` where it has none."""
    return int(value) if re.fullmatch(r"-?\d{1,6}", value or "") else default


def _published(source: str) -> str | None:
    """The date that the page's own metadata give; one in its text may be anything."""
    try:
        page = lxml.html.fromstring(source)
    except (etree.ParserError, ValueError):
        return None
    dates = page.xpath(f"//meta[{_SAYS_WHEN}]/@content") + re.findall(r'"datePublished"\s*:\s*"([^"]+)"', source)
    found = (re.match(r"\d{4}-\d{2}-\d{2}", date) for date in dates)
    return next((match[0] for match in found if match), None)


def _blocks(element: etree._Element) -> list[Block]:
    """Blocks in document order; text that stands loose beside elements becomes a paragraph."""
    blocks = _paragraph(element.text)
    for child in element:
        if child.tag == "head":
            level = child.get("rend", "h2")[1:2]
            blocks.append(Block(BlockKind.HEADING, _words(child).rstrip("#¶ "), level=int(level) if level.isdigit() else 2))
        elif child.tag == "item":
            blocks += _with_nested(child, BlockKind.ITEM)
        elif child.tag == "row":
            cells = [_words(cell) for cell in child if cell.tag == "cell"]
            blocks.append(Block(BlockKind.ROW, CELL_MARK.join(cells)))
        elif child.tag in ("list", "table", "main", "div", "body", "quote") and len(child):
            blocks += _blocks(child)
        else:
            blocks += _with_nested(child, BlockKind.PARAGRAPH)
        blocks += _paragraph(child.tail)
    return blocks


def _paragraph(text: str | None) -> list[Block]:
    return [_block(text, BlockKind.PARAGRAPH)] if text and _plain(text) else []


def _block(text: str, kind: BlockKind) -> Block:
    """A paragraph or an item; what has a number before it is an item, whatever trafilatura made of it."""
    if found := _MARK.match(text):
        return Block(BlockKind.ITEM, _plain(text), mark=found[1])
    return Block(kind, f"- {_plain(text)}" if kind is BlockKind.ITEM else _plain(text))


def _with_nested(element: etree._Element, kind: BlockKind) -> list[Block]:
    """An item or paragraph, then the lists, tables and headings inside it as blocks of their own."""
    place = next((i for i, child in enumerate(element) if child.tag in NESTED), len(element))
    own = "".join([element.text or "", *(_raw(child) + (child.tail or "") for child in element[:place])])
    rest = etree.Element("div")
    rest.extend(element[place:])
    return ([_block(own, kind)] if _plain(own) else []) + _blocks(rest)


def _words(element: etree._Element) -> str:
    return _plain(_raw(element))


def _plain(text: str) -> str:
    return tidy(_MARK.sub(" ", text))


def _raw(element: etree._Element) -> str:
    """The text of an element, with white space around what stands on lines of its own in it."""
    gap = " " if element.tag in ("lb", "item", "row", "cell", *NESTED) else ""
    return "".join([gap, element.text or "", *(_raw(child) + (child.tail or "") for child in element), gap])
