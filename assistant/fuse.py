"""Two rankings become one, and the best of it are found."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

# Share of the vectors beside BM25: training/fit_reranker.py chooses it, training/README.md tells what else was tried.
VECTOR_WEIGHT: float = json.loads((Path(__file__).parent / "reranker.json").read_text(encoding="utf-8"))["fuse"]


def fuse(keyword: np.ndarray, vector: np.ndarray, *, vector_weight: float = VECTOR_WEIGHT) -> np.ndarray:
    """z(keyword) + weight × z(vector), both over all passages. Shapes (passages,).

    >>> fuse(np.array([0.0, 2.0]), np.array([0.9, 0.1]), vector_weight=0.5)
    array([-0.5,  0.5])
    """
    return standardized(keyword) + vector_weight * standardized(vector)


def standardized(scores: np.ndarray) -> np.ndarray:
    """Scores with mean 0 and standard deviation 1; all zero where they do not differ."""
    spread = float(np.std(scores)) if len(scores) else 0.0
    return (scores - np.mean(scores)) / spread if spread > 1e-9 else np.zeros(len(scores))


def best_first(scores: np.ndarray, k: int | None = None) -> np.ndarray:
    """The numbers of the `k` highest scores or of all, the highest first; equal scores keep their own order.

    >>> best_first(np.array([0.5, 2.0, 0.5, 0.5]), 3).tolist()
    [1, 0, 2]
    """
    if k is None or k >= len(scores):
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, len(scores) - k)[len(scores) - k]  # the k-th highest: to sort all of 100,000 takes ten times as long
    near = np.flatnonzero(scores >= least)
    return near[np.argsort(-scores[near], kind="stable")][:k]
