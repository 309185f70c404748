"""Two rankings become one."""

from __future__ import annotations

import numpy as np

# Share of the vectors beside BM25. nDCG@10 on 179 Dutch government questions: BM25 alone 0.631, vectors alone 0.563,
# fused with 0.3: 0.631, 0.5: 0.639, 0.7: 0.640.
VECTOR_WEIGHT = 0.5


def fuse(keyword: np.ndarray, vector: np.ndarray, *, vector_weight: float = VECTOR_WEIGHT) -> np.ndarray:
    """z(keyword) + weight × z(vector), both over all passages. Shapes (passages,).

    >>> fuse(np.array([0.0, 2.0]), np.array([0.9, 0.1]), vector_weight=0.5)
    array([-0.5,  0.5])
    """
    return _standardized(keyword) + vector_weight * _standardized(vector)


def _standardized(scores: np.ndarray) -> np.ndarray:
    """Scores with mean 0 and standard deviation 1; all zero where they do not differ."""
    spread = float(np.std(scores)) if len(scores) else 0.0
    return (scores - np.mean(scores)) / spread if spread > 1e-9 else np.zeros(len(scores))
