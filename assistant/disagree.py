"""Do the documents say one thing about what was asked? The figure that answers, beside other figures for the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from llama_index.core.schema import NodeWithScore

from assistant.asked import Asked
from assistant.claims import (
    SAME_WORD,
    Claim,
    Statement,
    are_of_two_things,
    are_rate_and_count,
    around,
    claim_like,
    content,
    counts,
    counts_alike,
    cover,
    figures_of,
)
from assistant.evidence import READ, Evidence
from assistant.figures import Kind, agree
from assistant.retrieve import View
from assistant.units import Unit, UnitKind
from ingest.dutch import fold, stem

# How alike two sentences with other figures must be to speak of the same thing. Chosen by changing every figure of one document
# that retells others, and by looking at all that it then says about the unchanged ones.
ALIKE_BETWEEN, ALIKE_WITHIN = 0.14, 0.4
ASKED_ALIKE = 0.55  # of the question: less, and the other sentence answers another question
ASKED_ALIKE_LEANING = 0.95  # where the other sentence says of something else that it is so ("Deze zijn verdeeld in …")
A_NAME_LESS = 0.3  # from which a name of the question that stands with the answer does not stand with the other sentence
NEAR = 5  # lines
FEWEST_ITEMS, MOST_OFF = 3, 2  # of a numbered list, and by how many items a writer miscounts
MOST_MISCOUNTED = 0.1  # of a sum: more, and the items are no parts of it

_KINDS = {
    Asked.NUMBER: (Kind.COUNT,),
    Asked.AMOUNT: (Kind.AMOUNT, Kind.PERCENT),
    Asked.PAY: (Kind.AMOUNT,),
    Asked.DURATION: (Kind.DURATION,),
    Asked.DATE: (Kind.DATE,),
}
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
    r"(?:Deze|Dit|Die|Dat|Zij|Ze|Hij|Het|Er) "
    r"(?:is|zijn|was|waren|wordt|worden|heeft|hebben|bestaat|bestaan|duurt|duren|kost|kosten|telt|tellen)\b"
)


class Against(StrEnum):
    """What stands against the answer."""

    REMARK = "remark"  # the document itself says that something does not add up
    FIGURE = "figure"  # another sentence has another figure
    LIST = "list"  # the list of what is counted goes on to another number
    SUM = "sum"  # the numbers below it make another sum


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
    if remark or answer is None:
        return remark
    return _remark_on(answer, hits, view) or _other_count(answer, view) or _contradicted(evidence, answer, hits, view)


def answering(evidence: Evidence) -> Claim | None:
    """The figure that answers, in the sentence of the evidence that says most of the question; None where that is not plain."""
    asked = [term.stem for term in evidence.terms]
    noun = _counted(evidence)
    is_share = re.search(r"\bprocent|\bpercentage", fold(evidence.question))
    kinds = (Kind.PERCENT,) if is_share else _KINDS.get(evidence.asked, ())
    for item in evidence.chosen:
        for unit in sorted(item.stretch.units, key=lambda unit: -sum(cover(term, content(unit.text)) for term in asked)):
            found = [figure for figure in figures_of(unit) if figure.kind in kinds and (noun is None or counts(figure, noun))]
            if found:
                return Claim(unit, found[0]) if len({(figure.low, figure.high) for figure in found}) == 1 else None
    return None


def _counted(evidence: Evidence) -> str | None:
    """The stem of what is counted, where a number was asked."""
    match = re.search(r"\b(?:hoeveel|aantal) (?:procent van (?:de|het) )?([a-z][a-z-]+[a-z])", fold(evidence.question))
    return stem(match[1].replace("-", "")) if match and evidence.asked is Asked.NUMBER else None


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
    told, noun = figures_of(remark), _counted(evidence)
    if noun is None:
        asked = {term.stem for term in evidence.terms if not term.is_kind}
        is_of_kind = not told or any(figure.kind in _KINDS.get(evidence.asked, ()) for figure in told)
        return is_of_kind and bool(asked & {*content(remark.text), *content(unit.text)})
    if cover(noun, content(f"{remark.text} {unit.text}")) >= SAME_WORD:
        return True
    paragraph = " ".join(other.text for other in document if other.line == remark.line)
    return not any(figure.of for figure in told) and cover(noun, content(paragraph)) >= SAME_WORD


def _remark_on(answer: Claim, hits: Sequence[NodeWithScore], view: View) -> Disagreement | None:
    """What a document that was read says of the answering figure: that elsewhere there is another."""
    for unit in _read(hits, view):
        if _SAYS_SO.search(unit.text) and any(
            counts_alike(each, answer.figure) and agree(each, answer.figure) for each in figures_of(unit)
        ):
            other = _remarked_on(unit, answer, view)
            return Disagreement(answer.statement(), Statement(other, other.text), Against.REMARK)
    return None


def _remarked_on(remark: Unit, answer: Claim, view: View) -> Unit:
    """The sentence that a remark is on, where it comes right before it with another figure than the answer; else the remark itself.

    "Er begonnen er 48. Elders staat dat het er 60 per jaar zijn." says nothing against 60: the first sentence does.
    """
    before = view.units(remark.node.metadata["document"])[max(0, remark.index - 1)]
    alike = [each for each in figures_of(before) if counts_alike(each, answer.figure)]
    says_other = bool(alike) and not any(agree(each, answer.figure) for each in alike)
    says_same = all(agree(each, answer.figure) for each in figures_of(remark) if counts_alike(each, answer.figure))
    return before if before.line == remark.line and says_other and says_same else remark


def _read(hits: Sequence[NodeWithScore], view: View) -> Iterator[Unit]:
    """The sentences, items and rows of the passages that were read for the answer."""
    names = {hit.node.node_id for hit in hits[:READ]}
    for document in dict.fromkeys(hit.node.metadata["document"] for hit in hits[:READ]):
        yield from (unit for unit in view.units(document) if unit.name in names and unit.kind is not UnitKind.HEADING)


def _other_count(answer: Claim, view: View) -> Disagreement | None:
    """The list below the answer of what it counts, where that goes on to another number or makes another sum."""
    figure = answer.figure
    if figure.kind is not Kind.COUNT or figure.low != figure.high or figure.hedge:
        return None
    below = list(takewhile(lambda unit: unit.kind is not UnitKind.HEADING, view.units(answer.document)[answer.unit.index + 1 :]))
    if sum_differs := _other_sum(answer, below):
        return sum_differs
    items = _numbered(below)
    if len(items) < FEWEST_ITEMS or not 0 < abs(len(items) - figure.low) <= MOST_OFF:
        return None
    return Disagreement(answer.statement(figure.of[:1]), Statement(items[-1], str(len(items))), Against.LIST)


def _other_sum(answer: Claim, below: Sequence[Unit]) -> Disagreement | None:
    """The items that begin with a number, at once or after a sentence, which are together nearly what the answer says, not quite."""
    first = next((at for at, unit in enumerate(below) if unit.group >= 0), len(below))
    items = [unit for unit in below[first:] if unit.group == below[first].group] if first <= 1 and first < len(below) else []
    parts = [next((figure for figure in figures_of(unit) if figure.kind is Kind.COUNT and not figure.start), None) for unit in items]
    if len(parts) < 2 or not all(parts):
        return None
    total = sum(part.low for part in parts if part)
    if not 0 < abs(total - answer.figure.low) <= MOST_MISCOUNTED * answer.figure.low:
        return None
    return Disagreement(answer.statement(answer.figure.of[:1]), Statement(items[0], f"{total:g}", tuple(items[1:])), Against.SUM)


def _numbered(below: Sequence[Unit]) -> list[Unit]:
    """The items that are numbered 1, 2, 3 …, whatever stands between them, of a list that begins at once or after a sentence."""
    first = next((at for at, unit in enumerate(below) if unit.group >= 0), len(below))
    if first > 1 or first == len(below) or _number_of(below[first]) != 1:
        return []
    items = [below[first]]
    for unit in below[first + 1 :]:
        number = _number_of(unit) if unit.group >= 0 else None
        if number == 1:
            break
        if number == len(items) + 1:
            items.append(unit)
    return items


def _number_of(unit: Unit) -> int | None:
    """The number in front of a list item, or in the first cell of a row: 1 of "1." and 4 of "4 ii"."""
    line = unit.node.text[unit.node.text.rfind("\n", 0, unit.start) + 1 : unit.end]
    match = re.match(r"\(?([1-9]\d?)(?:[.)\t]| [ivx]+\t)", line)
    return int(match[1]) if match else None


def _contradicted(evidence: Evidence, answer: Claim, hits: Sequence[NodeWithScore], view: View) -> Disagreement | None:
    """The sentence most like the answer, in the passages that were read, with another figure for the same."""
    comparison = _Comparison(evidence, answer, view)
    _, other = max(comparison.others(hits), key=lambda pair: pair[0], default=(0.0, None))
    if other is None:
        return None
    return Disagreement(answer.statement(other.figure.of), other.statement(answer.figure.of), Against.FIGURE)


class _Comparison:
    """One answering figure, to hold others against."""

    def __init__(self, evidence: Evidence, answer: Claim, view: View) -> None:
        self.evidence, self.answer, self.view = evidence, answer, view

    def others(self, hits: Sequence[NodeWithScore]) -> Iterator[tuple[float, Claim]]:
        """The claims in the passages found that contradict the answer, with how alike they are."""
        for unit in _read(hits, self.view):
            claim = claim_like(unit, self.answer)
            if claim is None or self._is_beside(unit) or agree(claim.figure, self.answer.figure):
                continue
            if are_rate_and_count(self.answer, claim):
                yield 1.0, claim
            elif not are_of_two_things(self.answer, claim):
                alike = self.asked_alike(claim) * self.alike(self.answer, claim, asked=self.evidence.question)
                enough = ALIKE_WITHIN if claim.document == self.answer.document else ALIKE_BETWEEN
                if alike >= enough and not self._are_told_apart(claim):
                    yield alike, claim

    def _is_beside(self, unit: Unit) -> bool:
        """True for what stands with the answer under one heading, or close to it: two figures there are of two things."""
        mine = self.answer.unit
        is_near = abs(unit.line - mine.line) <= NEAR or bool(unit.heading) and unit.heading == mine.heading
        return unit.node.metadata["document"] == self.answer.document and is_near

    def asked_alike(self, other: Claim) -> float:
        """Share of the question, by weight, that the other sentence says no less of than the answer: itself, and with its headings.

        0 where a name of the question stands with the answer only.
        """
        mine, theirs = content(self.answer.text), content(other.text)
        mine_around, theirs_around = mine + content(around(self.answer.unit)), theirs + content(around(other.unit))
        theirs += content(other.unit.node.metadata["title"])
        total = sum(term.weight for term in self.evidence.terms)
        lost = 0.0
        for term in self.evidence.terms:
            with_headings = cover(term.stem, mine_around) - cover(term.stem, theirs_around)
            if (term.is_telling or term.is_body) and with_headings > A_NAME_LESS:
                return 0.0
            lost += term.weight * max(0.0, cover(term.stem, mine) - cover(term.stem, theirs), with_headings)
        share = 1 - lost / total if total else 0.0
        leans = other.document != self.answer.document and _LEANS.match(other.text)
        return share if share >= (ASKED_ALIKE_LEANING if leans else ASKED_ALIKE) else 0.0

    def alike(self, one: Claim, other: Claim, *, asked: str = "") -> float:
        """How far two sentences speak of the same: the share of the one's words that the other has, times the other way around.

        Words are weighed by rarity; a word of the heading counts as one of the sentence, and for the other one of the question.
        """
        forth = self._share(content(one.text), content(other.text) + content(around(other.unit)))
        back = self._share(content(other.text), content(one.text) + content(around(one.unit)) + content(asked))
        return forth * back

    def _share(self, of: Sequence[str], among: Sequence[str]) -> float:
        """Share of some terms, by rarity, that are among others."""
        weights = [self.view.keyword.rarity(term) for term in of]
        return sum(weight * cover(term, among) for weight, term in zip(weights, of, strict=True)) / sum(weights) if sum(weights) else 0.0

    def _are_told_apart(self, other: Claim) -> bool:
        """True if one of the two documents has a sentence that is more like the other's, with another figure.

        Then the two figures are of two things, and both documents may well agree on both.
        """
        if other.document == self.answer.document:
            return False
        return self._has_better(self.answer, than_for=other) or self._has_better(other, than_for=self.answer)

    def _has_better(self, claim: Claim, *, than_for: Claim) -> bool:
        likeness = self.alike(claim, than_for)
        units = (unit for unit in self.view.units(claim.document) if unit.kind is not UnitKind.HEADING)
        rivals = (each for unit in units if (each := claim_like(unit, than_for)) and not agree(each.figure, claim.figure))
        return any(self.alike(each, than_for) > likeness for each in rivals)
