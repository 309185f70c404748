from __future__ import annotations

import numpy as np
import pytest

from assistant.fuse import VECTOR_WEIGHT, fuse


def test_fused_scores_by_hand() -> None:
    keyword, vector = np.array([0.0, 0.0, 3.0]), np.array([0.2, 0.8, 0.5])
    z_keyword = np.array([-1.0, -1.0, 2.0]) / np.sqrt(2)
    z_vector = np.array([-0.3, 0.3, 0.0]) / np.sqrt(0.06)
    assert fuse(keyword, vector, vector_weight=0.25) == pytest.approx(z_keyword + 0.25 * z_vector)


def test_the_weight_that_was_tried_is_the_default() -> None:
    keyword, vector = np.array([0.0, 1.0, 5.0]), np.array([0.1, 0.9, 0.3])
    assert fuse(keyword, vector) == pytest.approx(fuse(keyword, vector, vector_weight=VECTOR_WEIGHT))


def test_a_ranking_that_tells_nothing_apart_does_not_count() -> None:
    flat, vector = np.zeros(3), np.array([0.1, 0.9, 0.3])
    assert fuse(flat, vector).argmax() == 1
    assert not fuse(flat, np.full(3, 0.7)).any()


def test_the_unit_of_a_score_does_not_matter() -> None:
    keyword, vector = np.array([0.0, 1.0, 5.0]), np.array([0.1, 0.9, 0.3])
    assert fuse(10 * keyword + 3, vector) == pytest.approx(fuse(keyword, vector))


def test_nothing_fused_is_nothing() -> None:
    assert fuse(np.array([]), np.array([])).shape == (0,)
