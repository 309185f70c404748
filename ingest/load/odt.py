"""OpenDocument texts (.odt): a zip file whose content.xml is read with lxml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from ingest.clean import tidy
from ingest.document import CELL_MARK, Block, BlockKind, Document
from ingest.errors import LoadError
from ingest.load.numeral import whole
from ingest.load.odt_numbers import PREFIXES, counted_marks, tag

# What was taken out by tracked changes, contents, remarks in the margin, and notes, that would break their sentence.
_NO_TEXT = ("text:tracked-changes", "text:table-of-content", "office:annotation", "text:note", "office:forms", "text:sequence-decls")
_WHITE = {"text:s": " ", "text:tab": " ", "text:line-break": "\n"}


def load_odt(file: Path, name: str) -> Document:
    """The text of an OpenDocument text with its headings, lists and tables. Raises LoadError when broken or locked."""
    try:
        with ZipFile(file) as archive:
            content = _parsed(archive.read("content.xml"))
            about, looks = (_parsed(archive.read(part)) if part in archive.namelist() else None for part in ("meta.xml", "styles.xml"))
    except (BadZipFile, KeyError, etree.LxmlError, RuntimeError, OSError, ValueError) as problem:
        raise LoadError("broken", "het ODT-bestand is beschadigd of vergrendeld; sla het opnieuw op als .odt") from problem
    body = content.find("office:body/office:text", PREFIXES)
    if body is None:
        raise LoadError("broken", "dit is geen tekst in OpenDocument-vorm; sla het opnieuw op als .odt")
    etree.strip_elements(body, *map(tag, _NO_TEXT), with_tail=False)
    marks = counted_marks(body, [content] if looks is None else [looks, content])
    blocks = tuple(block for block in _blocks(body, marks) if block.text.strip("- \t"))
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


def _said(about: etree._Element | None, name: str) -> str:
    found = about.findtext(f".//{name}", "", PREFIXES) if about is not None else ""
    return tidy(found)


def _day(moment: str) -> str | None:
    return moment[:10] if re.match(r"\d{4}-\d{2}-\d{2}", moment) else None


def _blocks(element: etree._Element, marks: Mapping[etree._Element, str], *, in_list: bool = False) -> Iterator[Block]:
    """The blocks in an element, in its order. The first paragraph of a list item bears its mark."""
    is_first = in_list
    for child in element.iterchildren(etree.Element):
        if child.tag == tag("text:h"):
            level = min(whole(child.get(tag("text:outline-level")), 1), 6)
            yield Block(BlockKind.HEADING, _words(child), level=level, mark=tidy(marks.get(child, "")))
        elif child.tag == tag("text:p"):
            text, mark = _words(child), tidy(marks.get(child, ""))
            if is_first:
                yield Block(BlockKind.ITEM, text if mark else f"- {text}", mark=mark)
            else:
                yield Block(BlockKind.PARAGRAPH, text)
            is_first = False
        elif child.tag == tag("text:list-item"):
            yield from _blocks(child, marks, in_list=True)
        elif child.tag == tag("table:table-row"):
            yield Block(BlockKind.ROW, CELL_MARK.join(_words(cell) for cell in child.iterfind("table:table-cell", PREFIXES)))
        else:
            yield from _blocks(child, marks)


def _words(element: etree._Element) -> str:
    return tidy("".join(_pieces(element)))


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text in an element with its white space, which OpenDocument keeps in elements of their own."""
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child)
        yield _WHITE.get(f"text:{name.localname}", "") if name.namespace == PREFIXES["text"] else ""
        yield from _pieces(child)
        if child.tag in (tag("text:p"), tag("text:h")):
            yield " "
        yield child.tail or ""
