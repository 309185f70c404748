"""What to say before a quote, so that a reader knows what it is about, and no more than that. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from assistant import wording
from assistant.cover import HEADING_FILL, KIND_WORDS
from assistant.units import Unit, UnitKind
from ingest.chunk import HEADING_SEPARATOR
from ingest.dutch import fold, stem, terms
from ingest.frequency import frequency

# Zipf frequency below which a word tells one subject from another: "studiereis" (3.0) does, "traject" (4.3) does not.
SPECIFIC = 4.0
# How a sentence begins that says something of what stands before it; "het" only before a verb.
_LEANS = re.compile(r"(?:Dit|Deze|Die|Dat|Zulke|Zo[’']n|Hier\w*|Daar\w*|Zij|Ze|Hij|Er\w*|Beide|Ook|Ja|Nee)\b|Het (?P<verb>\w+)")
# Words of a heading that say what part of a document it is, not what it is about.
_PARTS = frozenset(stem(word) for word in ("welkom", "voorwoord", "inleiding", "introductie", "samenvatting", "overzicht", "algemeen"))
_FILL = KIND_WORDS | HEADING_FILL | _PARTS
_WORD = re.compile(r"\w[\w@.'’-]*\w|\w")
Stems = tuple[str, ...]
_NUMBERING = re.compile(r"[\d.]{1,3}")


class Place(NamedTuple):
    """Where a quote stands: the headings over it, the nearest last. `is_told`: a reader was told so."""

    document: str
    title: str
    headings: tuple[str, ...]
    is_told: bool = False

    @property
    def heading(self) -> str:
        return self.headings[-1] if self.headings else ""


def introduction(group: Sequence[Unit], *, asked: str, before: Place | None) -> tuple[str, Place]:
    """The words that a group of quoted units needs before it, "" for none, and the place they stand at.

    The heading is told where it adds to the question and the quote, or announces a list. What stands over the heading is
    told where quote and heading leave open which subject this is. `before` is the place of the quote before this one in
    the answer: where a reader was told that one, this one is told too.
    """
    place = place_of(group)
    if before is not None and before[:3] == place[:3]:
        return "", before
    quote = group[0].text
    is_list = len(group) > 1 and group[0].group >= 0
    heading = place.heading if is_list or _adds(place.heading, asked, quote) else ""
    above = _subject(place, asked, quote)
    if not heading and not above and before is not None and before.is_told:
        heading, above = ("", place.title) if before.document != place.document or not place.heading else (place.heading, "")
    text = wording.introduction(above if above == place.title else "", _trail(above, heading, place.title))
    return text, place._replace(is_told=bool(text))


def place_of(group: Sequence[Unit]) -> Place:
    """Where a group stands; a heading stands under the one above it."""
    known = group[0].node.metadata
    headings = (heading for heading in _headings_over(group) if heading.casefold() != known["title"].casefold())
    return Place(known["document"], known["title"], tuple(headings))


def _headings_over(group: Sequence[Unit]) -> Sequence[str]:
    """The headings over a group, as far as its passages know them: those of headings in a row are known from the last."""
    is_heading = group[0].kind is UnitKind.HEADING
    for unit in group if is_heading else group[:1]:
        path = [part for part in unit.node.metadata["heading"].split(HEADING_SEPARATOR) if part]
        if unit.heading in path:
            at = path.index(unit.heading)
            return path[: at if is_heading else at + 1]
    return () if is_heading or not group[0].heading else (group[0].heading,)


def _adds(heading: str, asked: str, quote: str) -> bool:
    """True if a heading says what neither the question nor the quote says; a quote that leans on its heading says nothing."""
    known = _stems(asked if _leans(quote) else f"{asked} {quote}")
    return any(_are_new(stems, known) for stems in _telling(heading))


def _leans(quote: str) -> bool:
    match = _LEANS.match(quote)
    return match is not None and (match["verb"] is None or not _telling(match["verb"]))


def _subject(place: Place, asked: str, quote: str) -> str:
    """What stands over the nearest heading and says which subject this is; "" where quote and heading do."""
    wanted = _specific(asked)
    if _names(wanted, f"{quote} . {place.heading}"):
        return ""
    return next((over for over in reversed(place.headings[:-1]) if _names(wanted, over)), place.title)


def _names(wanted: Sequence[Stems], text: str) -> bool:
    """True if a text names one of the subjects that are wanted; where none is, any subject."""
    known = _stems(text)
    return any(not _are_new(stems, known) for stems in wanted) if wanted else bool(_specific(text))


def _trail(above: str, heading: str, title: str) -> str:
    """The headings to tell, from the highest to the nearest; none that stands in what is told over it."""
    told = "" if above == title else above
    return HEADING_SEPARATOR.join(part for part in (told, "" if heading.casefold() in above.casefold() else heading) if part)


def _telling(text: str) -> list[Stems]:
    """Of each word that says something its stems: that of the whole, and of the parts of a hyphenated word."""
    return [stems for _, stems in _words(text)]


def _stems(text: str) -> set[str]:
    return {found for stems in _telling(text) for found in stems}


def _specific(text: str) -> list[Stems]:
    """Of the words that tell one subject from another, rare words and names, their stems."""
    return [stems for word, stems in _words(text) if frequency(fold(word[0])) < SPECIFIC or _is_name(word, text)]


def _is_name(word: re.Match[str], text: str) -> bool:
    return word[0][0].isupper() and bool(re.search(r"[\w,] $", text[: word.start()]))


def _words(text: str) -> Iterator[tuple[re.Match[str], Stems]]:
    for word in _WORD.finditer(text):
        stems = tuple(terms(word[0]))
        if stems and stems[0] not in _FILL and not _NUMBERING.fullmatch(word[0]):
            yield word, stems


def _are_new(stems: Stems, known: Collection[str]) -> bool:
    """True if none of the stems is known, as a word or in a compound. A synonym will not do: it may be another programme."""
    return not any(
        stem in known or len(stem) > 3 and any(other.startswith(stem) or other.endswith(stem) for other in known) for stem in stems
    )
