"""Which mails were dealt with, so that a draft that a clerk sent or threw away is not made again.

Kept are a fingerprint of the mailbox, one of the mail and a day: neither says who wrote, nor what. A mark goes a year after its mail
was last met.
"""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from assistant.inbox.database import opened

_LASTS = 365 * 86_400  # seconds
_TABLE = "CREATE TABLE IF NOT EXISTS handled (account TEXT, key TEXT, met REAL, PRIMARY KEY (account, key)) WITHOUT ROWID"


class Handled:
    """The marks of one mailbox, in a file that others may share."""

    def __init__(self, file: Path, account: str) -> None:
        """Raises CannotKeep when the file cannot be used: before a mail is looked at."""
        self._file = file
        self._account = hashlib.sha256(account.encode()).hexdigest()[:32]
        with opened(file, _TABLE) as marks:
            marks.execute("DELETE FROM handled WHERE met < ?", (time.time() - _LASTS,))

    def has(self, key: str) -> bool:
        """True if the mail with this key was dealt with; it is remembered that it was met again."""
        with opened(self._file, _TABLE) as marks:
            met = marks.execute("UPDATE handled SET met = ? WHERE account = ? AND key = ?", (time.time(), self._account, key))
            return met.rowcount > 0

    def add(self, key: str) -> None:
        with opened(self._file, _TABLE) as marks:
            marks.execute("INSERT OR REPLACE INTO handled VALUES (?, ?, ?)", (self._account, key, time.time()))
