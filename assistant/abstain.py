"""Too thin to answer? A reason, or None. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answer import Reason
from assistant.asked import HARD, Asked, role_asked
from assistant.evidence import Evidence

NEARBY = 0.5  # covered at least this much: by the sentence, its neighbours, its headings or the title


@dataclass(frozen=True)
class Thresholds:
    """How sure is sure enough. Set by hand, in round figures; no eval report in the repository chose them yet.

    Confidence is the score of the best unit, less a penalty for telling terms that stand nowhere near.
    """

    enough: float = 0.75
    missing_telling: float = 0.7  # times the share of the question, by weight, in telling terms that stand nowhere near


def reason_not_to_answer(evidence: Evidence, thresholds: Thresholds) -> Reason | None:
    """Why this evidence does not answer its question, or None when it does."""
    if not evidence.groups:
        return Reason.NOTHING_NEAR
    if _speaks_of_other_years(evidence):
        return Reason.OTHER_YEAR
    if _is_about_someone_else(evidence):
        return Reason.UNKNOWN_WORD
    missing = evidence.missing
    telling = sum(share for term, share in zip(evidence.terms, missing, strict=True) if term.is_telling)
    if evidence.asked in HARD and not evidence.holds:
        return Reason.NO_SUCH_FACT if missing.sum() < 0.4 else Reason.TOO_THIN
    if evidence.score - thresholds.missing_telling * telling >= thresholds.enough:
        return None
    return Reason.UNKNOWN_WORD if missing.max() > 0.25 else Reason.TOO_THIN


def _is_about_someone_else(evidence: Evidence) -> bool:
    """True if a name that no document has, the body whose fact is asked for, or the role asked after, stands nowhere near."""
    far = [term for term, covered in zip(evidence.terms, evidence.covered, strict=True) if covered < NEARBY]
    if any(term.is_strange for term in far):
        return True
    if evidence.asked is Asked.NAME and role_asked(evidence.question) in {term.stem for term in far}:
        return True
    bodies = [(term.weight, covered) for term, covered in zip(evidence.terms, evidence.led, strict=True) if term.is_body]
    return evidence.asked in HARD and bool(bodies) and max(bodies)[1] < NEARBY


def _speaks_of_other_years(evidence: Evidence) -> bool:
    """True if the question names a year and the best quote, or failing that its passage, names only others."""
    wanted = _years(evidence.question)
    quoted = _years(" ".join(unit.text for unit in evidence.groups[0]))
    return bool(wanted) and not wanted & (quoted or _years(evidence.text))


def _years(text: str) -> set[str]:
    """Years named in a text, those inside a span ("2009–2017", "2025-26") included.

    >>> sorted(_years("schooljaar 2024-26, art. 20123")), sorted(_years("2009–2011"))
    (['2024', '2025', '2026'], ['2009', '2010', '2011'])
    """
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    for first, last in re.findall(r"(?<!\d)((?:19|20)\d\d)\s?[-–/]\s?((?:19|20)?\d\d)(?![-/]?\d)", text):
        years |= {str(year) for year in range(int(first), int(first[: 4 - len(last)] + last) + 1)}
    return years
