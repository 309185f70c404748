"""Pages of PDFs for a server: drawn and searched in a process of its own, so that a broken file stops nothing else.

PDFium must not be called by two threads at once, and a broken or evil file may make it crash, hang or take all memory.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from ingest.limits import USUAL
from ingest.show import NoSuchPage, Sheet, page_image, sheet
from ingest.worker import bound_memory

SECONDS = 20.0  # for one page; a usual one takes 0.1
DPI = 130  # pixels an inch: an A4 is then 1,075 wide, sharp enough at twice the width of a column
MORE_COLOURS = 4096  # a page with more of them is a photograph, and five times smaller as JPEG


class Viewer:
    """Asks one process at a time for pages. Safe to share between threads; the process starts with the first page."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def image(self, file: Path, page: int) -> bytes:
        """Physical page `page` (1-based) as PNG or JPEG. Raises OSError when it cannot be drawn."""
        return self._ask(_drawn, file, page)

    def sheet(self, file: Path, page: int, quote: str, *, before: str = "") -> Sheet:
        """What a page is like and where on it a quote stands, as `show.sheet` tells. Raises OSError when the page cannot be read."""
        return self._ask(_looked_at, file, page, quote, before)

    def close(self) -> None:
        """End the process; the next page starts another."""
        with self._lock:
            self._stop()

    def _ask(self, work: Callable[..., Any], *arguments: Any) -> Any:
        with self._lock:
            connection = self._ready()
            try:
                connection.send((work, arguments))
                if not connection.poll(self._seconds):
                    raise OSError(f"it takes more than {self._seconds:g} seconds")
                answer = connection.recv()
            except (EOFError, OSError) as problem:  # it ended, or hangs
                self._stop()
                raise OSError(f"the page cannot be drawn: {problem or 'the process ended'}") from problem
        if isinstance(answer, NoSuchPage):
            raise answer
        if isinstance(answer, Exception):
            raise OSError(str(answer)) from answer
        return answer

    def _ready(self) -> Connection:
        if self._connection is None or self._process is None or not self._process.is_alive():
            self._stop()
            context = multiprocessing.get_context("spawn")  # a copy of a process with threads may hang
            self._connection, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        return self._connection

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def _serve(connection: Connection) -> None:
    """Do what is asked until nobody can ask any more."""
    bound_memory(USUAL)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            work, arguments = connection.recv()
            try:
                answer = work(*arguments)
            except NoSuchPage as problem:
                answer = problem
            except Exception as problem:  # whatever a file makes a library say
                answer = OSError(f"{type(problem).__name__}: {problem}")
            connection.send(answer)


def _drawn(file: Path, page: int) -> bytes:
    image = page_image(file, page, DPI, in_colour=True).convert("RGB")
    kept = io.BytesIO()
    if image.getcolors(MORE_COLOURS) is None:
        image.save(kept, "JPEG", quality=85)
    else:
        image.save(kept, "PNG", compress_level=3)  # six times as quick as the best, a tenth larger
    return kept.getvalue()


def _looked_at(file: Path, page: int, quote: str, before: str) -> Sheet:
    return sheet(file, page, quote, before=before)
