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
class Settings:
    """Where the documents are, where the index goes, and how passages are cut and embedded.

    `index` is a folder, or the address (http:// or https://) of a Chroma server. `embedder` is a folder
    or the name of a sentence-transformers model. `chunk_words` is the size at which a passage is closed.
    `access` is for a server alone.
    """

    corpus: Path
    index: str
    embedder: str = str(SHIPPED_EMBEDDER)
    chunk_words: int = 150
    access: Access = field(default_factory=Access.from_environment)

    @property
    def is_remote(self) -> bool:
        return self.index.startswith(("http://", "https://"))
