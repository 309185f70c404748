"""The numbers that Word puts before list items and headings. They stand in no file: they are counted when it is shown.

A paragraph names a list (w:numId) and a level in it, itself or through its style. A list points to an abstract one, which says
how each level counts and looks; lists that share one count on from each other, unless a list says that it begins anew.
ECMA-376-1, 17.9. Reads XML, and knows no library for Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.load.numeral import numeral, whole

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = {"w": _SPACE}
_FORMS = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


@dataclass(frozen=True)
class _Level:
    """How one level (from 0) counts. `text` has the numbers of levels in it, from 1: "%1.%2"."""

    form: str
    text: str
    start: int
    restarted_by: int | None  # a level from 1: only that and those above let it begin anew; None: each above it
    in_digits: bool  # the levels above it too
    style: str


@dataclass(frozen=True)
class _List:
    abstract: str
    levels: Mapping[int, _Level]
    anew: frozenset[int] = frozenset()  # the levels that begin anew with this list


@dataclass
class _Counter:
    """The numbers of one abstract list as they stand, by level."""

    at: dict[int, int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def count(self, name: str, listed: _List, level: int) -> None:
        """Go on to the next number of a level, and let those below it begin anew."""
        if name not in self.begun:
            self.begun.add(name)
            self.at = {at: number for at, number in self.at.items() if at not in listed.anew}
        self.at[level] = self.at[level] + 1 if level in self.at else listed.levels[level].start
        self.at = {at: number for at, number in self.at.items() if at <= level or not _restarts(listed.levels.get(at), level)}

    def mark(self, listed: _List, level: int) -> str:
        """The number of a level as it is shown, with the words around it; empty for a bullet and for a form that is not known."""
        shown = listed.levels[level]
        numbers = {place: self._number(listed, int(place) - 1, shown) for place in re.findall(r"%(\d)", shown.text)}
        if not numbers or not shown.form or not all(numbers.values()):
            return ""
        return re.sub(r"%(\d)", lambda match: numbers[match[1]], shown.text)

    def _number(self, listed: _List, level: int, shown: _Level) -> str:
        counted = listed.levels.get(level)
        return numeral(self.at.get(level, counted.start), "1" if shown.in_digits else counted.form) if counted else ""


def _restarts(level: _Level | None, by: int) -> bool:
    return level is None or level.restarted_by is None or by < level.restarted_by


def computed_marks(body: etree._Element, styles: etree._Element, numbering: etree._Element | None) -> dict[etree._Element, str]:
    """The number that is shown before each paragraph that has one: {w:p: "Artikel 3"}. All paragraphs count, also empty ones."""
    lists = _lists(numbering) if numbering is not None else {}
    named = {style.get(_tag("styleId"), ""): style for style in styles.iterfind("w:style", _W)} if lists else {}
    counters: dict[str, _Counter] = {}
    found = {}
    for paragraph in body.iter(_tag("p")) if lists else ():
        name, level = _place(paragraph, named, lists)
        if (listed := lists.get(name)) and level in listed.levels:
            counter = counters.setdefault(listed.abstract, _Counter())
            counter.count(name, listed, level)
            if mark := counter.mark(listed, level):
                found[paragraph] = mark
    return found


def _place(paragraph: etree._Element, styles: Mapping[str, etree._Element], lists: Mapping[str, _List]) -> tuple[str, int]:
    """The list of a paragraph and its level in it, its own or those of its style; the list is empty without one."""
    name = level = None
    for element in (paragraph, *_styles_of(paragraph, styles)):
        name = _value(element, "w:pPr/w:numPr/w:numId") if name is None else name
        level = _value(element, "w:pPr/w:numPr/w:ilvl") if level is None else level
        if name in lists and level is None:  # a level may name its style, and then the style need not name it
            style = element.get(_tag("styleId"))
            level = next((str(at) for at, each in lists[name].levels.items() if style and each.style == style), None)
    return name or "", whole(level, 0)


def _styles_of(paragraph: etree._Element, styles: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """The style of a paragraph, and those that it is based on."""
    name, seen = _value(paragraph, "w:pPr/w:pStyle"), set()
    while name in styles and name not in seen:
        seen.add(name)
        yield styles[name]
        name = _value(styles[name], "w:basedOn")


def _lists(numbering: etree._Element) -> dict[str, _List]:
    """The lists of a document by their number."""
    abstract = {element.get(_tag("abstractNumId"), ""): element for element in numbering.iterfind("w:abstractNum", _W)}
    by_style = {style: name for name, element in abstract.items() if (style := _value(element, "w:styleLink"))}
    found = {}
    for element in numbering.iterfind("w:num", _W):
        name = _value(element, "w:abstractNumId") or ""
        if name in abstract:
            name = by_style.get(_value(abstract[name], "w:numStyleLink") or "", name)
            found[element.get(_tag("numId"), "")] = _list(name, abstract[name], element)
    return found


def _list(name: str, abstract: etree._Element, own: etree._Element) -> _List:
    """A list as its abstract one says, save for what it says itself."""
    levels = _levels(abstract.iterfind("w:lvl", _W)) | _levels(own.iterfind("w:lvlOverride/w:lvl", _W))
    anew = set()
    for element in own.iterfind("w:lvlOverride", _W):
        level = whole(element.get(_tag("ilvl")), 0)
        if (start := _value(element, "w:startOverride")) is not None and level in levels:
            levels[level] = replace(levels[level], start=whole(start, 1))
            anew.add(level)
    return _List(name, levels, frozenset(anew))


def _levels(elements: Iterator[etree._Element]) -> dict[int, _Level]:
    return {whole(element.get(_tag("ilvl")), 0): _level(element) for element in elements}


def _level(element: etree._Element) -> _Level:
    restart = _value(element, "w:lvlRestart")
    legal = element.find("w:isLgl", _W)
    return _Level(
        form=_FORMS.get(_value(element, "w:numFmt") or "decimal", ""),
        text=_value(element, "w:lvlText") or "",
        start=whole(_value(element, "w:start"), 0),
        restarted_by=None if restart is None else whole(restart, 0),
        in_digits=legal is not None and legal.get(_tag("val"), "1") not in ("0", "false", "off"),
        style=_value(element, "w:pStyle") or "",
    )


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find(path, _W)
    return None if found is None else found.get(_tag("val"))


def _tag(name: str) -> str:
    return f"{{{_SPACE}}}{name}"
