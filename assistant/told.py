"""What a question itself tells of who asks and about what: "voor het vo", "in Utrecht", "dit schooljaar", "als zij-instromer". Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.about import EVERYWHERE, PEOPLE, SECTORS, in_words, place_name, place_pattern, school_years_in
from assistant.dates import Period
from assistant.preference import Preference, Preferred, found_documents
from assistant.scope import counted_from
from ingest.dutch import fold, word_list

if TYPE_CHECKING:
    from assistant.retrieve import View

# What somebody has, and not where somebody wants to go: "met een mbo-diploma", "mijn havo".
_LEVEL = r"(?:mbo|hbo|wo|havo|vwo|vmbo|mavo)"
_OWNED = re.compile(
    rf"\b(?:met|heb|had|mijn|zonder) (?:(?:een|alleen|mijn|ook|nog|afgeronde) ){{0,4}}{_LEVEL}\b(?!-\w*(?:school|docent|leraar))"
    rf"|\b{_LEVEL}[ -]?(?:\d\b|diploma|niveau|opgeleid|achtergrond|bachelor|master|[’']er)\w*"
)
_NOT_ASKED = frozenset({"pabo"})  # where teachers for one sector are made, in another: it tells of neither
_PERSON = r"(?:{people})\b(?! (?:te )?(?:wil(?:len)? )?worden)"
_NOT_YET = r"(?<!werken )(?<!werk )(?<!slag )(?<!beginnen )"  # "hoe ga ik aan de slag als docent"
_ASKS = (
    rf"(?:^|, |\b(?:ik|je|jij|u|we|wij|men|mij|me|mag|kan) (?:[\w-]+ ){{{{0,6}}}}?){_NOT_YET}als (?:een )?{_PERSON}",
    rf"\b(?:ik ben|wij zijn|we zijn) (?:(?!geen\b|nog\b)\w+ ){{{{0,2}}}}?{_PERSON}",
    rf"\bvoor (?:een |de |alle |iedere |elke |\w+e )?{_PERSON}",
)
_AUDIENCE = {name: re.compile("|".join(_ASKS).format(people=people)) for name, people in PEOPLE.items()}
_CLASSROOM = re.compile(r"\bik (?:sta|geef) (?:[\w-]+ ){0,4}?(?:voor de klas|les)\b|\bmijn leerlingen\b")
_BEFORE_PLACE = re.compile(
    r"\b(?:in|te|uit|rond|rondom|nabij|voor|bij|regio|gemeente|provincie|omgeving|stad) (?:de |het )?(?:regio |provincie |stad )?$"
)
LOOK_BACK = 40  # characters before a place, for its preposition
_NAME_GOES_ON = re.compile(r" (?!In\b|Op\b)[A-ZÀ-Þ]")  # "Utrecht Leert" is no place


def preferred_in(chosen: Preference, question: str, view: View, *, today: date) -> Preferred:
    """What a person has chosen and what the question tells beside it, about the documents of a view.

    Raises BronwijsError when a document was chosen that is not there.
    """
    if chosen.documents:
        titles = {path: record.title for path, record in view.records.items()}
        chosen = replace(chosen, documents=found_documents(chosen.documents, titles))
    abouts = view.about.values()
    regions = frozenset(region for about in abouts for region in about.regions)
    kinds = frozenset(kind for about in abouts for kind in about.kinds)
    return Preferred(chosen, preference_told(question, today=today, regions=regions, kinds=kinds).beside(chosen))


def preference_told(question: str, *, today: date, regions: Collection[str] = (), kinds: Collection[str] = ()) -> Preference:
    """What a question tells; None for what it says nothing of.

    Regions are known from a list of Dutch places, and `regions` and `kinds`, in lower case, from the documents at hand.

    >>> told = preference_told("Mag ik als zij-instromer in Twente dit schooljaar voor het vo kiezen?", today=date(2025, 9, 1))
    >>> told.to_json()
    {'audience': ['zij-instromer'], 'sectors': ['vo'], 'regions': ['Twente'], 'school_years': ['2025-2026']}
    """
    return Preference(
        audience=_audience(question) or None,
        sectors=_sectors(question) or None,
        regions=_regions(question, regions) or None,
        kinds=_kinds(question, kinds) or None,
        school_years=_school_years(question, today) or None,
    )


def _audience(question: str) -> tuple[str, ...]:
    text = fold(question)
    found = tuple(name for name, pattern in _AUDIENCE.items() if pattern.search(text))
    return found or (("docent",) if _CLASSROOM.search(text) else ())


def _sectors(question: str) -> tuple[str, ...]:
    """The sectors that a question is about; a diploma tells of none.

    >>> _sectors("Kan ik met mbo 4 naar de basisschool?"), _sectors("Ik heb havo. Mag ik naar de pabo?")
    (('po',), ())
    """
    text = _OWNED.sub(" ", fold(question))
    return tuple(sector for sector, words in SECTORS.items() if any(match[0] not in _NOT_ASKED for match in words.finditer(text)))


def _regions(question: str, known: Collection[str]) -> tuple[str, ...]:
    """The places in a question, in their own spelling: behind a preposition, or as in "Utrechtse".

    >>> _regions("Wat doet Utrecht Leert voor Twentse scholen en in de regio zwolle?", ())
    ('Twente', 'Zwolle')
    """
    names = {fold(place): place for place in [*map(place_name, known), *_PLACES]}
    pattern = place_pattern(tuple(sorted(names.keys() - EVERYWHERE)))
    origins = {re.sub(r"(?<=\w{3})en?$", "", place): name for place, name in names.items()}
    text = fold(question)
    written = question if len(question) == len(text) else text  # a letter may fold to two
    found: dict[str, None] = {}
    for match in pattern.finditer(text):
        if match["origin"]:
            found[origins[match["origin"]]] = None
        elif _BEFORE_PLACE.search(text[max(0, match.start() - LOOK_BACK) : match.start()]) and not _NAME_GOES_ON.match(
            written, match.end()
        ):
            found[names[match["place"]]] = None
    return tuple(found)


_PLACES = tuple(name.replace("_", " ") for name in word_list("places"))


def _kinds(question: str, known: Collection[str]) -> tuple[str, ...]:
    """The kinds of document in which the answer is looked for.

    >>> _kinds("Wat staat er in de laatste nieuwsbrief over de brochure?", ("brochure", "nieuwsbrief"))
    ('nieuwsbrief',)
    """
    text = fold(question)
    return tuple(
        kind
        for kind in sorted(known)
        if re.search(rf"\b(?:in|uit|volgens|op) (?:de|het|een|deze|dit|die|dat) (?:\w+ )?{re.escape(fold(kind))}\b", text)
    )


def _school_years(question: str, today: date) -> tuple[str, ...]:
    named = school_years_in(question)
    meant = (each for each in counted_from(question, Period(today, today)) if (each.first.month, each.last.month) == (8, 7))
    return tuple(sorted(named | {in_words(each.first.year) for each in meant}))
