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

from assistant.retrieve import Retriever
from evals.speed import peak_memory_mb
from ingest.embed import open_embedder
from ingest.reader import Reader
from ingest.settings import SHIPPED_EMBEDDER, Settings

WARM_UP = 3  # questions that do not count: the first ones load lists of words


def probe(index: Path, questions: list[str]) -> dict[str, Any]:
    """Seconds to open an index, milliseconds of each search, and the most memory in MB that this process held before and after."""
    embedder = open_embedder(str(SHIPPED_EMBEDDER))
    before = peak_memory_mb()
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
        "memory_mb": peak_memory_mb(),
    }


if __name__ == "__main__":
    print(json.dumps(probe(Path(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8").splitlines())))
