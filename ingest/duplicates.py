"""Which documents say nearly the same: by the runs of words that they share. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from zlib import crc32

from ingest.dutch import fold

RUN = 5  # words
FEWEST_RUNS = 25  # in the shorter document: half of a note of a few lines may well stand elsewhere
ENOUGH = 0.5  # of the runs of the shorter document: from there on one document was made out of the other
MOST_SHARING = 20  # documents: a run that more of them have is a foot or a form
KEPT_RUNS = 2_000_000  # in all; above it each nth run stands for the others, the same ones in every document


@dataclass(frozen=True)
class Pair:
    """Two documents, the shorter one first, and the share of its runs of words that the longer one has too."""

    shorter: str
    longer: str
    share: float


def near_duplicates(texts: Mapping[str, str]) -> list[Pair]:
    """The pairs of texts, by name, of which the one has at least half the runs of words of the other, most alike first.

    The share is |A ∩ B| / min(|A|, |B|) over the sets A and B of runs of five words (containment; Broder 1997,
    "On the resemblance and containment of documents").

    >>> text = " ".join(f"woord{number}" for number in range(40))
    >>> near_duplicates({"a.md": text, "b.md": f"Vooraf: {text}", "c.md": text.upper()[::-1]})
    [Pair(shorter='a.md', longer='b.md', share=1.0)]
    """
    every = 1 + sum(text.count(" ") for text in texts.values()) // KEPT_RUNS
    runs = {name: kept for name, text in texts.items() if len(kept := _runs(text, every)) >= FEWEST_RUNS}
    pairs = (_pair(one, other, shared, runs) for (one, other), shared in _shared(runs).items())
    return sorted((pair for pair in pairs if pair.share >= ENOUGH), key=lambda pair: (-pair.share, pair.shorter, pair.longer))


def _runs(text: str, every: int) -> set[int]:
    words = fold(text).split()
    hashes = (crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1))
    return {each for each in hashes if each % every == 0}


def _shared(runs: Mapping[str, set[int]]) -> Counter[tuple[str, str]]:
    """How many runs each pair of documents shares."""
    having: dict[int, list[str]] = defaultdict(list)
    for name, mine in runs.items():
        for run in mine:
            having[run].append(name)
    return Counter(pair for names in having.values() if 1 < len(names) <= MOST_SHARING for pair in combinations(names, 2))


def _pair(one: str, other: str, shared: int, runs: Mapping[str, set[int]]) -> Pair:
    shorter, longer = sorted((one, other), key=lambda name: (len(runs[name]), name))
    return Pair(shorter, longer, shared / len(runs[shorter]))
