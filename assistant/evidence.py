"""From passages to the sentences that answer.

Each unit (sentence, list item, table row) of the passages found is scored by how much of the question it
covers, itself and through what stands around it; how near it is in meaning; and whether it shows the kind
of answer that was asked for. The best are taken, with what they cannot do without: an introduction takes
its list along, an item the rest of its list when the list was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore
from wordfreq import zipf_frequency

from assistant.asked import HARD, Asked, asked, counted, holds, role_asked
from assistant.retrieve import View
from assistant.units import Unit, UnitKind
from ingest.dutch import fold, stem, terms, word_list, words

# Words that name the kind of answer rather than its subject: a phone number need not say "telefoonnummer".
KIND_WORDS = frozenset(stem(word) for word in word_list("kind_words"))
# Words of a heading that only number it.
HEADING_FILL = frozenset(stem(word) for word in word_list("heading_words"))
KIND_WEIGHT = 0.25
UNHEARD_OF = 0.75  # tellingness from which a word that no document has is telling (Zipf frequency below 3.8)
NAME_WEIGHT = 1.4  # a name in the question ("Rotterdam") weighs more than a word as rare
# How much it counts when a term of the question stands not in the unit itself but …
IN_LEAD, IN_HEADING, IN_NEIGHBOUR, IN_DOCUMENT = 0.85, 0.75, 0.5, 0.35
SHORT = 8  # words
MOST_UNITS = 3
MOST_ITEMS = 20
LIST_WORDS = 130  # a list is cut where it grows beyond this
MOST_WORDS = 60  # no further group is begun beyond this
ENOUGH_TO_LEAD = 0.6
GOOD_ENOUGH = 0.88  # a further unit must score this share of the best, or cover what the best leaves open


@dataclass(frozen=True)
class Term:
    """A term of the question, with the word it came from and how much it weighs.

    `is_telling`: a name, a number, or a rare word that no document has; without it there is hardly an answer.
    """

    stem: str
    word: str
    weight: float
    is_telling: bool = False


@dataclass(frozen=True)
class Scored:
    """A unit with its score, and for each term of the question how well it is covered (0 to 1)."""

    unit: Unit
    score: float
    own: np.ndarray
    around: np.ndarray
    holds: bool


@dataclass(frozen=True)
class Evidence:
    """What was found for one question (or one part of it). `groups` are runs of units that belong together."""

    question: str
    asked: Asked
    terms: tuple[Term, ...]
    groups: tuple[tuple[Unit, ...], ...]
    covered: np.ndarray  # per term, by all groups and what stands around them
    holds: bool  # an answer of the kind asked shows
    score: float  # of the best unit
    text: str  # all that was looked at around the groups, for checks on years and names

    @property
    def missing(self) -> np.ndarray:
        """Per term, the share of the question (by weight) that it leaves uncovered."""
        weights = np.array([term.weight for term in self.terms])
        return (1 - self.covered) * weights / weights.sum()

    @property
    def coverage(self) -> float:
        """Share of the question, by weight, that the groups and what stands around them cover."""
        return 1.0 - float(self.missing.sum()) if self.terms else 0.0


def _spelled_alike(term: str, token: str) -> float:
    """1 for the same stem, less where one is a part of the other ("assessment" in "zijinstroomassessment")."""
    if term == token:
        return 1.0
    if len(term) < 4 or len(token) < 4 or not term.isalpha() or not token.isalpha():
        return 0.0
    short, long = sorted((term, token), key=len)
    if long.endswith(short) or long.startswith(short):
        return 0.85 if len(short) >= 0.45 * len(long) or len(short) >= 6 else 0.5
    return 0.0


def question_terms(question: str, view: View) -> tuple[Term, ...]:
    """The terms of a question with their weights: rare words and names count most."""
    names = {fold(word) for word in re.findall(r"(?<=[\w,] )[A-ZÀ-Þ][\w-]+", question)}
    found = []
    for term, word in view.keyword.query_terms(question):
        is_name = word in names or term.isdigit()
        weight = view.keyword.rarity(term) * _tellingness(word) * (NAME_WEIGHT if is_name else 1.0)
        is_unheard_of = not view.keyword.knows(term) and _tellingness(word) > UNHEARD_OF
        found.append(Term(term, word, max(0.1, weight * (KIND_WEIGHT if term in KIND_WORDS else 1.0)), is_name or is_unheard_of))
    return tuple(found)


def _tellingness(word: str) -> float:
    """How much a word says about a subject: 1 for words rare in Dutch at large, less for everyday ones.

    From the Zipf frequency (log10 of occurrences per thousand million words; van Heuven et al. 2014). A rare
    word that is missing ("parkeervergunning") is a sign that the documents are silent; an everyday one ("liep")
    is only other wording.
    """
    return min(1.0, max(0.3, (6.3 - zipf_frequency(word, "nl")) / 3.3))


def find_evidence(question: str, hits: Sequence[NodeWithScore], view: View, *, embedder: BaseEmbedding, context: str = "") -> Evidence:
    """The units of `hits` that answer `question`. `context` is the rest of a question this is a part of."""
    query = question_terms(question, view)
    if context:
        query += tuple(
            replace(term, weight=term.weight * 0.5) for term in question_terms(context, view) if term.stem not in {t.stem for t in query}
        )
    kind = asked(question)
    scored = _score(query, kind, question, hits, view=view, embedder=embedder)
    chosen = _choose(scored, query)
    groups = tuple(_with_company(item, kind, view.units(item.unit.node.metadata["document"])) for item in chosen)
    covered = np.max([item.around for item in chosen], axis=0) if chosen else np.zeros(len(query))
    everything = " ".join([*(_surroundings(item.unit) for item in chosen), *(unit.text for group in groups for unit in group)])
    shows = any(holds(kind, " ".join(unit.text for unit in group), question) for group in groups)
    return Evidence(question, kind, query, _distinct(groups), covered, shows, chosen[0].score if chosen else 0.0, everything)


def _score(
    query: Sequence[Term],
    kind: Asked,
    question: str,
    hits: Sequence[NodeWithScore],
    *,
    view: View,
    embedder: BaseEmbedding,
) -> list[Scored]:
    """All units of the passages found, best first."""
    rank = {hit.node.node_id: place for place, hit in enumerate(hits)}
    documents = list(dict.fromkeys(hit.node.metadata["document"] for hit in hits))
    candidates = [unit for document in documents for unit in view.units(document) if unit.node.node_id in rank]
    candidates += _contacts(kind, documents, rank, view)
    if not candidates or not query:
        return []
    weights = np.array([term.weight for term in query])
    weights = weights / weights.sum()
    cover = _Coverage(query, candidates)
    about = {document: np.array([IN_DOCUMENT * view.mentions(document, term.stem) for term in query]) for document in documents}
    noun, role = counted(question), role_asked(question) if kind is Asked.NAME else None
    asked_vector = np.asarray(embedder.get_query_embedding(question))
    meaning = view.meanings([_in_full(unit) for unit in candidates], embedder) @ asked_vector
    scored = []
    for place, unit in enumerate(candidates):
        precision = cover.precision(unit.heading)
        # Under a heading that names the subject and nothing else, sentences are about it without saying so.
        own = np.maximum(cover.of(unit.text), IN_HEADING * cover.of(unit.heading) if precision > 0.95 else 0)
        around = np.max(
            [own, about[unit.node.metadata["document"]], *(factor * cover.of(text) for factor, text in _around(unit, place, candidates))],
            axis=0,
        )
        shows = holds(kind, unit.text, question)
        score = 0.45 * float(own @ weights) + 0.55 * float(around @ weights) + 0.35 * float(meaning[place])
        score += (0.30 if kind in HARD else 0.12) * shows + 0.10 / (1 + rank.get(unit.node.node_id, 99)) - _handicap(unit)
        score += _heading_weight(kind, unit.heading) * precision * float(cover.of(unit.heading) @ weights) ** 0.5
        score += _number_bonus(noun, unit) + 0.25 * (role is not None and role in terms(unit.text))
        scored.append(Scored(unit, score, own, around, shows))
    scored.sort(key=lambda item: -item.score)
    # What does not show the kind of answer asked gives way to what does, unless that is far worse.
    enough = ENOUGH_TO_LEAD * scored[0].score
    return sorted(scored, key=lambda item: not (kind in HARD and item.holds and item.score >= enough))


def _contacts(kind: Asked, documents: Sequence[str], rank: Mapping[str, int], view: View) -> list[Unit]:
    """Addresses and numbers of the best documents: they stand on a last page, far from what they are for."""
    if kind not in (Asked.PHONE, Asked.EMAIL, Asked.URL, Asked.CONTACT, Asked.WHERE_TO):
        return []
    return [unit for document in documents[:2] for unit in view.units(document) if unit.node.node_id not in rank and holds(kind, unit.text)]


def _heading_weight(kind: Asked, heading: str) -> float:
    """How much it counts that a heading is the question: most where the heading is what gets explained."""
    return 0.6 if kind is Asked.DEFINITION or heading.endswith("?") else 0.25


def _number_bonus(noun: str | None, unit: Unit) -> float:
    """More for a number that counts what was asked for, in the unit itself or under a heading that names it."""
    if noun is None:
        return 0.0
    if _counts(noun, unit.text):
        return 0.15
    return 0.12 if stem(noun) in terms(unit.heading) and re.search(r"\d", unit.text) else 0.0


def _counts(noun: str, text: str) -> bool:
    """True if a number stands shortly before the noun, or shortly after it.

    >>> _counts("landen", "Er doen 55 landen mee."), _counts("landen", "In 2024 kwamen er meer landen bij.")
    (True, False)
    """
    tokens = [stem(word) for word in words(text)]
    wanted = stem(noun)
    places = [i for i, token in enumerate(tokens) if _spelled_alike(wanted, token)]
    return any(
        holds(Asked.NUMBER, token) and not re.fullmatch(r"(?:19|20)\d\d", token) for i in places for token in tokens[max(0, i - 3) : i + 3]
    )


class _Coverage:
    """How well a text covers each term of the question."""

    def __init__(self, query: Sequence[Term], candidates: Iterable[Unit]) -> None:
        self._query = query
        self._seen: dict[str, np.ndarray] = {}
        texts = {text for unit in candidates for text in (unit.text, unit.lead, *_context(unit))}
        self._terms = {text: list(dict.fromkeys(terms(text))) for text in texts}
        tokens = sorted({token for found in self._terms.values() for token in found})
        self._column = {token: i for i, token in enumerate(tokens)}
        self._table = np.array([[_spelled_alike(term.stem, token) for token in tokens] for term in query]).reshape(len(query), len(tokens))

    def of(self, text: str) -> np.ndarray:
        """Shape (terms,)."""
        if text not in self._seen:
            columns = [self._column[token] for token in self._terms[text]]
            self._seen[text] = self._table[:, columns].max(axis=1) if columns else np.zeros(len(self._query))
        return self._seen[text]

    def precision(self, heading: str) -> float:
        """How much of a heading the question names: 1 when it says nothing else."""
        named = [token for token in self._terms[heading] if not token.isdigit() and token not in HEADING_FILL]
        columns = [self._column[token] for token in named]
        return float(self._table[:, columns].max(axis=0).mean()) if columns else 0.0


def _around(unit: Unit, place: int, candidates: Sequence[Unit]) -> list[tuple[float, str]]:
    """What stands around a unit, and how much it counts."""
    around = [(IN_HEADING, text) for text in _context(unit)]
    if unit.lead:
        around.append((IN_LEAD, unit.lead))
    for other in candidates[max(0, place - 2) : place + 2]:
        if other is not unit and other.node is unit.node and other.kind is not UnitKind.HEADING:
            is_same_line = other.line == unit.line
            around.append((IN_NEIGHBOUR + 0.2 * is_same_line, other.text))
    return around


def _in_full(unit: Unit) -> str:
    """A unit as its meaning is taken: a short one ("E-mail: …") with the heading it stands under."""
    return f"{unit.heading} {unit.text}" if len(unit.text.split()) < SHORT else unit.text


def _context(unit: Unit) -> tuple[str, str, str]:
    """The headings a unit stands under, and what its document is called."""
    meta = unit.node.metadata
    source = re.sub(r"[/._-]", " ", meta["document"].rsplit(".", 1)[0])
    return unit.heading, meta["heading"], f"{meta['title']} {meta['publisher']} {source}"


def _handicap(unit: Unit) -> float:
    """What makes a unit a poor answer by itself."""
    length = len(unit.text.split())
    is_fragment = length < 4 and unit.kind is UnitKind.SENTENCE
    return 0.30 * (unit.kind is UnitKind.HEADING) + 0.12 * is_fragment + 0.10 * (length > 70) + 0.15 * unit.text.endswith("?")


def _choose(scored: Sequence[Scored], query: Sequence[Term]) -> list[Scored]:
    """The best unit, and others that are nearly as good or cover what is still open."""
    chosen: list[Scored] = []
    weights = np.array([term.weight for term in query])
    for item in scored[:40]:
        if not chosen:
            chosen.append(item)
            continue
        if len(chosen) == MOST_UNITS or sum(len(other.unit.text.split()) for other in chosen) > MOST_WORDS:
            break
        covered = np.max([other.own for other in chosen], axis=0)
        gain = float(np.maximum(item.own - covered, 0) @ weights / weights.sum())
        same_place = any(item.unit.group >= 0 and item.unit.group == other.unit.group and _same_document(item, other) for other in chosen)
        is_near = item.score >= GOOD_ENOUGH * chosen[0].score
        opens = gain > 0.12 and item.score >= 0.7 * chosen[0].score
        if (is_near or opens) and item.holds >= chosen[0].holds and item.unit.kind is not UnitKind.HEADING and not same_place:
            chosen.append(item)
    return chosen


def _same_document(one: Scored, other: Scored) -> bool:
    return one.unit.node.metadata["document"] == other.unit.node.metadata["document"]


def _with_company(item: Scored, kind: Asked, document: Sequence[Unit]) -> tuple[Unit, ...]:
    """A unit with the units it cannot do without, in reading order."""
    unit = item.unit
    following = document[unit.index + 1 :]
    if unit.kind is UnitKind.HEADING:
        return _under_heading(unit, document)
    if unit.kind is UnitKind.ITEM and _wants_whole_list(item, kind):
        members = _list(unit.group, document)
        return (*_introduction(members[0], document), *(members if unit in members else (unit,)))
    if unit.text.endswith(":") and following:
        if following[0].group >= 0:
            return (unit, *_list(following[0].group, document))
        return (unit, following[0]) if following[0].kind is not UnitKind.HEADING else (unit,)
    return (unit,)


def _list(group: int, document: Sequence[Unit]) -> list[Unit]:
    """The items of a list, or its beginning where it is long."""
    members: list[Unit] = []
    for unit in document:
        if unit.group == group:
            if len(members) == MOST_ITEMS or sum(len(member.text.split()) for member in members) > LIST_WORDS:
                break
            members.append(unit)
    return members


def _wants_whole_list(item: Scored, kind: Asked) -> bool:
    """True when the question is about what introduces the list rather than about this one item."""
    from_outside = float(np.sum(item.around > item.own + 0.05))
    return kind in (Asked.LIST, Asked.DEFINITION) or from_outside > float(np.sum(item.own > 0.5))


def _introduction(first: Unit, document: Sequence[Unit]) -> tuple[Unit, ...]:
    before = document[first.index - 1] if first.index else None
    return (before,) if before is not None and before.text == first.lead and before.kind is not UnitKind.HEADING else ()


def _under_heading(heading: Unit, document: Sequence[Unit]) -> tuple[Unit, ...]:
    """What stands under a heading: its numbered subheadings, its list, or its first two sentences."""
    following = document[heading.index + 1 :]
    if following and _is_numbered(following[0]):
        return _subheadings(following)
    body: list[Unit] = []
    for unit in following:
        if unit.kind is UnitKind.HEADING or len(body) >= 2 and (unit.group < 0 or unit.group != body[-1].group):
            break
        body.append(unit)
    return tuple(body[:MOST_ITEMS]) or (heading,)


def _is_numbered(unit: Unit) -> bool:
    return unit.kind is UnitKind.HEADING and bool(re.match(r"(?:stap |standaard )?\d{1,2}[.:)]? ", unit.text, re.I))


def _subheadings(following: Sequence[Unit]) -> tuple[Unit, ...]:
    """The numbered headings that come next, up to the first heading without a number."""
    headings = (unit for unit in following if unit.kind is UnitKind.HEADING)
    return tuple(takewhile(_is_numbered, headings))[:MOST_ITEMS]


def _distinct(groups: Sequence[tuple[Unit, ...]]) -> tuple[tuple[Unit, ...], ...]:
    """Groups without units that an earlier group has already, or that say the same in the same words."""
    seen: set[str] = set()
    kept = []
    for group in groups:
        fresh = tuple(unit for unit in group if fold(unit.text) not in seen)
        seen |= {fold(unit.text) for unit in fresh}
        if fresh:
            kept.append(fresh)
    return tuple(kept)


def _surroundings(unit: Unit) -> str:
    return " ".join([*_context(unit), unit.lead, unit.node.text])
