"""Fit what puts passages in order: `assistant/reranker.json`, the share of the vectors in the fusion and the reranker's weights.

    python training/fit_reranker.py --half evals/cases corpus [--whole CASES CORPUS] [--beir FOLDER] [--embedder MODEL]

Of a set that is given with --half only the half goes in that reports call "tuned" (evals/report.py); the other half stays
unseen. A set given with --whole goes in as a whole, and so does one in BEIR layout; never give one that is reported on, nor
one whose passages the embedder was trained on: it would trust the vectors too much.

1. *fuse*: the share of the vectors beside BM25 with the best nDCG@10 on the mean of all sets, and of equals the smallest.
2. *rerank*: what each feature of a passage counts for (assistant/rerank.py). Softmax over the passages that the fusion puts
   first (a conditional logit, McFadden 1974), to a target in which each passage weighs what it is worth.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from scipy.optimize import minimize

from assistant.fuse import fuse
from assistant.rerank import DEPTH, FILE, features
from assistant.retrieve import View, best_first
from evals.beir import as_node, read_beir
from evals.cases import read_cases
from evals.facts import share_stated
from evals.rank import ndcg
from evals.report import half
from evals.retrieval import Judged, judge, view_of, view_of_corpus
from ingest.embed import open_embedder
from ingest.settings import SHIPPED_EMBEDDER

PENALTY = 40.0  # L2, on standardized features: 5 is better on sets that go in, 20 to 60 on those that do not (README)
FOLDS = 5
SHARES = tuple(round(0.1 * step, 1) for step in range(21))


@dataclass(frozen=True)
class Example:
    """A question, and what both legs make of every passage of a view."""

    question: Judged
    view: View
    words: np.ndarray
    meaning: np.ndarray

    def fused(self, share: float) -> np.ndarray:
        """The scores of all passages."""
        return fuse(self.words, self.meaning, vector_weight=share)


@dataclass(frozen=True)
class Shortlist:
    """The passages that a fusion puts first for a question, best first: their ids, features (passages, features) and worth."""

    question: Judged
    passages: Sequence[str]
    names: tuple[str, ...]
    table: np.ndarray
    worth: np.ndarray


def examples_of_cases(cases: Path, corpus: Path, embedder: BaseEmbedding, *, model: str, keep: Callable[[str], bool]) -> list[Example]:
    """The questions of a set that its documents answer; a passage is worth the share of the facts that it states."""
    view = view_of_corpus(corpus, embedder=model)
    texts = {node.node_id: node.text for node in view.nodes}
    found = []
    for case in (case for case in read_cases(cases) if case.answerable and keep(case.id)):
        question = judge(case, view)
        gains = {id_: share for id_ in question.gains if (share := share_stated(texts[id_], case.facts)) > 0}
        if gains:
            found.append(_example(replace(question, gains=gains), view, embedder))
    return found


def examples_of_beir(folder: Path, embedder: BaseEmbedding) -> list[Example]:
    """The judged questions of a set in BEIR layout."""
    beir = read_beir(folder)
    view = view_of([as_node(passage) for passage in beir.passages], embedder)
    judged = (Judged(question.id, question.text, beir.gains[question.id]) for question in beir.questions if question.id in beir.gains)
    return [_example(question, view, embedder) for question in judged]


def _example(question: Judged, view: View, embedder: BaseEmbedding) -> Example:
    legs = view.legs(question.text, embedder.get_query_embedding(question.text))
    return Example(question, view, legs.bm25, legs.vectors)


def shortlist(example: Example, share: float) -> Shortlist:
    """What a reranker gets to see of an example."""
    fused = example.fused(share)
    first = best_first(fused)[:DEPTH]
    found = features(example.question.text, example.view, first, words=example.words, meaning=example.meaning, fused=fused)
    passages = [example.view.nodes[row].node_id for row in first]
    worth = np.array([example.question.gains.get(passage, 0.0) for passage in passages])
    return Shortlist(example.question, passages, tuple(found), np.stack(list(found.values()), axis=1), worth)


def best_share(sets: Sequence[Sequence[Example]]) -> float:
    """The share of the vectors with the best nDCG@10 on the mean of the sets."""
    return max(SHARES, key=lambda share: (round(statistics.fmean(fused_ndcg(found, share) for found in sets), 3), -share))


def fused_ndcg(found: Sequence[Example], share: float) -> float:
    """Mean nDCG@10 of a fusion."""
    rankings = ((example, best_first(example.fused(share))[:10]) for example in found)
    return statistics.fmean(
        ndcg([example.view.nodes[row].node_id for row in ranking], example.question.gains, 10) for example, ranking in rankings
    )


def reranked_ndcg(found: Sequence[Shortlist], weights: np.ndarray) -> float:
    """Mean nDCG@10 of the reranker's order."""
    return statistics.fmean(
        ndcg([each.passages[row] for row in best_first(each.table @ weights)], each.question.gains, 10) for each in found
    )


def fit(found: Sequence[Shortlist]) -> np.ndarray:
    """The weight of each feature. A list without a passage that is worth something teaches nothing."""
    useful = [each for each in found if each.worth.any()]
    sizes = [len(each.worth) for each in useful]
    starts = np.cumsum(sizes) - sizes
    target = np.concatenate([each.worth / each.worth.sum() for each in useful])
    table = np.concatenate([each.table for each in useful])
    spread = table.std(axis=0) + 1e-6
    table = table / spread

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        total = np.repeat(np.add.reduceat(np.exp(scores), starts), sizes)
        value = PENALTY * float(weights @ weights) / 2 - float(target @ (scores - np.log(total)))
        return value, table.T @ (np.exp(scores) / total - target) + PENALTY * weights

    return minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x / spread


def unseen_ndcg(sets: Sequence[Sequence[Shortlist]], number: int) -> float:
    """nDCG@10 of reranking one of the sets, each fifth of it by weights that were fitted without that fifth."""
    others = [each for i, found in enumerate(sets) if i != number for each in found]
    total = 0.0
    for fold in range(FOLDS):
        seen = [each for i, each in enumerate(sets[number]) if i % FOLDS != fold]
        unseen = sets[number][fold::FOLDS]
        total += reranked_ndcg(unseen, fit(others + seen)) * len(unseen)
    return total / len(sets[number])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--half", "--whole"):
        parser.add_argument(name, nargs=2, type=Path, action="append", default=[], metavar=("CASES", "CORPUS"))
    parser.add_argument("--beir", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--embedder", default=str(SHIPPED_EMBEDDER))
    args = parser.parse_args()
    embedder = open_embedder(args.embedder)
    of_cases = partial(examples_of_cases, embedder=embedder, model=args.embedder)
    named = {str(cases): of_cases(cases, corpus, keep=lambda id_: half(id_) == "tuned") for cases, corpus in args.half}
    named |= {str(cases): of_cases(cases, corpus, keep=lambda id_: True) for cases, corpus in args.whole}
    named |= {str(folder): examples_of_beir(folder, embedder) for folder in args.beir}
    share = best_share(list(named.values()))
    sets = [[shortlist(example, share) for example in found] for found in named.values()]
    weights = fit([each for found in sets for each in found])
    written = {"fuse": share, "rerank": {name: round(float(weight), 3) for name, weight in zip(sets[0][0].names, weights, strict=True)}}
    FILE.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    for number, (name, found) in enumerate(named.items()):
        print(f"{name}: {len(found)} questions, fused {fused_ndcg(found, share):.3f}, reranked {unseen_ndcg(sets, number):.3f} (unseen)")


if __name__ == "__main__":
    main()
