"""A model that is a table of token vectors: a text is the mean of its tokens' rows. Needs no torch, and loads in a tenth of a second.

The same numbers as sentence-transformers makes of the same folder, read with the libraries that it reads it with. (model2vec
reads it too, but drops what is not in its vocabulary, and takes half a second to import.)
"""

from __future__ import annotations

import filecmp
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from ingest.centre import UNRELATED, centre_of, centred
from ingest.families import Usage, modules_in
from ingest.settings import SHIPPED_EMBEDDER

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = "model.safetensors"


class StaticEmbedding(BaseEmbedding):
    """A table of token vectors, in the folder of a sentence-transformers model."""

    _tokenizer: Any = PrivateAttr()
    _table: np.ndarray = PrivateAttr()
    _usage: Usage = PrivateAttr()
    _centre: np.ndarray = PrivateAttr()

    def __init__(self, folder: Path, usage: Usage) -> None:
        """Raises whatever the libraries raise on files that are damaged."""
        super().__init__(model_name=folder.name, embed_batch_size=1024)
        place = folder / modules_in(folder)[0]["path"]
        self._tokenizer = _tokenizer(place / "tokenizer.json")
        self._table = _table(place / WEIGHTS)
        if len(self._table) < self._tokenizer.get_vocab_size():
            raise ValueError(f"{len(self._table)} rijen voor {self._tokenizer.get_vocab_size()} tokens")
        self._usage = usage
        self._centre = np.zeros(1, dtype=np.float32)
        if not is_shipped(folder):
            self._centre = centre_of(self._means([usage.passage + text for text in UNRELATED]))

    def _means(self, texts: Sequence[str]) -> np.ndarray:
        """The mean of each text's rows, shape (texts, dimensions); noughts for a text without tokens."""
        means = np.zeros((len(texts), self._table.shape[1]), dtype=np.float32)
        for mean, encoding in zip(means, self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False), strict=True):
            if ids := encoding.ids:
                mean[:] = self._table[ids].mean(axis=0, dtype=np.float32)
        return means

    def _encode(self, texts: Sequence[str]) -> list[list[float]]:
        return centred(self._means(texts), self._centre).tolist()

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._encode([self._usage.passage + text for text in texts])

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._encode([self._usage.query + query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def is_static(folder: Path) -> bool:
    """True for a folder that holds a table of token vectors, and nothing else that changes a direction.

    Raises ValueError when the folder says in no readable way what is in it.
    """
    kinds = [module["type"] for module in modules_in(folder)]
    return (
        kinds[:1] == ["StaticEmbedding"]
        and set(kinds[1:]) <= {"Normalize"}
        and (folder / modules_in(folder)[0]["path"] / WEIGHTS).is_file()
    )


def is_shipped(folder: Path) -> bool:
    """True for the folder of the shipped model and for a copy of it. That model was centred when it was made."""
    theirs, ours = folder / WEIGHTS, SHIPPED_EMBEDDER / WEIGHTS
    return theirs.is_file() and (theirs.resolve() == ours.resolve() or filecmp.cmp(theirs, ours, shallow=False))


def _tokenizer(file: Path) -> Tokenizer:
    from tokenizers import Tokenizer  # late: a command that does not search need not wait for it

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.no_truncation()  # a passage is read to its end
    return tokenizer


def _table(file: Path) -> np.ndarray:
    """The row of each token, shape (tokens, dimensions). A table of model2vec may share rows between tokens and weigh them."""
    from safetensors.numpy import load_file

    found = load_file(file)
    if "embedding.weight" in found:
        return found["embedding.weight"]
    rows = found["embeddings"]
    rows = rows[found["mapping"]] if "mapping" in found else rows
    return rows.astype(np.float32) * found["weights"][:, None] if "weights" in found else rows
