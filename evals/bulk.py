"""What it costs to index many pages, beside what llama-index does by itself with the same pages, in one run.

Each step is the command that a user would type, in a process of its own, so that its time and memory are its own.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil
from rich.table import Table

from evals.made_pages import make_file, make_pages
from ingest.errors import BronwijsError

QUESTION = "Wat staat er over 17 maart 2020?"
EVERY = 0.02  # seconds between two looks at the memory
CHANGED_SEED = 1_000_000  # of no file that make_pages writes


@dataclass(frozen=True)
class Spent:
    """What a step took: wall clock in seconds, and the most memory that its processes held together, in MB."""

    seconds: float
    memory_mb: float


@dataclass(frozen=True)
class Bulk:
    """The figures over so many pages. `ours_mb` and `usual_mb` are the sizes of the indexes on disk."""

    pages: int
    first: Spent
    unchanged: Spent
    one_changed: Spent
    asked: Spent
    ours_mb: float
    usual: Spent
    usual_mb: float


def measure(pages: int, folder: Path, *, on_step: Callable[[str], None] = lambda _: None) -> Bulk:
    """Make so many pages below `folder` and index them both ways. Raises BronwijsError when a step fails."""
    corpus, ours, usual = (folder / f"{pages}" / name for name in ("corpus", "ours", "usual"))
    on_step(f"{pages} bladzijden maken")
    files = make_pages(corpus, pages)
    ingest = [*_bronwijs("ingest"), "--corpus", str(corpus), "--index", str(ours)]
    on_step(f"{pages} bladzijden: Bronwijs")
    first, unchanged = spent(ingest), spent(ingest)
    make_file(files[len(files) // 2], 1, CHANGED_SEED)
    one_changed = spent(ingest)
    asked = spent([*_bronwijs("vraag"), QUESTION, "--index", str(ours)])
    on_step(f"{pages} bladzijden: llama-index")
    theirs = spent([sys.executable, "-m", "evals.usual", str(corpus), str(usual)])
    return Bulk(pages, first, unchanged, one_changed, asked, _size_mb(ours), theirs, _size_mb(usual))


def spent(command: Sequence[str]) -> Spent:
    """Run a command to its end. Raises BronwijsError with its last words when it fails."""
    began, most = time.perf_counter(), 0
    with tempfile.TemporaryFile() as said:
        process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=said, cwd=Path(__file__).parent.parent)
        while process.poll() is None:
            most = max(most, _memory(process))
            time.sleep(EVERY)
        seconds = time.perf_counter() - began
        if process.returncode:
            said.seek(0)
            raise BronwijsError(f"'{' '.join(command)}' mislukte: {said.read().decode(errors='replace').strip()[-500:]}")
    return Spent(seconds, most / 2**20)


def _memory(process: psutil.Process) -> int:
    """Bytes that a process and all it started hold now. What they share counts for each: more than it is, never less."""
    found = 0
    with contextlib.suppress(psutil.NoSuchProcess):  # ended meanwhile
        for each in [process, *process.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                found += each.memory_info().rss
    return found


def _bronwijs(command: str) -> list[str]:
    return [sys.executable, str(Path(__file__).resolve().parent.parent / "app.py"), command]


def _size_mb(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20


def table(found: Sequence[Bulk]) -> Table:
    """The figures for people, a column per number of pages."""
    shown = Table(title="Veel bladzijden inlezen", title_justify="left")
    shown.add_column("Stap")
    for bulk in found:
        shown.add_column(f"{bulk.pages} bladzijden", justify="right")
    rows: list[tuple[str, Callable[[Bulk], str]]] = [
        ("Bronwijs, alles nieuw", lambda bulk: _in_words(bulk.first)),
        ("… bladzijden per seconde", lambda bulk: f"{bulk.pages / bulk.first.seconds:.0f}"),
        ("… niets veranderd", lambda bulk: f"{_in_words(bulk.unchanged)} ({bulk.unchanged.seconds / bulk.first.seconds:.1%})"),
        ("… een bestand veranderd", lambda bulk: f"{_in_words(bulk.one_changed)} ({bulk.one_changed.seconds / bulk.first.seconds:.1%})"),
        ("… een vraag, alles geladen", lambda bulk: _in_words(bulk.asked)),
        ("… op schijf", lambda bulk: f"{bulk.ours_mb:.0f} MB"),
        ("llama-index, alles nieuw", lambda bulk: _in_words(bulk.usual)),
        ("… bladzijden per seconde", lambda bulk: f"{bulk.pages / bulk.usual.seconds:.0f}"),
        ("… op schijf", lambda bulk: f"{bulk.usual_mb:.0f} MB"),
    ]
    for name, value in rows:
        shown.add_row(name, *(value(bulk) for bulk in found))
    return shown


def _in_words(spent: Spent) -> str:
    return f"{spent.seconds:.1f} s · {spent.memory_mb:.0f} MB"


def as_json(found: Sequence[Bulk]) -> list[dict[str, Any]]:
    """The figures for programs."""
    return [asdict(bulk) for bulk in found]
