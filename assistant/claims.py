"""Sentences with a figure in them, and whether two of them tell of one thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.cover import spelled_alike
from assistant.dates import period
from assistant.figures import NUMBER_WORDS, Figure, Kind, figures
from assistant.units import Unit
from ingest.dutch import fold, stem, terms

SAME_WORD = 0.8  # from which two words are one, a synonym or a part of it included
A_MONTH, A_SEASON, A_YEAR = 26, 85, 330  # days, a little less
MOST_APART = 3.0  # times: of figures further apart one is that of a part or a total

# Words that say how a figure is counted, not what it is about.
_MEASURES = frozenset(
    stem(word)
    for word in ("keer", "maal", "totaal", "aantal", "procent", "euro", "minuten", "uur", "dag", "week", "maand", "jaar", "jaren")
)
# The number behind such a word is that of a part, or of one of several.
_OF_A_PART = re.compile(
    r"\b(?:nog|andere|overige|eerste|tweede|derde|laatste|volgende|elke?|iedere?|per|waarvan|daarvan|van de|van hen|extra|nieuwe)\s*$", re.I
)
_AT_LEAST, _AT_MOST = ("minstens", "minimaal", "ten minste", "tenminste"), ("maximaal", "hoogstens", "ten hoogste", "niet meer dan")
_NAME = re.compile(r"(?<=[\w,;:|(] )[A-ZÀ-Þ][\w’-]*")
_A_YEAR = re.compile(r"\bper (?:school|studie)?jaar\b|\bjaarlijks\b|\b(?:elk|ieder) (?:school|studie)?jaar\b", re.I)
_THIS_YEAR = re.compile(
    r"\b(?:dit|afgelopen|vorig) (?:school|studie)?jaar\b|\bin (?:het )?(?:school|studie)jaar \d|\bin (?:19|20)\d\d\b|\bin 20\d\d[-–/]\d",
    re.I,
)
_SINCE = re.compile(r"\b(?:sinds|vanaf|sedert)\b", re.I)


@dataclass(frozen=True)
class Statement:
    """A sentence and the words in it that matter. `also` are other sentences that it takes to see so."""

    unit: Unit
    words: str
    also: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Claim:
    """A sentence with the figure in it that matters."""

    unit: Unit
    figure: Figure

    @property
    def document(self) -> str:
        return self.unit.node.metadata["document"]

    @property
    def text(self) -> str:
        return self.unit.text

    def statement(self, of: Sequence[str] = ()) -> Statement:
        """The figure as it stands there, with the noun behind it where that is one of some stems."""
        behind = re.match(r"(?:\s+[\w’'-]+){0,3}", self.text[self.figure.end :])
        words = behind[0].split() if behind and self.figure.kind is Kind.COUNT else []
        through = next((at for at, word in enumerate(words, start=1) if cover(stem(fold(word).replace("-", "")), of) >= SAME_WORD), 0)
        return Statement(self.unit, " ".join([self.figure.words, *words[:through]]))


def figures_of(unit: Unit) -> tuple[Figure, ...]:
    """The figures in a sentence; a date without a year is that of its document's time."""
    return _figures(unit.text, unit.node.metadata["published"])


@lru_cache(maxsize=20_000)
def _figures(text: str, published: str) -> tuple[Figure, ...]:
    return tuple(figures(text, written=period(published)))


def claim_like(unit: Unit, other: Claim) -> Claim | None:
    """The one figure in a sentence that can be for what another claim has a figure for; None for none, or several."""
    found = [figure for figure in figures_of(unit) if counts_alike(figure, other.figure)]
    return Claim(unit, found[0]) if len({(figure.low, figure.high) for figure in found}) == 1 else None


@lru_cache(maxsize=20_000)
def content(text: str) -> tuple[str, ...]:
    """The terms of a text that say what it is about: no numbers, and not what they are counted in."""
    return tuple(
        term for term in dict.fromkeys(terms(text)) if not term[0].isdigit() and term not in NUMBER_WORDS and term not in _MEASURES
    )


def around(unit: Unit) -> str:
    """What stands over a sentence: its headings, the title, and what introduces its list."""
    known = unit.node.metadata
    return f"{unit.heading} {known['heading']} {known['title']} {unit.lead}"


def cover(term: str, among: Sequence[str]) -> float:
    """How well the best of some terms covers one: 0 to 1."""
    return max((spelled_alike(term, other) for other in among), default=0.0)


def counts(figure: Figure, noun: str) -> bool:
    """True unless a figure counts something else than the noun with this stem."""
    return figure.kind is not Kind.COUNT or cover(noun, figure.of) >= SAME_WORD


def counts_alike(one: Figure, other: Figure) -> bool:
    """True if two figures are of one kind, count the same, and are not too far apart to be for one thing."""
    if one.kind is not other.kind or _bound(one) != _bound(other):
        return False
    if one.kind is Kind.DATE:
        is_season = max(one.high - one.low, other.high - other.low) >= A_SEASON
        return one.has_year == other.has_year and _is_in_days(one) == _is_in_days(other) and not is_season
    small, large = sorted((one.low, other.low))
    if small == 0 or large > MOST_APART * small or one.kind is Kind.COUNT and small <= 1:
        return False
    return one.kind not in (Kind.COUNT, Kind.DURATION) or any(cover(term, other.of[:2]) >= SAME_WORD for term in one.of[:2])


def _bound(figure: Figure) -> int:
    return (figure.hedge in _AT_MOST) - (figure.hedge in _AT_LEAST)


def _is_in_days(date: Figure) -> bool:
    """True for a date in days, False for one in months: "in maart" tells of another thing than "op 3 mei"."""
    return date.high - date.low < A_MONTH


def are_of_two_things(one: Claim, other: Claim) -> bool:
    """True if two sentences say that they speak of other times, of a part, or of things with other names."""
    if any(_OF_A_PART.search(claim.text[: claim.figure.start]) for claim in (one, other)):
        return True
    if one.figure.kind is Kind.DATE:
        return abs(one.figure.low - other.figure.low) > A_YEAR or _have_other_names(one, other)  # more than a year: the next time
    return (
        _differ([_years(claim) for claim in (one, other)])
        or _differ([_frames(claim) for claim in (one, other)])
        or _have_other_names(one, other)
    )


def _differ(sets: Sequence[set[str]]) -> bool:
    return bool(sets[0] and sets[1] and not sets[0] & sets[1])


def _years(claim: Claim) -> set[str]:
    return set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", claim.text))


def _frames(claim: Claim) -> set[str]:
    """Over which time a sentence counts: since some moment, each year, this year."""
    patterns = {"since": _SINCE, "each year": _A_YEAR, "this year": _THIS_YEAR}
    return {name for name, pattern in patterns.items() if pattern.search(claim.text)}


def _have_other_names(one: Claim, other: Claim) -> bool:
    """True if each sentence has a name that stands neither in nor over the other."""
    names = [{fold(name) for name in _NAME.findall(claim.text)} for claim in (one, other)]
    told = [fold(f"{claim.text} {around(claim.unit)}") for claim in (one, other)]
    return any(name not in told[1] for name in names[0]) and any(name not in told[0] for name in names[1])


def are_rate_and_count(one: Claim, other: Claim) -> bool:
    """True for so many a year beside another number for one year, of the same in the same document."""
    if one.figure.kind is not Kind.COUNT or one.document != other.document or one.figure.of[:1] != other.figure.of[:1]:
        return False
    return any("each year" in _frames(a) and _frames(b) == {"this year"} for a, b in ((one, other), (other, one)))
