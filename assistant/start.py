"""Everything that answering needs, put together from settings."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.retrieve import Retriever
from ingest.embed import open_embedder
from ingest.reader import Reader
from ingest.settings import SHIPPED_EMBEDDER, Settings


def open_assistant(settings: Settings, *, for_staff: bool = False) -> Assistant:
    """An assistant that reads an index and never writes it; from internal documents it answers staff only.

    Raises IndexUnavailable when there is no index.
    """
    index = Reader(settings)
    embedder = open_embedder(settings.embedder)
    words = embedder if settings.embedder == str(SHIPPED_EMBEDDER) else open_embedder(str(SHIPPED_EMBEDDER))
    return Assistant(Retriever(index, embedder, for_staff=for_staff), words)
