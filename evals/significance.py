"""How sure is a difference between two lists of values, one of each question? Knows nothing of what the values are.

For the marks of answers as well as for the figures of rankings (see rank.py), a value a question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

CONFIDENCE = 0.95
RESAMPLES = 9999
SEED = 1

Statistic = Callable[..., Any]  # of values along `axis`: np.sum, np.mean, np.median


@dataclass(frozen=True)
class Difference:
    """What a statistic is before and now, over pairs, and how sure the difference is.

    `low` and `high` are the ends of the 95 % interval of `now` − `before`; `p` is two-sided; `differ` of the `pairs` differ.
    """

    before: float
    now: float
    low: float
    high: float
    p: float
    pairs: int
    differ: int

    @property
    def change(self) -> float:
        return self.now - self.before


def difference(before: Sequence[float], now: Sequence[float], *, statistic: Statistic = np.mean) -> Difference:
    """How a statistic of values changed; the two values at one place belong to the same question. Not for empty sequences.

    Best left to sums and means: a median hardly moves when two runs are mixed, so that its p says little.

    >>> difference([0.0, 0.5, 1.0, 0.0, 0.25, 0.0], [0.5, 1.0, 1.0, 1.0, 0.5, 0.0]).p  # four up, none down: 2 / 2^4
    0.125
    """
    old, new = np.asarray(before, dtype=float), np.asarray(now, dtype=float)
    low, high = _interval(old, new, statistic)
    return Difference(
        before=float(statistic(old)),
        now=float(statistic(new)),
        low=low,
        high=high,
        p=_chance(old, new, statistic),
        pairs=len(old),
        differ=int((old != new).sum()),
    )


def _interval(old: np.ndarray, new: np.ndarray, statistic: Statistic) -> tuple[float, float]:
    """Ends of the paired bootstrap's percentile interval: the 2.5th and 97.5th percentile of s(new*) − s(old*).

    Pairs are drawn anew with replacement, 9,999 times. Efron & Tibshirani (1993), "An Introduction to the Bootstrap",
    sections 8.3 and 13.3.
    """
    if len(old) < 2 or (old == new).all():
        return (float(statistic(new) - statistic(old)),) * 2
    found = stats.bootstrap(
        (old, new), _change_of(statistic), paired=True, vectorized=True, method="percentile", confidence_level=CONFIDENCE,
        n_resamples=RESAMPLES, rng=np.random.default_rng(SEED),
    )  # fmt: skip
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def _chance(old: np.ndarray, new: np.ndarray, statistic: Statistic) -> float:
    """Two-sided p of the paired permutation test, Fisher's: had nothing changed, either run could have given either value.

    p = 2 × the smaller share of the 2^m ways to swap the values within m pairs whose s(new) − s(old) is at least as
    large, or as small; at most 1. All ways are tried up to m = 13; beyond, 9,999 drawn ones and the one found, so that p
    is never below 0.0002. Smucker, Allan & Carterette (2007), "A Comparison of Statistical Significance Tests for
    Information Retrieval Evaluation".
    """
    differs = old != new
    if differs.sum() < 2:  # one pair goes one way or the other: 2 × 1/2
        return 1.0
    if statistic in (np.sum, np.mean):  # a pair without a difference adds nothing to a sum, whichever way round
        old, new = old[differs], new[differs]
    found = stats.permutation_test(
        (old, new), _change_of(statistic), permutation_type="samples", vectorized=True, n_resamples=RESAMPLES,
        rng=np.random.default_rng(SEED),
    )  # fmt: skip
    return float(found.pvalue)


def _change_of(statistic: Statistic) -> Statistic:
    return lambda old, new, axis=-1: statistic(new, axis=axis) - statistic(old, axis=axis)


def holm(chances: Sequence[float]) -> list[float]:
    """p-values corrected for their number m, in their own order: max over j ≤ i of (m − j + 1) p(j), at most 1.

    Holm (1979), "A Simple Sequentially Rejective Multiple Test Procedure".

    >>> holm([0.04, 0.01, 0.03])
    [0.06, 0.03, 0.06]
    """
    order = np.argsort(chances, kind="stable")
    raised = np.maximum.accumulate(np.asarray(chances)[order] * np.arange(len(chances), 0, -1))
    corrected = np.empty(len(chances))
    corrected[order] = np.minimum(raised, 1.0)
    return corrected.tolist()
