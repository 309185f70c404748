"""What speaks for and against a stretch of text as the answer to a question, in numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore

from assistant.asked import HARD, Asked, counted, holds
from assistant.cover import Coverage, Term, spelled_alike
from assistant.retrieve import View
from assistant.stretch import Stretch
from assistant.units import Unit, UnitKind
from assistant.years import speaks_of_other_years
from ingest.abbreviate import explained
from ingest.dutch import fold, stem, terms, words

# How much a term counts that stands not in the stretch itself but …
IN_LEAD = 0.85  # in what introduces its list
IN_HEADING = 0.75  # in the headings over it, or in what its document is called
HEADS_LIST = 0.95  # in the headings over a list: its items say what there is of that
IN_NEIGHBOUR = 0.50  # in the sentence before or after it
IN_DOCUMENT = 0.35  # anywhere in its document

HEADING_WORDS = 6  # as how many words a heading counts in the meaning of what stands under it
FRAGMENT = 4  # words; fewer are no sentence
ONLY_SUBJECT = 0.95  # precision from which a heading names the subject of the question and nothing else
MET = 0.7  # a term that is covered at least this much is covered well: by the stretch, or the headings over it
LEAST_FOCUS = 0.05  # share of a question; where its headings say all but this, there is nothing left to cover
NAMED = 0.6  # share of the words before "is" that must be the question's to define what it asks
NOT_FOUND = 100  # as which place a passage counts that was not found
# How a sentence begins that says of what stands before it: "Deze studenten …", "Daarna …", or gives that its name.
_LEANS = re.compile(
    r"(?:Dit|Deze|Die|Dat|Zulke|Zo'n|Voor (?:dit|deze|zulke)|Hier\w*|Daar\w*|Zij|Ze|Hij|Het (?:gaat|is|geldt)|Er|Ook)\b"
    r"|(?:\S+ ){0,3}(?:noem(?:t|en|den|de)?|heet(?:te)?|heten) (?:\S+ )?(?:dit|dat|deze|die)\b"  # "Wij noemen dit …"
)
# How a sentence ends that says how many there are, and not yet which: "… op twee plaatsen."
_SO_MANY = re.compile(r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien) (?:\w+ ){0,2}\w+(?:en|s)\.$")
# How a sentence begins that says what something is.
_DEFINES = re.compile(
    r"(?:(?:De|Het|Een|Met|Onder|Deze)\s+)?[‘'“\"]?([^.:|]{2,60}?)\s"
    r"(?:is|zijn|was|betekent|staat voor|heet|houdt in|bestaat uit|wordt verstaan|verstaan)\b"
)
# Kinds of answer that show in like ways.
SHOWN = {
    "who": (Asked.NAME, Asked.PERSON),
    "date": (Asked.DATE, Asked.HOURS),
    "amount": (Asked.AMOUNT, Asked.PAY),
    "number": (Asked.NUMBER, Asked.AGE),
    "duration": (Asked.DURATION,),
    "contact": (Asked.PHONE, Asked.EMAIL, Asked.URL, Asked.CONTACT, Asked.WHERE_TO, Asked.ADDRESS),
    "list": (Asked.LIST,),
    "definition": (Asked.DEFINITION,),
    "reason": (Asked.REASON,),
    "place": (Asked.PLACE,),
    "yes_no": (Asked.YES_NO,),
}
_LABEL = re.compile(r"([^:|]{3,25})(?::| \|) \S")


@dataclass(frozen=True)
class Features:
    """A table of shape (stretches, names), and what it was made of.

    `own` and `around` say for each term of the question how well a stretch covers it, alone and with what stands around
    it: 0 to 1, shape (stretches, terms). `shows`: the stretch holds an answer of the kind asked; shape (stretches,).
    """

    names: tuple[str, ...]
    table: np.ndarray
    own: np.ndarray
    around: np.ndarray
    shows: np.ndarray


def features(
    question: str,
    kind: Asked,
    query: Sequence[Term],
    *,
    stretches: Sequence[Stretch],
    hits: Sequence[NodeWithScore],
    view: View,
    embedder: BaseEmbedding,
) -> Features:
    """The features of each stretch. Neither `stretches` nor `query` may be empty."""
    found = _Found(question, kind, query, stretches, hits, view, embedder)
    named = found.coverage() | found.focus() | found.meaning() | found.place() | found.kind_of_answer() | found.headings() | found.shape()
    table = np.stack([np.asarray(values, dtype=float) for values in named.values()], axis=1)
    return Features(tuple(named), table, found.own, found.around, found.shows > 0)


@dataclass(frozen=True, eq=False)
class _Found:
    """The stretches found for one question, with what several features need.

    Stretches overlap, so what is known of a unit is worked out once, and then gathered for each stretch: `most`, `total`.
    """

    question: str
    kind: Asked
    query: Sequence[Term]
    stretches: Sequence[Stretch]
    hits: Sequence[NodeWithScore]
    view: View
    embedder: BaseEmbedding

    @cached_property
    def is_hard(self) -> bool:
        return self.kind in HARD

    @cached_property
    def units(self) -> list[Unit]:
        """The units of all stretches, each once."""
        return list(dict.fromkeys(unit for stretch in self.stretches for unit in stretch.units))

    @cached_property
    def members(self) -> np.ndarray:
        """The rows in `units` of one stretch after the other; those of stretch i begin at `starts[i]`."""
        row = {unit: i for i, unit in enumerate(self.units)}
        return np.array([row[unit] for stretch in self.stretches for unit in stretch.units])

    @cached_property
    def sizes(self) -> np.ndarray:
        return np.array([len(stretch.units) for stretch in self.stretches])

    @cached_property
    def starts(self) -> np.ndarray:
        return np.cumsum(self.sizes) - self.sizes

    @cached_property
    def first(self) -> list[Unit]:
        return [stretch.units[0] for stretch in self.stretches]

    @cached_property
    def near(self) -> list[tuple[str, str]]:
        """What stands just before and after each stretch, under the same heading."""
        return [_neighbours(stretch, self.view.units(stretch.document)) for stretch in self.stretches]

    @cached_property
    def contexts(self) -> list[tuple[str, str, str]]:
        return [context(unit) for unit in self.first]

    @cached_property
    def lengths(self) -> np.ndarray:
        """Words of each unit."""
        return np.array([len(unit.text.split()) for unit in self.units])

    @cached_property
    def shares(self) -> np.ndarray:
        """Of each term, its share of the question."""
        weights = np.array([term.weight for term in self.query])
        return weights / weights.sum()

    @cached_property
    def cover(self) -> Coverage:
        around = (text for texts in (*self.near, *self.contexts) for text in texts)
        return Coverage(self.query, [*around, *(text for unit in self.units for text in (unit.text, unit.lead))])

    def most(self, of_units: np.ndarray) -> np.ndarray:
        """The highest value among the units of each stretch; shape (units, …) becomes (stretches, …)."""
        return np.maximum.reduceat(of_units[self.members], self.starts)

    def total(self, of_units: np.ndarray) -> np.ndarray:
        """The sum over the units of each stretch."""
        return np.add.reduceat(of_units[self.members], self.starts)

    def each(self, is_so: Callable[[Unit], bool]) -> np.ndarray:
        """1 for each unit of which something is so, else 0."""
        return np.array([float(is_so(unit)) for unit in self.units])

    def covered(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([self.cover.of(text) for text in texts])

    @cached_property
    def shows_by_unit(self) -> np.ndarray:
        return self.each(lambda unit: holds(self.kind, unit.text, self.question))

    @cached_property
    def shows(self) -> np.ndarray:
        return self.most(self.shows_by_unit)

    @cached_property
    def own_by_unit(self) -> np.ndarray:
        own = self.covered([unit.text for unit in self.units])
        if not self.is_hard and self.kind is not Asked.DEFINITION:
            return own
        names_kind = np.array([float(term.is_kind) for term in self.query])  # a phone number need not say "telefoonnummer"
        return np.maximum(own, names_kind * self.shows_by_unit[:, None])

    @cached_property
    def headed(self) -> np.ndarray:
        """How well the heading over each stretch covers each term."""
        return self.covered([unit.heading for unit in self.first])

    @cached_property
    def precision(self) -> np.ndarray:
        """How much of the heading over each stretch the question names."""
        return np.array([self.cover.precision(unit.heading) for unit in self.first])

    @cached_property
    def own(self) -> np.ndarray:
        """How well each stretch covers each term.

        Under a heading that names the subject and nothing else, a stretch need not repeat that.
        """
        own = self.most(self.own_by_unit)
        return np.where((self.precision >= ONLY_SUBJECT)[:, None], np.maximum(own, IN_HEADING * self.headed), own)

    @cached_property
    def is_list(self) -> np.ndarray:
        return np.array([len(stretch.units) > 1 and stretch.units[-1].group >= 0 for stretch in self.stretches])

    @cached_property
    def over(self) -> tuple[np.ndarray, ...]:
        """How well each of the texts over a stretch covers each term: its heading, those over its passage, its document's name."""
        return tuple(self.covered(texts) for texts in zip(*self.contexts, strict=True))

    @cached_property
    def beside(self) -> np.ndarray:
        """How well the sentences before and after each stretch cover each term."""
        return np.max([self.covered(texts) for texts in zip(*self.near, strict=True)], axis=0)

    @cached_property
    def around(self) -> np.ndarray:
        """How well each stretch covers each term together with what stands around it."""
        documents = {stretch.document for stretch in self.stretches}
        said = {name: np.array([self.view.mentions(name, term.stem) for term in self.query]) for name in documents}
        covered = (
            self.own,
            IN_LEAD * self.covered([unit.lead for unit in self.first]),
            np.where(self.is_list, HEADS_LIST, IN_HEADING)[:, None] * np.max(self.over, axis=0),
            IN_NEIGHBOUR * self.beside,
            IN_DOCUMENT * np.array([said[stretch.document] for stretch in self.stretches]),
        )
        return np.max(covered, axis=0)

    def coverage(self) -> dict[str, np.ndarray]:
        """Shares of the question, by weight; `density`: share of the stretch, by rarity, that the question names."""
        named, all_ = np.array([self.cover.rarity(unit.text, self.view.keyword.rarity) for unit in self.units]).T
        return {
            "own": self.own @ self.shares,
            "around": self.around @ self.shares,
            "density": self.total(named) / np.maximum(self.total(all_), 1e-9),
        }

    def focus(self) -> dict[str, np.ndarray]:
        """What is covered of the terms that matter most.

        `focus`: of what is asked about the subject, that is without what the headings and the document's name say already,
        the share that the stretch covers, alone or with its neighbours. `weakest`: how well the less covered of the two
        weightiest terms is. `met`: the share of the terms that are covered well. `names_lacking`: the share of the question
        that is names and numbers, and not covered.
        """
        asked = self.shares * (1 - np.max(self.over, axis=0))
        all_ = np.maximum(asked.sum(axis=1), LEAST_FOCUS)
        names = self.shares * np.array([float(term.is_telling) for term in self.query])
        return {
            "focus": (asked * self.own).sum(axis=1) / all_,
            "focus_beside": (asked * np.maximum(self.own, self.beside)).sum(axis=1) / all_,
            "weakest": self.around[:, np.argsort(-self.shares)[:2]].min(axis=1),
            "met": (self.around >= MET).mean(axis=1),
            "own_met": (self.own >= MET).mean(axis=1),
            "names_lacking": (1 - self.around) @ names,
            "names_lacking_own": (1 - self.own) @ names,
        }

    def meaning(self) -> dict[str, np.ndarray]:
        """The cosine of the question with the stretch under its heading."""
        asked = np.asarray(self.embedder.get_query_embedding(self.question), dtype=np.float32)
        vectors = self.view.meanings([unit.text for unit in self.units], self.embedder)
        headings = self.view.meanings([unit.heading or " " for unit in self.first], self.embedder)
        together = self.total(vectors * self.lengths[:, None]) + HEADING_WORDS * headings
        return {"meaning_under_heading": together @ asked / np.maximum(np.linalg.norm(together, axis=1), 1e-9)}

    def place(self) -> dict[str, np.ndarray]:
        """How well the passage was found that it begins in."""
        scores = {hit.node.node_id: hit.score or 0.0 for hit in self.hits}
        best = max(max(scores.values()), 1e-9)
        rank = {name: place for place, name in enumerate(scores, start=1)}
        return {
            # A reranker of somebody else may go below zero.
            "passage": np.array([max(scores.get(unit.name, 0.0), 0.0) / best for unit in self.first]),
            "passage_rank": np.array([1 / rank.get(unit.name, NOT_FOUND) for unit in self.first]),
        }

    def kind_of_answer(self) -> dict[str, np.ndarray]:
        """What was asked for: a date, a list, a number of something, what a label names."""
        noun = counted(self.question)
        counted_here = self.most(self.each(lambda unit: noun is not None and counts(noun, unit.text)))
        noun_over = [noun is not None and stem(noun) in terms(unit.heading) for unit in self.first]
        return {
            "shows_hard_kind": self.shows * self.is_hard,
            "share_that_shows": self.total(self.shows_by_unit) / self.sizes * self.is_hard,
            "shows_other_kind": self.shows * (not self.is_hard),
            "list_asked": self.is_list * (self.kind is Asked.LIST),
            "list_not_asked": self.is_list * (self.kind is not Asked.LIST),
            "counts": counted_here,
            "counts_by_heading": (1 - counted_here) * noun_over * self.most(self.each(lambda unit: any(map(str.isdigit, unit.text)))),
            "label": self.most(self.each(self._is_labelled)),
            "other_year": np.array([speaks_of_other_years(self.question, stretch.text) for stretch in self.stretches]),
            "defines": self.most(self.each(self._defines)) * (self.kind is Asked.DEFINITION),
            **{f"shows_{kind}": self.shows * (self.kind in kinds) for kind, kinds in SHOWN.items()},
        }

    def headings(self) -> dict[str, np.ndarray]:
        """A heading that is the question: most where it is a question itself, or what is to be explained."""
        match = np.sqrt(self.headed @ self.shares) * self.precision
        asks = np.array([unit.heading.endswith("?") for unit in self.first])
        is_explained = asks | (self.kind is Asked.DEFINITION)
        asked = set(words(self.question))
        return {
            "heading": match * ~is_explained,
            "explained_heading": match * is_explained,
            "list_under_heading": match * self.is_list * (self.kind is Asked.LIST),
            "same_question": np.array([is_so and set(words(unit.heading)) <= asked for is_so, unit in zip(asks, self.first, strict=True)]),
        }

    def shape(self) -> dict[str, np.ndarray]:
        """Its length, and what makes a stretch a poor answer by itself."""
        last = [stretch.units[-1] for stretch in self.stretches]
        lengths = self.total(self.lengths)
        alone = self.sizes == 1
        kinds = np.array([unit.kind for unit in self.first])
        return {
            "words": lengths / 50,
            "log_words": np.log1p(lengths),
            "is_heading": kinds == UnitKind.HEADING,
            "is_fragment": alone & (kinds == UnitKind.SENTENCE) & (lengths < FRAGMENT),
            "leans": np.array([self._leans(unit) for unit in self.first]),
            "announces": np.array([self._announces(unit) for unit in last]),
            "asks": np.array([unit.text.endswith("?") for unit in last]),
        }

    def _defines(self, unit: Unit) -> bool:
        """True for "Een mentor is …" and for "… een leernetwerk (PLN)" where it is asked what that is."""
        match = _DEFINES.match(unit.text)
        named = terms(match[1]) if match else []
        asked = {term.stem for term in self.query}
        if any(short in asked for short, _ in explained(unit.text)):
            return True
        return bool(named) and sum(word in asked for word in named) >= NAMED * len(named)

    def _leans(self, unit: Unit) -> bool:
        """True for a sentence that says of what stands before it, when something does."""
        if not _LEANS.match(unit.text) or not unit.index:
            return False
        return self.view.units(unit.node.metadata["document"])[unit.index - 1].kind is not UnitKind.HEADING

    def _announces(self, unit: Unit) -> bool:
        """True for a sentence after which what it speaks of is still to come."""
        document = self.view.units(unit.node.metadata["document"])
        if unit.kind is not UnitKind.SENTENCE or unit.index + 1 == len(document):
            return False
        return unit.text.endswith(":") or self.kind not in HARD and bool(_SO_MANY.search(unit.text))

    def _is_labelled(self, unit: Unit) -> bool:
        """True for "Kosten: …" and "Voor wie: …" where just that is asked."""
        label = _LABEL.match(unit.text)
        if not label:
            return False
        named = set(terms(label[1]))
        return fold(label[1]) in fold(self.question) or bool(named) and named <= {stem(word) for word in words(self.question)}


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
    return unit.heading, meta["heading"], _called(meta["document"], meta["title"], meta["publisher"])


@lru_cache(maxsize=10_000)
def _called(path: str, title: str, publisher: str) -> str:
    """All that a document may be called by, its file's name included."""
    return f"{title} {publisher} {re.sub(r'[/._-]', ' ', path.rsplit('.', 1)[0])}"


def _neighbours(stretch: Stretch, document: Sequence[Unit]) -> tuple[str, str]:
    """The texts just before and after a stretch, under the same heading; empty where there is none."""
    first, last = stretch.units[0], stretch.units[-1]
    before = document[first.index - 1] if first.index else None
    after = document[last.index + 1] if last.index + 1 < len(document) else None
    return _text_under(first.heading, before), _text_under(first.heading, after)


def _text_under(heading: str, unit: Unit | None) -> str:
    return unit.text if unit and unit.kind is not UnitKind.HEADING and unit.heading == heading else ""
