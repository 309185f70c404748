"""How good one ranking is, a pure function each. All lie between 0 and 1, and more is better.

`ranking` are the ids of passages, best first, each at most once. `gains` are the relevant passages with how much each
is worth, more than 0; what is not in it is not relevant. A question without relevant passages has no figure: leave it out.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence


def recall(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the relevant passages that are among the first `k`: |relevant ∩ first k| / |relevant|.

    Manning, Raghavan & Schütze (2008), "Introduction to Information Retrieval", section 8.3.

    >>> recall(["a", "b", "c"], {"b", "c", "d", "e"}, 2)
    0.25
    """
    return sum(id_ in relevant for id_ in ranking[:k]) / len(relevant)


def hit(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 if any relevant passage is among the first `k`, else 0. Also known as success@k.

    >>> hit(["a", "b"], {"b", "c"}, 1), hit(["a", "b"], {"b", "c"}, 2)
    (0.0, 1.0)
    """
    return float(any(id_ in relevant for id_ in ranking[:k]))


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 / the rank, from 1, of the first relevant passage, and 0 if none is among the first `k`. Its mean is MRR@k.

    Voorhees (1999), "The TREC-8 Question Answering Track Report".

    >>> reciprocal_rank(["a", "b", "c"], {"b", "c"}, 10)
    0.5
    """
    return next((1 / rank for rank, id_ in enumerate(ranking[:k], start=1) if id_ in relevant), 0.0)


def ndcg(ranking: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """DCG@k / DCG@k of the best ranking there could be, with DCG@k = Σ gain of rank i / log2(i + 1), i from 1 to k.

    Järvelin & Kekäläinen (2002), "Cumulated Gain-Based Evaluation of IR Techniques", with the discount and the plain
    gains (not 2^gain − 1) of trec_eval, which BEIR counts with.

    >>> ndcg(["a", "b"], {"b": 1}, 10) == 1 / math.log2(3)
    True
    """
    best = sorted(gains.values(), reverse=True)
    return _dcg([gains.get(id_, 0.0) for id_ in ranking[:k]]) / _dcg(best[:k])


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
