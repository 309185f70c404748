"""Each measure against sums done by hand."""

from __future__ import annotations

from math import log2

import pytest

from evals.rank import hit, ndcg, recall, reciprocal_rank

RANKING = ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(("k", "share"), [(1, 0.0), (2, 1 / 3), (4, 2 / 3), (5, 2 / 3), (50, 2 / 3)])
def test_recall_is_the_share_of_relevant_passages_that_was_found(k, share):
    assert recall(RANKING, {"b", "d", "elsewhere"}, k) == pytest.approx(share)


@pytest.mark.parametrize(("k", "found"), [(1, 0.0), (2, 1.0), (5, 1.0)])
def test_a_hit_is_any_relevant_passage(k, found):
    assert hit(RANKING, {"b", "d"}, k) == found


@pytest.mark.parametrize(("relevant", "k", "value"), [("a", 10, 1.0), ("ce", 10, 1 / 3), ("e", 5, 0.2), ("e", 4, 0.0), ("z", 10, 0.0)])
def test_the_reciprocal_rank_is_that_of_the_first_relevant_passage(relevant, k, value):
    assert reciprocal_rank(RANKING, set(relevant), k) == pytest.approx(value)


def test_ndcg_with_graded_gains():
    # gains by rank: 0, 3, 0, 1, 0; the best order would be 3, 2 (not found), 1
    gains = {"b": 3, "d": 1, "elsewhere": 2}
    assert ndcg(RANKING, gains, 10) == pytest.approx((3 / log2(3) + 1 / log2(5)) / (3 / log2(2) + 2 / log2(3) + 1 / log2(4)))
    assert ndcg(RANKING, gains, 2) == pytest.approx((3 / log2(3)) / (3 / log2(2) + 2 / log2(3)))


def test_a_perfect_ranking_has_an_ndcg_of_one_even_when_not_all_of_it_fits():
    assert ndcg(["a", "b"], {"a": 2, "b": 1, "c": 1}, 2) == pytest.approx(1.0)
    assert ndcg(["b", "a"], {"a": 2, "b": 1}, 10) < 1.0
