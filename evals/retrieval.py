"""How well each leg of a search finds what it should, over a set in BEIR layout or over our own cases."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import MetadataMode, TextNode
from rich.table import Table

from assistant.retrieve import Legs, View, best_first
from assistant.rewrite import stand_alone
from evals.beir import BeirSet, as_node
from evals.cases import Case
from evals.facts import share_stated
from evals.rank import hit, ndcg, recall, reciprocal_rank
from ingest.errors import BronwijsError
from ingest.settings import SHIPPED_EMBEDDER, Settings
from ingest.store import Snapshot, Store
from ingest.sync import FileReport, Listener, update_index

Measure = Callable[[Sequence[str], Mapping[str, float]], float]
Figures = dict[str, dict[str, float]]  # by leg, then by measure
Track = Callable[..., Iterable[Any]]  # as rich's Progress.track: hands on what it is given, and shows how far it is

LEGS = Legs._fields
DEPTH = 100  # passages of a ranking that are kept
BEIR_MEASURES: Mapping[str, Measure] = {
    "ndcg@10": partial(ndcg, k=10),
    "mrr@10": partial(reciprocal_rank, k=10),
    "recall@5": partial(recall, k=5),
    "recall@10": partial(recall, k=10),
}
# A page has several passages, and any of them brings a reader there: here recall is a hit or a miss.
PAGE_MEASURES: Mapping[str, Measure] = {
    "recall@1": partial(hit, k=1),
    "recall@5": partial(hit, k=5),
    "recall@10": partial(hit, k=10),
    "mrr@10": partial(reciprocal_rank, k=10),
}
# Groups of our own cases, by what their style or kind says.
GROUPS = {"all": frozenset[str](), "paraphrase": frozenset({"paraphrase"}), "misspelt": frozenset({"spoken", "typo"})}
GROUP_NAMES = {"all": "Alle vragen", "paraphrase": "In andere woorden", "misspelt": "In spreektaal of met typefouten"}
LEGEND = "vectors: op betekenis. bm25: op woorden. fused: die twee samen. reranked: daarna opnieuw geordend, zoals de assistent zoekt."


@dataclass(frozen=True)
class Judged:
    """A question, with what each passage that is relevant to it is worth; `labels` say what kind of question it is."""

    id: str
    text: str
    gains: Mapping[str, float]
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ranked:
    """A question with the ids of the `DEPTH` best passages by leg, best first."""

    question: Judged
    rankings: Mapping[str, Sequence[str]]


def _untracked(items: Iterable[Any], description: str) -> Iterable[Any]:
    return items


def rank_beir(beir: BeirSet, embedder: BaseEmbedding, *, track: Track = _untracked) -> list[Ranked]:
    """The judged questions of a set, each passage of which counts as one passage of ours."""
    view = view_of([as_node(passage) for passage in beir.passages], embedder, track=track)
    judged = [Judged(question.id, question.text, beir.gains[question.id]) for question in beir.questions if question.id in beir.gains]
    return rank(judged, view, embedder, track=track)


def rank_cases(cases: Sequence[Case], view: View, embedder: BaseEmbedding, *, track: Track = _untracked) -> list[Ranked]:
    """The answerable cases of which the view holds a relevant passage; a follow-up is asked as the assistant would search for it."""
    judged = [judge(case, view) for case in cases if case.answerable]
    return rank([question for question in judged if question.gains], view, embedder, track=track)


def rank(questions: Sequence[Judged], view: View, embedder: BaseEmbedding, *, track: Track = _untracked) -> list[Ranked]:
    """The rankings of all questions over one view, in their order. Raises BronwijsError when there are no questions."""
    if not questions:
        raise BronwijsError("Bij geen enkele vraag hoort een passage in deze documenten; er valt niets te meten.")
    return [Ranked(question, _rankings(question.text, view, embedder)) for question in track(questions, description="Vragen")]


def _rankings(question: str, view: View, embedder: BaseEmbedding) -> dict[str, list[str]]:
    legs = view.legs(question, embedder.get_query_embedding(question))
    return {leg: [view.nodes[i].node_id for i in best_first(scores, DEPTH)] for leg, scores in legs._asdict().items()}


def judge(case: Case, view: View) -> Judged:
    """A case with its relevant passages: those that touch a page of one of its places, each worth the same.

    In a document without pages a passage is relevant when it states one of the facts.
    """
    nodes = [node for path in case.places or {} for node in view.by_document.get(path, ())]
    return Judged(
        case.id,
        stand_alone(case.question.text, case.question.history),
        {node.node_id: 1.0 for node in nodes if _is_relevant(node, case)},
        frozenset((*case.style, *case.kind.split(","))),
    )


def _is_relevant(node: TextNode, case: Case) -> bool:
    if wanted := (case.places or {})[node.metadata["document"]]:
        return any(page in wanted for _, page, _ in json.loads(node.metadata["quote_starts"]))
    return share_stated(node.text, case.facts) > 0


def view_of(nodes: Sequence[TextNode], embedder: BaseEmbedding, *, track: Track = _untracked) -> View:
    """A view on nodes that are in no index."""
    texts = [node.get_content(MetadataMode.EMBED) for node in nodes]
    batches = [texts[start : start + embedder.embed_batch_size] for start in range(0, len(texts), embedder.embed_batch_size)]
    vectors = [vector for batch in track(batches, description="Passages") for vector in embedder.get_text_embedding_batch(batch)]
    return View(Snapshot("", nodes, np.asarray(vectors, dtype=np.float32), records={}))


def view_of_corpus(corpus: Path, *, embedder: str = str(SHIPPED_EMBEDDER), on_file: Callable[[FileReport], None] = lambda _: None) -> View:
    """A view on an index of a corpus that is made for the occasion."""
    with tempfile.TemporaryDirectory(prefix="bronwijs-eval-", ignore_cleanup_errors=True) as index:
        settings = Settings(corpus=corpus, index=index, embedder=embedder)
        update_index(settings, listener=Listener(on_file=on_file))
        return View(Store(settings, create=False).snapshot())


def values(ranked: Sequence[Ranked], leg: str, measure: Measure) -> list[float]:
    """The measure of one leg on each question, in their order: what two legs are compared by."""
    return [measure(each.rankings[leg], each.question.gains) for each in ranked]


def figures(ranked: Sequence[Ranked], measures: Mapping[str, Measure]) -> Figures:
    """The mean of each measure for each leg, over at least one question, to four decimals."""
    return {leg: {name: round(statistics.fmean(values(ranked, leg, measure)), 4) for name, measure in measures.items()} for leg in LEGS}


def grouped(ranked: Sequence[Ranked]) -> dict[str, list[Ranked]]:
    """Our own cases by group, all of them first; a group without cases is left out."""
    groups = {name: [each for each in ranked if not labels or labels & each.question.labels] for name, labels in GROUPS.items()}
    return {name: members for name, members in groups.items() if members}


def recall_curve(ranked: Sequence[Ranked], *, deepest: int = 20) -> dict[str, list[float]]:
    """Per leg the share of questions with a relevant passage among the first k, for k = 1 … `deepest`."""
    return {leg: [statistics.fmean(values(ranked, leg, partial(hit, k=k))) for k in range(1, deepest + 1)] for leg in LEGS}


def table(found: Figures, *, title: str) -> Table:
    """Figures, a leg a row and a measure a column."""
    made = Table(title=title, title_justify="left")
    made.add_column("Stap")
    for name in next(iter(found.values())):
        made.add_column(name, justify="right")
    for leg, by_measure in found.items():
        made.add_row(leg, *(f"{value:.3f}" for value in by_measure.values()))
    return made
