"""OpenDocument texts (.odt): a zip file whose content.xml is read with lxml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from ingest.clean import tidy
from ingest.document import CELL_MARK, Block, BlockKind, Document
from ingest.errors import LoadError

_PREFIXES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
}
# What was taken out by tracked changes, contents, remarks in the margin, and notes, that would break their sentence.
_NO_TEXT = ("text:tracked-changes", "text:table-of-content", "office:annotation", "text:note", "office:forms", "text:sequence-decls")
_WHITE = {"text:s": " ", "text:tab": " ", "text:line-break": "\n"}


def load_odt(file: Path, name: str) -> Document:
    """The text of an OpenDocument text with its headings, lists and tables. Raises LoadError when broken or locked."""
    try:
        with ZipFile(file) as archive:
            content = _parsed(archive.read("content.xml"))
            about = _parsed(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else None
    except (BadZipFile, KeyError, etree.LxmlError, RuntimeError, OSError, ValueError) as problem:
        raise LoadError("broken", "het ODT-bestand is beschadigd of vergrendeld; sla het opnieuw op als .odt") from problem
    body = content.find("office:body/office:text", _PREFIXES)
    if body is None:
        raise LoadError("broken", "dit is geen tekst in OpenDocument-vorm; sla het opnieuw op als .odt")
    etree.strip_elements(body, *map(_tag, _NO_TEXT), with_tail=False)
    blocks = tuple(block for block in _blocks(body) if block.text.strip("- \t"))
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), file.stem)
    return Document(
        path=name,
        title=_said(about, "dc:title") or heading,
        publisher=_said(about, "meta:initial-creator") or None,
        published=_day(_said(about, "meta:creation-date")),
        blocks=blocks,
    )


def _parsed(source: bytes) -> etree._Element:
    return etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _tag(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


def _said(about: etree._Element | None, name: str) -> str:
    found = about.findtext(f".//{name}", "", _PREFIXES) if about is not None else ""
    return tidy(found)


def _day(moment: str) -> str | None:
    return moment[:10] if re.match(r"\d{4}-\d{2}-\d{2}", moment) else None


def _blocks(element: etree._Element, *, in_list: bool = False) -> Iterator[Block]:
    """The blocks in an element, in its order. The first paragraph of a list item bears its mark."""
    is_first = in_list
    for child in element.iterchildren(etree.Element):
        if child.tag == _tag("text:h"):
            level = child.get(_tag("text:outline-level"), "1")
            yield Block(BlockKind.HEADING, _words(child), level=min(int(level), 6) if level.isdecimal() else 1)
        elif child.tag == _tag("text:p"):
            text = _words(child)
            yield Block(BlockKind.ITEM, f"- {text}") if is_first else Block(BlockKind.PARAGRAPH, text)
            is_first = False
        elif child.tag == _tag("text:list-item"):
            yield from _blocks(child, in_list=True)
        elif child.tag == _tag("table:table-row"):
            yield Block(BlockKind.ROW, CELL_MARK.join(_words(cell) for cell in child.iterfind("table:table-cell", _PREFIXES)))
        else:
            yield from _blocks(child)


def _words(element: etree._Element) -> str:
    return tidy("".join(_pieces(element)))


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text in an element with its white space, which OpenDocument keeps in elements of their own."""
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child)
        yield _WHITE.get(f"text:{name.localname}", "") if name.namespace == _PREFIXES["text"] else ""
        yield from _pieces(child)
        if child.tag in (_tag("text:p"), _tag("text:h")):
            yield " "
        yield child.tail or ""
