"""Dutch compounds: the words that one is made of. Pure; what a word is, is told by how common it is.

Of all places where a word may be cut, the one is taken that leaves the most common words (Koehn & Knight 2003, "Empirical
Methods for Compound Splitting"). On 3,000 compounds of OpenTaal's list 76 % are cut, 94 % of those where the list cuts them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ingest.frequency import listed_frequency

_LINKS = ("", "s", "en", "e")  # what may stand between two parts: werk-s-oort, student-en-raad, zonn-e-paneel
_SHORTEST_COMPOUND = 8
_LONGEST_COMPOUND = 60  # letters; what is longer is no word
_SHORTEST = 4  # letters of a part, but for the few short words of which many compounds are made
_COMMON = 3.0  # Zipf frequency of a part
_WORDS = Path(__file__).parent / "words"


def _read(name: str) -> frozenset[str]:
    lines = (_WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


_SHORT_PARTS = _read("short_parts")
_NO_PARTS = _read("affixes")


@lru_cache(maxsize=200_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """The words in a folded word, each followed by the words it is made of itself; empty for what is no compound.

    >>> compound_parts("zwangerschapsverlof"), compound_parts("gebruikers")
    (('zwangerschap', 'verlof'), ())
    """
    if not _SHORTEST_COMPOUND <= len(word) <= _LONGEST_COMPOUND or not word.isalpha():
        return ()
    cut = max(_cuts(word), default=None)
    return tuple(found for part in cut[1:] for found in (part, *compound_parts(part))) if cut else ()


def _cuts(word: str) -> Iterator[tuple[float, str, str]]:
    """(how likely, first part, last part) of each way to cut a word in two."""
    for at in range(3, len(word) - 2):
        head, last = word[:at], word[at:]
        if not _may_be_part(last):
            continue
        for link in _LINKS:
            first = head.removesuffix(link) if link else head
            if (not link or first != head) and _may_be_part(first):
                yield _likelihood(first, last) - (0.3 if link else 0.0), first, last


def _may_be_part(part: str) -> bool:
    is_long = len(part) >= _SHORTEST or part in _SHORT_PARTS
    return is_long and part not in _NO_PARTS and listed_frequency(part) >= _COMMON


def _likelihood(first: str, last: str) -> float:
    """The rarer part counts most; of equals, the cut nearest the middle is taken."""
    common = listed_frequency(first), listed_frequency(last)
    return 2 * min(common) + sum(common) / 2 + min(len(first), len(last)) / 4
