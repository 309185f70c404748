"""Ask the assistant every question of a set of cases, over any folder with documents."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.model import ModelSettings
from assistant.start import open_assistant
from evals.cases import Case
from evals.metrics import Marks, marks
from evals.speed import Effort, answer_timed
from ingest.settings import Settings
from ingest.sync import update_index

TODAY = date(2025, 9, 1)  # the day of a case that names none: a figure must not drift with the calendar


@dataclass(frozen=True)
class Result:
    """A case with its answer, what that is worth and what it took."""

    case: Case
    answer: Answer
    marks: Marks
    effort: Effort = Effort()

    @property
    def is_right(self) -> bool:
        """True for a full answer from the right place, and for a question that was rightly turned down."""
        if not self.case.answerable:
            return bool(self.marks.refused)
        return bool(self.marks.all_facts and self.marks.document and self.marks.page is not False)


@contextmanager
def assistant_over(corpus: Path, *, model: ModelSettings | None = None) -> Iterator[Assistant]:
    """An assistant over an index of a corpus that is made for the occasion; with a `model` that writes the answers."""
    with tempfile.TemporaryDirectory(prefix="bronwijs-eval-", ignore_cleanup_errors=True) as index:
        settings = Settings(corpus=corpus, index=index)
        update_index(settings)
        yield open_assistant(settings, for_staff=True, model=model)


def ask_all(
    cases: Sequence[Case], assistant: Assistant, corpus: Path, *, on_answer: Callable[[Answer], None] = lambda _: None
) -> list[Result]:
    """The results of all cases, in their order; `on_answer` hears of each answer at once.

    Marks are given when all is answered: what marking takes does not count as the assistant's memory.
    """
    answered = []
    for case in cases:
        answer, effort = answer_timed(assistant, replace(case.question, today=case.question.today or TODAY))
        answered.append((case, answer, effort))
        on_answer(answer)
    return [Result(case, answer, marks(case, answer, corpus), effort) for case, answer, effort in answered]
