"""What it takes to open an index and to ask it questions, for a process of its own: `python -m evals.probe INDEX QUESTIONS`.

Prints JSON. QUESTIONS is a file with a question per line; none is asked twice.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from assistant.retrieve import Retriever
from ingest.embed import open_embedder
from ingest.reader import Reader
from ingest.settings import SHIPPED_EMBEDDER, Settings

WARM_UP = 3  # questions that do not count: the first ones load lists of words


def probe(index: Path, questions: list[str]) -> dict[str, Any]:
    """Seconds to open an index, milliseconds of each search, and the memory in MB that this process holds before and after."""
    embedder = open_embedder(str(SHIPPED_EMBEDDER))
    before = _memory_mb()
    began = time.perf_counter()
    retriever = Retriever(Reader(Settings(Path(), str(index))), embedder)
    view = retriever.view()
    view.keyword.knows("")
    opened = time.perf_counter() - began
    times = []
    for question in questions:
        began = time.perf_counter()
        retriever.search(view, question)
        times.append(1000 * (time.perf_counter() - began))
    counted = times[WARM_UP:] or [0.0]
    return {
        "open_s": opened,
        "p50_ms": float(np.percentile(counted, 50)),
        "p95_ms": float(np.percentile(counted, 95)),
        "before_mb": before,
        "memory_mb": _memory_mb(),
    }


def _memory_mb() -> float:
    """What this process holds now, files that it has mapped included; the most it ever held would count the process that began it."""
    return psutil.Process().memory_info().rss / 2**20


if __name__ == "__main__":
    print(json.dumps(probe(Path(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8").splitlines())))
