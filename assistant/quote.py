"""The offline writer: an answer out of the documents' own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from llama_index.core.schema import TextNode

from assistant.answer import Citation, Draft, Sentence, SentenceKind, Writer
from assistant.cite import cite
from assistant.introduce import Place, introduction
from assistant.units import PageSpan, Unit, UnitKind, literal, page_spans


class QuoteWriter:
    """Collects sentences and numbers their citations, one answer long."""

    name = Writer.QUOTE

    def __init__(self, asked: str = "") -> None:
        """`asked` is the question: what it says itself need not be said before its answer."""
        self._asked = asked
        self._sentences: list[Sentence] = []
        self._citations: list[Citation] = []
        self._written: set[Unit] = set()
        self._place: Place | None = None

    def write(self, groups: Sequence[Sequence[Unit]]) -> None:
        """Add quoted units; each group is introduced where a reader could not tell what it is about."""
        for group in ([unit for unit in group if unit not in self._written] for group in groups):
            if not group:
                continue
            self._written.update(group)
            self._introduce(group)
            numbers = self._cite(group)
            for unit, cited in zip(group, numbers, strict=True):
                is_item = unit.kind is not UnitKind.SENTENCE and len(group) > 1
                self._sentences.append(Sentence(unit.text, SentenceKind.STATEMENT, cited, is_item=is_item))

    def say(self, text: str) -> None:
        """Add a sentence of our own, which states nothing and cites nothing."""
        self._sentences.append(Sentence(text, SentenceKind.CONNECTIVE))

    def draft(self) -> Draft:
        return Draft(tuple(self._sentences), tuple(self._citations))

    def _introduce(self, group: Sequence[Unit]) -> None:
        text, self._place = introduction(group, asked=self._asked, before=self._place)
        if text:
            self.say(text)

    def _cite(self, group: Sequence[Unit]) -> list[tuple[int, ...]]:
        """The citation numbers of each unit. Units that follow each other on a page share one quote."""
        numbers: list[tuple[int, ...]] = []
        for _, run in groupby(_with_runs(group), key=lambda pair: pair[0]):
            members = [unit for _, unit in run]
            node, heading = members[0].node, members[0].heading
            # A page can come back (a footnote between the halves of a sentence), so spans are told apart by their offsets.
            spans = page_spans(node, members[0].start, members[-1].end)
            cited = [(span, self._number(node, heading, span)) for span in spans if any(_holds(span, unit) for unit in members)]
            for unit in members:
                numbers.append(tuple(number for span, number in cited if _holds(span, unit)))
        return numbers

    def _number(self, node: TextNode, heading: str, span: PageSpan) -> int:
        """The number of a new citation. No unit is written twice, so there is none yet that holds these words."""
        quote = literal(node, span.start, span.end)
        self._citations.append(cite(node, len(self._citations) + 1, quote=quote, heading=heading, page=span.page, label=span.label))
        return len(self._citations)


def _holds(span: PageSpan, unit: Unit) -> bool:
    """True if words of a unit stand in a span; the mark of a list may be all that does."""
    return span.start < unit.end and unit.start < span.end


def _with_runs(group: Sequence[Unit]) -> list[tuple[int, Unit]]:
    """Each unit with the number of the run of neighbours in one passage that it belongs to.

    A heading begins a run: a quote may begin behind its "# ", but may not hold it, for that mark is ours.
    """
    runs: list[tuple[int, Unit]] = []
    for unit in group:
        last = runs[-1] if runs else None
        is_next = last is not None and last[1].node is unit.node and last[1].index + 1 == unit.index
        is_next = is_next and unit.kind is not UnitKind.HEADING
        runs.append((last[0] if is_next else (last[0] + 1 if last else 0), unit))
    return runs
