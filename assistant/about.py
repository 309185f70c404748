"""For whom a text is and which sectors, places and school years it speaks of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.dates import moments, period, school_year
from ingest.dutch import fold
from ingest.known.kind import kind_in
from ingest.known.scope import places_in

EVERYWHERE = frozenset({"nederland", "heel nederland", "landelijk"})  # as regions of a document: no region in particular

KEPT = 20_000  # sentences: those of the passages found come back with every question on the same subject
_YEAR = re.compile(r"(?:19|20)\d\d")

# Matched on folded text (lower case, no accents).
SECTORS: Mapping[str, re.Pattern[str]] = {
    "po": re.compile(r"\b(?:po(?!-raad)|basisscho\w+|basisonderwijs|primair onderwijs|pabo)\b"),
    "vo": re.compile(r"\b(?:vo(?!-raad)|voortgezet onderwijs|middelbare scho\w+|havo|vwo|vmbo|mavo|gymnasi(?:um|a)|praktijkonderwijs)\b"),
    "mbo": re.compile(r"\b(?:mbo(?!-?raad)|roc|middelbaar beroepsonderwijs)\b"),
    "ho": re.compile(r"\b(?:ho|hbo|wo(?! \d)|hoger (?:beroeps)?onderwijs|wetenschappelijk onderwijs)\b"),
}
PEOPLE: Mapping[str, str] = {
    "docent": r"\w*docent(?:en)?|(?:\w*leraar|leraren|leerkracht(?:en)?)|lerares(?:sen)?|juf(?:fen)?|meesters?|onderwijsprofessionals?",
    "zij-instromer": r"(?:kandidaat-)?zij-?\s?instromers?|overstappers?|carriereswitchers?",
    "medewerker": r"schoolleiders?|(?:school)?bestuurders?|schoolbestu(?:ur|ren)|(?:school)?directeur(?:en)?|rector(?:en)?|teamleiders?"
    r"|(?:school|leraren|instituuts)opleiders?|(?:opleidings)?coordinator(?:en)?|adviseurs?|beleidsmedewerkers?|projectleiders?",
}
_PEOPLE = {name: re.compile(rf"\b(?:{people})\b") for name, people in PEOPLE.items()}


@dataclass(frozen=True)
class About:
    """What a text is for and about; empty where it does not say. Regions and kinds are in lower case."""

    audience: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    school_years: frozenset[str] = frozenset()


def about_document(known: Mapping[str, Any]) -> About:
    """What a document is about, by what is known of it, or else by its title, given the metadata of one of its passages."""
    names = ("title", "audience", "sector", "region", "kind", "published")
    return _about_document(*(known.get(name) or "" for name in names))


@lru_cache(maxsize=10_000)
def _about_document(title: str, audience: str, sector: str, region: str, kind: str, published: str) -> About:
    regions = regions_in(region) or frozenset(fold(place) for place in places_in(title))
    named = school_years_in(title)
    return About(
        audience=_listed(audience) or people_in(title),
        sectors=_listed(sector) or sectors_in(title),
        regions=regions - EVERYWHERE,
        kinds=_listed(kind.lower()) or _listed(kind_in(title) or ""),
        school_years=named or _school_year_of(published),
    )


def _listed(values: str) -> frozenset[str]:
    return frozenset(value for value in values.split(", ") if value)


def regions_in(region: str) -> frozenset[str]:
    """The regions that a region consists of.

    >>> sorted(regions_in("Twente en Oost-Nederland"))
    ['oost-nederland', 'twente']
    """
    return frozenset(part for part in re.split(r"\s*(?:,|/|\ben\b)\s*", fold(region)) if part)


def _school_year_of(published: str) -> frozenset[str]:
    """The school year in which a day or month lies; of a year alone that is not known."""
    when = period(published)
    if when is None or school_year(when.first) != school_year(when.last):
        return frozenset()
    return frozenset({in_words(school_year(when.first))})


def in_words(begins: int) -> str:
    """
    >>> in_words(2025)
    '2025-2026'
    """
    return f"{begins}-{begins + 1}"


@lru_cache(maxsize=KEPT)
def sectors_in(text: str) -> frozenset[str]:
    """
    >>> sorted(sectors_in("Op het vmbo en in het mbo, zegt de PO-Raad."))
    ['mbo', 'vo']
    """
    folded = fold(text)
    return frozenset(sector for sector, words in SECTORS.items() if words.search(folded))


@lru_cache(maxsize=KEPT)
def people_in(text: str) -> frozenset[str]:
    """
    >>> sorted(people_in("Gids voor zij-instromers en hun schoolleiders"))
    ['medewerker', 'zij-instromer']
    """
    folded = fold(text)
    return frozenset(name for name, people in _PEOPLE.items() if people.search(folded))


@lru_cache(maxsize=KEPT)
def school_years_in(text: str) -> frozenset[str]:
    """
    >>> sorted(school_years_in("In schooljaar 2024-2025 en 2025/2026; begroting 2013–2016."))
    ['2024-2025', '2025-2026']
    """
    if not _YEAR.search(text):
        return frozenset()
    named = (each for each in moments(text) if (each.first.month, each.first.day, each.last.month, each.last.day) == (8, 1, 7, 31))
    return frozenset(f"{each.first.year}-{each.last.year}" for each in named)


@lru_cache(maxsize=KEPT)
def names_place(text: str, place: str) -> bool:
    """True if a text names a place, or says of something that it is from there.

    >>> names_place("De Twentse scholen", "Twente"), names_place("In Utrecht", "Twente"), names_place("Leidse studenten", "leiden")
    (True, False, True)
    """
    return bool(place_pattern((fold(place),)).search(fold(text)))


@lru_cache(maxsize=256)
def place_pattern(places: tuple[str, ...]) -> re.Pattern[str]:
    """What finds places, given in lower case, in folded text: as `place`, or as `origin` in "Utrechtse"."""
    return re.compile(rf"(?<![\w-])(?:(?P<place>{_any(places)})|(?P<origin>{_any(_short(place) for place in places)})se?)(?!\w)")


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted({re.escape(word) for word in words}, key=len, reverse=True)) or "(?!)"


def _short(place: str) -> str:
    """What an adjective is made of.

    >>> _short("twente"), _short("groningen"), _short("utrecht")
    ('twent', 'groning', 'utrecht')
    """
    return re.sub(r"(?<=\w{3})en?$", "", place)


def place_name(place: str) -> str:
    """A place that is known in lower case, as it is written.

    >>> place_name("kop van noord-holland")
    'Kop van Noord-Holland'
    """
    return re.sub(r" (?:Van|De|Het|En|Der|Den) ", lambda match: match[0].lower(), place.title())
