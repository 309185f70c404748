"""BM25 over Dutch terms, and what is known of each term: how rare it is, and its likeliest spelling."""

from __future__ import annotations

import math
from collections.abc import Sequence

import bm25s
import numpy as np
from rapidfuzz import fuzz, process

from ingest.dutch import stem, terms

# Settled by trying on 179 Dutch government questions (a public set in BEIR layout); near the middle of what Robertson & Zaragoza
# (2009, "The Probabilistic Relevance Framework") advise.
K1, B = 1.2, 0.6
_SAME_WORD = 84  # rapidfuzz ratio from which an unknown word is taken for a misspelling of a known one


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

    def query_terms(self, question: str) -> list[str]:
        """The terms of a question, misspelt ones put right and words that were wrongly split joined."""
        found = list(dict.fromkeys(terms(question)))
        words = [word for word in question.lower().replace("?", " ").split()]
        joined = [stem(first + second) for first, second in zip(words, words[1:], strict=False) if (first + second).isalpha()]
        found += [term for term in joined if self.knows(term) and term not in found and len(term) > 6]
        return [self._corrected(term) for term in found]

    def _corrected(self, term: str) -> str:
        if self.knows(term) or len(term) < 5 or not term.isalpha():
            return term
        best = process.extractOne(term, self._frequency.keys(), scorer=fuzz.ratio, score_cutoff=_SAME_WORD)
        return best[0] if best and best[0][0] == term[0] else term
