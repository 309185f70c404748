"""How well each stretch of the passages found answers a question: the weighted sum of its features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore

from assistant.asked import Asked, holds
from assistant.cover import Term
from assistant.features import Features, features
from assistant.retrieve import View
from assistant.stretch import Stretch
from assistant.weights import WEIGHTS

CONTACT_KINDS = frozenset((Asked.PHONE, Asked.EMAIL, Asked.URL, Asked.CONTACT, Asked.WHERE_TO))
MOST = 100  # candidates that are looked at beyond their score
CONTACT_DOCUMENTS = 2  # the best documents, of which every page may hold the contact that is asked for


@dataclass(frozen=True)
class Scored:
    """A stretch with its score (comparable within one question only) and what that was made of.

    `own` and `around` say for each term of the question how well it is covered, by the stretch alone and with what
    stands around it: 0 to 1. `shows`: it holds an answer of the kind asked.
    """

    stretch: Stretch
    score: float
    own: np.ndarray
    around: np.ndarray
    shows: bool
    features: Mapping[str, float]


@dataclass(frozen=True)
class Candidates:
    """The stretches that may answer a question, with their features, row by row."""

    stretches: Sequence[Stretch]
    features: Features


def find_candidates(
    question: str, kind: Asked, query: Sequence[Term], *, hits: Sequence[NodeWithScore], view: View, embedder: BaseEmbedding
) -> Candidates | None:
    """Every stretch that begins in the passages found; None without any, or without a term to look for."""
    stretches = _stretches(kind, hits, view)
    if not stretches or not query:
        return None
    return Candidates(stretches, features(question, kind, query, stretches=stretches, hits=hits, view=view, embedder=embedder))


def ranked(candidates: Candidates, weights: Mapping[str, float] = WEIGHTS["answers"], *, leaning: np.ndarray | None = None) -> list[Scored]:
    """The best candidates with their scores, best first. `leaning`, shape (stretches,), counts between them, not for how good they are."""
    found = candidates.features
    scores = found.table @ np.array([weights.get(name, 0.0) for name in found.names])
    if leaning is not None:
        scores += leaning - leaning[np.argmax(scores + leaning)]
    return [
        Scored(
            candidates.stretches[i],
            float(scores[i]),
            found.own[i],
            found.around[i],
            bool(found.shows[i]),
            dict(zip(found.names, found.table[i].tolist(), strict=True)),
        )
        for i in np.argsort(-scores, kind="stable")[:MOST]
    ]


def _stretches(kind: Asked, hits: Sequence[NodeWithScore], view: View) -> list[Stretch]:
    """The stretches of the passages found, and for a contact also those that hold one elsewhere in the best documents."""
    passages = {hit.node.node_id for hit in hits}
    documents = list(dict.fromkeys(hit.node.metadata["document"] for hit in hits))
    found = [stretch for document in documents for stretch in view.stretches(document) if stretch.units[0].name in passages]
    if kind in CONTACT_KINDS:
        elsewhere = (
            stretch
            for document in documents[:CONTACT_DOCUMENTS]
            for stretch in view.stretches(document)
            if len(stretch.units) == 1 and stretch.units[0].name not in passages
        )
        found += [stretch for stretch in elsewhere if holds(kind, stretch.text)]
    return found
