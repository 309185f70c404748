"""Vectors, behind llama-index's BaseEmbedding. Every vector is centred and has length 1.

Centring matters because mean-pooled vectors share a strong common direction, and an HNSW index then
loses some of them without a word. The shipped model was centred when it was made; of any other model
the mean is taken over a fixed list of unrelated Dutch sentences, so that it needs no state.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from ingest.errors import BronwijsError
from ingest.settings import SHIPPED_EMBEDDER

# What models of a family want in front of a question and of a passage (from their model cards).
PREFIXES = {"e5": ("query: ", "passage: "), "bge-m3": ("", ""), "nomic": ("search_query: ", "search_document: ")}

_UNRELATED = (
    "De trein naar Zwolle vertrekt van spoor vier.", "Roer de suiker door het deeg en laat het rusten.",
    "Het kabinet besluit volgende week over de begroting.", "Mijn fiets heeft een lekke band.",
    "Leerlingen schrijven een werkstuk over vulkanen.", "De huisarts verwees haar naar het ziekenhuis.",
    "Wie het formulier te laat inlevert, krijgt geen vergoeding.", "Op zolder staan dozen met oude boeken.",
    "De software werkt niet meer na de laatste wijziging.", "In de winter vriest de vijver dicht.",
    "De vergadering begint om negen uur met een mededeling.", "Een wiskundedocent legt de stelling uit.",
    "Het elftal verloor met drie tegen één.", "Bel ons gerust als u vragen heeft.",
    "De huur gaat in juli met twee procent omhoog.", "Zij speelt al jaren viool in een orkest.",
)  # fmt: skip


class StaticEmbedding(BaseEmbedding):
    """A table of token vectors; a text is the mean of its tokens. Needs no torch: ready in half a second."""

    _model: Any = PrivateAttr()
    _centre: np.ndarray = PrivateAttr()

    def __init__(self, folder: Path) -> None:
        super().__init__(model_name=folder.name, embed_batch_size=1024)
        from model2vec import StaticModel  # late: a command that does not search need not wait for it

        try:
            self._model = StaticModel.from_pretrained(str(folder))
        except Exception as problem:  # damaged weights, tokenizer or settings: every kind has its own
            raise _cannot_load(str(folder), problem) from problem
        self._centre = np.zeros(1, dtype=np.float32)
        if folder.resolve() != SHIPPED_EMBEDDER.resolve():
            self._centre = np.mean(np.asarray(self._encode(list(_UNRELATED)), dtype=np.float32), axis=0)

    def _encode(self, texts: list[str]) -> list[list[float]]:
        # max_length=None: a passage is read to its end. Multiprocessing would cost more than it saves.
        vectors = self._model.encode(texts, max_length=None, use_multiprocessing=False)
        return _unit(_unit(np.asarray(vectors, dtype=np.float32)) - self._centre).tolist()

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._encode([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._encode(texts)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._encode([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class TransformerEmbedding(BaseEmbedding):
    """Any other sentence-transformers model, with its prefixes, centred."""

    _model: Any = PrivateAttr()
    _prefixes: tuple[str, str] = PrivateAttr()
    _centre: np.ndarray = PrivateAttr()

    def __init__(self, name: str) -> None:
        super().__init__(model_name=name, embed_batch_size=32)
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name)
        except Exception as problem:  # every kind comes out of its many loaders; all mean the same to a person
            raise _cannot_load(name, problem) from problem
        self._prefixes = next((pair for part, pair in PREFIXES.items() if part in name.lower()), ("", ""))
        self._centre = np.zeros(1, dtype=np.float32)
        self._centre = np.mean(self._encode(list(_UNRELATED), self._prefixes[1]), axis=0)

    def _encode(self, texts: list[str], prefix: str) -> np.ndarray:
        vectors = self._model.encode([prefix + text for text in texts], normalize_embeddings=True, show_progress_bar=False)
        return _unit(np.asarray(vectors, dtype=np.float32) - self._centre)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._encode(texts, self._prefixes[1]).tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._encode([query], self._prefixes[0])[0].tolist()

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def _cannot_load(name: str, problem: Exception) -> BronwijsError:
    return BronwijsError(
        f"Het model '{name}' kan niet worden geladen ({type(problem).__name__}). "
        "Geef een map met een sentence-transformers-model, of laat --embedder weg."
    )


def open_embedder(name: str) -> BaseEmbedding:
    """The embedder in a folder or under a name of the model hub. Raises BronwijsError when it cannot be loaded."""
    folder = Path(name)
    if _is_static(folder):
        return StaticEmbedding(folder)
    if folder.is_dir():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a model in a folder has all it needs
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    return TransformerEmbedding(name)


def embedder_fingerprint(name: str) -> str:
    """What tells vectors of one model from those of another: the weights' hash, or the hub name."""
    weights = Path(name) / "model.safetensors"
    return hashlib.sha256(weights.read_bytes() if weights.is_file() else name.encode()).hexdigest()


def _is_static(folder: Path) -> bool:
    """True for a folder that holds a sentence-transformers model of one StaticEmbedding and nothing else."""
    modules = folder / "modules.json"
    try:
        kinds = [module["type"] for module in json.loads(modules.read_text())] if modules.is_file() else []
    except (ValueError, KeyError, TypeError) as problem:
        raise _cannot_load(str(folder), problem) from problem
    return len(kinds) == 1 and kinds[0].endswith(".StaticEmbedding")


def _unit(vectors: np.ndarray) -> np.ndarray:
    """Rows of length 1; a row without length stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1)
