from __future__ import annotations

import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

import evals.speed
from assistant.answer import Answer, Question, Status, Step
from evals.speed import answer_timed, peak_memory_mb

ANSWER = Answer("Hoe laat?", "Hoe laat?", Status.NOT_FOUND)


class Slow:
    """An assistant whose steps take 20, 40 and 0 ms of its own clock."""

    now = 0.0  # seconds

    def steps(self, question: Question) -> Iterator[Step]:
        yield Step("search")
        self.now += 0.02
        yield Step("read")
        self.now += 0.04
        yield Step("check")
        yield Step("done", answer=ANSWER)


def test_a_step_takes_as_long_as_until_the_next_one(monkeypatch):
    slow = Slow()
    monkeypatch.setattr(evals.speed, "time", SimpleNamespace(perf_counter=lambda: slow.now))
    answer, effort = answer_timed(slow, Question("Hoe laat?"))
    assert answer is ANSWER
    assert list(effort.steps.items()) == [("search", pytest.approx(20)), ("read", pytest.approx(40)), ("check", 0)]


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell")
def test_memory_is_counted_in_mb():
    before = peak_memory_mb()
    held = bytearray(300 * 2**20)
    assert before is not None and 10 < before < 100_000
    assert peak_memory_mb() >= before and held
    assert peak_memory_mb() >= 300
