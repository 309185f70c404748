"""Ask the assistant every question of a set of cases, over any folder with documents."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.start import open_assistant, update_index
from evals.cases import Case
from evals.metrics import Marks, marks
from ingest.settings import Settings

TODAY = date(2025, 9, 1)  # the day of a case that names none: a figure must not drift with the calendar


@dataclass(frozen=True)
class Result:
    """A case with its answer and what that is worth."""

    case: Case
    answer: Answer
    marks: Marks

    @property
    def is_right(self) -> bool:
        """True for a full answer from the right place, and for a question that was rightly turned down."""
        if not self.case.answerable:
            return bool(self.marks.refused)
        return bool(self.marks.all_facts and self.marks.document and self.marks.page is not False)


def run(cases: Sequence[Case], corpus: Path, *, on_result: Callable[[Result], None] = lambda _: None) -> list[Result]:
    """The results of all cases, over an index of a corpus that is made for the occasion."""
    with tempfile.TemporaryDirectory(prefix="bronwijs-eval-", ignore_cleanup_errors=True) as index:
        settings = Settings(corpus=corpus, index=index)
        update_index(settings)
        return ask_all(cases, open_assistant(settings, for_staff=True), corpus, on_result=on_result)


def ask_all(
    cases: Sequence[Case], assistant: Assistant, corpus: Path, *, on_result: Callable[[Result], None] = lambda _: None
) -> list[Result]:
    """The results of all cases, in their order; `on_result` hears of each at once."""
    results = []
    for case in cases:
        question = replace(case.question, today=case.question.today or TODAY)
        answer = assistant.answer(question)
        results.append(Result(case, answer, marks(case, answer, corpus)))
        on_result(results[-1])
    return results
