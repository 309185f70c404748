"""The terms of passages as numbers, and the other way round: which passages have a term. Pure, save for `analyser_print`.

This is what searching by words needs of the passages, and all that takes long: taking 10,000 pages apart takes half a minute.
It is done once for each version of a document, and kept beside the index (`ready`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

import numpy as np

from ingest.abbreviate import Explained, explained
from ingest.dutch import kin_terms, terms

_HERE = Path(__file__).parent
_ANALYSER = ("terms.py", "dutch.py", "inflect.py", "compound.py", "frequency.py", "abbreviate.py")
_OF_QUESTIONS = frozenset(
    {"asking.txt", "english.txt", "german.txt", "synonyms.txt"}
)  # of the lists in words/ those that no passage is taken apart with
_LIBRARIES = ("pystemmer", "wordfreq")


@cache
def analyser_print() -> str:
    """What tells the terms of one analyser from those of another: its code, its lists of words and its libraries."""
    lists = sorted(file for file in (_HERE / "words").glob("*.txt") if file.name not in _OF_QUESTIONS)
    made_of = [hashlib.sha256(file.read_bytes()).hexdigest() for file in (*(_HERE / name for name in _ANALYSER), *lists)]
    return hashlib.sha256(" ".join([*made_of, *map(version, _LIBRARIES)]).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Lists:
    """A list of numbered terms for each passage.

    Those of passage p are ids[begins[p] : ends[p]], in the order of its text. `rows` are for each term in turn the passages
    that have it, ascending, and `counts` how often; those of term t are the places firsts[t] to firsts[t + 1].
    """

    ids: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    rows: np.ndarray
    counts: np.ndarray
    firsts: np.ndarray

    @classmethod
    def of(cls, ids: np.ndarray, lengths: np.ndarray, vocabulary: int) -> Lists:
        """The lists one after the other, and how long each is."""
        ends = np.cumsum(lengths, dtype=np.int64)
        order = np.argsort(ids, kind="stable")
        term, row = ids[order], np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)[order]
        is_first = np.ones(len(ids), dtype=bool)
        is_first[1:] = (term[1:] != term[:-1]) | (row[1:] != row[:-1])
        at = np.flatnonzero(is_first)
        counts = np.diff(at, append=len(ids)).astype(np.int32)
        return cls(ids, ends - lengths, ends, row[at], counts, np.searchsorted(term[at], np.arange(vocabulary + 1)))

    @property
    def lengths(self) -> np.ndarray:
        """How many terms each passage has."""
        return self.ends - self.begins

    @property
    def frequency(self) -> np.ndarray:
        """In how many passages each term occurs."""
        return np.diff(self.firsts)

    def of_passage(self, row: int) -> np.ndarray:
        return self.ids[self.begins[row] : self.ends[row]]

    def having(self, term: int) -> tuple[np.ndarray, np.ndarray]:
        """The passages that have a term, and how often."""
        places = slice(self.firsts[term], self.firsts[term + 1])
        return self.rows[places], self.counts[places]

    def of_rows(self, rows: np.ndarray) -> Lists:
        """Those of some passages alone, given in ascending order, and numbered anew from 0."""
        number = np.full(len(self.begins), -1, dtype=np.int32)
        number[rows] = np.arange(len(rows), dtype=np.int32)
        stays = number[self.rows] >= 0
        firsts = np.concatenate([[0], np.cumsum(stays)])[self.firsts]
        return Lists(self.ids, self.begins[rows], self.ends[rows], number[self.rows[stays]], self.counts[stays], firsts)


@dataclass(frozen=True)
class Terms:
    """The terms of passages (`own`), what their words are forms of or made of (`kin`), and the abbreviations that they explain.

    `vocabulary` has the term of each number. `explained` goes by passage.
    """

    vocabulary: Sequence[str]
    own: Lists
    kin: Lists
    explained: Sequence[tuple[int, Explained]]

    def __len__(self) -> int:
        """The number of passages."""
        return len(self.own.begins)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each term."""
        return {term: number for number, term in enumerate(self.vocabulary)}

    def in_words(self, ids: np.ndarray) -> list[str]:
        return [self.vocabulary[number] for number in ids.tolist()]

    def of_rows(self, rows: np.ndarray) -> Terms:
        """Those of some passages alone, given in ascending order."""
        number = {row: new for new, row in enumerate(rows.tolist())}
        kept = [(number[row], what) for row, what in self.explained if row in number]
        return Terms(self.vocabulary, self.own.of_rows(rows), self.kin.of_rows(rows), kept)


def analysed(texts: Iterable[str]) -> Terms:
    """The terms of passages.

    >>> found = analysed(["De kat zit.", "Een kat en een hond."])
    >>> found.in_words(found.own.of_passage(1)), found.own.having(found.numbers["kat"])[0].tolist()
    (['kat', 'hond'], [0, 1])
    """
    gathered = Gathered()
    for text in texts:
        gathered.add(text)
    return gathered.terms()


class Gathered:
    """Terms of passages, one after the other: of texts, and of what was taken apart before."""

    def __init__(self, before: Terms | None = None) -> None:
        self._before = before
        self._numbers = dict(before.numbers) if before else {}
        self._own, self._kin = _Column(), _Column()
        self._explained: list[tuple[int, Explained]] = []

    def add(self, text: str) -> None:
        """The next passage."""
        self._explained += [(len(self._own), what) for what in explained(text)]
        self._own.add(self._numbered(terms(text)))
        self._kin.add(self._numbered(kin_terms(text)))

    def take(self, begin: int, end: int) -> None:
        """The next passages, which are those from `begin` up to `end` of before."""
        assert self._before is not None
        shift = len(self._own) - begin
        self._explained += [(row + shift, what) for row, what in self._explained_before(begin, end)]
        self._own.take(self._before.own, begin, end)
        self._kin.take(self._before.kin, begin, end)

    def _explained_before(self, begin: int, end: int) -> Iterator[tuple[int, Explained]]:
        return (each for row in range(begin, end) for each in self._by_row.get(row, ()))

    @cached_property
    def _by_row(self) -> dict[int, list[tuple[int, Explained]]]:
        found: dict[int, list[tuple[int, Explained]]] = {}
        for row, what in self._before.explained if self._before else ():
            found.setdefault(row, []).append((row, what))
        return found

    def _numbered(self, found: Sequence[str]) -> np.ndarray:
        return np.array([self._numbers.setdefault(term, len(self._numbers)) for term in found], dtype=np.int32)

    def terms(self) -> Terms:
        """All of them, with the terms numbered anew: those of passages that went are left out."""
        own, kin = self._own.ids(), self._kin.ids()
        is_used = np.zeros(len(self._numbers), dtype=bool)
        is_used[own] = is_used[kin] = True
        number = np.cumsum(is_used, dtype=np.int32) - 1
        vocabulary = [term for term, used in zip(self._numbers, is_used.tolist(), strict=True) if used]
        lists = [
            Lists.of(number[ids].astype(np.int32), np.array(lengths, dtype=np.int64), len(vocabulary))
            for ids, lengths in ((own, self._own.lengths), (kin, self._kin.lengths))
        ]
        return Terms(vocabulary, *lists, self._explained)


class _Column:
    """Lists of numbers that grow."""

    def __init__(self) -> None:
        self._blocks: list[np.ndarray] = [np.zeros(0, dtype=np.int32)]
        self.lengths: list[int] = []

    def __len__(self) -> int:
        return len(self.lengths)

    def add(self, ids: np.ndarray) -> None:
        self._blocks.append(ids)
        self.lengths.append(len(ids))

    def take(self, lists: Lists, begin: int, end: int) -> None:
        """The lists of the passages from `begin` up to `end`, which follow each other."""
        if begin < end:
            self._blocks.append(lists.ids[lists.begins[begin] : lists.ends[end - 1]])
            self.lengths += (lists.ends[begin:end] - lists.begins[begin:end]).tolist()

    def ids(self) -> np.ndarray:
        return np.concatenate(self._blocks)
