"""Read files in worker processes, so that a broken or hostile file cannot hang, crash or exhaust the program.

A thread for each worker gives it a file, listens, and kills it when the file costs more than its limits allow; the next
file gets a new one. That works alike on Linux, macOS and Windows, and in a program that is itself no importable file.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import NamedTuple

import psutil

from ingest.document import Document
from ingest.errors import LoadError
from ingest.limits import MB, USUAL, Limits, too_much_memory, too_quiet, too_slow
from ingest.refusal import why_not
from ingest.worker import READY

MOST_WORKERS = 4  # each may take Limits.memory_mb
AHEAD = 2  # documents that may lie ready beyond one for each worker: a large one holds up the others no longer than it must
FILES_PER_WORKER = 100  # libraries leak; a new worker costs about as much as ten pages
START_SECONDS = 120  # for a worker to import what it needs; 2 s on a machine that has nothing else to do
FALSE_STARTS = 3  # in a row, after which no more are tried
TICK = 0.1  # seconds between two looks at a worker that says nothing

# Workers read side by side, and so more threads in each, or in Tesseract, only get in each other's way.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class PageRead:
    """A sign of life: a page of the file `path` was read, of so many that it has."""

    path: str
    page: int
    pages: int


class _Finished(NamedTuple):
    path: str
    found: Document | LoadError


_Event = PageRead | _Finished | Exception


class _StoppedError(Exception):
    """Nobody waits for the files any more."""


def read_all(
    files: Mapping[str, Path],
    *,
    limits: Limits = USUAL,
    workers: int | None = None,
    on_page: Callable[[PageRead], None] = lambda _: None,
) -> Iterator[tuple[str, Document | LoadError]]:
    """Each file of the mapping once and in its order: its document, or the LoadError that says why there is none.

    `workers` processes read at the same time: by default one for each core, four at most. A few documents at most are read
    ahead of what was asked for. `on_page` is called in the thread that takes the documents. When the iterator is closed,
    the workers are gone.
    """
    number = min(workers or min(os.cpu_count() or 1, MOST_WORKERS), len(files))
    todo: SimpleQueue[tuple[str, Path]] = SimpleQueue()
    events: SimpleQueue[_Event] = SimpleQueue()
    stopped = Event()
    crew = [Thread(target=_Reader(todo, events, stopped, limits).run, daemon=True) for _ in range(number)]
    following = iter(files.items())
    for task in islice(following, number + AHEAD):
        todo.put(task)
    found: dict[str, Document | LoadError] = {}
    try:
        for thread in crew:
            thread.start()
        for path in files:
            while path not in found:
                event = _next(events)
                match event:
                    case PageRead():
                        on_page(event)
                    case _Finished():
                        found[event.path] = event.found
                    case Exception():
                        raise event
            yield path, found.pop(path)
            for task in islice(following, 1):
                todo.put(task)
    finally:
        stopped.set()
        for thread in crew:
            if thread.ident and not sys.is_finalizing():  # else the threads are gone, and the workers notice that themselves
                thread.join()


def _next(events: SimpleQueue[_Event]) -> _Event:
    while True:
        with suppress(Empty):
            return events.get(timeout=1)  # without an end to it, Ctrl-C is not heard on Windows


class _Reader:
    """Has files read by one worker at a time, and sees to its limits. Runs in a thread of its own."""

    def __init__(self, todo: SimpleQueue[tuple[str, Path]], events: SimpleQueue[_Event], stopped: Event, limits: Limits) -> None:
        self.todo, self.events, self.stopped, self.limits = todo, events, stopped, limits
        self.worker: _Worker | None = None
        self.false_starts = 0

    def run(self) -> None:
        """Take files from `todo`, until nobody waits for them."""
        try:
            while True:
                path, file = self._task()
                self.events.put(_Finished(path, self._read(path, file)))
        except _StoppedError:
            pass
        except Exception as problem:  # a mistake in this program; without a word of it the one that waits would wait for ever
            self.events.put(problem)
        finally:
            self._let_go()

    def _task(self) -> tuple[str, Path]:
        while True:
            self._check_wanted()
            with suppress(Empty):
                return self.todo.get(timeout=TICK)

    def _read(self, path: str, file: Path) -> Document | LoadError:
        """What is found in a file. The worker that read it stays for the next, unless it is worn or has failed."""
        worker = self._ready_worker()
        if isinstance(worker, LoadError):
            self._let_go()
            return worker
        with suppress(OSError):  # one that has died is noticed below
            worker.ask((path, file))
        answer = self._answer(worker, path)
        worker.files += 1
        if not worker.is_idle or worker.files >= FILES_PER_WORKER or worker.memory_mb > self.limits.memory_mb / 2:
            self._let_go()
        return answer

    def _ready_worker(self) -> _Worker | LoadError:
        """A worker that waits for a file, or why there is none."""
        if self.worker and self.worker.process.poll() is None:
            return self.worker
        self._let_go()
        if self.false_starts >= FALSE_STARTS:
            return _no_worker("dat is al eerder niet gelukt")
        self.false_starts += 1
        try:
            self.worker = _Worker(self.limits)
        except OSError as problem:
            return _no_worker(why_not(problem))
        said = self._first_word(self.worker)
        if said != READY:
            return said if isinstance(said, LoadError) else _no_worker("het is uit zichzelf gestopt of het duurt te lang")
        self.false_starts = 0
        return self.worker

    def _first_word(self, worker: _Worker) -> object:
        until = monotonic() + START_SECONDS
        while monotonic() < until:
            with suppress(Empty):
                return worker.said.get(timeout=TICK)
            self._check_wanted()
        return None

    def _answer(self, worker: _Worker, path: str) -> Document | LoadError:
        """What the worker makes of the file that it was given, or which limit it went over."""
        begun = heard = monotonic()
        worker.is_idle = False
        while True:
            with suppress(Empty):
                said = worker.said.get(timeout=TICK)
                if said is None:
                    return _died(worker)
                if not isinstance(said, tuple):
                    worker.is_idle = True
                    return said
                self.events.put(PageRead(path, *said))
                heard = monotonic()
            self._check_wanted()
            if monotonic() - heard > self.limits.quiet_seconds:
                return too_quiet(self.limits)
            if monotonic() - begun > self.limits.seconds:
                return too_slow(self.limits)
            if worker.memory_mb > self.limits.memory_mb:
                return too_much_memory(self.limits)

    def _check_wanted(self) -> None:
        if self.stopped.is_set():
            raise _StoppedError

    def _let_go(self) -> None:
        if self.worker:
            self.worker.kill()
            self.worker = None


class _Worker:
    """A process that reads one file after another, and what it has said."""

    def __init__(self, limits: Limits) -> None:
        self.process = psutil.Popen(
            # -P: what lies in the folder where someone happens to be is not taken for a part of the program.
            [sys.executable, "-P", "-m", "ingest.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | ONE_THREAD | {"PYTHONPATH": os.pathsep.join(str(Path(place).absolute()) for place in sys.path)},
            start_new_session=True,  # Ctrl-C is for this program, that then ends its workers
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.files = 0
        self.is_idle = False
        self.said: SimpleQueue[object] = SimpleQueue()
        Thread(target=self._listen, daemon=True).start()
        with suppress(OSError):
            self.ask(limits)

    def ask(self, request: object) -> None:
        """Pass something to the worker. Raises OSError when it has gone."""
        pickle.dump(request, self.process.stdin)
        self.process.stdin.flush()

    def _listen(self) -> None:
        """Queue what the worker says, and None when it says no more."""
        with suppress(Exception), self.process.stdout as answers:  # it may break off halfway a word
            while True:
                self.said.put(pickle.load(answers))
        self.said.put(None)

    @property
    def memory_mb(self) -> float:
        """The memory that it takes now; zero once it has gone."""
        try:
            return self.process.memory_info().rss / MB
        except psutil.Error:
            return 0.0

    def kill(self) -> None:
        """End it, with the programs that it started."""
        started = []
        with suppress(psutil.Error):
            started = self.process.children(recursive=True)
        for process in (self.process, *started):
            with suppress(psutil.Error):
                process.kill()
        with suppress(OSError):
            self.process.stdin.close()
        with suppress(psutil.TimeoutExpired, subprocess.TimeoutExpired):
            self.process.wait(timeout=5)  # one that hangs in a file server ends when that does


def _died(worker: _Worker) -> LoadError:
    """What is said of a file whose worker died by itself."""
    worker.kill()  # what has gone already keeps its own status
    status = worker.process.returncode or 0
    why = signal.Signals(-status).name if -status in list(signal.Signals) else f"code {status}"
    return LoadError(
        "crashed", f"het lezen brak af ({why}): het bestand is beschadigd of er is te weinig geheugen vrij; sla het bestand opnieuw op"
    )


def _no_worker(why: str) -> LoadError:
    return LoadError("no_worker", f"er kan geen leesproces starten ({why}); maak geheugen vrij en probeer het opnieuw")
