"""Too thin to answer? A reason, or None. Pure.

How sure the evidence is, is the outcome of a logistic regression over signs that a reader can check: what of the
question is covered, by what, and whether an answer of the kind asked shows. `training/fit_answers.py` fits it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assistant.answer import Reason
from assistant.asked import HARD, Asked, holds, role_asked
from assistant.cover import SYNONYM
from assistant.evidence import MOST_LEAD, Evidence
from assistant.weights import WEIGHTS
from assistant.years import years

NEARBY = 0.5  # covered at least this much: by the sentence, its neighbours, its headings or the title
MET = 0.7  # … and at least this much: by the sentence or the headings over it
MOST_TERMS = 10  # of a question, more count no more
A_SCORE = 10.0  # that of a stretch that answers, or nearly
# Why not: these decide what a refusal says, not whether there is one.
ON_SUBJECT = 0.6  # share of the question covered from which only the fact itself is lacking
ONE_WORD = 0.25  # share of the question beyond which one term that is missing is the reason
# Signs that are features of the best stretch.
_OF_THE_BEST = ("around", "heading", "explained_heading", "passage_rank")
# Some kinds of question are answered more often than they seem, others less.
_KINDS = {
    "list": (Asked.LIST,),
    "yes_no": (Asked.YES_NO,),
    "definition": (Asked.DEFINITION,),
    "reason": (Asked.REASON,),
    "name": (Asked.NAME, Asked.PERSON),
    "number": (Asked.NUMBER, Asked.AMOUNT, Asked.DURATION),
    "other": (Asked.OTHER, Asked.PLACE),
}


@dataclass(frozen=True)
class Thresholds:
    """How sure is sure enough: a probability.

    Chosen with `training/fit_answers.py` on the half of the cases in evals/ that is not reported: of every ten questions
    that the documents answer, one is refused.
    """

    enough: float = 0.4


def reason_not_to_answer(evidence: Evidence, thresholds: Thresholds) -> Reason | None:
    """Why this evidence does not answer its question, or None when it does."""
    if not evidence.chosen:
        return Reason.NOTHING_NEAR
    if _speaks_of_other_years(evidence):
        return Reason.OTHER_YEAR
    if _lacks_what_was_asked(evidence) and evidence.coverage > ON_SUBJECT:
        return Reason.NO_SUCH_FACT
    if confidence(evidence) >= thresholds.enough:
        return None
    return Reason.UNKNOWN_WORD if evidence.missing.max() > ONE_WORD else Reason.TOO_THIN


def confidence(evidence: Evidence, weights: Mapping[str, float] = WEIGHTS["sure"]) -> float:
    """Probability that the evidence answers the question: 1 / (1 + exp(−Σ weight × sign))."""
    if not evidence.chosen or _speaks_of_other_years(evidence) or _lacks_what_was_asked(evidence):
        return 0.0
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in signs(evidence).items())))


def signs(evidence: Evidence) -> dict[str, float]:
    """What tells whether evidence answers its question, in numbers of about 0 to 1."""
    best, covered = evidence.chosen[0], evidence.covered
    far = [term for term, share in zip(evidence.terms, covered, strict=True) if share < NEARBY]
    unsaid = {term.stem for term, share in zip(evidence.terms, covered, strict=True) if share <= SYNONYM}  # a rector is no director
    bodies = [share for term, share in zip(evidence.terms, best.around, strict=True) if term.is_body]
    is_hard = evidence.asked in HARD
    return {
        "always": 1.0,
        "score": best.score / A_SCORE,
        "lead": evidence.lead / MOST_LEAD,
        "terms": min(len(evidence.terms), MOST_TERMS) / MOST_TERMS,  # who says much, says some of it in other words
        **{name: best.features[name] for name in _OF_THE_BEST},
        "terms_met": float(np.mean(covered >= MET)),
        "most_missing": float(np.max(evidence.missing)),
        "telling_asked": float(any(term.is_telling for term in evidence.terms)),
        "strange_far": float(any(term.is_strange for term in far)),
        "body_far": float(is_hard and bool(bodies) and min(bodies) < NEARBY),
        "role_far": float(evidence.asked is Asked.NAME and role_asked(evidence.question) in unsaid),
        "shows_other_kind": float(not is_hard and best.shows),
        **{f"asks_{name}": float(evidence.asked in kinds) for name, kinds in _KINDS.items()},
    }


def _lacks_what_was_asked(evidence: Evidence) -> bool:
    """True if a date, an amount, a name … was asked and none shows: whatever was found, it is not that.

    Unless it stands under the question itself: "Wanneer heeft opleiden effect?" asks no date, as what follows tells.
    """
    return evidence.asked in HARD and not evidence.shows and not evidence.chosen[0].features["same_question"]


def _speaks_of_other_years(evidence: Evidence) -> bool:
    """True if the question names years, and none of them is where the best quote answers, or in its passage when that names no year."""
    wanted = years(evidence.question)
    units = evidence.chosen[0].stretch.units
    answering = [unit for unit in units if evidence.asked in HARD and holds(evidence.asked, unit.text, evidence.question)]
    quoted = years(" ".join(unit.text for unit in answering or units))
    return bool(wanted) and not wanted & (quoted or years(evidence.text))
