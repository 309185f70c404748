"""What answers in an index, for whoever only reads: from the files that a writer left ready, and failing these from Chroma.

Chroma is not even loaded where the files are there; that alone takes longer than to open them.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.editions import Editions
from ingest.ready import Ready, open_ready
from ingest.settings import Settings
from ingest.snapshot import Snapshot

if TYPE_CHECKING:
    from ingest.store import Store

_TRIES = 5


class Reader:
    """One index, which is never written."""

    def __init__(self, settings: Settings) -> None:
        """Raises IndexUnavailable when the index is not there, or not reachable."""
        self.settings = settings
        self._editions = None if settings.is_remote else Editions(Path(settings.index))
        self._known: tuple[Path | None, Ready | None] = (None, None)  # an edition, and its files where it has them
        if self._ready() is None:
            self._store  # noqa: B018  # says what is wrong with the index

    def stamp(self) -> str:
        """Changes whenever the documents that answer change. Raises IndexUnavailable when the index cannot be read."""
        found = self._ready()
        return found.snapshot.stamp if found else self._store.stamp()

    def snapshot(self) -> Snapshot:
        """All that answers now, whole. Raises IndexUnavailable when the index cannot be read."""
        found = self._ready()
        return found.snapshot if found else self._store.snapshot()

    def updated(self) -> datetime | None:
        """When a document last changed, as far as is known."""
        found = self._ready()
        return found.updated if found else self._store.updated()

    @cached_property
    def _store(self) -> Store:
        from ingest.store import Store  # late: it brings Chroma

        return Store(self.settings, create=False)

    def _ready(self) -> Ready | None:
        """What the edition that answers has ready."""
        for _ in range(_TRIES):
            edition = self._answering()
            known, ready = self._known  # at once: another thread may turn to another edition
            if edition == known:
                return ready
            found = open_ready(edition, self.settings) if edition else None
            if found or edition == self._answering():  # else it was replaced, and cleared away, while it was opened
                self._known = (edition, found)
        return self._known[1]

    def _answering(self) -> Path | None:
        try:
            return self._editions.current() if self._editions else None
        except OSError:
            return None
