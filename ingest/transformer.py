"""Any sentence-transformers model that is no mere table: with the prefixes and the pooling that it was trained with, centred."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from ingest.centre import UNRELATED, centre_of, centred
from ingest.errors import BronwijsError
from ingest.families import POOLINGS, Usage, is_complete, usage_of
from ingest.settings import EmbedderOptions


class TransformerEmbedding(BaseEmbedding):
    """A model in a folder, or under a name of the model hub."""

    usage: Usage
    _model: Any = PrivateAttr()
    _centre: np.ndarray = PrivateAttr()

    def __init__(self, name: str, options: EmbedderOptions) -> None:
        """Raises BronwijsError when nobody knows how the model pools, and whatever the libraries raise on files that are damaged."""
        from sentence_transformers import SentenceTransformer  # late: it brings torch, and takes ten seconds

        model = SentenceTransformer(name)
        folder = folder_of(name)
        super().__init__(model_name=name, embed_batch_size=32, usage=usage_of(name, options, folder=folder))
        self._model = model
        if options.pooling or not (folder and is_complete(folder)):
            _pool(model, self.usage.pooling, name)
        self._centre = np.zeros(1, dtype=np.float32)
        self._centre = centre_of(self._raw(model.encode_document, UNRELATED, self.usage.passage))

    def _raw(self, encode: Callable[..., np.ndarray], texts: Sequence[str], prefix: str) -> np.ndarray:
        # The prefix goes apart: some models leave its tokens out of the pooling.
        return np.asarray(encode(list(texts), prompt=prefix, show_progress_bar=False), dtype=np.float32)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return centred(self._raw(self._model.encode_document, texts, self.usage.passage), self._centre).tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return centred(self._raw(self._model.encode_query, [query], self.usage.query), self._centre)[0].tolist()

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def folder_of(name: str) -> Path | None:
    """Where the files of a model are: its folder, or the place in the hub's cache. None where it was not downloaded."""
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import try_to_load_from_cache  # asks no network
    from huggingface_hub.errors import HFValidationError

    repository = name if "/" in name else f"sentence-transformers/{name}"
    place = os.environ.get("SENTENCE_TRANSFORMERS_HOME")  # where sentence-transformers looks, if it is set
    try:
        found = [try_to_load_from_cache(repository, file, cache_dir=place) for file in ("modules.json", "config.json")]
    except HFValidationError:  # not a name that the hub could have
        return None
    return next((Path(file).parent for file in found if isinstance(file, str)), None)


def _pool(model: Any, pooling: str, name: str) -> None:
    """Let a model pool in a certain way. sentence-transformers takes the mean where a folder does not say: wrong for many.

    Raises BronwijsError when the way is not known, or the model has no pooling to set.
    """
    if not pooling:
        raise BronwijsError(
            f"Het model '{name}' zegt niet hoe het de vectoren van een tekst samenneemt (pooling), en het is geen model dat Bronwijs "
            f"kent. Zoek het op bij het model en zet BRONWIJS_EMBEDDER_POOLING op een van deze: {', '.join(POOLINGS)}."
        )
    found = [module for module in model.modules() if type(module).__name__ == "Pooling"]
    if len(found) != 1:
        raise BronwijsError(f"Het model '{name}' heeft geen pooling die u kunt kiezen. Haal BRONWIJS_EMBEDDER_POOLING weg.")
    found[0].pooling_mode = pooling
