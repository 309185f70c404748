"""A process that reads files one after another, so that a file can harm nothing else. `ingest.read` starts and stops it.

It runs as `python -m ingest.worker`. Over its standard input come the Limits, and then for each file its name below the
corpus and where it is. Over its standard output goes READY, and then for each file the number of the page that was read
and how many there are, page after page, and last the Document or a LoadError. All of it is pickled: both ends are one
program, run by one user. It ends itself when its input is closed, and when a file takes too long.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import signal
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING

from ingest.errors import LoadError
from ingest.limits import MB, Limits, too_much_memory

if TYPE_CHECKING:
    from ingest.document import Document

READY = "ready"
GRACE = 10  # seconds: the parent is to be first, and can say why
ROOM = 1000  # MB of addresses that are reserved and hardly used: libraries, the stacks and heaps of threads


def main() -> None:
    """Read files for as long as someone asks."""
    requests, answers = _take_pipes()
    limits: Limits = pickle.load(requests)
    bound_memory(limits)
    todo: SimpleQueue[tuple[str, Path]] = SimpleQueue()
    Thread(target=_listen, args=(requests, todo), daemon=True).start()
    try:
        import ingest.load  # noqa: F401  takes seconds, in which the pipe is watched already
    except Exception as problem:
        _say(answers, LoadError("no_worker", f"er kan geen leesproces starten ({_in_short(problem)}); installeer Bronwijs opnieuw"))
        return
    _say(answers, READY)
    with Path(os.devnull).open("w") as nowhere:
        while True:
            path, file = todo.get()
            _say(answers, _read(path, file, limits=limits, answers=answers, nowhere=nowhere))


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to and from the parent; whatever a library prints from now on goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    return requests, answers


def bound_memory(limits: Limits) -> None:
    """Let the system refuse memory beyond what is allowed, and write no memory to disk after a crash; not on Windows."""
    try:
        import resource
    except ImportError:
        return
    most = (limits.memory_mb + ROOM) * MB
    for kind, value in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # the user's own limit is lower, or the system has none
            resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))


def _listen(requests: IO[bytes], todo: SimpleQueue[tuple[str, Path]]) -> None:
    """Pass on what is asked, and end the process once nobody can ask any more."""
    with contextlib.suppress(Exception):
        while True:
            todo.put(pickle.load(requests))
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)  # with the programs that a loader started
    os._exit(0)


def _say(answers: IO[bytes], answer: object) -> None:
    pickle.dump(answer, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _read(path: str, file: Path, *, limits: Limits, answers: IO[bytes], nowhere: IO[str]) -> Document | LoadError:
    """The document in a file, or why there is none. Whatever a loader raises ends here."""
    from ingest.load import load

    def await_sign() -> None:
        # This clock runs outside Python, which one search with an expression can hold up for ever.
        faulthandler.dump_traceback_later(limits.quiet_seconds + GRACE, exit=True, file=nowhere)

    def on_page(page: int, pages: int) -> None:
        _say(answers, (page, pages))
        await_sign()

    await_sign()
    try:
        return load(file, path, limits=limits, on_page=on_page)
    except LoadError as problem:
        return problem
    except MemoryError:
        return too_much_memory(limits)
    except RecursionError:
        return LoadError("broken", "de onderdelen van het bestand zitten te diep in elkaar; sla het opnieuw op of vraag een nieuwe kopie")
    except Exception as problem:  # a file nobody foresaw must not stop the others
        return LoadError("unexpected", f"onverwachte fout bij het lezen ({_in_short(problem)}); sla het bestand opnieuw op")
    finally:
        faulthandler.cancel_dump_traceback_later()


def _in_short(problem: Exception) -> str:
    return " ".join(f"{type(problem).__name__}: {problem}".split())[:200]


if __name__ == "__main__":
    main()
