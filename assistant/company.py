"""What a sentence or item cannot do without: its list, its introduction, what stands under its heading. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

import numpy as np

from assistant.asked import Asked
from assistant.score import Scored
from assistant.units import Unit, UnitKind

MOST_ITEMS = 20
NEAR = 0.6  # covered so well: by what introduces the list or stands over it, not merely somewhere in the document
LIST_WORDS = 130  # a list is cut where it grows beyond this
UNDER_HEADING = 2  # sentences
NAMES_ONLY = 12  # words; a shorter definition goes on in the next sentence
# How a sentence begins that says of what stands before it: "Deze studenten …", "Daarna …".
_LEANS = re.compile(r"(?:Dit|Deze|Die|Dat|Zulke|Zo'n|Voor (?:dit|deze|zulke)|Hier\w*|Daar\w*|Zij|Ze|Hij|Het (?:gaat|is|geldt)|Er)\b")


def with_company(item: Scored, kind: Asked, document: Sequence[Unit]) -> tuple[Unit, ...]:
    """A unit with the units it cannot do without, in reading order. `document` is all units of its document."""
    unit = item.unit
    following = document[unit.index + 1 :]
    if unit.kind is UnitKind.HEADING:
        return _under_heading(unit, following)
    if unit.kind is UnitKind.ITEM and _wants_whole_list(item, kind):
        return _whole_list(unit, document)
    if unit.text.endswith(":") and following:
        return (unit, *_what_it_announces(following))
    return _with_neighbours(unit, kind, document)


def _with_neighbours(unit: Unit, kind: Asked, document: Sequence[Unit]) -> tuple[Unit, ...]:
    """A sentence with the one before it where it leans on that, and with the one after where it only names a thing."""
    company = [unit]
    paragraph = [
        other for other in document[max(0, unit.index - 1) : unit.index + 2] if other.line == unit.line and other.node is unit.node
    ]
    if _LEANS.match(unit.text) and paragraph[0] is not unit:
        company.insert(0, paragraph[0])
    if kind is Asked.DEFINITION and len(unit.text.split()) < NAMES_ONLY and paragraph[-1] is not unit:
        company.append(paragraph[-1])
    return tuple(company)


def _wants_whole_list(item: Scored, kind: Asked) -> bool:
    """True when the question is about what introduces the list rather than about this one item."""
    by_surroundings = int(np.sum(item.around > np.maximum(item.own + 0.05, NEAR)))
    by_itself = int(np.sum(item.own > 0.5))
    return kind in (Asked.LIST, Asked.DEFINITION) or by_surroundings > by_itself


def _whole_list(unit: Unit, document: Sequence[Unit]) -> tuple[Unit, ...]:
    """The list a unit is an item of, with its introduction; the unit alone where the list had to be cut before it."""
    members = _members(unit.group, document)
    if unit not in members:
        return (unit,)
    before = document[members[0].index - 1] if members[0].index else None
    is_introduction = before is not None and before.text == unit.lead and before.kind is not UnitKind.HEADING
    return (before, *members) if is_introduction and before else tuple(members)


def _what_it_announces(following: Sequence[Unit]) -> Sequence[Unit]:
    """What follows a sentence that ends in a colon."""
    if following[0].group >= 0:
        return _members(following[0].group, following)
    return following[:1] if following[0].kind is not UnitKind.HEADING else ()


def _members(group: int, document: Sequence[Unit]) -> list[Unit]:
    """The items of a list, or its beginning where it is long."""
    members: list[Unit] = []
    for unit in document:
        if unit.group == group:
            if len(members) == MOST_ITEMS or sum(len(member.text.split()) for member in members) > LIST_WORDS:
                break
            members.append(unit)
    return members


def _under_heading(heading: Unit, following: Sequence[Unit]) -> tuple[Unit, ...]:
    """What stands under a heading: its numbered subheadings, its list, or its first sentences."""
    if following and _is_numbered(following[0]):
        headings = (unit for unit in following if unit.kind is UnitKind.HEADING)
        return tuple(takewhile(_is_numbered, headings))[:MOST_ITEMS]
    body = list(takewhile(lambda unit: unit.kind is not UnitKind.HEADING, following))
    if body and body[0].group >= 0:
        return tuple(_members(body[0].group, body))
    return tuple(body[:UNDER_HEADING]) or (heading,)


def _is_numbered(unit: Unit) -> bool:
    return unit.kind is UnitKind.HEADING and bool(re.match(r"(?:stap |standaard )?\d{1,2}[.:)]? ", unit.text, re.I))
