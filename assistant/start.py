"""Everything that answering needs, put together from settings."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.crossencoder import open_cross_encoder
from assistant.generate import ModelWriter
from assistant.model import ModelSettings, open_model
from assistant.retrieve import Retriever
from ingest.embed import open_embedder
from ingest.reader import Reader
from ingest.settings import SHIPPED_EMBEDDER, Settings


def open_assistant(
    settings: Settings, *, for_staff: bool = False, reranker: str | None = None, model: ModelSettings | None = None
) -> Assistant:
    """An assistant that reads an index and never writes it; from internal documents it answers staff only.

    `reranker` is a folder or the name of a cross-encoder, to put what is found in order in the place of our own. The language
    model that `model` names writes the answers; without one they are quotes. Raises IndexUnavailable when there is no index,
    BronwijsError when a model cannot be loaded.
    """
    index = Reader(settings)
    embedder = open_embedder(settings.embedder, settings.embedder_options)
    words = embedder if settings.embedder == str(SHIPPED_EMBEDDER) else open_embedder(str(SHIPPED_EMBEDDER))
    cross_encoder = open_cross_encoder(reranker) if reranker else None
    retriever = Retriever(index, embedder, for_staff=for_staff, reranker=cross_encoder)
    return Assistant(retriever, words, model=_writer(model or ModelSettings()))


def _writer(settings: ModelSettings) -> ModelWriter | None:
    model = open_model(settings)
    return ModelWriter(model, patience_s=settings.timeout_s) if model else None
