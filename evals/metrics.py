"""What is measured of an answer, one pure function each, and the sums over a set."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.answer import Answer, SentenceKind, Status
from evals.cases import Case
from evals.facts import share_stated, states_all, tokens
from evals.literal import is_literal


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
    sentences: int
    words: int
    ms: float


def marks(case: Case, answer: Answer, corpus: Path) -> Marks:
    """The marks of one answer. Quotes are looked up in the files of the corpus, not in the index."""
    answered = is_answer(answer)
    asked = case.answerable
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
    """True if the notice that a case asks for came with the answer; None for a case without one."""
    return None if case.notice is None else any(notice.kind == case.notice for notice in answer.notices)


def sentences_uncited(answer: Answer) -> int:
    """Number of sentences that state something and cite nothing."""
    return sum(sentence.kind is SentenceKind.STATEMENT and not sentence.citations for sentence in answer.sentences)


def figures_uncited(answer: Answer) -> list[str]:
    """The numbers, dates, amounts, phone numbers and addresses of statements that stand in no quote they cite."""
    quotes = {citation.n: tokens(citation.quote) for citation in answer.citations}
    lost = []
    for sentence in answer.sentences:
        if sentence.kind is SentenceKind.STATEMENT:
            cited = {token for n in sentence.citations for token in quotes.get(n, [])}
            lost += [token for token in tokens(sentence.text) if _is_figure(token) and token not in cited]
    return lost


def _is_figure(token: str) -> bool:
    return any(c.isdigit() for c in token) or "@" in token or "." in token


@dataclass(frozen=True)
class Figure:
    """One figure of a report: a count out of a total, or a value in a unit."""

    name: str
    value: float
    total: int | None = None
    unit: str = ""


def figures(all_marks: Sequence[Marks]) -> list[Figure]:
    """The figures over a set: counts with their totals, means, medians and 95th percentiles."""
    answered = [each for each in all_marks if each.answered]
    asked = [each for each in all_marks if each.all_facts is not None]
    found = [
        _count("all_facts", all_marks, lambda each: each.all_facts),
        Figure("share_of_facts", statistics.fmean(each.share_of_facts or 0.0 for each in asked) if asked else 0.0),
        _count("document", all_marks, lambda each: each.document),
        _count("page", all_marks, lambda each: each.page),
        _count("needless_refusals", asked, lambda each: not each.answered),
        _count("refused", all_marks, lambda each: each.refused),
        _count("noticed", all_marks, lambda each: each.noticed),
        Figure("quotes_not_literal", sum(each.quotes_not_literal for each in all_marks), sum(each.quotes for each in all_marks)),
        Figure("sentences_uncited", sum(each.sentences_uncited for each in all_marks)),
        Figure("figures_uncited", sum(each.figures_uncited for each in all_marks)),
    ]
    for name, values, unit in (("words", [each.words for each in answered], "words"), ("time", [each.ms for each in all_marks], "ms")):
        if values:
            found.append(Figure(f"median_{name}", float(np.median(values)), unit=unit))
            found.append(Figure(f"p95_{name}", float(np.percentile(values, 95)), unit=unit))
    return [figure for figure in found if figure.total != 0]


def _count(name: str, all_marks: Sequence[Marks], is_so: Callable[[Marks], bool | None]) -> Figure:
    said = [outcome for each in all_marks if (outcome := is_so(each)) is not None]
    return Figure(name, sum(said), len(said))
