"""What an index is made of. Frozen; builds and opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# Raise when chunks or their metadata change in a way that old indexes do not have: every document is
# then read again at the next sync.
LAYOUT = 5

SHIPPED_EMBEDDER = Path(__file__).parent / "embedder"


@dataclass(frozen=True)
class Settings:
    """Where the documents are, where the index goes, and how passages are cut and embedded.

    `index` is a folder, or the address (http:// or https://) of a Chroma server. `embedder` is a folder
    or the name of a sentence-transformers model. `chunk_words` is the size at which a passage is closed.
    """

    corpus: Path
    index: str
    embedder: str = str(SHIPPED_EMBEDDER)
    chunk_words: int = 150

    @property
    def is_remote(self) -> bool:
        return self.index.startswith(("http://", "https://"))
