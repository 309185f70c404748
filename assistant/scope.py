"""Is the source about the time and the place that was asked for? Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant import wording
from assistant.cover import Term
from assistant.dates import Moment, Period, moments, school_year
from assistant.evidence import Evidence
from assistant.passed import only_says_which
from assistant.units import Unit
from ingest.dutch import fold, terms

NEARBY = 0.5  # a term is covered so well by the sentence, its neighbours, its headings or the title

_RELATIVE = re.compile(
    r"\b(?P<which>dit|huidige?|lopende?|vorige?|afgelopen|volgende?|komende?|nieuwe) (?P<what>(?:school|studie|cursus)?jaar)\b", re.I
)
_SHIFT = {"vorig": -1, "afgelopen": -1, "volgend": 1, "komend": 1, "nieuw": 1}
_PLACE = re.compile(r"\b(?:in|te|regio|gemeente|provincie)\s+((?:Den |De )?[A-ZÀ-Þ][\w’-]+)(?! [A-ZÀ-Þ])")
_SECTORS = {
    "po": re.compile(r"\b(?:po|basisscho\w+|basisonderwijs|primair onderwijs|pabo)\b"),
    "vo": re.compile(r"\b(?:vo|voortgezet onderwijs|middelbare scho\w+|havo|vwo|vmbo)\b"),
    "mbo": re.compile(r"\b(?:mbo|middelbaar beroepsonderwijs)\b"),
}
_SECTOR_NAMES = {"po": "het primair onderwijs", "vo": "het voortgezet onderwijs", "mbo": "het mbo", "ho": "het hoger onderwijs"}


@dataclass(frozen=True)
class Gap:
    """What was asked for and what the source is about instead, in words, and the sentence that tells."""

    asked: str
    told: str
    unit: Unit


def other_time(evidence: Evidence, today: date, *, written: Period | None) -> Gap | None:
    """The year or school year that was asked for, where the sentence that answers tells of another one.

    `written` is when its document was written: "dit schooljaar" is that of the one who says it.
    """
    asked = _named(evidence.question) + _counted_from(evidence.question, Period(today, today))
    unit = _best(evidence)
    if not asked or unit is None:
        return None
    told = _named(unit.text) + (_counted_from(unit.text, written) if written else [])
    if not told or any(one.first <= other.last and other.first <= one.last for one in asked for other in told):
        return None
    return Gap(_in_words(asked[:1]), _in_words(told), unit)


def _named(text: str) -> list[Period]:
    """The years, school years and dates that a text is about: not those since, until or after which something is so."""
    return [Period(each.first, each.last) for each in moments(text) if not only_says_which(text, each) and not _is_aside(text, each)]


def _counted_from(text: str, said: Period) -> list[Period]:
    """The years and school years that a text tells of as this one, the last or the next, seen from when it was said."""
    return [meant for match in _RELATIVE.finditer(text) if (meant := _relative(match, said))]


def _is_aside(text: str, moment: Moment) -> bool:
    """True for a date in brackets, as that of a reference, and for one that something comes before or after."""
    return bool(re.search(r"\([^)]*$|\b(?:na|voor|vóór|tot)(?: \w+)?\s*$", text[: moment.start], re.I))


def _relative(match: re.Match[str], said: Period) -> Period | None:
    """The days of "dit schooljaar" and the like, said at some time; None where that time lies in two of them."""
    which = match["which"].lower().removesuffix("e")
    shift = next((years for word, years in _SHIFT.items() if which.startswith(word)), 0)
    if match["what"].lower() == "jaar":
        if which.startswith("afgelopen"):  # the last twelve months
            return None
        return (
            Period(date(said.last.year + shift, 1, 1), date(said.last.year + shift, 12, 31)) if said.first.year == said.last.year else None
        )
    if school_year(said.first) != school_year(said.last):
        return None
    begins = school_year(said.last) + shift
    return Period(date(begins, 8, 1), date(begins + 1, 7, 31))


def _in_words(times: Sequence[Period]) -> str:
    """The years and school years of some times, each once."""
    years = {time.first.year: f"{time.first.year}-{time.last.year}" for time in times if time.first.year != time.last.year}
    schools = [f"schooljaar {years[time.first.year]}" for time in times if (time.first.month, time.last.month) == (8, 7)]
    others = [years.get(time.first.year, str(time.first.year)) for time in times if (time.first.month, time.last.month) != (8, 7)]
    return wording.listed(list(dict.fromkeys([*schools, *others])))


def _best(evidence: Evidence) -> Unit | None:
    """The sentence of the best stretch that says most of the question."""
    asked = {term.stem for term in evidence.terms}
    units = evidence.chosen[0].stretch.units if evidence.chosen else ()
    return max(units, key=lambda unit: len(asked & set(terms(unit.text))), default=None)


def other_place(evidence: Evidence) -> Gap | None:
    """The place or sector that was asked for, where nothing near the answer names it and its source is known to be about another."""
    unit = _best(evidence)
    if unit is None:
        return None
    return _other_region(evidence, unit) or _other_sector(evidence, unit)


def _other_region(evidence: Evidence, unit: Unit) -> Gap | None:
    region = unit.node.metadata.get("region", "")
    best = evidence.chosen[0]
    missed = {term.word for term, covered in zip(evidence.terms, best.around, strict=True) if covered < NEARBY}
    for match in _PLACE.finditer(evidence.question):
        is_missed = all(word in missed for word in _words(match[1], evidence.terms))
        if is_missed and region and region != "Nederland" and fold(match[1]) not in fold(region):
            return Gap(match[1], region, unit)
    return None


def _words(name: str, asked: Sequence[Term]) -> list[str]:
    """The words of a name that the question's terms came from."""
    known = {term.word for term in asked}
    return [word for word in (fold(part) for part in name.split()) if word in known] or [""]


def _other_sector(evidence: Evidence, unit: Unit) -> Gap | None:
    known = [sector for sector in unit.node.metadata.get("sector", "").split(", ") if sector]
    near = fold(" ".join([evidence.chosen[0].stretch.text, unit.heading, unit.node.metadata["heading"], unit.node.metadata["title"]]))
    asked = [sector for sector, pattern in _SECTORS.items() if pattern.search(fold(evidence.question))]
    if not known or not asked or any(sector in known or _SECTORS[sector].search(near) for sector in asked):
        return None
    return Gap(_SECTOR_NAMES[asked[0]], " en ".join(_SECTOR_NAMES[sector] for sector in known), unit)
