"""What an answer costs: time per step, and the memory of the process."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.answer import Answer, Question
from assistant.assistant import Assistant


@dataclass(frozen=True)
class Effort:
    """`steps`: ms from the beginning of each named step until the next one. `memory_mb`: most that the process held so far, if known."""

    steps: Mapping[str, float] = field(default_factory=dict)
    memory_mb: float | None = None


def answer_timed(assistant: Assistant, question: Question) -> tuple[Answer, Effort]:
    """The answer to a question and what it took. The last step brings the answer and takes no time of its own."""
    steps: dict[str, float] = {}
    under_way, since = "", time.perf_counter()
    for step in assistant.steps(question):
        now = time.perf_counter()
        if under_way:
            steps[under_way] = steps.get(under_way, 0.0) + 1000 * (now - since)
        under_way, since = step.name, now
        if step.answer:
            answer = step.answer
    return answer, Effort(steps, peak_memory_mb())


def peak_memory_mb() -> float | None:
    """The most memory that this process has held at once, in MB; None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return in_mb(peak, platform=sys.platform)


def in_mb(ru_maxrss: int, *, platform: str) -> float:
    """What getrusage calls a process's largest size, in MB of 2²⁰ bytes: macOS counts bytes, other systems KiB.

    >>> in_mb(2048, platform="linux"), in_mb(2097152, platform="darwin")
    (2.0, 2.0)
    """
    return ru_maxrss / (2**20 if platform == "darwin" else 2**10)
