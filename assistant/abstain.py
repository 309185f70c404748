"""Too thin to answer? A reason, or None. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from assistant.answer import Reason
from assistant.asked import HARD
from assistant.evidence import KIND_WORDS, Evidence


@dataclass(frozen=True)
class Thresholds:
    """Chosen by hand on questions over other documents; an eval report takes this over."""

    coverage: float = 0.60  # share of the question, by weight, that the evidence and what is around it covers
    telling: float = 0.20  # a term with at least this share of the question's weight must not be missing …
    missing: float = 0.45  # … that is, covered less than this


def reason_not_to_answer(evidence: Evidence, thresholds: Thresholds) -> Reason | None:
    """Why this evidence does not answer its question, or None when it does."""
    if not evidence.groups:
        return Reason.NOTHING_NEAR
    if _years(evidence.question) - _years(evidence.text):
        return Reason.OTHER_YEAR
    weights = np.array([term.weight for term in evidence.terms])
    shares = weights / weights.sum()
    for term, share, covered in zip(evidence.terms, shares, evidence.covered, strict=True):
        is_telling = share >= thresholds.telling or term.is_name
        if is_telling and covered < thresholds.missing and term.stem not in KIND_WORDS:
            return Reason.UNKNOWN_WORD
    if float(evidence.covered @ shares) < thresholds.coverage:
        return Reason.TOO_THIN
    if evidence.asked in HARD and not evidence.holds:
        return Reason.NO_SUCH_FACT
    return None


def _years(text: str) -> set[str]:
    """Years named in a text, both ends of "2009–2017" and of "2025-26" included.

    >>> sorted(_years("schooljaar 2025-2026, art. 20123"))
    ['2025', '2026']
    """
    return set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
