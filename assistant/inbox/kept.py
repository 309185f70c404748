"""Earlier drafts, kept on this machine for a number of days and found again by words.

Kept of a mail is what is needed to find and use a draft again: who wrote, the subject, the questions and the draft. Not the mail.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.inbox.database import CannotKeep, opened, overwrite, storable
from assistant.inbox.draft_mail import mail_key
from assistant.inbox.letter import Reply
from ingest.dutch import fold, kin_terms, terms
from ingest.errors import BronwijsError

DAYS = "BRONWIJS_INBOX_DAYS"
DEFAULT_DAYS = 90  # a question that comes back does so within a season of applications; longer is longer than it needs
_LONGEST_QUERY = 2000  # characters; what is pasted beyond that adds nothing
_MOST_TERMS = 60
_TABLES = (
    "CREATE TABLE IF NOT EXISTS drafts (id INTEGER PRIMARY KEY, key TEXT UNIQUE, made REAL, name TEXT, email TEXT, subject TEXT, "
    "questions TEXT, text TEXT)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(terms, tokenize = 'ascii')",
)


@dataclass(frozen=True)
class KeptDraft:
    """A draft as it was made, or as the clerk left it; `made` is in UTC."""

    id: int
    made: datetime
    name: str
    email: str
    subject: str
    questions: tuple[str, ...]
    text: str


def days_from(environment: Mapping[str, str]) -> int:
    """For how many days drafts are kept. Raises BronwijsError when what is set is no such number.

    >>> days_from({}), days_from({"BRONWIJS_INBOX_DAYS": "0"})
    (90, 0)
    """
    written = environment.get(DAYS, "").strip()
    if not written:
        return DEFAULT_DAYS
    if not (written.isascii() and written.isdigit() and int(written) <= 3650):
        raise BronwijsError(f"{DAYS} is '{written}'. Zet er een aantal dagen in, bijvoorbeeld 90, of 0 om niets te bewaren.")
    return int(written)


class KeptDrafts:
    """The drafts in a file. Those that are too old go whenever it is used. May be shared by threads, the file by programs."""

    def __init__(self, file: Path, *, days: int) -> None:
        """Raises CannotKeep when the file cannot be used."""
        self.file, self.days = file, days
        try:
            self._purge()
        except CannotKeep as problem:
            raise CannotKeep(f"{problem} Met {DAYS}=0 worden geen concepten bewaard.") from problem

    def keep(self, reply: Reply, *, text: str | None = None) -> None:
        """Keep a draft, in the place of an earlier one to the same mail; `text` is what the clerk made of it."""
        mail = reply.letter.mail
        said = reply.text if text is None else text
        if not self.days or not said.strip():
            return
        name, email = (mail.sender.name, mail.sender.email) if mail.sender else ("", "")
        questions = [ask.question for ask in reply.letter.asks]
        said, name, email, subject = map(storable, (said, name, email, reply.subject or mail.subject))
        row = (mail_key(mail), time.time(), name, email, subject, json.dumps(questions), said)
        with self._opened() as file:
            file.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM drafts WHERE key = ?)", row[:1])
            file.execute("DELETE FROM drafts WHERE key = ?", row[:1])
            added = file.execute("INSERT INTO drafts (key, made, name, email, subject, questions, text) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            words = " ".join(_all_terms("\n".join((name, email, subject, *map(storable, questions), said))))
            file.execute("INSERT INTO words (rowid, terms) VALUES (?, ?)", (added.lastrowid, words))

    def find(self, words: str, *, limit: int = 20) -> list[KeptDraft]:
        """The drafts with all of these words, or else with some: the best first. Without a word that tells, the latest.

        A word is found in all its forms and in compounds: "aanmelden" in a draft about a "zomeraanmelding".
        """
        wanted = list(dict.fromkeys(map(_token, terms(words[:_LONGEST_QUERY]))))[:_MOST_TERMS]
        if not self.file.exists():
            return []
        with self._opened() as file:
            if not wanted:
                return [_draft(row) for row in file.execute(f"{_SELECT} ORDER BY made DESC LIMIT ?", (limit,))]
            for tie in (" AND ", " OR "):
                query = tie.join(f'"{token}"' for token in wanted)  # hexadecimal: nothing in it can be an operator
                found = file.execute(
                    f"{_SELECT} JOIN words ON words.rowid = drafts.id WHERE words MATCH ? ORDER BY bm25(words), made DESC LIMIT ?",
                    (query, limit),
                ).fetchall()
                if found:
                    return [_draft(row) for row in found]
        return []

    def forget(self, email: str = "") -> int:
        """Remove the drafts to an address, or all; how many there were."""
        if not self.file.exists():
            return 0
        with self._opened() as file:
            gone = [id_ for id_, to in file.execute("SELECT id, email FROM drafts") if not email or fold(to) == fold(email.strip())]
            _remove(file, gone)
        if gone:
            overwrite(self.file)
        return len(gone)

    def _purge(self) -> None:
        """Remove what is too old; with 0 days everything is."""
        if not self.days and not self.file.exists():
            return
        with opened(self.file, *_TABLES) as file:
            old = [id_ for (id_,) in file.execute("SELECT id FROM drafts WHERE made < ?", (_oldest(self.days),))]
            _remove(file, old)
        if old:
            overwrite(self.file)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self._purge()  # a program that stays open lets go in time too
        with opened(self.file, *_TABLES) as file:
            yield file


_SELECT = "SELECT drafts.id, made, name, email, subject, questions, text FROM drafts"


def _oldest(days: int) -> float:
    return time.time() - days * 86_400 if days else float("inf")


def _draft(row: tuple) -> KeptDraft:
    id_, made, name, email, subject, questions, text = row
    return KeptDraft(id_, datetime.fromtimestamp(made, UTC), name, email, subject, tuple(json.loads(questions)), text)


def _remove(file: sqlite3.Connection, ids: list[int]) -> None:
    for id_ in ids:
        file.execute("DELETE FROM words WHERE rowid = ?", (id_,))
        file.execute("DELETE FROM drafts WHERE id = ?", (id_,))
    if ids:
        file.execute("INSERT INTO words (words) VALUES ('optimize')")  # else the index remembers which words went


def _all_terms(text: str) -> Iterator[str]:
    for found in (terms(text), kin_terms(text)):
        yield from map(_token, found)


def _token(term: str) -> str:
    """A term as one word of letters and digits: an address or a number would be cut into pieces, and a quote is an operator."""
    return term.encode().hex()
