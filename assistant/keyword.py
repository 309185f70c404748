"""BM25 over Dutch terms, and what is known of each term: how rare it is, and its likeliest spelling."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import bm25s
import numpy as np
from rapidfuzz import fuzz, process

from ingest.dutch import stem, terms, words

# Settled by trying on 179 Dutch government questions (a public set in BEIR layout); near the middle of what Robertson & Zaragoza
# (2009, "The Probabilistic Relevance Framework") advise.
K1, B = 1.2, 0.6
_SAME_WORD = 84  # rapidfuzz ratio from which an unknown word is taken for a misspelling of a known one

# What separable verbs leave at the end of a question.
PARTICLES = frozenset(("aan", "af", "bij", "door", "in", "mee", "na", "om", "op", "over", "toe", "terug", "uit", "voor"))


class KeywordIndex:
    """BM25 (Lucene's variant) over passages."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._terms = [terms(text) for text in texts]
        self._frequency: dict[str, int] = {}
        for found in self._terms:
            for term in set(found):
                self._frequency[term] = self._frequency.get(term, 0) + 1
        self._size = len(texts)
        self._index = bm25s.BM25(k1=K1, b=B, method="lucene")
        # A passage without terms would make an all-empty index fail; a term nobody asks for does no harm.
        self._index.index([found or ["\u0000"] for found in self._terms] or [["\u0000"]], show_progress=False)

    def scores(self, query: Sequence[str]) -> np.ndarray:
        """BM25 score of each passage, shape (passages,)."""
        known = [term for term in query if term in self._frequency]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return self._index.get_scores(known)[: self._size]

    def rarity(self, term: str) -> float:
        """Inverse document frequency, ln(1 + (N − n + 0.5) / (n + 0.5)) (Robertson & Zaragoza 2009)."""
        n = self._frequency.get(term, 0)
        return math.log(1 + (self._size - n + 0.5) / (n + 0.5))

    def knows(self, term: str) -> bool:
        return term in self._frequency

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
        joined = [first + second for first, second in zip(asked, asked[1:], strict=False)]
        joined += [particle + verb for particle in PARTICLES.intersection(asked) for verb in asked]
        for word in joined:
            if len(word) > 6 and word.isalpha() and self.knows(stem(word)):
                found.setdefault(stem(word), word)
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
        if len(term) < 5 or not term.isalpha():
            return term
        best = process.extractOne(term, self._frequency.keys(), scorer=fuzz.ratio, score_cutoff=_SAME_WORD)
        return best[0] if best and best[0][0] == term[0] else term
