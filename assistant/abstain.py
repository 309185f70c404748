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
    """How sure is sure enough.

    Confidence is the score of the best unit, less what speaks against it. The penalty is the weight that a logistic
    regression gave, relative to the score, on 100 parts of questions over other documents, half of them with the
    document that answers them taken out (area under the curve 0.89); `enough` leaves 2 in 40 answerable parts
    unanswered and refuses 7 in 10 of those whose document was taken out.
    """

    enough: float = 0.75
    missing_telling: float = 0.8  # times the share of the question, by weight, in telling terms that stand nowhere near


def reason_not_to_answer(evidence: Evidence, thresholds: Thresholds) -> Reason | None:
    """Why this evidence does not answer its question, or None when it does."""
    if not evidence.groups:
        return Reason.NOTHING_NEAR
    if _speaks_of_other_years(evidence):
        return Reason.OTHER_YEAR
    if any(term.is_strange and covered < NEARBY for term, covered in zip(evidence.terms, evidence.covered, strict=True)):
        return Reason.UNKNOWN_WORD
    bodies = [covered for term, covered in zip(evidence.terms, evidence.covered, strict=True) if term.is_body]
    if evidence.asked in HARD and bodies and max(bodies) < NEARBY:  # it stands elsewhere in the document: the fact is another's
        return Reason.UNKNOWN_WORD
    missing = evidence.missing
    telling = sum(share for term, share in zip(evidence.terms, missing, strict=True) if term.is_telling)
    role = role_asked(evidence.question) if evidence.asked is Asked.NAME else None
    if any(term.stem == role and covered < 0.5 for term, covered in zip(evidence.terms, evidence.covered, strict=True)):
        return Reason.UNKNOWN_WORD
    if evidence.asked in HARD and not evidence.holds:
        return Reason.NO_SUCH_FACT if missing.sum() < 0.4 else Reason.TOO_THIN
    if evidence.score - thresholds.missing_telling * telling >= thresholds.enough:
        return None
    return Reason.UNKNOWN_WORD if missing.max() > 0.25 else Reason.TOO_THIN


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
