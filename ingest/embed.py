"""Vectors, behind llama-index's BaseEmbedding: of the shipped model, of any other, or of a server. Each has length 1 and is centred."""

from __future__ import annotations

import hashlib
import logging
import os
from functools import lru_cache
from pathlib import Path

from llama_index.core.base.embeddings.base import BaseEmbedding

from ingest.centre import UNRELATED
from ingest.errors import BronwijsError
from ingest.families import Usage, usage_of
from ingest.served import ServedEmbedding, is_address, split_address
from ingest.settings import EmbedderOptions
from ingest.static import StaticEmbedding, is_shipped, is_static
from ingest.transformer import TransformerEmbedding, folder_of

AS_THE_MODEL_SAYS = EmbedderOptions()


def open_embedder(name: str, options: EmbedderOptions = AS_THE_MODEL_SAYS) -> BaseEmbedding:
    """The embedder in a folder, under a name of the model hub, or at an address (https://…/v1#name).

    Raises BronwijsError when it cannot be loaded. A server is not asked anything yet.
    """
    if is_address(name):
        return ServedEmbedding(name, usage_of(name, options), key=options.key)
    folder = Path(name)
    try:
        if is_static(folder):
            return StaticEmbedding(folder, usage_of(name, options, folder=folder))
        if folder.is_dir():
            os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a model in a folder has all it needs
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        return TransformerEmbedding(name, options)
    except BronwijsError:
        raise
    except Exception as problem:  # damaged weights, tokenizer or settings: every kind has its own, and all mean the same to a person
        raise _cannot_load(name, problem) from problem


def known_usage(name: str, options: EmbedderOptions) -> Usage:
    """How an embedder is used, without loading it. Raises BronwijsError when a person asks what cannot be."""
    return usage_of(name, options, folder=None if is_address(name) else folder_of(name))


def embedder_fingerprint(name: str, options: EmbedderOptions = AS_THE_MODEL_SAYS) -> str:
    """What tells vectors of one embedder from those of another: weights, tokens, prefixes, pooling and the middle.

    A folder may be moved or copied; a model of the hub or of a server is known by its name alone. Raises BronwijsError when an
    address names no model.
    """
    folder = Path(name)
    if is_address(name):
        parts = ["#".join(split_address(name))]
    elif folder.is_dir():
        parts = [_digest(file, file.stat().st_mtime_ns) for file in _weights(folder)] or [str(folder.resolve())]
    else:
        parts = [name]
    usage = usage_of(name, options, folder=folder if folder.is_dir() else None)
    middle = () if is_shipped(folder) else UNRELATED
    return hashlib.sha256("\0".join((*parts, usage.query, usage.passage, usage.pooling, *middle)).encode()).hexdigest()


def _weights(folder: Path) -> list[Path]:
    """The files in which the weights and the tokens of a model are."""
    for kind in ("*.safetensors", "pytorch_model*.bin"):
        if found := sorted({*folder.glob(kind), *folder.glob(f"*/{kind}")}):
            return [*found, *sorted({*folder.glob("tokenizer.json"), *folder.glob("*/tokenizer.json")})]
    return []


@lru_cache(maxsize=64)
def _digest(file: Path, _changed: int) -> str:
    """Of what is in a file; made once as long as it does not change, for a large model is gigabytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _cannot_load(name: str, problem: Exception) -> BronwijsError:
    own_code = "trust_remote_code" in str(problem)
    what_to_do = (
        "Het wil eigen programmacode uitvoeren, en dat doet Bronwijs niet. Neem een ander model, of zet het achter een server."
        if own_code
        else "Geef een map met een sentence-transformers-model, of laat --embedder weg."
    )
    return BronwijsError(f"Het model '{name}' kan niet worden geladen ({type(problem).__name__}). {what_to_do}")
