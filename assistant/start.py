"""Everything that answering needs, put together from settings."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.retrieve import Retriever
from ingest.corpus import corpus_files
from ingest.embed import open_embedder
from ingest.settings import SHIPPED_EMBEDDER, Settings
from ingest.store import Store
from ingest.sync import NOBODY, Listener, SyncReport, sync


def open_assistant(settings: Settings, *, for_staff: bool = False) -> Assistant:
    """An assistant that reads an index and never writes it; from internal documents it answers staff only.

    Raises IndexUnavailable when there is no index.
    """
    store = Store(settings, create=False)
    embedder = open_embedder(settings.embedder)
    words = embedder if settings.embedder == str(SHIPPED_EMBEDDER) else open_embedder(str(SHIPPED_EMBEDDER))
    return Assistant(Retriever(store, embedder, for_staff=for_staff), words)


def update_index(settings: Settings, *, listener: Listener = NOBODY, replace_all: bool = False) -> SyncReport:
    """Bring the index up to date with its corpus. Raises BronwijsError when that cannot be done at all."""
    corpus_files(settings.corpus)  # a folder that is not there is said before an index is made
    store = Store(settings, create=True)
    return sync(settings, store, open_embedder(settings.embedder), listener=listener, replace_all=replace_all)
