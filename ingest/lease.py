"""One writer at a time on a Chroma server, whatever machines the writers run on.

The server has no locks, but two things of it are whole: a name is given to one collection only, however many ask for it
at once, and a collection is renamed by its id. So who makes the collection NAME may write. Its holder changes a number in
it every few seconds; one that stands still for STALE seconds, by the clock of whoever waits, has been left by a process
that is dead or cut off. The waiter then renames that very collection (never, by its id, the one a quicker waiter has made
since) and both try for the name again.

A holder that was cut off or asleep for so long does not know; so it asks `check()` before each step that others see.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from chromadb.errors import ChromaError, NotFoundError

from ingest.errors import IndexBusy, IndexUnavailable

NAME = "writer-of-bronwijs"  # not as the index's own collections begin: those of other models are dropped
BEAT = 5.0  # seconds between two signs of life
STALE = 60.0  # seconds without one: long enough for a server that is busy or restarted
LOOK = 0.5  # seconds between two looks of a process that waits
LET_GO = 5.0  # seconds in which a server refuses the name while nobody has it: more than the moment of letting go


class Lease:
    """The right to write, for as long as `check` does not say otherwise."""

    def __init__(self, client: Any, collection: Any, *, beat: float) -> None:
        self._client, self._collection = client, collection
        self._stop = threading.Event()
        self._beats = threading.Thread(target=self._keep_alive, args=(beat,), name="bronwijs-lease", daemon=True)
        self._beats.start()

    def check(self) -> None:
        """Raises IndexBusy when another process has taken over, and IndexUnavailable when the server is away."""
        try:
            if self._client.get_collection(NAME, embedding_function=None).id == self._collection.id:
                return
        except NotFoundError:
            pass
        raise IndexBusy("Dit programma was te lang weg; een ander heeft het bijwerken van de index overgenomen. Start het opnieuw.")

    def release(self) -> None:
        """Let another write. A server that is away finds out by itself."""
        self._stop.set()
        self._beats.join()
        with contextlib.suppress(ChromaError, IndexUnavailable):
            _clear(self._client, self._collection)

    def _keep_alive(self, beat: float) -> None:
        number = 0
        while not self._stop.wait(beat):
            number += 1
            with contextlib.suppress(ChromaError, IndexUnavailable):  # tried again at the next beat; `check` tells whether it is lost
                self._collection.modify(metadata={"owner": _owner(), "beat": number})


@contextlib.contextmanager
def hold_lease(
    client: Any, *, wait: float, stale: float = STALE, beat: float = BEAT, on_wait: Callable[[], None] = lambda: None
) -> Iterator[Lease]:
    """The one writer's lease of the server of `client`, after at most `wait` seconds; else raises IndexBusy.

    `on_wait` is called once, when another has it.
    """
    lease = Lease(client, _acquired(client, wait=wait, stale=stale, on_wait=on_wait), beat=beat)
    try:
        _clear_leftovers(client)
        yield lease
    finally:
        lease.release()


def _acquired(client: Any, *, wait: float, stale: float, on_wait: Callable[[], None]) -> Any:
    until = time.monotonic() + wait
    watch, is_told = _Watch(), False
    while True:
        try:
            return client.create_collection(NAME, metadata={"owner": _owner(), "beat": 0}, embedding_function=None)
        except ChromaError as problem:  # mostly that it exists, which has no class of its own
            holder = _holder(client)
            if watch.stood_still(holder) > (stale if holder else LET_GO):
                if holder is None:
                    raise IndexUnavailable(f"De Chroma-server neemt niets aan ({problem}). Kijk in het logboek van de server.") from problem
                _clear(client, holder)
                if time.monotonic() <= until:
                    continue
        if holder and not is_told:
            on_wait()
            is_told = True
        if holder and time.monotonic() > until:
            owner = (holder.metadata or {}).get("owner", "onbekend")
            raise IndexBusy(f"Een ander programma ({owner}) werkt deze index bij. Wacht tot dat klaar is.")
        time.sleep(LOOK)


class _Watch:
    """For how long a holder has shown no sign of life, by our own clock: those of two machines need not agree."""

    def __init__(self) -> None:
        self._seen: object = None
        self._since = time.monotonic()

    def stood_still(self, holder: Any | None) -> float:
        state = holder and (holder.id, holder.metadata)
        if state != self._seen:
            self._seen, self._since = state, time.monotonic()
        return time.monotonic() - self._since


def _holder(client: Any) -> Any | None:
    with contextlib.suppress(NotFoundError):
        return client.get_collection(NAME, embedding_function=None)
    return None


def _clear(client: Any, collection: Any) -> None:
    """Take the name from this collection, and from no other that may have it by now. Whoever comes second finds nothing to take."""
    name = f"{NAME}-{uuid.uuid4().hex}"
    with contextlib.suppress(ChromaError):  # not found, or, while another is removing it, half of it ("Missing metadata segment")
        collection.modify(name=name)
        client.delete_collection(name)


def _clear_leftovers(client: Any) -> None:
    """Remove what a process left that was killed between renaming and removing."""
    for collection in client.list_collections():
        if collection.name.startswith(f"{NAME}-"):
            with contextlib.suppress(NotFoundError):
                client.delete_collection(collection.name)


def _owner() -> str:
    return f"{socket.gethostname()}, proces {os.getpid()}"
