"""A model on a server that speaks OpenAI's protocol, Ollama's among them: an address and a name, https://…/v1#name.

The client is OpenAI's own. llama-index's class for it puts a space for each line end, and the prefix of an instruct model has one.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from ingest.centre import UNRELATED, centre_of, centred
from ingest.errors import BronwijsError, EmbedderUnavailable
from ingest.families import Usage

BATCH = 32  # passages a request: some ten seconds for a large model on a laptop
TIMEOUT_S = 120.0  # for one reply: a server may have to load the model first
CONNECT_S = 5.0
RETRIES = 2  # with a growing pause, when a server is busy, away or in trouble
_FOR_A_LATER_TIME = (408, 409, 429)


class ServedEmbedding(BaseEmbedding):
    """A model on a server, with its prefixes, centred. Opening it asks the server nothing yet."""

    usage: Usage
    _address: str = PrivateAttr()
    _client: Any = PrivateAttr()
    _centre: np.ndarray | None = PrivateAttr(default=None)
    _lock: Any = PrivateAttr()

    def __init__(self, address: str, usage: Usage, *, key: str = "", timeout_s: float = TIMEOUT_S) -> None:
        """`address` is that of the server, with # and what it calls the model behind it. Raises BronwijsError when it is not."""
        url, name = split_address(address)
        super().__init__(model_name=name, embed_batch_size=BATCH, usage=usage)
        from openai import OpenAI, Timeout  # late: most people have no such server

        self._address = url
        self._lock = threading.Lock()
        self._client = OpenAI(
            base_url=url,
            api_key=key or "none",  # an empty key would be looked for in OPENAI_API_KEY
            timeout=Timeout(timeout_s, connect=min(CONNECT_S, timeout_s)),
            max_retries=RETRIES,
        )

    def _centred(self, texts: Sequence[str]) -> list[list[float]]:
        with self._lock:  # of two threads that ask first, one finds the middle
            if self._centre is None:
                self._centre = centre_of(self._raw([self.usage.passage + text for text in UNRELATED]))
        vectors = self._raw(texts)
        if vectors.shape[1] != len(self._centre):
            raise EmbedderUnavailable(
                f"{self._who()} gaf eerst vectoren van {len(self._centre)} getallen en nu van {vectors.shape[1]}. "
                "Is het model op de server vervangen? Begin dan opnieuw."
            )
        return centred(vectors, self._centre).tolist()

    def _raw(self, texts: Sequence[str]) -> np.ndarray:
        """What the server makes of texts, shape (texts, dimensions). Raises BronwijsError when that is not a vector for each."""
        from openai import APIConnectionError, APIStatusError

        try:
            reply = self._client.embeddings.create(model=self.model_name, input=list(texts), encoding_format="float")
            rows = [row.embedding for row in sorted(reply.data, key=lambda row: row.index or 0)]
        except APIStatusError as problem:
            raise self._refused(problem.status_code, str(problem)) from problem
        except APIConnectionError as problem:
            raise EmbedderUnavailable(
                f"{self._who()} geeft geen antwoord ({_short(problem)}). Draait de server, en klopt het adres in --embedder?"
            ) from problem
        except Exception as problem:  # what answers at an address may be anything, and each kind fails in its own way
            raise EmbedderUnavailable(
                f"{self._who()} geeft iets anders dan vectoren ({type(problem).__name__}: {_short(problem)}). "
                "Klopt het adres in --embedder? Bij Ollama eindigt het op /v1."
            ) from problem
        return self._checked(rows, len(texts))

    def _checked(self, rows: Sequence[Any], wanted: int) -> np.ndarray:
        """Rows as an array, when they are vectors of one width, as many as wanted."""
        if len(rows) != wanted:
            raise EmbedderUnavailable(f"{self._who()} gaf {len(rows)} vectoren voor {wanted} teksten. Probeer een andere server of versie.")
        try:
            vectors = np.asarray(rows, dtype=np.float32)
        except (ValueError, TypeError) as problem:
            raise EmbedderUnavailable(f"{self._who()} gaf vectoren die niet even lang zijn, of geen getallen.") from problem
        if vectors.ndim != 2 or not vectors.shape[1] or not np.isfinite(vectors).all():
            raise EmbedderUnavailable(f"{self._who()} gaf een vector die leeg is, of met getallen die er geen zijn (NaN, oneindig).")
        return vectors

    def _refused(self, status: int, said: str) -> BronwijsError:
        """What to say of a reply that is none: a person must mend what will not come right by itself."""
        who, said = self._who(), _short(said)
        if status in (401, 403):
            return BronwijsError(f"{who} wil een andere sleutel (HTTP {status}). Zet die in BRONWIJS_EMBEDDER_KEY.")
        if status == 404:
            return BronwijsError(
                f"{who} is er niet (HTTP 404: {said}). Kloppen adres en naam in --embedder? Bij Ollama eindigt het adres op /v1, en "
                f"haalt u het model op met: ollama pull {self.model_name}"
            )
        if 400 <= status < 500 and status not in _FOR_A_LATER_TIME:
            return BronwijsError(f"{who} weigert de tekst (HTTP {status}: {said}).")
        return EmbedderUnavailable(f"{who} kan nu niet antwoorden (HTTP {status}: {said}). Probeer het later opnieuw.")

    def _who(self) -> str:
        return f"Het model '{self.model_name}' op {self._address}"

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._centred([self.usage.passage + text for text in texts])

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._centred([self.usage.query + query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def is_address(name: str) -> bool:
    """True if an embedder stands on a server."""
    return name.startswith(("http://", "https://"))


def split_address(address: str) -> tuple[str, str]:
    """The address of a server and the name of the model there. Raises BronwijsError when one of them is lacking.

    >>> split_address("http://127.0.0.1:11434/v1/#bge-m3")
    ('http://127.0.0.1:11434/v1', 'bge-m3')
    """
    url, _, name = address.partition("#")
    if not name.strip() or not url.partition("://")[2]:
        raise BronwijsError(
            f"Bij het adres '{address}' staat niet welk model. Zet dat erachter, na een #, zoals: "
            "--embedder http://127.0.0.1:11434/v1#bge-m3"
        )
    return url.rstrip("/"), name.strip()


def _short(said: object) -> str:
    return " ".join(str(said).split())[:200]
