"""BM25 over Dutch terms, and what is known of each term: how rare it is, and its likeliest spelling."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import bm25s
import numpy as np
from rapidfuzz import fuzz, process

from assistant.abbreviate import abbreviations
from ingest.dutch import STOPWORDS, fold, kin_terms, stem, synonyms, terms, words

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


def _bm25(found: Sequence[Sequence[str]]) -> bm25s.BM25:
    index = bm25s.BM25(k1=K1, b=B, method="lucene")
    # A passage without terms would make an all-empty index fail; a term nobody asks for does no harm.
    index.index([list(terms) or ["\u0000"] for terms in found] or [["\u0000"]], show_progress=False)
    return index


def _scores(index: bm25s.BM25, query: Sequence[str], size: int) -> np.ndarray:
    known = [term for term in query if term in index.vocab_dict]
    return index.get_scores(known)[:size] if known else np.zeros(size, dtype=np.float32)


class KeywordIndex:
    """BM25 (Lucene's variant) over the words of passages, and at a part of its weight over what those are made of."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.terms: Sequence[Sequence[str]] = [terms(text) for text in texts]  # of each passage, in order
        self._frequency: dict[str, int] = {}
        for found in self.terms:
            for term in set(found):
                self._frequency[term] = self._frequency.get(term, 0) + 1
        self._size = len(texts)
        self._own = _bm25(self.terms)
        kin_of = [kin_terms(text) for text in texts]
        self.kin = [frozenset(found) for found in kin_of]
        self._kin = _bm25(kin_of)
        self._abbreviations = abbreviations(texts)

    def search(self, question: str) -> np.ndarray:
        """How well each passage answers to a question's words and to what is related to them, shape (passages,)."""
        asked = [term for term, _ in self.query_terms(question)]
        alike = self._alike(asked)
        kindred = sorted(set(kin_terms(question)).difference(asked, alike))
        found = self.scores(asked) + SYNONYM_SHARE * self.scores(alike) + KIN_SHARE * self.scores(kindred)
        for spelt_out in (self._abbreviations[term] for term in asked if term in self._abbreviations):
            found += SPELT_OUT_SHARE * self.scores(sorted(spelt_out.difference(asked, alike))) / len(spelt_out)
        return found + KIN_IN_PASSAGE * _scores(self._kin, [*asked, *kindred], self._size)

    def scores(self, query: Sequence[str]) -> np.ndarray:
        """BM25 score of each passage, shape (passages,)."""
        return _scores(self._own, query, self._size)

    def _alike(self, asked: Sequence[str]) -> list[str]:
        """The synonyms of terms, and the abbreviations of what stands there in full."""
        found = {other for term in asked for other in synonyms(term)}
        found |= {short for short, spelt_out in self._abbreviations.items() if spelt_out <= set(asked)}
        return sorted(found.difference(asked))

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
        if len(term) < 5 or not term.isalpha():
            return term
        best = process.extractOne(term, self._frequency.keys(), scorer=fuzz.ratio, score_cutoff=_SAME_WORD)
        return best[0] if best and best[0][0] == term[0] else term
