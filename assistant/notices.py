"""What a reader should know beside an answer: that a date is over, a source old, that documents differ, or tell of another year. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from llama_index.core.schema import NodeWithScore, TextNode

from assistant import wording
from assistant.answer import Citation, Draft, Notice, SentenceKind
from assistant.cite import cite
from assistant.claims import Statement
from assistant.dates import Period, may_name_date, period, written_of
from assistant.disagree import Against, Disagreement, disagreement
from assistant.editions import newer_edition
from assistant.evidence import Evidence
from assistant.passed import Passed, passed_dates
from assistant.preference import NO_PREFERENCE, Preference
from assistant.retrieve import View
from assistant.scope import other_people, other_place, other_time
from assistant.units import Unit
from ingest.document import CELL_MARK


class Kind(StrEnum):
    """What a notice is about."""

    DATE_PASSED = "date_passed"
    OUTDATED = "outdated"
    DISAGREEMENT = "disagreement"
    OTHER_YEAR = "other_year"
    ELSEWHERE = "elsewhere"
    WRITER = "writer"  # the language model that is set did not write this answer
    LEFT_OUT = "left_out"  # a sentence that does not stand in what it cites


@dataclass(frozen=True)
class Noticed:
    """The notices beside an answer, and all its citations: those it had, and after them those of the notices."""

    notices: tuple[Notice, ...]
    citations: tuple[Citation, ...]


def notices(
    question: str,
    draft: Draft,
    *,
    found: Sequence[Evidence],
    hits: Sequence[NodeWithScore],
    view: View,
    today: date,
    preference: Preference = NO_PREFERENCE,
) -> Noticed:
    """What a reader should know beside a draft that answers a question from the evidence found, on a day."""
    sources = _Sources(draft.citations, view)
    told = [
        *_dates_passed(question, draft, sources, today),
        *_outdated(draft, sources, hits, today),
        *(notice for evidence in found for notice in _of_evidence(evidence, sources, hits)),
        *(notice for evidence in found for notice in _elsewhere(evidence, sources, today, preference)),
    ]
    return Noticed(tuple(dict.fromkeys(told)), sources.citations)


class _Sources:
    """The citations of an answer, to which a notice may add."""

    def __init__(self, citations: Sequence[Citation], view: View) -> None:
        self.view = view
        self._citations = list(citations)
        self._written: dict[str, Period | None] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations)

    def numbers(self, unit: Unit) -> tuple[int, ...]:
        """The numbers of the citations of a unit; one that is quoted already keeps its number."""
        return tuple(dict.fromkeys(self._number(unit, page, label, words) for page, label, words in unit.pieces()))

    def _number(self, unit: Unit, page: int | None, label: str | None, words: str) -> int:
        document, words = unit.node.metadata["document"], words.replace(CELL_MARK, " ")
        for known in self._citations:
            if known.document == document and known.page == page and words in known.quote:
                return known.n
        self._citations.append(cite(unit.node, len(self._citations) + 1, quote=words, heading=unit.heading, page=page, label=label))
        return len(self._citations)

    def written(self, document: str) -> Period | None:
        """When a document was written, as far as is known or follows from the years it names."""
        if document not in self._written:
            node = self._first(document)
            texts = [unit.text for unit in self.view.units(document)]
            self._written[document] = period(node.metadata["published"]) or written_of(node.metadata["title"], texts)
        return self._written[document]

    def valid_until(self, document: str) -> Period | None:
        return period(self._first(document).metadata["valid_until"])

    def _first(self, document: str) -> TextNode:
        return self.view.by_document[document][0]


def _dates_passed(question: str, draft: Draft, sources: _Sources, today: date) -> Iterator[Notice]:
    """One notice for all dates in the quoted sentences that are over."""
    documents = {citation.n: citation.document for citation in draft.citations}
    passed: dict[str, Passed] = {}
    cited: set[int] = set()
    for sentence in draft.sentences:
        if sentence.kind is SentenceKind.STATEMENT and sentence.citations and may_name_date(sentence.text):
            written = sources.written(documents[sentence.citations[0]])
            dates = passed_dates(sentence.text, today, question=question, written=written)
            for each in dates:
                passed[each.words] = max(each, passed.get(each.words, each), key=lambda one: one.moment.has_year)
            cited |= set(sentence.citations) if dates else set()
    if not passed:
        return
    ordered = sorted(passed.values(), key=lambda each: (each.moment.last, each.moment.first))
    if all(each.is_today for each in ordered):
        text = wording.too_late(ordered[-1].words)
    else:
        text = wording.dates_passed([each.words for each in ordered], is_guess=not all(each.moment.has_year for each in ordered))
    yield Notice(Kind.DATE_PASSED, text, tuple(sorted(cited)))


def _outdated(draft: Draft, sources: _Sources, hits: Sequence[NodeWithScore], today: date) -> Iterator[Notice]:
    """A notice for each document cited that is no longer valid, or of which a newer edition was found."""
    for document in dict.fromkeys(citation.document for citation in draft.citations):
        cited = [citation for citation in draft.citations if citation.document == document]
        numbers = tuple(citation.n for citation in cited)
        until = sources.valid_until(document)
        if until and until.last < today:
            yield Notice(Kind.OUTDATED, wording.no_longer_valid(cited[0].title, wording.days(until.last, until.last)), numbers)
        elif newer := newer_edition(document, hits):
            names = (wording.source(cited[0].title, cited[0].published), wording.source(newer["title"], newer["published"]))
            yield Notice(Kind.OUTDATED, wording.newer_source(*names), numbers)


def _of_evidence(evidence: Evidence, sources: _Sources, hits: Sequence[NodeWithScore]) -> Iterator[Notice]:
    """The notice that documents differ on one part of a question."""
    if differs := disagreement(evidence, hits, sources.view):
        is_quoted = any(differs.other.unit in group for group in evidence.groups)
        yield Notice(Kind.DISAGREEMENT, _in_words(differs, is_quoted=is_quoted), _numbers(sources, differs.answer, differs.other))


def _elsewhere(evidence: Evidence, sources: _Sources, today: date, preference: Preference) -> Iterator[Notice]:
    """Notices that an answer is of another time or place than was asked for, or for others."""
    written = sources.written(evidence.chosen[0].stretch.document)
    if gap := other_time(evidence, today, written=written, preference=preference):
        yield Notice(Kind.OTHER_YEAR, wording.other_time(gap.asked, gap.told), sources.numbers(gap.unit))
    if gap := other_place(evidence, preference):
        yield Notice(Kind.ELSEWHERE, wording.elsewhere(gap.asked, _title(gap.unit), gap.told), sources.numbers(gap.unit))
    if gap := other_people(evidence, preference):
        yield Notice(Kind.ELSEWHERE, wording.for_others(gap.asked, _title(gap.unit), gap.told), sources.numbers(gap.unit))


def _title(unit: Unit) -> str:
    return unit.node.metadata["title"]


def _numbers(sources: _Sources, *statements: Statement) -> tuple[int, ...]:
    units = (unit for statement in statements for unit in (statement.unit, *statement.also))
    return tuple(dict.fromkeys(number for unit in units for number in sources.numbers(unit)))


def _in_words(differs: Disagreement, *, is_quoted: bool) -> str:
    """A disagreement for a reader; what the answer quotes already is not quoted again."""
    one, other = differs.answer, differs.other
    in_one, in_other = _name(one.unit), _name(other.unit)
    match differs.against:
        case Against.REMARK:
            return wording.source_said_so(in_other) if is_quoted else wording.source_says_so(in_other, other.words)
        case Against.LIST:
            return wording.list_differs(in_one, one.words, other.words)
        case Against.SUM:
            return wording.sum_differs(in_one, one.words, other.words)
    if in_one == in_other:
        return wording.source_differs(in_one, one.words, other.words)
    return wording.sources_differ(one.words, in_one, other.words, in_other)


def _name(unit: Unit) -> str:
    return wording.source(unit.node.metadata["title"], unit.node.metadata["published"] or None)
