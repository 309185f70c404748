"""The best passages in a better order, by what can be said of each in numbers; what each number counts for is fitted.

The weights stand in `reranker.json`, for people to read; `training/fit_reranker.py` writes them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle

from assistant.asked import HARD, asked, holds
from assistant.fuse import best_first, standardized
from assistant.keyword import KeywordIndex
from ingest.dutch import synonyms, terms

if TYPE_CHECKING:
    from assistant.retrieve import View

FILE = Path(__file__).parent / "reranker.json"
WEIGHTS: Mapping[str, float] = json.loads(FILE.read_text(encoding="utf-8"))["rerank"]

DEPTH = 50  # passages that are put in order: 92 to 99 % of what is relevant is among them
ALMOST = 0.7  # how well a synonym, or a word made of the same, stands for a word of the question
NEAR = 6  # words; two that are no further apart stand near each other
EARLY = 20  # words after which a place is half as early


def reranked(question: str, view: View, *, words: np.ndarray, meaning: np.ndarray, fused: np.ndarray) -> np.ndarray:
    """A score for every passage, shape (passages,): those that `fused` puts first by their features, the others behind them.

    A difference between two of the first is the logarithm of how much likelier the one is to be the better passage.
    """
    first = best_first(fused, DEPTH)
    if not len(first) or not np.isfinite(fused[first[0]]):  # nothing of what is asked for
        return fused
    found = features(question, view, first, words=words, meaning=meaning, fused=fused)
    scores = sum(WEIGHTS[name] * values for name, values in found.items())
    behind = fused - fused.max() + np.min(scores) - 1.0
    behind[first] = scores
    return behind


def features(
    question: str, view: View, rows: np.ndarray, *, words: np.ndarray, meaning: np.ndarray, fused: np.ndarray
) -> dict[str, np.ndarray]:
    """What speaks for each of the passages `rows`, in numbers of shape (rows,). The scores given are those of all passages.

    words, meaning  the scores of the two legs, in standard deviations over all passages
    covered         the share of the question's words, by rarity, that stand in the passage or its headings
    near, together  of the question's pairs of words, the share that stand near each other; next to each other, in order
    early           the share of its words, each the less, the later it stands
    heading         how much the question and the headings have in common
    shows, sounds   it holds an answer of the kind asked, where that shows on its face (a date, an amount); where it does not
    document        what its document has of the scores of all these passages
    length          the logarithm of its words
    """
    query = _Query(question, view.keyword)
    found = [query.in_passage(*view.heading_and_body(row), frozenset(view.keyword.kin[row])) for row in rows]
    kind = asked(question)
    holding = np.array([holds(kind, view.nodes[row].text, question) for row in rows], dtype=float)
    return {
        "words": standardized(words)[rows],
        "meaning": standardized(meaning)[rows],
        **{name: np.array([each[name] for each in found]) for name in found[0]},
        "shows": holding * (kind in HARD),
        "sounds": holding * (kind not in HARD),
        "document": _shares([view.nodes[row].metadata["document"] for row in rows], np.maximum(fused[rows], 0.0)),
    }


def _shares(documents: Sequence[str], scores: np.ndarray) -> np.ndarray:
    """Of each passage its document's share of all scores."""
    names, row = np.unique(documents, return_inverse=True)
    return (np.bincount(row, weights=scores, minlength=len(names)) / max(float(scores.sum()), 1e-9))[row]


class _Query:
    """The words of a question, with how much each says, and how a passage holds them."""

    def __init__(self, question: str, index: KeywordIndex) -> None:
        self._terms = [term for term, _ in index.query_terms(question)]
        self._alike = [synonyms(term) for term in self._terms]
        rarity = np.array([index.rarity(term) for term in self._terms])
        self._share = rarity / rarity.sum() if self._terms else rarity
        in_order = terms(question)
        self._pairs = list(zip(in_order, in_order[1:], strict=False))
        self._looked_for = {*self._terms, *in_order}

    def in_passage(self, heading: Sequence[str], body: Sequence[str], kin: frozenset[str]) -> dict[str, float]:
        """The features that come of its words."""
        places: dict[str, list[int]] = {}
        for place, term in enumerate(body):
            if term in self._looked_for:
                places.setdefault(term, []).append(place)
        known = {*body, *heading}
        over = set(heading)
        headed = self._sum([term in over for term in self._terms])
        precision = len(over.intersection(self._terms)) / len(over) if over else 0.0
        gaps = [[b - a for a in places.get(first, ()) for b in places.get(second, ())] for first, second in self._pairs]
        pairs = max(len(self._pairs), 1)
        return {
            "covered": self._sum([self._match(term, alike, known, kin) for term, alike in zip(self._terms, self._alike, strict=True)]),
            "near": sum(any(abs(gap) <= NEAR for gap in found) for found in gaps) / pairs,
            "together": sum(1 in found for found in gaps) / pairs,
            "early": self._sum([1 / (1 + places[term][0] / EARLY) if term in places else 0.0 for term in self._terms]),
            "heading": math.sqrt(headed * precision),
            "length": math.log1p(len(body)),
        }

    def _sum(self, values: Sequence[float]) -> float:
        return float(self._share @ np.array(values, dtype=float)) if self._terms else 0.0

    @staticmethod
    def _match(term: str, alike: frozenset[str], known: set[str], kin: frozenset[str]) -> float:
        if term in known:
            return 1.0
        return ALMOST if term in kin or not alike.isdisjoint(known) else 0.0


class FeatureReranker(BaseNodePostprocessor):
    """The same for passages that any llama-index retriever found in an index of ours; what is not in it goes behind.

    >>> FeatureReranker(retriever.view(), embedder).postprocess_nodes(hits, query_str="Wat kost de reis?")  # doctest: +SKIP
    """

    _view: View = PrivateAttr()
    _embedder: BaseEmbedding = PrivateAttr()

    def __init__(self, view: View, embedder: BaseEmbedding) -> None:
        super().__init__()
        self._view = view
        self._embedder = embedder

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {node.node_id: row for row, node in enumerate(self._view.nodes)}

    def _postprocess_nodes(self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None) -> list[NodeWithScore]:
        if query_bundle is None or not nodes:
            return nodes
        question = query_bundle.query_str
        scores = self._view.legs(question, self._embedder.get_query_embedding(question)).reranked
        known = [
            NodeWithScore(node=hit.node, score=float(scores[self._rows[hit.node.node_id]]))
            for hit in nodes
            if hit.node.node_id in self._rows
        ]
        return [*sorted(known, key=lambda hit: -(hit.score or 0.0)), *(hit for hit in nodes if hit.node.node_id not in self._rows)]
