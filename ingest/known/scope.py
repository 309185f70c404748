"""For whom a document is, and of which sectors and region it speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from ingest.document import BlockKind, Document
from ingest.dutch import word_list
from ingest.known.imprint import Imprint

_PEOPLE: Mapping[str, str] = {
    "docent": r"docenten|leraren|leerkrachten|onderwijsprofessionals",
    "zij-instromer": r"(?:kandidaat-)?zij-instromers|overstappers",
    "medewerker": r"schoolleiders|(?:school)?bestuurders|schoolbesturen|adviseurs|(?:school|leraren|instituuts)opleiders"
    r"|medewerkers|collega[’']s",
}
_MEANT_FOR = re.compile(r"\b(?:bedoeld|bestemd|geschreven|gemaakt) voor\b(?P<who>[^.;:]{3,120})", re.I)
_FOR = re.compile(r"(?:^\S*(?:brochure|gids|nieuwsbrief|folder|handreiking)|\bhandleiding) voor\b(?P<who>[^.;:]{3,120})", re.I)
_FOR_WHOM = re.compile(r"Voor (?P<who>[^.;:]{3,150})\.?")


def audience_of(imprint: Imprint) -> list[str]:
    """For whom a document says it is, on its first page."""
    told = [match["who"] for block in imprint.first for match in _MEANT_FOR.finditer(block.text)]
    told += [match["who"] for line in imprint.lines for match in _FOR.finditer(line)]
    told += [
        match["who"] for block in imprint.first[:8] if block.kind is not BlockKind.HEADING and (match := _FOR_WHOM.fullmatch(block.text))
    ]
    return [name for name, people in _PEOPLE.items() if any(re.search(rf"\b(?:{people})\b", who, re.I) for who in told)]


_SECTORS: Mapping[str, str] = {
    "po": r"\b(?:po|PO)\b(?!-[Rr]aad)|[Pp]rimair(?:-? en \w+)? onderwijs|[Bb]asisonderwijs",
    "vo": r"\b(?:vo|VO)\b(?!-[Rr]aad)|[Vv]oortgezet onderwijs",
    "mbo": r"\b(?:mbo|MBO)\b(?! [Rr]aad)|\b[Bb]eroepsonderwijs",
    "ho": r"\b(?:ho|HO|hbo|HBO|wo|WO)\b|[Hh]oger (?:beroeps)?onderwijs",
}
# Fewest mentions from which shares count, and the share that is a majority: chosen by reading what came out of forty documents.
SECTOR_MENTIONS, ONE_SECTOR, TWO_SECTORS, LEAST_OF_TWO = 6, 0.85, 0.9, 0.3


def sectors_of(title: str, document: Document) -> list[str]:
    """The one or two sectors that a document speaks of again and again, or that its title names."""
    in_title = [sector for sector, words in _SECTORS.items() if re.search(words, title)]
    if in_title:
        return in_title
    counts = {sector: len(re.findall(words, document.text)) for sector, words in _SECTORS.items()}
    total = sum(counts.values())
    ordered = sorted(counts, key=lambda sector: -counts[sector])
    if total < SECTOR_MENTIONS:
        return []
    if counts[ordered[0]] >= ONE_SECTOR * total:
        return ordered[:1]
    are_two = counts[ordered[0]] + counts[ordered[1]] >= TWO_SECTORS * total and counts[ordered[1]] >= LEAST_OF_TWO * total
    return [sector for sector in _SECTORS if sector in ordered[:2]] if are_two else []


_PLACE_NAMES = "|".join(re.escape(name.replace("_", " ")) for name in word_list("places"))
_PLACES = re.compile(rf"(?<![\w-])(?<!Universiteit )(?<!Hogeschool )(?<!University of )({_PLACE_NAMES})(?!\w)")


def places_in(text: str) -> frozenset[str]:
    """The provinces, regions and towns that a text names; not where an institution has its name from.

    >>> sorted(places_in("Zij-instroom in Utrecht, van de Universiteit Twente"))
    ['Utrecht']
    """
    return frozenset(_PLACES.findall(text))


PLACE_MENTIONS, ONE_PLACE = 8, 0.75  # as for the sectors


def region_of(title: str, document: Document) -> str:
    """The place in a title, else the one that most of the places named in a text are."""
    in_title = places_in(title)
    if in_title:
        return min(in_title) if len(in_title) == 1 else ""
    counts = Counter(_PLACES.findall(document.text))
    place, most = counts.most_common(1)[0] if counts else ("", 0)
    return place if most >= PLACE_MENTIONS and most >= ONE_PLACE * counts.total() else ""
