"""Do the documents say one thing about what was asked? The figure that answers, beside other figures for the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from llama_index.core.schema import NodeWithScore

from assistant.asked import Asked
from assistant.cover import spelled_alike
from assistant.dates import period
from assistant.evidence import Evidence
from assistant.figures import NUMBER_WORDS, Figure, Kind, agree, figures
from assistant.retrieve import View
from assistant.units import Unit, UnitKind
from ingest.dutch import fold, stem, terms

READ = 20  # passages, as many as were read for the answer
# How alike two sentences with other figures must be to speak of the same thing. Chosen by changing every figure of one document
# that retells others, and by looking at all that it then says about the unchanged ones.
ALIKE_BETWEEN, ALIKE_WITHIN = 0.14, 0.4
ASKED_ALIKE = 0.55  # of the question: less, and the other sentence answers another question
ASKED_ALIKE_LEANING = 0.95  # where the other sentence says of something else that it is so ("Deze zijn verdeeld in …")
A_NAME_LESS = 0.3  # from which a name of the question that stands with the answer does not stand with the other sentence
SAME_WORD = 0.8
A_MONTH, A_SEASON, A_YEAR = 26, 85, 330  # days, a little less
NEAR = 5  # lines
FEWEST_ITEMS, MOST_OFF = 3, 2  # of a numbered list, and by how much a writer miscounts
MOST_APART = 3.0  # times: of figures further apart one is that of a part or a total
# Words that say how a figure is counted, not what it is about.
_MEASURES = frozenset(
    stem(word)
    for word in ("keer", "maal", "totaal", "aantal", "procent", "euro", "minuten", "uur", "dag", "week", "maand", "jaar", "jaren")
)

_KINDS = {
    Asked.NUMBER: (Kind.COUNT,),
    Asked.AMOUNT: (Kind.AMOUNT, Kind.PERCENT),
    Asked.PAY: (Kind.AMOUNT,),
    Asked.DURATION: (Kind.DURATION,),
    Asked.DATE: (Kind.DATE,),
}
# The number behind such a word is that of a part, or of one of several.
_OF_A_PART = re.compile(
    r"\b(?:nog|andere|overige|eerste|tweede|derde|laatste|volgende|elke?|iedere?|per|waarvan|daarvan|van de|van hen|extra|nieuwe)\s*$", re.I
)
_BOUNDS = {
    "minstens": -1,
    "minimaal": -1,
    "ten minste": -1,
    "tenminste": -1,
    "maximaal": 1,
    "hoogstens": 1,
    "ten hoogste": 1,
    "niet meer dan": 1,
}
_NAME = re.compile(r"(?<=[\w,;:|(] )[A-ZÀ-Þ][\w’-]*")
# Where a document itself says that something does not add up.
_SAYS_SO = re.compile(
    r"\belders\b[^.]{0,60}\b(?:staat|staan|heet|noemt|spreekt|meldt)\b"
    r"|\bin (?:de|een|het) (?:lijst|tabel|bijlage|kop|titel|inleiding|samenvatting)\b[^.]{0,40}\b(?:heet|heten|staat (?:echter|juist))\b"
    r"|\b(?:spreekt|spreken) van\b[^.]{3,80}\bmaar\b"
    r"|\b(?:lijst|opsomming|nummering)\b[^.]{0,40}\b(?:tot en met|t/m)\s+\w+ (?:door)?genummerd"
    r"|\bverschil wordt (?:niet|nergens) (?:uitgelegd|verklaard|toegelicht)"
    r"|\b(?:bronnen|documenten|stukken|teksten|cijfers|getallen|aantallen|opgaven)\b[^.]{0,40}"
    r"\b(?:tegenstrijdig|spreken elkaar tegen|(?:komen|kloppen|stroken) niet (?:overeen|met))",
    re.I,
)
_LEANS = re.compile(
    r"(?:Deze|Dit|Die|Dat|Zij|Ze|Hij|Het|Er) (?:is|zijn|was|waren|wordt|worden|heeft|hebben|bestaat|bestaan|duurt|duren|kost|kosten|telt|tellen)\b"
)
_SINCE = re.compile(r"\b(?:sinds|vanaf|sedert|in totaal tot nu)\b", re.I)
_A_YEAR = re.compile(r"\bper (?:school|studie)?jaar\b|\bjaarlijks\b|\b(?:elk|ieder) (?:school|studie)?jaar\b", re.I)
_THIS_YEAR = re.compile(
    r"\b(?:dit|afgelopen|vorig) (?:school|studie)?jaar\b|\bin (?:het )?(?:school|studie)jaar \d|\bin (?:19|20)\d\d\b|\bin 20\d\d[-–/]\d",
    re.I,
)


_TIMES = {"since": _SINCE, "a year": _A_YEAR, "this year": _THIS_YEAR}


@dataclass(frozen=True)
class Statement:
    """A sentence and the words in it that matter."""

    unit: Unit
    words: str


class Against(StrEnum):
    """What stands against the answer."""

    REMARK = "remark"  # the document itself says that something does not add up
    FIGURE = "figure"  # another sentence has another figure
    LIST = "list"  # the list that was announced has another number of items


@dataclass(frozen=True)
class Disagreement:
    """What answers, and what says otherwise."""

    answer: Statement
    other: Statement
    against: Against


def disagreement(evidence: Evidence, hits: Sequence[NodeWithScore], view: View) -> Disagreement | None:
    """What in the passages found contradicts the evidence on what was asked; None for nothing."""
    answer = answering(evidence)
    remark = _remark_beside(evidence, view)
    if answer is None:
        return remark
    return remark or _remark_on(answer, hits, view) or _other_count(answer, view) or _contradicted(evidence, answer, hits, view)


@dataclass(frozen=True)
class _Claim:
    """A figure in a sentence."""

    unit: Unit
    figure: Figure

    @property
    def document(self) -> str:
        return self.unit.node.metadata["document"]

    def statement(self, of: Sequence[str] = ()) -> Statement:
        """The figure as it stands there, with the noun behind it where that is one of some stems."""
        behind = re.match(r"(?:\s+[\w’'-]+){0,3}", self.unit.text[self.figure.end :])
        words = behind[0].split() if behind and self.figure.kind is Kind.COUNT else []
        through = next((at for at, word in enumerate(words, start=1) if _cover(stem(fold(word).replace("-", "")), of) >= SAME_WORD), 0)
        return Statement(self.unit, " ".join([self.figure.words, *words[:through]]))


def _remark_beside(evidence: Evidence, view: View) -> Disagreement | None:
    """What a document itself says does not add up, in what is quoted or in the sentence behind it."""
    for unit in (unit for group in evidence.groups for unit in group):
        document = view.units(unit.node.metadata["document"])
        for near in document[unit.index : unit.index + 2]:
            if near.line == unit.line and _SAYS_SO.search(near.text) and _is_about(evidence, near, unit, document):
                return Disagreement(Statement(unit, unit.text), Statement(near, near.text), Against.REMARK)
    return None


def _is_about(evidence: Evidence, remark: Unit, unit: Unit, document: Sequence[Unit]) -> bool:
    """True if a remark beside a quoted sentence is on what was asked: on the same count, or without figures where none was asked."""
    told = _figures(remark)
    noun = _counted(evidence)
    if noun is None:
        asked = {term.stem for term in evidence.terms if not term.is_kind}
        is_of_kind = not told or any(figure.kind in _KINDS.get(evidence.asked, ()) for figure in told)
        return is_of_kind and bool(asked & {*_content(remark.text), *_content(unit.text)})
    if _cover(noun, _content(f"{remark.text} {unit.text}")) >= SAME_WORD:
        return True
    paragraph = " ".join(other.text for other in document if other.line == remark.line)
    return not any(figure.of for figure in told) and _cover(noun, _content(paragraph)) >= SAME_WORD


def _counted(evidence: Evidence) -> str | None:
    """The stem of what is counted, where a number was asked."""
    match = re.search(r"\b(?:hoeveel|aantal) (?:procent van (?:de|het) )?([a-z][a-z-]+[a-z])", fold(evidence.question))
    return stem(match[1].replace("-", "")) if match and evidence.asked is Asked.NUMBER else None


def _remark_on(answer: _Claim, hits: Sequence[NodeWithScore], view: View) -> Disagreement | None:
    """What a document that was read says of the answering figure: that elsewhere there is another."""
    for unit in _read(hits, view):
        if _SAYS_SO.search(unit.text) and any(_same_thing(each, answer.figure) and agree(each, answer.figure) for each in _figures(unit)):
            return Disagreement(answer.statement(), Statement(unit, unit.text), Against.REMARK)
    return None


def _read(hits: Sequence[NodeWithScore], view: View) -> Iterator[Unit]:
    """The sentences, items and rows of the passages that were read for the answer."""
    names = {hit.node.node_id for hit in hits[:READ]}
    for document in dict.fromkeys(hit.node.metadata["document"] for hit in hits[:READ]):
        yield from (unit for unit in view.units(document) if unit.name in names and unit.kind is not UnitKind.HEADING)


def _other_count(answer: _Claim, view: View) -> Disagreement | None:
    """A numbered list of what the answer counts, in the same document, that goes on to another number."""
    is_exact = answer.figure.kind is Kind.COUNT and answer.figure.low == answer.figure.high and not answer.figure.hedge
    if not is_exact or not answer.figure.of:
        return None
    lists: dict[int, list[Unit]] = {}
    for unit in view.units(answer.document):
        if unit.group >= 0 and any(spelled_alike(answer.figure.of[0], term) >= SAME_WORD for term in _content(unit.heading)):
            lists.setdefault(unit.group, []).append(unit)
    for items in lists.values():
        numbers = [number for unit in items if (number := _number_of(unit)) is not None]
        last_number = max(numbers, default=0)
        is_whole = last_number >= FEWEST_ITEMS and set(numbers) == set(range(1, last_number + 1))
        if is_whole and 0 < abs(last_number - answer.figure.low) <= MOST_OFF:
            last = next(unit for unit in reversed(items) if _number_of(unit) == last_number)
            return Disagreement(answer.statement(answer.figure.of[:1]), Statement(last, str(last_number)), Against.LIST)
    return None


def _number_of(unit: Unit) -> int | None:
    """The number in front of a list item, or in the first cell of a row."""
    line = unit.node.text[unit.node.text.rfind("\n", 0, unit.start) + 1 : unit.end]
    match = re.match(r"\(?(\d{1,2})(?:[.)\t]| [ivx]+\t)", line)
    return int(match[1]) if match else None


def _contradicted(evidence: Evidence, answer: _Claim, hits: Sequence[NodeWithScore], view: View) -> Disagreement | None:
    comparison = _Comparison(evidence, answer, view)
    _, other = max(comparison.others(hits), key=lambda pair: pair[0], default=(0.0, None))
    if other is None:
        return None
    return Disagreement(answer.statement(other.figure.of), other.statement(answer.figure.of), Against.FIGURE)


def answering(evidence: Evidence) -> _Claim | None:
    """The figure that answers, in the sentence of the evidence that says most of the question; None where that is not plain."""
    asked = [term.stem for term in evidence.terms]
    noun = _counted(evidence)
    kinds = (Kind.PERCENT,) if re.search(r"procent|percentage", fold(evidence.question)) else _KINDS.get(evidence.asked, ())
    for item in evidence.chosen:
        units = sorted(item.stretch.units, key=lambda unit: -_share(asked, _content(unit.text)))
        for unit in units:
            found = [figure for figure in _figures(unit) if figure.kind in kinds and (noun is None or _counts(figure, noun))]
            if len({(figure.low, figure.high) for figure in found}) == 1:
                return _Claim(unit, found[0])
            if found:
                return None
    return None


class _Comparison:
    """One answering figure, to hold others against."""

    def __init__(self, evidence: Evidence, answer: _Claim, view: View) -> None:
        self.evidence, self.answer, self.view = evidence, answer, view

    def others(self, hits: Sequence[NodeWithScore]) -> Iterator[tuple[float, _Claim]]:
        """The claims in the passages found that contradict the answer, with how alike they are."""
        for unit in _read(hits, self.view):
            claim = _claim(unit, self.answer)
            if claim is None or self._is_beside(unit) or agree(claim.figure, self.answer.figure):
                continue
            if _are_rate_and_count(self.answer, claim):
                yield 1.0, claim
            elif not _are_of_two_things(self.answer, claim):
                alike = self.asked_alike(claim) * self.alike(self.answer, claim, asked=self.evidence.question)
                if alike >= (ALIKE_WITHIN if claim.document == self.answer.document else ALIKE_BETWEEN) and not self._are_told_apart(claim):
                    yield alike, claim

    def _is_beside(self, unit: Unit) -> bool:
        """True for what stands with the answer under one heading, or close to it: two figures there are of two things."""
        mine = self.answer.unit
        is_near = abs(unit.line - mine.line) <= NEAR or bool(unit.heading) and unit.heading == mine.heading
        return unit.node.metadata["document"] == self.answer.document and is_near

    def asked_alike(self, other: _Claim) -> float:
        """Share of the question, by weight, that the other sentence says no less of than the answer: itself, and with its headings."""
        mine, theirs = _content(self.answer.unit.text), _content(other.unit.text)
        title = _content(other.unit.node.metadata["title"])
        mine_around, theirs_around = mine + _content(_around(self.answer.unit)), theirs + _content(_around(other.unit))
        total = sum(term.weight for term in self.evidence.terms)
        lost = 0.0
        for term in self.evidence.terms:
            itself = _cover(term.stem, mine) - _cover(term.stem, theirs + title)
            with_headings = _cover(term.stem, mine_around) - _cover(term.stem, theirs_around)
            if (term.is_telling or term.is_body) and with_headings > A_NAME_LESS:
                return 0.0
            lost += term.weight * max(0.0, itself, with_headings)
        share = 1 - lost / total if total else 0.0
        leans = other.document != self.answer.document and _LEANS.match(other.unit.text)
        return share if share >= (ASKED_ALIKE_LEANING if leans else ASKED_ALIKE) else 0.0

    def alike(self, one: _Claim, other: _Claim, *, asked: str = "") -> float:
        """How far two sentences speak of the same: the share of the one's words that the other has, times the other way around.

        Words are weighed by rarity; a word of the heading or the question counts as one of the sentence.
        """
        forth = self._share(_content(one.unit.text), _content(other.unit.text) + _content(_around(other.unit)))
        back = self._share(_content(other.unit.text), _content(one.unit.text) + _content(_around(one.unit)) + _content(asked))
        return forth * back

    def _share(self, of: Sequence[str], among: Sequence[str]) -> float:
        """Share of some terms, by rarity, that are among others."""
        weights = [self.view.keyword.rarity(term) for term in of]
        return sum(weight * _cover(term, among) for weight, term in zip(weights, of, strict=True)) / sum(weights) if sum(weights) else 0.0

    def _are_told_apart(self, other: _Claim) -> bool:
        """True if one of the two documents has a sentence that is more like the other's, with another figure.

        Then the two figures are of two things, and both documents may well agree on both.
        """
        return other.document != self.answer.document and (
            self._has_better(self.answer.document, self.answer, than_for=other)
            or self._has_better(other.document, other, than_for=self.answer)
        )

    def _has_better(self, document: str, claim: _Claim, *, than_for: _Claim) -> bool:
        likeness = self.alike(claim, than_for)
        claims = (_claim(unit, than_for) for unit in self.view.units(document) if unit.kind is not UnitKind.HEADING)
        rivals = (each for each in claims if each and not agree(each.figure, claim.figure))
        return any(self.alike(each, than_for) > likeness for each in rivals)


def _claim(unit: Unit, other: _Claim) -> _Claim | None:
    """The one figure in a sentence for what another has a figure for."""
    found = [figure for figure in _figures(unit) if _same_thing(figure, other.figure)]
    return _Claim(unit, found[0]) if len({(figure.low, figure.high) for figure in found}) == 1 else None


def _are_rate_and_count(one: _Claim, other: _Claim) -> bool:
    """True for so many a year beside another number for one year, of the same in the same document."""
    if one.figure.kind is not Kind.COUNT or one.document != other.document or one.figure.of[:1] != other.figure.of[:1]:
        return False
    return any(
        _A_YEAR.search(a.unit.text) and not _A_YEAR.search(b.unit.text) and _THIS_YEAR.search(b.unit.text)
        for a, b in ((one, other), (other, one))
    )


def _figures(unit: Unit) -> tuple[Figure, ...]:
    return _figures_in(unit.text, unit.node.metadata["published"])


@lru_cache(maxsize=20_000)
def _figures_in(text: str, published: str) -> tuple[Figure, ...]:
    return tuple(figures(text, written=period(published)))


@lru_cache(maxsize=20_000)
def _content(text: str) -> list[str]:
    """The terms of a text that say what it is about: no numbers, and not what they are counted in."""
    return [term for term in dict.fromkeys(terms(text)) if not term[0].isdigit() and term not in NUMBER_WORDS and term not in _MEASURES]


def _around(unit: Unit) -> str:
    known = unit.node.metadata
    return f"{unit.heading} {known['heading']} {known['title']} {unit.lead}"


def _cover(term: str, among: Sequence[str]) -> float:
    return max((spelled_alike(term, other) for other in among), default=0.0)


def _share(of: Sequence[str], among: Sequence[str]) -> float:
    return sum(_cover(term, among) for term in of) / len(of) if of else 0.0


def _counts(figure: Figure, noun: str) -> bool:
    return figure.kind is not Kind.COUNT or any(spelled_alike(noun, term) >= SAME_WORD for term in figure.of)


def _same_thing(one: Figure, other: Figure) -> bool:
    """True if two figures are of one kind and count the same."""
    if one.kind is not other.kind or _BOUNDS.get(one.hedge, 0) != _BOUNDS.get(other.hedge, 0):
        return False
    sizes = sorted((abs(one.low), abs(other.low)))
    if one.kind is Kind.DATE:
        return _fineness(one) == _fineness(other) and max(one.high - one.low, other.high - other.low) < A_SEASON
    if sizes[0] == 0 or sizes[1] > MOST_APART * sizes[0] or one.kind is Kind.COUNT and sizes[0] <= 1:
        return False
    if one.kind not in (Kind.COUNT, Kind.DURATION):
        return True
    return any(spelled_alike(mine, theirs) >= SAME_WORD for mine in one.of[:2] for theirs in other.of[:2])


def _fineness(date: Figure) -> bool:
    """True for a date in days, False for one in months: "in maart" tells of another thing than "op 3 mei"."""
    return date.high - date.low < A_MONTH


def _are_of_two_things(one: _Claim, other: _Claim) -> bool:
    """True if the sentences say that they speak of other years, of a part, or of things with other names."""
    if any(_OF_A_PART.search(claim.unit.text[: claim.figure.start]) for claim in (one, other)):
        return True
    if one.figure.kind is Kind.DATE and abs(one.figure.low - other.figure.low) > A_YEAR:
        return True  # the next time
    years = [set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", claim.unit.text)) for claim in (one, other)]
    if one.figure.kind is not Kind.DATE and years[0] and years[1] and not years[0] & years[1]:
        return True
    times = [{name for name, pattern in _TIMES.items() if pattern.search(claim.unit.text)} for claim in (one, other)]
    if one.figure.kind is not Kind.DATE and times[0] and times[1] and not times[0] & times[1]:
        return True
    names = [{fold(name) for name in _NAME.findall(claim.unit.text)} for claim in (one, other)]
    told = [fold(f"{claim.unit.text} {_around(claim.unit)}") for claim in (one, other)]
    return any(name not in told[1] for name in names[0]) and any(name not in told[0] for name in names[1])
