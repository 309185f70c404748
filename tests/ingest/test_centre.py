"""Vectors around their common middle."""

import numpy as np
import pytest

from ingest.centre import centre_of, centred


def test_vectors_that_share_a_direction_are_spread_around_nothing():
    vectors = np.random.default_rng(7).normal(3, 1, size=(200, 16))
    found = centred(vectors, centre_of(vectors))
    assert np.linalg.norm(found, axis=1) == pytest.approx(1)
    assert np.linalg.norm(found.mean(axis=0)) < 0.1 < 0.9 < np.linalg.norm(centre_of(vectors))


def test_how_long_a_vector_is_counts_for_nothing():
    vectors = np.random.default_rng(7).normal(size=(5, 4))
    assert np.allclose(centred(vectors, centre_of(vectors)), centred(9 * vectors, centre_of(9 * vectors)))


def test_what_says_nothing_goes_on_saying_nothing():
    assert centred(np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([0.5, 0.5]))[0].tolist() == [0.0, 0.0]
