"""The statistics by hand, on lists short enough to count every way."""

from __future__ import annotations

import numpy as np
import pytest

from evals.significance import difference, holm


def test_values_compared_with_themselves_do_not_differ():
    found = difference([0.0, 0.5, 1.0], [0.0, 0.5, 1.0])
    assert (found.change, found.low, found.high, found.p, found.differ) == (0.0, 0.0, 0.0, 1.0, 0)


@pytest.mark.parametrize(
    ("changes", "chance"),
    [
        ([1, 1, 1, 1, 1], 2 / 2**5),  # all up: only the ways "all up" and "all down" are as far from nothing
        ([1, 1, 1, 1, -1], 2 * 6 / 2**5),  # at most one of five the other way: 1 + 5 ways, on both sides
        ([1, 1, -1, -1], 1.0),
        ([3, 1, -1], 2 * 3 / 2**3),  # sums of ±3 ±1 ±1 of at least 3: 5, 3 and 3
        ([1] * 13, 2**-12),
    ],
)
def test_p_is_the_share_of_ways_to_swap_that_give_as_much(changes, chance):
    before = np.arange(len(changes), dtype=float)
    assert difference(before, before + changes).p == pytest.approx(chance)


def test_pairs_that_do_not_differ_leave_p_as_it_is():
    few, many = difference([0] * 6, [1] * 6), difference([0] * 300, [1] * 6 + [0] * 294)
    assert few.p == many.p == 2 / 2**6


def test_p_of_many_changes_is_near_the_exact_one():
    changes = np.array([1] * 26 + [-1] * 14 + [0] * 200)  # exact, binomial: 0.0807
    assert difference(np.zeros(240), changes).p == pytest.approx(0.0807, abs=0.01)


def test_p_of_a_change_beyond_doubt_is_small_and_never_zero():
    assert difference(np.zeros(100), np.ones(100)).p == pytest.approx(2 / 10_000)


def test_the_order_of_two_runs_turns_the_difference_round():
    before, now = np.array([0, 0, 1, 0, 1, 0, 0, 0]), np.array([1, 0, 1, 1, 0, 1, 1, 0])
    there, back = difference(before, now, statistic=np.sum), difference(now, before, statistic=np.sum)
    assert (there.before, there.now, there.change, there.pairs, there.differ) == (2, 5, 3, 8, 5)
    assert (back.change, back.p) == (-3, there.p)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1)


def test_the_interval_is_that_of_the_mean_of_the_differences():
    changes = np.array([1.0] * 40 + [-1.0] * 10 + [0.0] * 50)
    before = 10.0 * np.arange(100)  # apart from each other, which does not matter in pairs
    found = difference(before, before + changes)
    spread = 1.96 * changes.std() / 10  # normal approximation: 0.3 ± 0.125
    assert (found.low, found.high) == pytest.approx((0.3 - spread, 0.3 + spread), abs=0.015)


def test_a_median_is_compared_as_a_median():
    before, now = np.array([10.0, 20, 30, 40, 1000]), np.array([11.0, 21, 31, 41, 10])
    found = difference(before, now, statistic=np.median)
    assert (found.before, found.now) == (30, 21)
    assert found.p > 0.3


def test_one_pair_says_nothing():
    found = difference([0.0], [1.0])
    assert (found.low, found.high, found.p) == (1.0, 1.0, 1.0)


def test_the_same_values_give_the_same_figures_each_time():
    rng = np.random.default_rng(7)
    before, now = rng.random(50), rng.random(50)
    assert difference(before, now) == difference(before, now)


def test_holm_by_hand():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([0.02]) == [0.02]
    assert holm([]) == []
