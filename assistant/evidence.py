"""From passages to the sentences that answer: score each, take the best, and what those cannot do without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore

from assistant.asked import HARD, Asked, asked, holds
from assistant.company import with_company
from assistant.cover import Term, question_terms
from assistant.retrieve import View
from assistant.score import Scored, context, score_units
from assistant.units import Unit, UnitKind
from ingest.dutch import fold

MOST_UNITS = 3
MOST_WORDS = 60  # no further unit is taken beyond this
# A further unit must score this share of the best …
AS_GOOD = 0.88
# … or this share, and cover this much of the question (by weight) that the others leave open.
OPENS_FROM, OPENS = 0.70, 0.12
SAYS_IT_ALL = 0.93  # a unit that covers this much itself, and shows the fact or list that was asked, needs no other


@dataclass(frozen=True)
class Evidence:
    """What was found for one question (or one part of it). `groups` are runs of units that belong together."""

    question: str
    asked: Asked
    terms: tuple[Term, ...]
    groups: tuple[tuple[Unit, ...], ...]
    covered: np.ndarray  # per term, by all groups and what stands around them
    led: np.ndarray  # per term, by the best unit alone and what stands around it
    holds: bool  # an answer of the kind asked shows
    score: float  # of the best unit
    text: str  # the passages of the groups with their headings

    @property
    def missing(self) -> np.ndarray:
        """Per term, the share of the question (by weight) that it leaves uncovered."""
        weights = np.array([term.weight for term in self.terms])
        return (1 - self.covered) * weights / weights.sum()

    @property
    def coverage(self) -> float:
        """Share of the question, by weight, that the groups and what stands around them cover."""
        return 1.0 - float(self.missing.sum()) if self.terms else 0.0


def find_evidence(question: str, hits: Sequence[NodeWithScore], view: View, *, embedder: BaseEmbedding, part_of: str = "") -> Evidence:
    """The units of `hits` that answer `question`, which may be one half of a double question `part_of`."""
    kind = asked(question)
    query = question_terms(question, view.keyword, context=part_of)
    chosen = _choose(score_units(question, kind, query, hits, view, embedder=embedder), query, kind)
    groups = _distinct([with_company(item, kind, view.units(item.unit.node.metadata["document"])) for item in chosen])
    return Evidence(
        question=question,
        asked=kind,
        terms=query,
        groups=groups,
        covered=np.max([item.around for item in chosen], axis=0) if chosen else np.zeros(len(query)),
        led=chosen[0].around if chosen else np.zeros(len(query)),
        holds=any(holds(kind, " ".join(unit.text for unit in group), question) for group in groups),
        score=chosen[0].score if chosen else 0.0,
        text=" ".join(" ".join([*context(item.unit), item.unit.node.text]) for item in chosen),
    )


def _choose(scored: Sequence[Scored], query: Sequence[Term], kind: Asked) -> list[Scored]:
    """The best unit, and others that are nearly as good or cover what is still open."""
    chosen = list(scored[:1])
    weights = np.array([term.weight for term in query])
    shows_kind = kind in HARD or kind is Asked.LIST
    if chosen and shows_kind and chosen[0].holds and float(chosen[0].own @ weights / weights.sum()) > SAYS_IT_ALL:
        return chosen
    for item in scored[1:]:
        if len(chosen) == MOST_UNITS or sum(len(other.unit.text.split()) for other in chosen) > MOST_WORDS:
            break
        is_as_good = item.score >= AS_GOOD * chosen[0].score
        opens = item.score >= OPENS_FROM * chosen[0].score and _gain(item, chosen, query) > OPENS
        if (is_as_good or opens) and _adds(item, chosen) and (kind not in HARD or _is_about_as_much(item, chosen[0], query)):
            chosen.append(item)
    return chosen


def _gain(item: Scored, chosen: Sequence[Scored], query: Sequence[Term]) -> float:
    """Share of the question, by weight, that a unit covers and the chosen ones do not."""
    weights = np.array([term.weight for term in query])
    covered = np.max([other.own for other in chosen], axis=0)
    return float(np.maximum(item.own - covered, 0) @ weights / weights.sum())


def _is_about_as_much(item: Scored, best: Scored, query: Sequence[Term]) -> bool:
    """True if a unit has the telling terms of the question as near as the best one has: another body's number is none."""
    telling = np.array([term.is_telling for term in query])
    return bool(np.all(item.around[telling] >= best.around[telling] - 0.1))


def _adds(item: Scored, chosen: Sequence[Scored]) -> bool:
    """True if a unit can stand beside the chosen ones: no heading, no lesser kind of answer, not from a list we have."""
    lists = {(other.unit.node.metadata["document"], other.unit.group) for other in chosen if other.unit.group >= 0}
    is_in_list = (item.unit.node.metadata["document"], item.unit.group) in lists
    return item.unit.kind is not UnitKind.HEADING and item.holds >= chosen[0].holds and not is_in_list


def _distinct(groups: Sequence[tuple[Unit, ...]]) -> tuple[tuple[Unit, ...], ...]:
    """Groups without units whose words an earlier group has already."""
    seen: set[str] = set()
    kept = []
    for group in groups:
        fresh = tuple(unit for unit in group if fold(unit.text) not in seen)
        seen |= {fold(unit.text) for unit in fresh}
        if fresh:
            kept.append(fresh)
    return tuple(kept)
