"""Where an index is, a folder or a Chroma server, and what it takes to read and to write there.

Both give a client to read with, a lock for the one writer, and a client to write with. In a folder that is the client of a
draft, which readers see once it is published; on a server, which keeps its own files whole, it is the same client, and each
step is seen at once.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import filelock

from ingest.connect import client_of_folder, client_of_server, close_client
from ingest.editions import Editions
from ingest.errors import IndexBusy, NoIndex
from ingest.failure import check_room
from ingest.lease import Lease, hold_lease
from ingest.settings import Settings

WAIT_FOR_WRITER = 3600.0  # seconds; a first sync of 10,000 pages takes some ten minutes
TELL_AFTER = 1.0  # seconds; most writers are done in less
PUBLISH_EVERY = 120.0  # seconds; so much work a writer that is killed can lose


class Place(Protocol):
    """What the index needs of the place where it is. What stands below `lock` is for whoever holds that."""

    def client(self, *, anew: bool = False) -> Any:
        """A Chroma client of what answers now, or of the draft while there is one; another one than before when it is `anew`.

        Raises NoIndex where there is none.
        """

    def moved(self) -> bool:
        """True if what answers is no longer what `client` gave last."""

    def close(self) -> None:
        """Let go of files and connections. A folder can be read again after it."""

    def lock(self, on_wait: Callable[[], None] = lambda: None) -> contextlib.AbstractContextManager[None]:
        """The right to write; `on_wait` is called when another has it. Raises IndexBusy when that keeps it for too long."""

    def check(self) -> None:
        """Raises IndexUnavailable when there is no room to write, IndexBusy when the lock was lost."""

    def begin(self, *, anew: bool = False) -> None:
        """From here on `client` may be written with; it holds what answers, or, when it is `anew`, nothing."""

    def publish(self) -> None:
        """Let readers see all that was written."""

    def is_due(self) -> bool:
        """True if that was long ago."""

    def discard(self) -> None:
        """Forget what was written since the last time it was published, where that can be."""

    def answering(self) -> Path | None:
        """The folder of what readers see, where that is one of this machine."""

    def draft(self) -> Path | None:
        """The folder of what is written and not yet published."""


def place_of(settings: Settings) -> Place:
    """Where an index is to be. Opens nothing in a folder; raises IndexUnavailable when a server is not there."""
    return Server(settings) if settings.is_remote else Folder(Path(settings.index))


class Folder:
    """An index in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._editions = Editions(folder)
        self._opened: tuple[Path, Any] | None = None  # an edition and its client
        self._seen: Path | None = None
        self._draft: Path | None = None
        self._begun = 0.0

    def client(self, *, anew: bool = False) -> Any:
        self._seen = edition = self._draft or self._editions.current()
        if edition is None or not edition.is_dir():  # Chroma would make it
            raise NoIndex(f"In {self.folder} staat nog geen index. Maak die met: bronwijs ingest")
        if self._opened is None or self._opened[0] != edition or anew:
            self.close()
            self._opened = (edition, client_of_folder(edition))
        return self._opened[1]

    def moved(self) -> bool:
        return self._draft is None and self._seen != self._editions.current()

    @contextlib.contextmanager
    def lock(self, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.folder / "writer.lock")
        try:
            lock.acquire(timeout=TELL_AFTER)
        except filelock.Timeout:
            on_wait()
            _wait_for(lock)
        try:
            yield
        finally:
            lock.release()

    def check(self) -> None:
        check_room(self.folder)

    def begin(self, *, anew: bool = False) -> None:
        if anew:
            self.discard()
        if self._draft is None:
            self._draft = self._editions.draft(anew=anew)
            self._begun = time.monotonic()

    def publish(self) -> None:
        if self._draft:
            self.close()  # Chroma writes nothing more in it
            try:
                self._editions.publish(self._draft)
            finally:
                self.discard()  # where it was not published

    def is_due(self) -> bool:
        return self._draft is not None and time.monotonic() - self._begun > PUBLISH_EVERY

    def answering(self) -> Path | None:
        return self._editions.current()

    def draft(self) -> Path | None:
        return self._draft

    def discard(self) -> None:
        if self._draft:
            draft, self._draft = self._draft, None
            self.close()
            self._editions.discard(draft)

    def close(self) -> None:
        if self._opened:
            close_client(self._opened[1])
            self._opened = None


def _wait_for(lock: filelock.BaseFileLock) -> None:
    try:
        lock.acquire(timeout=WAIT_FOR_WRITER)
    except filelock.Timeout as problem:
        raise IndexBusy("Een ander programma werkt deze index bij. Wacht tot dat klaar is.") from problem


class Server:
    """An index on a Chroma server."""

    def __init__(self, settings: Settings) -> None:
        self._client = client_of_server(settings.index, settings.access)
        self._lease: Lease | None = None

    def client(self, *, anew: bool = False) -> Any:
        return self._client

    @contextlib.contextmanager
    def lock(self, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
        with hold_lease(self._client, wait=WAIT_FOR_WRITER, on_wait=on_wait) as self._lease:
            try:
                yield
            finally:
                self._lease = None

    def check(self) -> None:
        if self._lease:
            self._lease.check()

    # Each step is seen at once: there is nothing to begin, publish or discard.

    def moved(self) -> bool:
        return False

    def begin(self, *, anew: bool = False) -> None:
        pass

    def publish(self) -> None:
        pass

    def is_due(self) -> bool:
        return False

    def answering(self) -> Path | None:
        return None

    def draft(self) -> Path | None:
        return None

    def discard(self) -> None:
        pass

    def close(self) -> None:
        close_client(self._client)
