"""BM25 over Dutch terms, and what is known of each term: how rare it is, and its likeliest spelling."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from rapidfuzz import fuzz, process

from ingest.abbreviate import abbreviations
from ingest.dutch import STOPWORDS, fold, kin_terms, stem, synonyms, terms, words
from ingest.terms import Lists, Terms, analysed

# The best on the mean of five sets (training/README.md), and near the middle of what Robertson & Zaragoza (2009, "The
# Probabilistic Relevance Framework") advise.
K1, B = 1.2, 0.6
# What the words beside those of the question count, of what those count. Tried on five sets: training/README.md.
SYNONYM_SHARE = 0.3  # synonyms, and the abbreviation of what the question spells out
SPELT_OUT_SHARE = 0.4  # all words together that an abbreviation stands for
KIN_SHARE = 0.4  # the parts of compounds and the verbs of forms, of the question's words
KIN_IN_PASSAGE = 0.1  # the same of a passage's words
_SAME_WORD = 84  # rapidfuzz ratio from which an unknown word is taken for a misspelling of a known one

# What a separable verb leaves behind: at the end of its clause ("meld ik me aan voor …") or before "te" ("aan te melden").
_PARTICLE = re.compile(
    r"\b(?P<particle>aan|af|bij|door|in|mee|na|om|op|over|toe|terug|uit|voor)\b"
    r"(?:(?= *(?:$|[?!.,;:]|\b(?:aan|als|bij|dan|door|en|in|met|na|naar|of|om|op|per|tijdens|tot|van|vanaf|via|voor|zonder)\b))"
    r"| te (?P<verb>\w+))"
)


def _separable_verbs(question: str) -> list[tuple[str, str]]:
    """(verb with its particle in front, verb as it stands there) for each that a question may hold.

    >>> _separable_verbs("Hoe meld ik me aan voor de cursus?"), _separable_verbs("Wat kost het voor de school?")
    ([('aanhoe', 'hoe'), ('aanmeld', 'meld'), ('aanik', 'ik'), ('aanme', 'me')], [])
    """
    text = fold(question)
    found = []
    for match in _PARTICLE.finditer(text):
        verbs = [match["verb"]] if match["verb"] else words(text[: match.start()])
        found += [(match["particle"] + verb, verb) for verb in verbs]
    return found


class _Bm25:
    """BM25, Lucene's variant, over lists of terms (Kamphuis et al. 2020, "Which BM25 Do You Mean?").

    Each term of a query adds rarity × tf / (tf + K1 (1 − B + B length / mean length)) to the passages that have it; tf is how
    often it occurs there.
    """

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._frequency = lists.frequency.tolist()
        self.size = len(lists.begins)
        lengths = np.maximum(lists.lengths, 1)  # an empty passage counts as one of a term that nobody asks for
        self._norm = (K1 * (1 - B + B * lengths / lengths.mean() if self.size else lengths)).astype(np.float32)

    def scores(self, terms: Sequence[int]) -> np.ndarray:
        """The score of each passage for numbered terms, shape (passages,); a term that is given twice counts twice."""
        found = np.zeros(self.size, dtype=np.float32)
        for term in terms:
            rows, counts = self._lists.having(term)
            found[rows] += np.float32(self.rarity(term)) * counts / (counts + self._norm[rows])
        return found

    def rarity(self, term: int | None) -> float:
        """Inverse document frequency, ln(1 + (N − n + 0.5) / (n + 0.5)) (Robertson & Zaragoza 2009)."""
        n = self.frequency(term)
        return math.log(1 + (self.size - n + 0.5) / (n + 0.5))

    def frequency(self, term: int | None) -> int:
        """In how many passages a numbered term occurs; 0 for one without a number."""
        return 0 if term is None else self._frequency[term]


class _InWords(Sequence[list[str]]):
    """The terms of each passage, in order."""

    def __init__(self, terms: Terms, lists: Lists) -> None:
        self._terms = terms
        self._lists = lists

    def __len__(self) -> int:
        return len(self._terms)

    def __getitem__(self, row: int) -> list[str]:  # type: ignore[override]
        return self._terms.in_words(self._lists.of_passage(row))


class KeywordIndex:
    """BM25 over the words of passages, and at a part of its weight over what those are made of."""

    def __init__(self, texts: Sequence[str] | Terms) -> None:
        """Over the texts of passages, or over their terms where those were found before."""
        found = texts if isinstance(texts, Terms) else analysed(texts)
        self.terms: Sequence[Sequence[str]] = _InWords(found, found.own)  # of each passage, in order
        self.kin: Sequence[Sequence[str]] = _InWords(found, found.kin)
        self._number = found.numbers
        self._own, self._kin = _Bm25(found.own), _Bm25(found.kin)
        self._corrections: dict[str, str] = {}  # a question is taken apart several times before it is answered
        self._abbreviations = abbreviations(what for _, what in found.explained)

    def search(self, question: str) -> np.ndarray:
        """How well each passage answers to a question's words and to what is related to them, shape (passages,)."""
        asked = [term for term, _ in self.query_terms(question)]
        alike = self._alike(asked)
        kindred = sorted(set(kin_terms(question)).difference(asked, alike))
        found = self.scores(asked) + SYNONYM_SHARE * self.scores(alike) + KIN_SHARE * self.scores(kindred)
        for spelt_out in (self._abbreviations[term] for term in asked if term in self._abbreviations):
            found += SPELT_OUT_SHARE * self.scores(sorted(spelt_out.difference(asked, alike))) / len(spelt_out)
        return found + KIN_IN_PASSAGE * self._kin.scores(self._numbers([*asked, *kindred]))

    def scores(self, query: Sequence[str]) -> np.ndarray:
        """BM25 score of each passage, shape (passages,)."""
        return self._own.scores(self._numbers(query))

    def _numbers(self, query: Sequence[str]) -> list[int]:
        return [self._number[term] for term in query if term in self._number]

    def _alike(self, asked: Sequence[str]) -> list[str]:
        """The synonyms of terms, and the abbreviations of what stands there in full."""
        found = {other for term in asked for other in synonyms(term)}
        found |= {short for short, spelt_out in self._abbreviations.items() if spelt_out <= set(asked)}
        return sorted(found.difference(asked))

    def rarity(self, term: str) -> float:
        """How rare a term is in the passages: its inverse document frequency."""
        return self._own.rarity(self._number.get(term))

    def knows(self, term: str) -> bool:
        return self._own.frequency(self._number.get(term)) > 0

    def query_terms(self, question: str) -> list[tuple[str, str]]:
        """(term, word it came from) for each term of a question, as the passages spell it.

        A misspelt word is put right, one that was wrongly split is joined ("zelf evaluatie"), so is a verb with its
        particle ("meld ik me aan"), and a compound that no passage has gives its parts ("studieverlofuur").
        """
        found: dict[str, str] = {}
        asked = words(question)
        for word in asked:
            for term in self._known_forms(word):
                found.setdefault(term, word)
        split = [(first + second, first) for first, second in zip(asked, asked[1:], strict=False)]
        for joined, word in (*split, *_separable_verbs(question)):
            if len(joined) > 6 and joined.isalpha() and joined not in STOPWORDS and self.knows(stem(joined)):
                found.setdefault(stem(joined), word)
        return list(found.items())

    def _known_forms(self, word: str) -> list[str]:
        forms = terms(word)
        known = [term for term in forms if self.knows(term)]
        if known or not forms:
            return known + [term for term in forms[1:] if term not in known]
        return self._parts(word.replace("-", "")) or [self._corrected(forms[0]), *forms[1:]]

    def _parts(self, word: str) -> list[str]:
        """The two known words that an unknown compound is made of, the longest last part first."""
        if not word.isalpha():
            return []
        for cut in range(4, len(word) - 2):
            last = stem(word[cut:])
            for first in {stem(word[:cut]), stem(re.sub(r"(?:en|s|e)$", "", word[:cut]))}:
                if self.knows(first) and self.knows(last):
                    return [first, last]
        return []

    def _corrected(self, term: str) -> str:
        """The known term that begins with the same letter and is spelled most like an unknown one; else the term itself.

        Of equals it is the one in most passages.
        """
        if len(term) < 5 or not term.isalpha():
            return term
        if term not in self._corrections:
            alike = process.extract(term, self._spelled.get(term[0], ()), scorer=fuzz.ratio, score_cutoff=_SAME_WORD, limit=None)
            best = max(((score, self._own.frequency(self._number[known]), known) for known, score, _ in alike), default=None)
            self._corrections[term] = best[-1] if best else term
        return self._corrections[term]

    @cached_property
    def _spelled(self) -> Mapping[str, Sequence[str]]:
        """By first letter the terms that occur in a passage, and not only as what a word is made of."""
        found: dict[str, list[str]] = {}
        for term in self._number:
            if self.knows(term):
                found.setdefault(term[0], []).append(term)
        return found
