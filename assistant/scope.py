"""Is the source about the time and the place that was asked for, and for whom? Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant import wording
from assistant.about import EVERYWHERE, PEOPLE, SECTORS, about_document, names_place
from assistant.cover import Term
from assistant.dates import Moment, Period, moments, school_year
from assistant.evidence import Evidence
from assistant.passed import only_says_which
from assistant.preference import NO_PREFERENCE, Preference
from assistant.units import Unit
from ingest.dutch import fold, terms

NEARBY = 0.5  # a term is covered so well by the sentence, its neighbours, its headings or the title

_RELATIVE = re.compile(
    r"\b(?P<which>dit|huidige?|lopende?|vorige?|afgelopen|volgende?|komende?|nieuwe) (?P<what>(?:school|studie|cursus)?jaar)\b", re.I
)
_SHIFT = {"vorig": -1, "afgelopen": -1, "volgend": 1, "komend": 1, "nieuw": 1}
_PLACE = re.compile(r"\b(?:in|te|regio|gemeente|provincie)\s+((?:Den |De )?[A-ZÀ-Þ][\w’-]+)(?! [A-ZÀ-Þ])")


@dataclass(frozen=True)
class Gap:
    """What was asked for and what the source is about instead, in words, and the sentence that tells."""

    asked: str
    told: str
    unit: Unit


def other_time(evidence: Evidence, today: date, *, written: Period | None, preference: Preference = NO_PREFERENCE) -> Gap | None:
    """The year or school year that was asked for, where the sentence that answers, or else its document's title, tells of another.

    `written` is when its document was written: "dit schooljaar" is that of the one who says it.
    """
    asked = _named(evidence.question) + counted_from(evidence.question, Period(today, today))
    asked += [school_year_of(begins) for begins in (int(years[:4]) for years in preference.school_years or ())]
    unit = _best(evidence)
    if not asked or unit is None:
        return None
    told = _named(unit.text) + (counted_from(unit.text, written) if written else []) or _named(unit.node.metadata["title"])
    if not told or any(one.first <= other.last and other.first <= one.last for one in asked for other in told):
        return None
    return Gap(_in_words(asked[:1]), _in_words(told), unit)


def _named(text: str) -> list[Period]:
    """The years, school years and dates that a text is about: not those since, until or after which something is so."""
    return [Period(each.first, each.last) for each in moments(text) if not only_says_which(text, each) and not _is_aside(text, each)]


def counted_from(text: str, said: Period) -> list[Period]:
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
    return school_year_of(school_year(said.last) + shift)


def school_year_of(begins: int) -> Period:
    """The days of the school year that begins in a year."""
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


def other_place(evidence: Evidence, preference: Preference = NO_PREFERENCE) -> Gap | None:
    """The place or sector that was asked for, where nothing near the answer names it and its source is known to be about another."""
    unit = _best(evidence)
    if unit is None:
        return None
    near = _near(evidence, unit)
    found = _other_region(evidence, unit) or _other_known_region(unit, near, preference.regions or ())
    return found or _other_sector(unit, near, preference.sectors or ())


def other_people(evidence: Evidence, preference: Preference = NO_PREFERENCE) -> Gap | None:
    """For whom it was asked, where nothing near the answer names them and its source is known to be for others."""
    unit = _best(evidence)
    asked = preference.audience or ()
    known = [people for people in unit.node.metadata.get("audience", "").split(", ") if people] if unit else []
    if unit is None or not asked or not known or set(asked) & set(known):
        return None
    if any(re.search(rf"\b(?:{PEOPLE[people]})\b", _near(evidence, unit)) for people in asked):
        return None
    return Gap(_people(asked), _people(known), unit)


def _people(names: Sequence[str]) -> str:
    return wording.listed([wording.PEOPLE[name] for name in names])


def _near(evidence: Evidence, unit: Unit) -> str:
    """What is quoted and what stands over it, folded."""
    known = unit.node.metadata
    return fold(" ".join([evidence.chosen[0].stretch.text, unit.heading, known["heading"], known["title"]]))


def _other_region(evidence: Evidence, unit: Unit) -> Gap | None:
    """Any place that a question names, whether it is known as one or not."""
    region = unit.node.metadata.get("region", "")
    best = evidence.chosen[0]
    missed = {term.word for term, covered in zip(evidence.terms, best.around, strict=True) if covered < NEARBY}
    for match in _PLACE.finditer(evidence.question):
        is_missed = all(word in missed for word in _words(match[1], evidence.terms))
        if is_missed and region and fold(region) not in EVERYWHERE and fold(match[1]) not in fold(region):
            return Gap(match[1], region, unit)
    return None


def _words(name: str, asked: Sequence[Term]) -> list[str]:
    """The words of a name that the question's terms came from."""
    known = {term.word for term in asked}
    return [word for word in (fold(part) for part in name.split()) if word in known] or [""]


def _other_known_region(unit: Unit, near: str, asked: Sequence[str]) -> Gap | None:
    region = unit.node.metadata.get("region", "")
    is_everywhere = not region or fold(region) in EVERYWHERE
    if not asked or is_everywhere or any(names_place(f"{near} {region}", place) for place in asked):
        return None
    return Gap(wording.listed(asked), region, unit)


def _other_sector(unit: Unit, near: str, asked: Sequence[str]) -> Gap | None:
    known = about_document(unit.node.metadata).sectors
    if not known or not asked or any(sector in known or SECTORS[sector].search(near) for sector in asked):
        return None
    in_order = [sector for sector in SECTORS if sector in known]
    return Gap(_sectors(asked), _sectors(in_order), unit)


def _sectors(names: Sequence[str]) -> str:
    return wording.listed([wording.SECTORS[name] for name in names])
