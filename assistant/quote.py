"""The offline writer: an answer out of the documents' own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from llama_index.core.schema import TextNode

from assistant import wording
from assistant.answer import Citation, Draft, Sentence, SentenceKind
from assistant.cite import cite
from assistant.units import Unit, UnitKind, pieces


class QuoteWriter:
    """Collects sentences and numbers their citations, one answer long."""

    name = "quote"

    def __init__(self) -> None:
        self._sentences: list[Sentence] = []
        self._citations: list[Citation] = []
        self._stretches: list[tuple[str, int, int]] = []  # of each citation: passage, and where in it
        self._written: set[Unit] = set()
        self._place: tuple[str, str] = ("", "")

    def write(self, groups: Sequence[Sequence[Unit]]) -> None:
        """Add quoted units; each group is introduced when it comes from another place than the one before."""
        for group in ([unit for unit in group if unit not in self._written] for group in groups):
            if not group:
                continue
            self._written.update(group)
            self._introduce(group[0])
            numbers = self._cite(group)
            for unit, cited in zip(group, numbers, strict=True):
                is_item = unit.kind is not UnitKind.SENTENCE and len(group) > 1
                self._sentences.append(Sentence(unit.text, SentenceKind.STATEMENT, cited, is_item=is_item))

    def say(self, text: str) -> None:
        """Add a sentence of our own, which states nothing and cites nothing."""
        self._sentences.append(Sentence(text, SentenceKind.CONNECTIVE))

    def draft(self) -> Draft:
        return Draft(tuple(self._sentences), tuple(self._citations))

    def _introduce(self, unit: Unit) -> None:
        place = (unit.node.metadata["title"], unit.heading)
        if place[0] != self._place[0]:
            self.say(wording.introduction(*place))
        elif place[1] != self._place[1] and place[1]:
            self.say(wording.continuation(place[1]))
        self._place = place

    def _cite(self, group: Sequence[Unit]) -> list[tuple[int, ...]]:
        """The citation numbers of each unit. Units that follow each other on a page share one quote."""
        numbers: list[tuple[int, ...]] = []
        for _, run in groupby(_with_runs(group), key=lambda pair: pair[0]):
            members = [unit for _, unit in run]
            node, start, end = members[0].node, members[0].start, members[-1].end
            stretch = (node.node_id, start, end)
            found = {
                page: self._number(node, members[0].heading, page, label, quote, stretch) for page, label, quote in pieces(node, start, end)
            }
            numbers += [tuple(found[page] for page, _, _ in unit.pieces()) for unit in members]
        return numbers

    def _number(self, node: TextNode, heading: str, page: int | None, label: str | None, quote: str, stretch: tuple[str, int, int]) -> int:
        """The number of the citation of a stretch of a passage on one page; one that has it already is used again."""
        for citation, (name, start, end) in zip(self._citations, self._stretches, strict=True):
            if name == stretch[0] and start <= stretch[1] and stretch[2] <= end and citation.page == page:
                return citation.n
        self._stretches.append(stretch)
        self._citations.append(cite(node, len(self._citations) + 1, quote=quote, heading=heading, page=page, label=label))
        return len(self._citations)


def _with_runs(group: Sequence[Unit]) -> list[tuple[int, Unit]]:
    """Each unit with the number of the run of neighbours in one passage that it belongs to."""
    runs: list[tuple[int, Unit]] = []
    for unit in group:
        last = runs[-1] if runs else None
        is_next = last is not None and last[1].node is unit.node and last[1].index + 1 == unit.index
        runs.append((last[0] if is_next else (last[0] + 1 if last else 0), unit))
    return runs
