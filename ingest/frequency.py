"""How common a Dutch word is."""

from __future__ import annotations

import math
from functools import cache
from typing import cast


def frequency(word: str) -> float:
    """How common a word is in Dutch: its Zipf frequency, 0 when unknown, 3 rare, 6 everyday.

    That is log10 of its occurrences per thousand million words (van Heuven et al. 2014).

    >>> frequency("onderwijs") > 4 > frequency("parkeervergunning")
    True
    """
    # Here, not above: wordfreq looks through the whole stack when it is imported, half a second in the middle of other imports.
    from wordfreq import zipf_frequency

    return zipf_frequency(word, "nl")


def listed_frequency(word: str) -> float:
    """The same of one folded word as it is listed; twenty times as quick, for who asks it of every part of every word.

    >>> round(listed_frequency("onderwijs"), 1) == round(frequency("onderwijs"), 1), listed_frequency("onderwijs in")
    (True, 0.0)
    """
    share = _shares().get(word)
    return math.log10(share) + 9 if share else 0.0


@cache
def _shares() -> dict[str, float]:
    from wordfreq import get_frequency_dict

    return cast(dict[str, float], get_frequency_dict("nl"))
