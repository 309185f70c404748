"""What is measured of an answer, one pure function each, and the sums over a set."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.answer import Answer, Status
from evals.cases import Case
from evals.citations import Fault, faults, figures_uncited, sentences_uncited
from evals.facts import share_stated, states_all
from evals.language import is_dutch
from evals.literal import is_literal
from evals.support import supports


@dataclass(frozen=True)
class Marks:
    """What one answer is worth. None where the case does not ask for it."""

    answered: bool
    all_facts: bool | None
    share_of_facts: float | None
    document: bool | None
    page: bool | None
    refused: bool | None  # of a case that the documents do not answer
    noticed: bool | None  # of a case with a notice: it came; of one that forbids it: it stayed away
    quotes: int
    quotes_not_literal: int
    sentences_uncited: int
    figures_uncited: int
    faults: tuple[Fault, ...]  # in the form of the citations
    statements: int
    statements_supported: int
    dutch: bool | None  # None of an answer with too few words to tell
    sentences: int
    words: int
    ms: float


def marks(case: Case, answer: Answer, corpus: Path) -> Marks:
    """The marks of one answer. Quotes are looked up in the files of the corpus, not in the index."""
    answered = is_answer(answer)
    asked = case.answerable
    carried = supports(answer)
    return Marks(
        answered=answered,
        all_facts=answered and states_all(answer.text, case.facts) if asked else None,
        share_of_facts=share_stated(answer.text, case.facts) * answered if asked else None,
        document=answered and cites_document(case, answer) if asked else None,
        page=answered and cites_page(case, answer) if asked and case.has_page else None,
        refused=None if asked else not answered,
        noticed=has_notice(case, answer),
        quotes=len(answer.citations),
        quotes_not_literal=sum(not is_literal(c.quote, corpus / c.document, c.page) for c in answer.citations),
        sentences_uncited=sentences_uncited(answer),
        figures_uncited=len(figures_uncited(answer)),
        faults=faults(answer, corpus),
        statements=len(carried),
        statements_supported=sum(each.is_enough for each in carried),
        dutch=is_dutch(answer),
        sentences=len(answer.sentences),
        words=len(answer.text.split()),
        ms=answer.elapsed_ms,
    )


def is_answer(answer: Answer) -> bool:
    """True unless the question was turned down or got a reply without facts."""
    return answer.status in (Status.ANSWERED, Status.PARTLY)


def cites_document(case: Case, answer: Answer) -> bool:
    """True if a citation points to a document that answers the case."""
    return any(citation.document in (case.places or {}) for citation in answer.citations)


def cites_page(case: Case, answer: Answer) -> bool:
    """True if a citation points to a page that answers the case; any place in a document without pages is right."""
    places = case.places or {}
    return any(c.document in places and (not places[c.document] or c.page in places[c.document]) for c in answer.citations)


def has_notice(case: Case, answer: Answer) -> bool | None:
    """True if the notice that a case asks for came with the answer, or none where none may come; None for a case that says neither."""
    if case.forbids_notices:
        return not answer.notices
    return None if case.notice is None else any(notice.kind == case.notice for notice in answer.notices)


@dataclass(frozen=True)
class Figure:
    """One figure of a report: a count out of a total, or a value in a unit."""

    name: str
    value: float
    total: int | None = None
    unit: str = ""


def figures(all_marks: Sequence[Marks]) -> list[Figure]:
    """The figures over a set: counts with their totals, means, medians and 95th percentiles.

    Refusals are two figures that mean nothing apart: who refuses everything refuses rightly too.
    """
    answered = [each for each in all_marks if each.answered]
    asked = [each for each in all_marks if each.all_facts is not None]
    found = [
        _count("all_facts", all_marks, lambda each: each.all_facts),
        Figure("share_of_facts", statistics.fmean(each.share_of_facts or 0.0 for each in asked) if asked else 0.0),
        _count("document", all_marks, lambda each: each.document),
        _count("page", all_marks, lambda each: each.page),
        _count("refused", all_marks, lambda each: each.refused),
        _count("needless_refusals", asked, lambda each: not each.answered),
        _count("noticed", all_marks, lambda each: each.noticed),
        Figure("supported", sum(each.statements_supported for each in all_marks), sum(each.statements for each in all_marks)),
        _count("well_formed", [each for each in all_marks if each.quotes or each.statements], lambda each: not each.faults),
        Figure("quotes_not_literal", sum(each.quotes_not_literal for each in all_marks), sum(each.quotes for each in all_marks)),
        Figure("sentences_uncited", sum(each.sentences_uncited for each in all_marks)),
        Figure("figures_uncited", sum(each.figures_uncited for each in all_marks)),
        _count("dutch", all_marks, lambda each: each.dutch),
        *_spread("sentences", [each.sentences for each in answered], "sentences"),
        *_spread("words", [each.words for each in answered], "words"),
        *_spread("time", [each.ms for each in all_marks], "ms"),
    ]
    return [figure for figure in found if figure.total != 0]


def _spread(name: str, values: Sequence[float], unit: str) -> list[Figure]:
    return [Figure(f"{at}_{name}", value, unit=unit) for at, value in middle_and_most(values).items()]


def middle_and_most(values: Sequence[float]) -> dict[str, float]:
    """The median and the 95th percentile, linear between two values; nothing of nothing.

    >>> middle_and_most([1, 2, 3, 4, 6])
    {'median': 3.0, 'p95': 5.6}
    """
    return {"median": float(np.median(values)), "p95": float(np.percentile(values, 95))} if values else {}


def _count(name: str, all_marks: Sequence[Marks], is_so: Callable[[Marks], bool | None]) -> Figure:
    said = [outcome for each in all_marks if (outcome := is_so(each)) is not None]
    return Figure(name, sum(said), len(said))
