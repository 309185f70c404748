"""Is it silent when what answers is gone? Known questions, asked once more where no passage can answer them.

Each question that the documents answer is asked of two searches: one that finds other passages instead of those it should, and one
over the documents without those that hold the answer. Whoever answers now makes something of what is not about it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import MetadataMode, NodeWithScore

from assistant.answer import Question, Status
from assistant.assistant import Assistant
from assistant.preference import NOTHING_PREFERRED, Preferred
from assistant.retrieve import Retriever, View
from evals.answers import TODAY
from evals.cases import Case
from evals.facts import share_stated
from ingest.errors import BronwijsError
from ingest.snapshot import Snapshot

_SEED = 7


@dataclass(frozen=True)
class Silence:
    """How many questions were asked, and how many of them were not answered."""

    asked: int
    refused: int

    @property
    def share(self) -> float:
        return self.refused / self.asked if self.asked else 1.0


class _Fixed(Retriever):
    """Searches one view, whatever the index holds by now."""

    def __init__(self, view: View, embedder: BaseEmbedding) -> None:
        super().__init__(_NoIndex(), embedder, for_staff=True)
        self._fixed = view

    def view(self) -> View:
        return self._fixed


class _NoIndex:
    def stamp(self) -> str:
        raise NotImplementedError

    updated = snapshot = stamp


class _Swapped(_Fixed):
    """Finds for each passage another one, that states none of the facts asked for, with the score of the first."""

    def __init__(self, view: View, embedder: BaseEmbedding, case: Case) -> None:
        super().__init__(view, embedder)
        self._case = case

    def search(self, view: View, question: str, *, preferred: Preferred = NOTHING_PREFERRED) -> list[NodeWithScore]:
        found = super().search(view, question, preferred=preferred)
        names = {hit.node.node_id for hit in found}
        others = [node for node in view.nodes if node.node_id not in names and not self._states(node.get_content(MetadataMode.NONE))]
        taken = random.Random(f"{_SEED}{self._case.id}").sample(others, min(len(found), len(others)))
        return [NodeWithScore(node=node, score=hit.score) for node, hit in zip(taken, found, strict=False)]

    def _states(self, text: str) -> bool:
        return share_stated(text, self._case.facts) > 0


def swapped(cases: Sequence[Case], assistant: Assistant, *, on_answer: Callable[[], None] = lambda: None) -> Silence:
    """Every passage that is found swapped for one that holds none of the facts."""
    view, embedder = assistant.retriever.view(), assistant.retriever.embedder
    return _silence(cases, lambda case: Assistant(_Swapped(view, embedder, case), embedder), on_answer)


def left_out(cases: Sequence[Case], assistant: Assistant, *, on_answer: Callable[[], None] = lambda: None) -> Silence:
    """The documents that hold the answer left out."""
    view, embedder = assistant.retriever.view(), assistant.retriever.embedder
    views: dict[frozenset[str], View] = {}

    def over_the_rest(case: Case) -> Assistant:
        documents = frozenset(case.places or {})
        return Assistant(_Fixed(views.get(documents) or views.setdefault(documents, without(view, documents)), embedder), embedder)

    return _silence(cases, over_the_rest, on_answer)


def without(view: View, documents: frozenset[str]) -> View:
    """A view without some of its documents."""
    snapshot = view.snapshot
    kept = [i for i, node in enumerate(snapshot.nodes) if node.metadata["document"] not in documents]
    records = {path: record for path, record in snapshot.records.items() if path not in documents}
    left = Snapshot(snapshot.stamp, [snapshot.nodes[i] for i in kept], snapshot.vectors[kept], records)
    # What is derived of a document or a text is the same in both, and need not be made again.
    return replace(view, snapshot=left)


def _silence(cases: Sequence[Case], assistant_for: Callable[[Case], Assistant], on_answer: Callable[[], None]) -> Silence:
    asked = [case for case in cases if case.answerable]
    refused = 0
    for case in asked:
        refused += not _is_answered(assistant_for(case), replace(case.question, today=case.question.today or TODAY))
        on_answer()
    return Silence(len(asked), refused)


def _is_answered(assistant: Assistant, question: Question) -> bool:
    try:
        return assistant.answer(question).status in (Status.ANSWERED, Status.PARTLY)
    except BronwijsError:  # a document that the question chose is not there any more
        return False
