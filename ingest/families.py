"""How a model wants to be used: what goes before a question and before a passage, and how its tokens become one vector.

A person's word goes first, then what the model's own folder says, then what the card of its family says. A model that gets the
wrong prefix or pooling gives no error, only worse answers: so this is told by `bronwijs status`, and an index knows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import BronwijsError
from ingest.settings import SHIPPED_EMBEDDER, EmbedderOptions

POOLINGS = ("cls", "mean", "lasttoken", "max", "weightedmean", "mean_sqrt_len_tokens")  # sentence-transformers' names for them
_OLD_KEYS = {  # of older folders, one for each kind
    **{f"pooling_mode_{kind}_tokens": kind for kind in ("mean", "max", "weightedmean")},
    "pooling_mode_cls_token": "cls",
    "pooling_mode_lasttoken": "lasttoken",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len_tokens",
}
_OF_QUERIES = ("query", "retrieval.query", "s2p_query")
_OF_PASSAGES = ("document", "passage", "corpus", "retrieval.passage")


@dataclass(frozen=True)
class Usage:
    """`query` and `passage` go before a text; `pooling` is empty where it is not known, or there is nothing to pool."""

    query: str = ""
    passage: str = ""
    pooling: str = ""


_TASK = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"
_FOR_SEARCHING = "Represent this sentence for searching relevant passages: "

# From the cards of the models; of two that fit a name the first counts. Most newer models say it in their own folder too.
FAMILIES: Sequence[tuple[str, Usage]] = (
    (r"e5-mistral", Usage(f"{_TASK} ", pooling="lasttoken")),
    (r"e5-.*instruct", Usage(f"{_TASK} ", pooling="mean")),
    (r"e5", Usage("query: ", "passage: ", "mean")),
    (r"qwen3-embedding", Usage(_TASK, pooling="lasttoken")),  # no space behind the colon
    (r"gte-qwen2", Usage(f"{_TASK} ", pooling="lasttoken")),
    (r"gte-(multilingual|modernbert|.*v1\.5)", Usage(pooling="cls")),
    (r"gte-(small|base|large)", Usage(pooling="mean")),
    (r"bge-m3", Usage(pooling="cls")),
    (r"bge-(small|base|large)-en", Usage(_FOR_SEARCHING, pooling="cls")),
    (r"nomic-embed", Usage("search_query: ", "search_document: ", "mean")),
    (
        r"jina-embeddings-v3",
        Usage("Represent the query for retrieving evidence documents: ", "Represent the document for retrieval: ", "mean"),
    ),
    (r"jina-embeddings-v2", Usage(pooling="mean")),
    (r"arctic-embed(2|-.*v2)", Usage("query: ", pooling="cls")),
    (r"arctic-embed", Usage(_FOR_SEARCHING, pooling="cls")),
    (r"mxbai-embed-de", Usage("query: ", "passage: ")),
    (r"mxbai-embed", Usage(_FOR_SEARCHING, pooling="cls")),
    (r"embeddinggemma", Usage("task: search result | query: ", "title: none | text: ", "mean")),
    (r"granite-embedding", Usage(pooling="cls")),
    (r"(all|multi-qa|paraphrase(-multilingual)?)-(minilm|mpnet)", Usage(pooling="mean")),
)


def family_of(name: str) -> Usage | None:
    """How the family that a model is of, by its name, wants to be used; None for a name that says nothing.

    >>> family_of("intfloat/multilingual-e5-small").query, family_of("http://127.0.0.1:11434/v1#bge-m3").pooling
    ('query: ', 'cls')
    >>> family_of("mode5") is None
    True
    """
    plain = _plain_name(name)
    return next((usage for family, usage in FAMILIES if re.search(rf"(?<![a-z0-9]){family}(?![a-z0-9])", plain)), None)


def usage_of(name: str, options: EmbedderOptions, *, folder: Path | None = None) -> Usage:
    """How to use the model of that name, of which `folder` holds the files, where there is one.

    Raises BronwijsError when a person asks for a pooling that does not exist.
    """
    if Path(name) == SHIPPED_EMBEDDER:
        return Usage()
    if options.pooling and options.pooling not in POOLINGS:
        raise BronwijsError(
            f"BRONWIJS_EMBEDDER_POOLING is '{options.pooling}', en dat bestaat niet. Kies een van deze: {', '.join(POOLINGS)}."
        )
    family = family_of(name) or Usage()
    query, passage = (_prompts_in(folder) if folder else None) or (family.query, family.passage)
    pooling = options.pooling or (_pooling_in(folder) if folder and is_complete(folder) else family.pooling)
    return Usage(query if options.query is None else options.query, passage if options.passage is None else options.passage, pooling or "")


def is_complete(folder: Path) -> bool:
    """True for a folder in which a model says itself what follows on the transformer: nothing has to be known of its family."""
    return (folder / "modules.json").is_file()


def modules_in(folder: Path) -> list[dict[str, Any]]:
    """The modules of a sentence-transformers model, in order: `type` (the last part of its class), `path`. Empty where there are none.

    Raises ValueError when the file is damaged.
    """
    if not is_complete(folder):
        return []
    try:
        found = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        return [{"type": module["type"].rsplit(".", 1)[-1], "path": module["path"]} for module in found]
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError("modules.json") from problem


def _prompts_in(folder: Path) -> tuple[str, str] | None:
    """What the folder says of prefixes. Empty prompts say nothing: sentence-transformers writes them for every model it saves."""
    prompts = _read(folder / "config_sentence_transformers.json").get("prompts") or {}
    query, passage = (next((prompts[name] for name in names if prompts.get(name)), "") for names in (_OF_QUERIES, _OF_PASSAGES))
    return (query, passage) if query or passage else None


def _pooling_in(folder: Path) -> str:
    """What the folder says of pooling; empty when nothing is pooled, or the folder is damaged, which loading it tells."""
    try:
        [place] = [folder / module["path"] for module in modules_in(folder) if module["type"] == "Pooling"]
    except ValueError:
        return ""
    said = _read(place / "config.json")
    modes = said.get("pooling_mode") or [kind for key, kind in _OLD_KEYS.items() if said.get(key)] or ["mean"]
    return modes if isinstance(modes, str) else "+".join(modes)


def _read(file: Path) -> Mapping[str, Any]:
    """A file of settings of a model; empty when it is not there or cannot be read: loading the model tells what is wrong with it."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _plain_name(name: str) -> str:
    """The part of a name that tells the family: of a folder in the hub's cache that of the model, of an address what is behind #.

    >>> _plain_name("/cache/models--BAAI--bge-m3/snapshots/5617"), _plain_name("http://localhost/v1#jeffh/Bge-M3:q8")
    ('baai--bge-m3', 'bge-m3:q8')
    """
    path = Path(name.partition("#")[2] or name)
    found = path.parent.parent.name if path.parent.name == "snapshots" else path.name
    return found.lower().removeprefix("models--")
