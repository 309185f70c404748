"""Does a web address answer? Asked politely: one at a time, and each website no more often than once a second."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from ingest.download import DownloadLimits, download
from ingest.errors import FetchError

PAUSE = 1.0  # seconds between two questions to one website
ONLY_ASK = DownloadLimits(connect=5, silence=10, in_all=20, patience=0, megabytes=0)


class Reach:
    """Asks addresses, and remembers when it last asked each website."""

    def __init__(self, *, allow_private: bool = False, pause: float = PAUSE) -> None:
        self._allow_private = allow_private
        self._pause = pause
        self._asked: dict[str, float] = {}

    def __call__(self, address: str) -> str:
        """Why an address does not answer, in words; empty where it does. One without http is asked with https."""
        address = address if "://" in address else f"https://{address}"
        self._wait(urlsplit(address).hostname or "")
        try:
            download(address, allow_private=self._allow_private, limits=ONLY_ASK)
        except FetchError as problem:
            return str(problem)
        return ""

    def _wait(self, website: str) -> None:
        time.sleep(max(0.0, self._asked.get(website, -self._pause) + self._pause - time.monotonic()))
        self._asked[website] = time.monotonic()
