"""Everything that answering needs, put together from settings."""

from __future__ import annotations

from collections.abc import Callable

from assistant.assistant import Assistant
from assistant.retrieve import Retriever
from ingest.embed import open_embedder
from ingest.settings import SHIPPED_EMBEDDER, Settings
from ingest.store import Store
from ingest.sync import FileReport, SyncReport, sync


def open_assistant(settings: Settings, *, for_staff: bool = False) -> Assistant:
    """An assistant that reads an index and never writes it; from internal documents it answers staff only.

    Raises IndexUnavailable when there is no index.
    """
    store = Store(settings, create=False)
    embedder = open_embedder(settings.embedder)
    words = embedder if settings.embedder == str(SHIPPED_EMBEDDER) else open_embedder(str(SHIPPED_EMBEDDER))
    return Assistant(Retriever(store, embedder, for_staff=for_staff), words)


def update_index(settings: Settings, *, on_file: Callable[[FileReport], None] = lambda _: None, replace_all: bool = False) -> SyncReport:
    """Bring the index up to date with its corpus. Raises BronwijsError when that cannot be done at all."""
    store = Store(settings, create=True)
    return sync(settings, store, open_embedder(settings.embedder), on_file=on_file, replace_all=replace_all)
