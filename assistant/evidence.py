"""From passages to the stretches of text that answer: score each, take the best, and another where it adds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore

from assistant.asked import Asked, asked
from assistant.cover import Term, question_terms
from assistant.features import context
from assistant.prefer import stretch_leaning
from assistant.preference import NOTHING_PREFERRED, Preferred
from assistant.retrieve import View
from assistant.score import Scored, find_candidates, ranked
from assistant.units import Unit, UnitKind
from ingest.dutch import fold, synonyms, terms

READ = 20  # passages; the answer is among the first 20 for 98 % of the cases in evals/
MOST_STRETCHES = 4
MOST_WORDS = 60  # beyond this nothing is added, save what is as good as the best; the best stretch alone may be longer
NEAR = 20  # stretches; many are a part of one another
WORDS_IN_DOUBT = 100  # … up to which that is added
# Scores are log-odds between two stretches of one question. Chosen by trying on the half of the cases in evals/ that is
# not reported: longer answers hold more facts, and fewer people read them to the end.
GROW = 0.3  # a longer stretch around the best one takes its place when it scores no less than this below it
GO_ON = 0.6  # … or no less than this, when it only goes on from it and is not longer than …
GO_ON_WORDS = 50
NEARLY_AS_GOOD = 1.3  # a further stretch must score no less than this below the best
AS_GOOD = 0.8  # … and no less than this to be as good: which of them is meant is a guess, and a reader sees it at a glance
LEAST_NEW = 0.35  # share of its terms that a further stretch must add to what is quoted already
MOST_LEAD = 5.0


@dataclass(frozen=True)
class Evidence:
    """What was found for one question (or one part of it)."""

    question: str
    asked: Asked
    terms: tuple[Term, ...]
    chosen: tuple[Scored, ...]  # best first
    lead: float = 0.0  # how much the best stretch scores above the best one of another document, at most MOST_LEAD
    near: tuple[Scored, ...] = ()  # the best stretches, chosen or not, for a writer that reads more than it says

    @property
    def groups(self) -> tuple[tuple[Unit, ...], ...]:
        """The units to quote, those that follow each other together; none twice, nor what says the same in other places."""
        return _distinct([item.stretch.units for item in without_echoes(self.chosen)])

    @property
    def covered(self) -> np.ndarray:
        """Per term, how well it is covered by what was chosen and what stands around it: 0 to 1."""
        return np.max([item.around for item in self.chosen], axis=0) if self.chosen else np.zeros(len(self.terms))

    @property
    def shares(self) -> np.ndarray:
        """Per term, its share of the question."""
        weights = np.array([term.weight for term in self.terms])
        return weights / weights.sum() if self.terms else weights

    @property
    def missing(self) -> np.ndarray:
        """Per term, the share of the question that it leaves uncovered."""
        return (1 - self.covered) * self.shares

    @property
    def coverage(self) -> float:
        """Share of the question, by weight, that is covered."""
        return 1.0 - float(self.missing.sum()) if self.terms else 0.0

    @property
    def shows(self) -> bool:
        """True if an answer of the kind asked is there."""
        return any(item.shows for item in self.chosen)

    @property
    def text(self) -> str:
        """The passages that the chosen stretches begin in, with their headings."""
        first = (item.stretch.units[0] for item in self.chosen)
        return " ".join(" ".join([*context(unit), unit.node.text]) for unit in first)


def find_evidence(
    question: str,
    hits: Sequence[NodeWithScore],
    view: View,
    *,
    embedder: BaseEmbedding,
    part_of: str = "",
    preferred: Preferred = NOTHING_PREFERRED,
) -> Evidence:
    """The stretches of `hits` that answer `question`, which may be one half of a double question `part_of`."""
    kind = asked(question)
    query = question_terms(question, view.keyword, context=part_of)
    candidates = find_candidates(question, kind, query, hits=hits[:READ], view=view, embedder=embedder)
    if candidates is None:
        return Evidence(question, kind, query, ())
    leaning = stretch_leaning(candidates.stretches, preferred, view) if preferred else None
    return weigh(question, kind, query, ranked(candidates, leaning=leaning))


def weigh(question: str, kind: Asked, query: tuple[Term, ...], scored: Sequence[Scored]) -> Evidence:
    """The evidence that stretches are, given with their scores, best first; there is at least one."""
    return Evidence(question, kind, query, tuple(choose(scored)), _lead(scored), tuple(scored[:NEAR]))


def choose(scored: Sequence[Scored]) -> list[Scored]:
    """The best stretch, as long as it is good, and others that are nearly as good, as long as the answer stays short.

    Where it is in doubt which is the best, the answer may be longer.
    """
    chosen = [_grown(_told(scored[0], scored), scored)]
    length = chosen[0].stretch.length
    for item in scored[1:]:
        if len(chosen) == MOST_STRETCHES or item.score < scored[0].score - NEARLY_AS_GOOD:
            break
        is_as_good = item.score >= scored[0].score - AS_GOOD
        item = _told(item, scored)
        fits = length + item.stretch.length <= (WORDS_IN_DOUBT if is_as_good else MOST_WORDS)
        if fits and not any(item.stretch.overlaps(other.stretch) for other in chosen):
            chosen.append(item)
            length += item.stretch.length
    return chosen


def without_echoes(chosen: Sequence[Scored]) -> list[Scored]:
    """What was chosen, less what says the same as another; of two that do, the one stays that stands on a page: a reader can check it."""
    kept: list[Scored] = []
    for item in chosen:
        if _tells_more(item, kept):
            kept.append(item)
        elif outdone := next((other for other in kept if _has_page(item) > _has_page(other) and not _tells_more(other, [item])), None):
            kept[kept.index(outdone)] = item
    return kept


def _tells_more(item: Scored, than: Sequence[Scored]) -> bool:
    """True if a stretch has a figure, or enough words, that others do not have, in these words or in words for the same."""
    told = {term for other in than for term in terms(other.stretch.text)}
    told |= {alike for term in told for alike in synonyms(term)}
    said = set(terms(item.stretch.text))
    figures = {term for term in said - told if term[0].isdigit()}
    return bool(figures) or len(said - told) > LEAST_NEW * len(said)


def _has_page(item: Scored) -> bool:
    return bool(item.stretch.units[0].node.metadata["page"])


def _lead(scored: Sequence[Scored]) -> float:
    best = scored[0]
    others = (item.score for item in scored if item.stretch.document != best.stretch.document)
    return min(MOST_LEAD, best.score - next(others, -math.inf))


def _told(item: Scored, scored: Sequence[Scored]) -> Scored:
    """For a heading the best of what begins under it, unless the heading itself shows what was asked."""
    heading = item.stretch.units[0]
    if heading.kind is not UnitKind.HEADING or len(item.stretch.units) > 1 or item.features["shows_hard_kind"]:
        return item
    under = (other for other in scored if other.stretch.document == item.stretch.document)
    return next((other for other in under if other.stretch.units[0].index == heading.index + 1), item)


def _grown(best: Scored, scored: Sequence[Scored]) -> Scored:
    """The longest stretch that goes on from the best one and is nearly as good; backwards only when it leans on that."""
    first = best.stretch.units[0]
    longer = [item for item in scored if item.score >= best.score - GO_ON and best.stretch.is_in(item.stretch)]
    allowed = [item for item in longer if item.stretch.units[0] is first and item.stretch.length <= GO_ON_WORDS]
    near = (item for item in longer if item.score >= best.score - GROW and item.stretch.length <= MOST_WORDS)
    allowed += [item for item in near if item.stretch.units[0] is first or best.features["leans"]]
    return max(allowed, key=lambda item: item.stretch.length, default=best)


def _distinct(groups: Sequence[Sequence[Unit]]) -> tuple[tuple[Unit, ...], ...]:
    """Groups without units whose words an earlier group has already."""
    seen: set[str] = set()
    kept = []
    for group in groups:
        fresh = tuple(unit for unit in group if fold(unit.text) not in seen)
        seen |= {fold(unit.text) for unit in fresh}
        if fresh:
            kept.append(fresh)
    return tuple(kept)
