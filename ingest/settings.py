"""What an index is made of. Frozen; builds and opens nothing."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field
from pathlib import Path

# Raise when chunks or their metadata change in a way that old indexes do not have: every document is
# then read again at the next sync.
LAYOUT = 8

SHIPPED_EMBEDDER = Path(__file__).parent / "embedder"


@dataclass(frozen=True)
class Access:
    """What a proxy in front of a Chroma server wants to see. The secrets stand in no repr.

    `token` goes as `Authorization: Bearer …`, `login` (name:password) as `Authorization: Basic …`. `ca` is a PEM file:
    only servers with a certificate of that authority are trusted.
    """

    token: str = field(default="", repr=False)
    login: str = field(default="", repr=False)
    ca: str = ""

    @classmethod
    def from_environment(cls) -> Access:
        """What BRONWIJS_INDEX_TOKEN, …_LOGIN and …_CA say. A secret on a command line would be seen by all who list processes."""
        return cls(*(os.environ.get(f"BRONWIJS_INDEX_{name}", "").strip() for name in ("TOKEN", "LOGIN", "CA")))

    def headers(self) -> dict[str, str]:
        """The header to send with each request, if any.

        >>> Access(login="anna:geheim").headers()
        {'Authorization': 'Basic YW5uYTpnZWhlaW0='}
        """
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        if self.login:
            return {"Authorization": f"Basic {base64.b64encode(self.login.encode()).decode()}"}
        return {}


@dataclass(frozen=True)
class EmbedderOptions:
    """How a person wants an embedder to be used; None where nothing was said, so that the model's own way holds.

    `query` and `passage` are what goes before a question and before a passage, `pooling` is how a transformer makes one vector
    of those of its tokens, `key` is for a server and stands in no repr. The shipped embedder heeds none of these.
    """

    query: str | None = None
    passage: str | None = None
    pooling: str | None = None
    key: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls) -> EmbedderOptions:
        """What BRONWIJS_EMBEDDER_QUERY, …_PASSAGE, …_POOLING and …_KEY say. Set to nothing means no prefix; `\\n` is a line end."""
        query, passage = (os.environ.get(f"BRONWIJS_EMBEDDER_{name}") for name in ("QUERY", "PASSAGE"))
        pooling, key = (os.environ.get(f"BRONWIJS_EMBEDDER_{name}", "").strip() for name in ("POOLING", "KEY"))
        return cls(_with_line_ends(query), _with_line_ends(passage), pooling or None, key)


def _with_line_ends(prefix: str | None) -> str | None:
    r"""A prefix as it was meant: a variable in a file of settings cannot hold a line end.

    >>> _with_line_ends(r"Instruct: Zoek het antwoord\nQuery: ")
    'Instruct: Zoek het antwoord\nQuery: '
    """
    return None if prefix is None else prefix.replace("\\n", "\n")


@dataclass(frozen=True)
class Settings:
    """Where the documents are, where the index goes, and how passages are cut and embedded.

    `index` is a folder, or the address (http:// or https://) of a Chroma server. `embedder` is a folder, the name of a
    sentence-transformers model, or an address and a name (https://…/v1#name). `chunk_words` is the size at which a passage is
    closed. `access` is for a Chroma server alone.
    """

    corpus: Path
    index: str
    embedder: str = str(SHIPPED_EMBEDDER)
    chunk_words: int = 150
    access: Access = field(default_factory=Access.from_environment)
    embedder_options: EmbedderOptions = field(default_factory=EmbedderOptions.from_environment)

    @property
    def is_remote(self) -> bool:
        return self.index.startswith(("http://", "https://"))
