"""Questions that documents most likely do not answer, though they look it: the same question with another year, place or fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

_PLACES = (
    "Groningen", "Leeuwarden", "Assen", "Emmen", "Zwolle", "Deventer", "Enschede", "Hengelo", "Almelo", "Arnhem", "Nijmegen", "Apeldoorn",
    "Utrecht", "Amersfoort", "Amsterdam", "Haarlem", "Alkmaar", "Den Haag", "Leiden", "Rotterdam", "Dordrecht", "Delft", "Middelburg",
    "Breda", "Tilburg", "Eindhoven", "Den Bosch", "Maastricht", "Venlo", "Roermond", "Almere", "Lelystad", "Gouda", "Zeeland", "Friesland",
    "Drenthe", "Twente", "Limburg", "Brabant", "Gelderland", "Overijssel", "Flevoland", "Vlaanderen",
)  # fmt: skip
_PLACE = re.compile(rf"(?<![\w-])(?:{'|'.join(_PLACES)})(?![\w-])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Miss:
    """A question, and the one with an answer that it is like."""

    question: str
    like: str


def misses(asked: Sequence[tuple[str, str, Sequence[str]]], lines: Sequence[str]) -> list[Miss]:
    """Near misses of questions (text, kind, facts): of each way the first, then of each the second. None asks the same twice.

    >>> lines = ["In 2024 deden 104 scholen mee.", "De cursus in Utrecht kost 300 euro."]
    >>> asked = [("Hoeveel scholen deden in 2024 mee?", "number", ["104"]), ("Wat kost de cursus in Utrecht?", "amount", ["300 euro"])]
    >>> [miss.question for miss in misses(asked, lines)]
    ['Hoeveel scholen deden in 2023 mee?', 'Wat kost de cursus in Groningen?']
    """
    text = "\n".join(lines)
    ways = (_other_year(asked, text), _other_place(asked, text), _phone_of(asked, lines))
    in_turn = filter(None, chain.from_iterable(zip_longest(*ways)))
    used: set[str] = set()
    return [miss for miss in in_turn if miss.like not in used and not used.add(miss.like)]


def _other_year(asked: Sequence[tuple[str, str, Sequence[str]]], text: str) -> Iterator[Miss]:
    """With a year that the documents do not name, near those that they do."""
    named = sorted(int(year) for year in _YEAR.findall(text))
    if not named:
        return
    year = next(year for year in range(named[len(named) // 2], 0, -1) if year not in named)
    for question, kind, _ in asked:
        if len(_YEAR.findall(question)) == 1:
            yield Miss(_YEAR.sub(str(year), question), question)
        elif kind in ("number", "amount", "date") and not _YEAR.search(question) and not question.endswith(")?") and "jaar" not in question:
            yield Miss(f"{question[:-1]} in {year}?", question)


def _other_place(asked: Sequence[tuple[str, str, Sequence[str]]], text: str) -> Iterator[Miss]:
    elsewhere = [place for place in _PLACES if place not in text]
    for number, (question, _, _) in enumerate(each for each in asked if len(_PLACE.findall(each[0])) == 1 and elsewhere):
        place = elsewhere[number % len(elsewhere)]
        yield Miss(_PLACE.sub(place, question), question)


def _phone_of(asked: Sequence[tuple[str, str, Sequence[str]]], lines: Sequence[str]) -> Iterator[Miss]:
    """The telephone number of a person in whose lines there is none."""
    for question, kind, (name, *_) in asked:
        if kind == "person" and not any(name in line and re.search(r"\d{2,}", line) for line in lines):
            yield Miss(f"Wat is het telefoonnummer van {name}?", question)
