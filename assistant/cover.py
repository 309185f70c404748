"""The terms of a question, and how well a text covers them. Pure, given what is known of the index's words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.keyword import KeywordIndex
from ingest.dutch import fold, stem, synonyms, terms, word_list
from ingest.frequency import frequency

# Words that name the kind of answer rather than its subject: a phone number need not say "telefoonnummer".
KIND_WORDS = frozenset(stem(word) for word in word_list("kind_words"))
# Words of a heading that only number it.
HEADING_FILL = frozenset(stem(word) for word in word_list("heading_words"))

SYNONYM = 0.8  # how well a synonym covers a term
LEAST_WEIGHT = 0.1
KIND_WEIGHT = 0.25  # of a word that names the kind of answer, beside one as rare
NAME_WEIGHT = 1.4  # of a name or number ("Rotterdam", "2026")
CONTEXT_WEIGHT = 0.5  # of what one half of a double question takes from the other
UNHEARD_OF = 0.75  # tellingness from which a word that no document has is telling (Zipf frequency below 3.8)


@dataclass(frozen=True)
class Term:
    """A term of the question, with the word it came from and how much it weighs.

    `is_telling`: a name, a number, or a rare word that no document has; without it there is hardly an answer.
    `is_strange`: a name that no document has; without it there is none. `is_kind`: it names the kind of answer.
    `is_body`: it is part of a name of several words ("Universiteit Twente").
    """

    stem: str
    word: str
    weight: float
    is_telling: bool = False
    is_strange: bool = False
    is_kind: bool = False
    is_body: bool = False


def question_terms(question: str, index: KeywordIndex, *, context: str = "") -> tuple[Term, ...]:
    """The terms of a question with their weights; those of `context`, a question it is part of, weigh half."""
    own = _terms_of(question, index)
    if not context:
        return tuple(own)
    known = {term.stem for term in own}
    borrowed = [term for term in _terms_of(context, index) if term.stem not in known]
    if all(term.is_kind for term in own):  # "en wat kost het?": the subject is all in the other half
        return (*own, *borrowed)
    plain = {"is_telling": False, "is_strange": False, "is_body": False}
    return (*own, *(replace(term, weight=term.weight * CONTEXT_WEIGHT, **plain) for term in borrowed))


def _terms_of(question: str, index: KeywordIndex) -> list[Term]:
    names = {fold(word) for word in re.findall(r"(?<=[\w,] )[A-ZÀ-Þ][\w-]+", question)}
    bodies = {fold(word) for name in re.findall(r"(?<=[\w,] )[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)+", question) for word in name.split()}
    found = [_term(term, word, index, is_name=word in names or term.isdigit()) for term, word in index.query_terms(question)]
    return [replace(term, weight=_share(term, found), is_body=term.word in bodies) for term in found]


def _share(term: Term, found: Sequence[Term]) -> float:
    """The terms of one word ("zij-instromer": that, and "instromer") share the weight of the heaviest."""
    weights = [other.weight for other in found if other.word == term.word]
    return max(LEAST_WEIGHT, term.weight / sum(weights) * max(weights))


def _term(term: str, word: str, index: KeywordIndex, *, is_name: bool) -> Term:
    telling = tellingness(word)
    weight = index.rarity(term) * telling
    is_kind = term in KIND_WORDS or stem(word) in KIND_WORDS
    weight *= (NAME_WEIGHT if is_name else 1.0) * (KIND_WEIGHT if is_kind else 1.0)
    is_known = index.knows(term) or any(index.knows(other) for other in synonyms(term))
    is_telling = is_name or not is_known and telling > UNHEARD_OF and not is_kind
    return Term(term, word, max(LEAST_WEIGHT, weight), is_telling, is_strange=is_name and not is_known, is_kind=is_kind)


def tellingness(word: str) -> float:
    """How much a word says about a subject: 1 for words rare in Dutch at large, 0.3 for everyday ones.

    Linear in the Zipf frequency. A rare word that is missing ("parkeervergunning") is a sign that the documents are
    silent; an everyday one ("liep") is only other wording.
    """
    return min(1.0, max(0.3, (6.3 - frequency(word)) / 3.3))


def spelled_alike(term: str, token: str) -> float:
    """1 for the same stem, less where one is a part of the other.

    >>> spelled_alike("assessment", "zijinstroomassessment"), spelled_alike("reis", "reden")
    (0.85, 0.0)
    """
    if term == token:
        return 1.0
    if token in synonyms(term):
        return SYNONYM
    if len(term) < 4 or len(token) < 4 or not term.isalpha() or not token.isalpha():
        return 0.0
    short, long = sorted((term, token), key=len)
    if long.endswith(short) or long.startswith(short):
        return 0.85 if len(short) >= 0.45 * len(long) or len(short) >= 6 else 0.5
    return 0.0


class Vocabulary:
    """Words, with a quick way to those that are spelled alike."""

    def __init__(self, tokens: Iterable[str]) -> None:
        self.tokens = sorted(set(tokens))
        self._known = set(self.tokens)
        self._backwards = sorted(token[::-1] for token in self.tokens)

    def alike(self, term: str) -> set[str]:
        """Every word that is the term or its synonym, begins or ends with it, or is how it begins or ends."""
        found = {term, *synonyms(term)} & self._known
        if len(term) < 4:
            return found
        found |= {term[:cut] for cut in range(4, len(term))} & self._known
        found |= {term[cut:] for cut in range(1, len(term) - 3)} & self._known
        found |= set(_beginning_with(term, self.tokens))
        return found | {token[::-1] for token in _beginning_with(term[::-1], self._backwards)}


def _beginning_with(start: str, tokens: Sequence[str]) -> Sequence[str]:
    return tokens[bisect_left(tokens, start) : bisect_left(tokens, start + "\U0010ffff")]


class Coverage:
    """How well each of a set of texts covers each term of a question: 0 to 1, shape (terms,)."""

    def __init__(self, query: Sequence[Term], texts: Iterable[str]) -> None:
        self._query = query
        self._tokens = {text: list(dict.fromkeys(terms(text))) for text in set(texts)}
        vocabulary = Vocabulary(token for found in self._tokens.values() for token in found)
        self._column = {token: i for i, token in enumerate(vocabulary.tokens)}
        self._table = np.zeros((len(query), len(vocabulary.tokens)))
        for row, term in enumerate(query):
            for token in vocabulary.alike(term.stem):
                self._table[row, self._column[token]] = spelled_alike(term.stem, token)
        self._best = self._table.max(axis=0, initial=0.0).tolist()  # of each word: how well it covers the term it covers best
        self._seen: dict[str, np.ndarray] = {}
        self._rarity: dict[str, float] = {}
        self._precision: dict[str, float] = {}

    def of(self, text: str) -> np.ndarray:
        """The best match of each term among the words of one of the texts."""
        if text not in self._seen:
            columns = [self._column[token] for token in self._tokens[text]]
            self._seen[text] = self._table[:, columns].max(axis=1) if columns else np.zeros(len(self._query))
        return self._seen[text]

    def precision(self, heading: str) -> float:
        """How much of a heading the question names: 1 when it says nothing else."""
        if heading in self._precision:
            return self._precision[heading]
        named = [token for token in self._tokens[heading] if not token.isdigit() and token not in HEADING_FILL]
        columns = [self._column[token] for token in named]
        self._precision[heading] = float(self._table[:, columns].max(axis=0).mean()) if columns else 0.0
        return self._precision[heading]

    def rarity(self, text: str, rarity_of: Callable[[str], float]) -> tuple[float, float]:
        """How rare the terms of one of the texts are together: those that the question names, and all."""
        rare = [self._rarity.get(token) or self._rarity.setdefault(token, rarity_of(token)) for token in self._tokens[text]]
        named = sum(self._best[self._column[token]] * weight for token, weight in zip(self._tokens[text], rare, strict=True))
        return named, sum(rare)
