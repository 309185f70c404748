"""How well each sentence, item and row of the passages found answers the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore

from assistant.asked import HARD, Asked, counted, holds, role_asked
from assistant.cover import Coverage, Term, spelled_alike
from assistant.retrieve import View
from assistant.units import Unit, UnitKind
from ingest.dutch import fold, stem, terms, words


@dataclass(frozen=True)
class Weights:
    """What counts for a unit, and how much. Round figures, set by hand and tried on half of the cases in evals/."""

    own: float = 0.45  # share of the question that the unit itself covers
    around: float = 0.55  # … and with what stands around it
    meaning: float = 0.20  # cosine of unit and question
    shows_hard_kind: float = 0.45  # a date where one is asked, and the like
    shows_other_kind: float = 0.12
    is_list: float = 0.30  # an item of a list, or what announces one, where a list is asked for
    passage: float = 0.10  # divided by the rank of its passage
    heading: float = 0.25  # of a heading that is the question
    explained_heading: float = 0.60  # … where the heading is a question itself, or what is to be explained
    same_question: float = 0.25  # more, where all words of that heading are in the question
    counts: float = 0.15  # a number beside the noun that a "how many" question counts
    counts_by_heading: float = 0.15  # a number under a heading with that noun
    label: float = 0.20  # "Kosten: …" where costs are asked for
    role: float = 0.25  # the role of whom a "who is" question asks

    # How much a term counts that stands not in the unit itself but …
    in_lead: float = 0.85
    in_heading: float = 0.75
    in_same_paragraph: float = 0.70
    in_neighbour: float = 0.50
    in_document: float = 0.35


SHORT = 8  # words; below this a unit's meaning is taken together with its heading
ENOUGH_TO_LEAD = 0.6  # share of the best score from which a unit that shows the hard kind asked goes first
CONTACT_KINDS = (Asked.PHONE, Asked.EMAIL, Asked.URL, Asked.CONTACT, Asked.WHERE_TO)
CONTACT_DOCUMENTS = 2


@dataclass(frozen=True)
class Scored:
    """A unit with its score, and for each term of the question how well it is covered (0 to 1)."""

    unit: Unit
    score: float
    own: np.ndarray
    around: np.ndarray
    holds: bool


def score_units(
    question: str,
    kind: Asked,
    query: Sequence[Term],
    hits: Sequence[NodeWithScore],
    view: View,
    *,
    embedder: BaseEmbedding,
    weights: Weights | None = None,
) -> list[Scored]:
    """All units of the passages found, best first."""
    candidates = _candidates(kind, hits, view)
    if not candidates or not query:
        return []
    scorer = _Scorer(question, kind, query, hits, view, candidates=candidates, embedder=embedder, weights=weights or Weights())
    scored = sorted((scorer.score(place) for place in range(len(candidates))), key=lambda item: -item.score)
    # What does not show the kind of answer asked gives way to what does, unless that is far worse.
    enough = ENOUGH_TO_LEAD * scored[0].score
    return sorted(scored, key=lambda item: not (kind in HARD and item.holds and item.score >= enough))


def _candidates(kind: Asked, hits: Sequence[NodeWithScore], view: View) -> list[Unit]:
    """The units of the passages found, and for a contact also those of the best documents' last pages."""
    found = {hit.node.node_id for hit in hits}
    documents = list(dict.fromkeys(hit.node.metadata["document"] for hit in hits))
    candidates = [unit for document in documents for unit in view.units(document) if unit.name in found]
    if kind in CONTACT_KINDS:
        elsewhere = (unit for document in documents[:CONTACT_DOCUMENTS] for unit in view.units(document) if unit.name not in found)
        candidates += [unit for unit in elsewhere if holds(kind, unit.text)]
    return candidates


class _Scorer:
    """What is the same for all units of one question, worked out once."""

    def __init__(
        self,
        question: str,
        kind: Asked,
        query: Sequence[Term],
        hits: Sequence[NodeWithScore],
        view: View,
        *,
        candidates: Sequence[Unit],
        embedder: BaseEmbedding,
        weights: Weights,
    ) -> None:
        self.question, self.kind, self.candidates, self.weights = question, kind, candidates, weights
        self.asked_words = fold(question)
        self.asked_with = set(words(question))
        self.asked_stems = {stem(word) for word in words(question)}
        self.noun = counted(question)
        self.role = role_asked(question) if kind is Asked.NAME else None
        self.rank = {hit.node.node_id: rank for rank, hit in enumerate(hits, start=1)}
        self.names_kind = np.array([float(term.is_kind) for term in query])
        shares = np.array([term.weight for term in query])
        self.shares = shares / shares.sum()
        self.cover = Coverage(query, (text for unit in candidates for text in (unit.text, unit.lead, *context(unit))))
        documents = {unit.node.metadata["document"] for unit in candidates}
        self.in_document = {
            document: np.array([weights.in_document * view.mentions(document, term.stem) for term in query]) for document in documents
        }
        self.meaning = view.meanings([_in_full(unit) for unit in candidates], embedder) @ np.asarray(embedder.get_query_embedding(question))

    def score(self, place: int) -> Scored:
        unit, weights = self.candidates[place], self.weights
        shows = holds(self.kind, unit.text, self.question) or self.kind is Asked.LIST and unit.group >= 0
        own = self._own(unit)
        if shows and self.kind in HARD:  # a phone number need not say "telefoonnummer"
            own = np.maximum(own, self.names_kind)
        around = self._around(place, own)
        score = weights.own * float(own @ self.shares) + weights.around * float(around @ self.shares)
        score += weights.meaning * float(self.meaning[place])
        score += (weights.shows_hard_kind if self.kind in HARD else weights.shows_other_kind) * shows
        score += weights.is_list * (self.kind is Asked.LIST and (unit.kind is UnitKind.ITEM or unit.text.endswith(":")))
        score += weights.passage / self.rank.get(unit.name, 100)
        score += self._heading(unit) + self._number(unit) + weights.label * self._is_labelled(unit)
        score += weights.role * (self.role is not None and self.role in terms(unit.text))
        return Scored(unit, score - _handicap(unit, self.kind), own, around, shows)

    def _own(self, unit: Unit) -> np.ndarray:
        """What the unit covers; under a heading that names the subject and nothing else it need not repeat that."""
        own = self.cover.of(unit.text)
        if self.cover.precision(unit.heading) < 0.95:
            return own
        return np.maximum(own, self.weights.in_heading * self.cover.of(unit.heading))

    def _around(self, place: int, own: np.ndarray) -> np.ndarray:
        """What the unit covers together with what stands around it."""
        unit, weights = self.candidates[place], self.weights
        covered = [own, self.in_document[unit.node.metadata["document"]]]
        covered += [weights.in_heading * self.cover.of(text) for text in context(unit)]
        if unit.lead:
            covered.append(weights.in_lead * self.cover.of(unit.lead))
        for other in self.candidates[max(0, place - 2) : place + 2]:
            if other is not unit and other.node is unit.node and other.kind is not UnitKind.HEADING:
                factor = weights.in_same_paragraph if other.line == unit.line else weights.in_neighbour
                covered.append(factor * self.cover.of(other.text))
        return np.max(covered, axis=0)

    def _heading(self, unit: Unit) -> float:
        """More under a heading that is the question: most where the heading is what gets explained."""
        is_explained = self.kind is Asked.DEFINITION or unit.heading.endswith("?")
        weight = self.weights.explained_heading if is_explained else self.weights.heading
        if unit.heading.endswith("?") and set(words(unit.heading)) <= self.asked_with:
            return weight + self.weights.same_question  # word for word, "voor wie" and "wat kost" included
        return weight * self.cover.precision(unit.heading) * float(self.cover.of(unit.heading) @ self.shares) ** 0.5

    def _is_labelled(self, unit: Unit) -> bool:
        """True for "Kosten: …" and "Voor wie: …" where just that is asked."""
        label = re.match(r"([^:]{3,25}): \S", unit.text)
        if not label:
            return False
        named = set(terms(label[1]))
        return fold(label[1]) in self.asked_words or bool(named) and named <= self.asked_stems

    def _number(self, unit: Unit) -> float:
        """More for a number of what was asked for, in the unit itself or under a heading that names it."""
        if self.noun is None:
            return 0.0
        if counts(self.noun, unit.text):
            return self.weights.counts
        return self.weights.counts_by_heading * (stem(self.noun) in terms(unit.heading) and bool(re.search(r"\d", unit.text)))


def counts(noun: str, text: str) -> bool:
    """True if a number that is no year stands shortly before the noun, or shortly after it.

    >>> counts("landen", "Er doen 55 landen mee."), counts("landen", "In 2024 kwamen er meer landen bij.")
    (True, False)
    """
    tokens = [stem(word) for word in words(text)]
    wanted = stem(noun)
    near = (token for i, token in enumerate(tokens) if spelled_alike(wanted, token) for token in tokens[max(0, i - 3) : i + 3])
    return any(holds(Asked.NUMBER, token) and not re.fullmatch(r"(?:19|20)\d\d", token) for token in near)


def context(unit: Unit) -> tuple[str, str, str]:
    """The headings a unit stands under, and what its document is called."""
    meta = unit.node.metadata
    file = re.sub(r"[/._-]", " ", meta["document"].rsplit(".", 1)[0])
    return unit.heading, meta["heading"], f"{meta['title']} {meta['publisher']} {file}"


def _in_full(unit: Unit) -> str:
    """A unit as its meaning is taken: a short one ("E-mail: …") with the heading it stands under."""
    return f"{unit.heading} {unit.text}" if len(unit.text.split()) < SHORT else unit.text


def _handicap(unit: Unit, kind: Asked) -> float:
    """What makes a unit a poor answer by itself: a heading, a fragment, very long, itself a question, a mere address."""
    length = len(unit.text.split())
    is_fragment = length < 4 and unit.kind is UnitKind.SENTENCE
    is_address = kind not in CONTACT_KINDS and bool(re.fullmatch(r"[^:|]{2,40}(?::| \|) \S+", unit.text)) and holds(Asked.URL, unit.text)
    reads_on = bool(re.match(r"lees (?:verder|meer)\b", unit.text, re.I))
    speaks_against = {
        0.40: reads_on,
        0.30: unit.kind is UnitKind.HEADING,
        0.20: is_address,
        0.15: unit.text.endswith("?"),
        0.12: is_fragment,
        0.10: length > 70,
    }
    return sum(weight for weight, is_so in speaks_against.items() if is_so)
