"""The numbers before list items and headings of an OpenDocument text. They stand in no file: they are counted when it is shown.

OpenDocument 1.2, 5.3 (lists) and 16.30 to 16.34 (how they look). A list begins anew unless it says that it goes on from the one
before it with the same look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from ingest.load.numeral import numeral, whole

PREFIXES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
}


def tag(name: str) -> str:
    """The name of an element or attribute as lxml gives it."""
    prefix, local = name.split(":")
    return f"{{{PREFIXES[prefix]}}}{local}"


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered: its form, what stands around its number, and how many levels it shows."""

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1


@dataclass
class _Counter:
    """The numbers of the lists of one look as they stand, by level from 1."""

    levels: Mapping[int, _Level]
    at: dict[int, int] = field(default_factory=dict)

    def count(self, level: int, begin: str | None = None) -> str:
        """Go on to the next number of a level, or to `begin`; what is shown of it, empty for a bullet."""
        look = self.levels.get(level, _Level())
        self.at = {at: number for at, number in self.at.items() if at <= level}
        self.at[level] = whole(begin, self.at.get(level, look.start - 1) + 1)
        above = range(max(1, level - look.shown + 1), level + 1)
        looks = {at: self.levels.get(at, _Level()) for at in above}
        numbers = [numeral(self.at.get(at, looks[at].start), looks[at].form) for at in above if looks[at].form]
        return f"{look.prefix}{'.'.join(numbers)}{look.suffix}" if look.form and all(numbers) else ""


def counted_marks(body: etree._Element, sources: Sequence[etree._Element]) -> dict[etree._Element, str]:
    """The number that is shown before a paragraph or heading: it stands in no file, but is counted."""
    looks = {name: _Counter(levels) for source in sources for name, levels in _looks(source)}
    found: dict[etree._Element, str] = {}
    for element in body.iter(tag("text:list"), tag("text:h")):
        if next(element.iterancestors(tag("text:list")), None) is not None:
            continue
        if element.tag == tag("text:list"):
            _count_items(element, 1, "", looks, found)
        elif (outline := looks.get("")) and element.get(tag("text:is-list-header")) != "true":
            found[element] = outline.count(whole(element.get(tag("text:outline-level")), 1))
    return {element: mark for element, mark in found.items() if mark}


def _looks(source: etree._Element) -> Iterator[tuple[str, dict[int, _Level]]]:
    """The looks of lists by name; that of headings has none."""
    for look in source.iter(tag("text:list-style"), tag("text:outline-style")):
        name = look.get(tag("style:name"), "") if look.tag == tag("text:list-style") else ""
        levels = look.iterchildren(tag("text:list-level-style-number"), tag("text:outline-level-style"))
        yield name, {whole(level.get(tag("text:level")), 1): _level(level) for level in levels}


def _level(element: etree._Element) -> _Level:
    return _Level(
        form=element.get(tag("style:num-format"), ""),
        prefix=element.get(tag("style:num-prefix"), ""),
        suffix=element.get(tag("style:num-suffix"), ""),
        start=whole(element.get(tag("text:start-value")), 1),
        shown=whole(element.get(tag("text:display-levels")), 1),
    )


def _count_items(listed: etree._Element, level: int, name: str, looks: Mapping[str, _Counter], found: dict[etree._Element, str]) -> None:
    """Put the numbers of a list, and of those in it, in `found`. An item that holds only another list has none."""
    name = listed.get(tag("text:style-name"), name)
    counter = looks.get(name) if name else None
    goes_on = listed.get(tag("text:continue-numbering")) == "true" or listed.get(tag("text:continue-list"))
    if counter and level == 1 and not goes_on:
        counter.at = {}
    for item in listed.iterchildren(tag("text:list-item"), tag("text:list-header")):
        first = next(item.iterchildren(etree.Element), None)
        if counter and first is not None and first.tag in (tag("text:p"), tag("text:h")) and item.tag == tag("text:list-item"):
            found[first] = counter.count(level, item.get(tag("text:start-value")))
        for inner in item.iterchildren(tag("text:list")):
            _count_items(inner, level + 1, name, looks, found)
