"""The file in which the inbox keeps things on this machine: one, of this user alone, in which what goes is overwritten."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ingest.errors import AWAY, BronwijsError
from ingest.refusal import why_not

NAME = "inbox.db"
PATIENCE_S = 30.0  # another program that writes is done long before


class CannotKeep(BronwijsError):
    """The file of the inbox cannot be read or written."""

    exit_status = AWAY


def beside(index: str, home: Path) -> Path:
    """The file of the inbox: in the folder that the index stands in, or in `home` where that is on a server.

    >>> beside("/data/.bronwijs/index", Path("/home")).as_posix(), beside("http://chroma:8000", Path("/home")).as_posix()
    ('/data/.bronwijs/inbox.db', '/home/inbox.db')
    """
    return (home if index.startswith(("http://", "https://")) else Path(index).absolute().parent) / NAME


@contextmanager
def opened(file: Path, *tables: str) -> Iterator[sqlite3.Connection]:
    """The file, made with these tables where it is not there yet; what is done with it holds when nothing is raised.

    A connection lasts as long as its work: threads and programs share the file and no connection. Raises CannotKeep.
    """
    try:
        _make(file)
        with closing(sqlite3.connect(file, timeout=PATIENCE_S, isolation_level=None)) as connection:
            if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):  # the change itself does not wait for others
                connection.execute("PRAGMA journal_mode = WAL")  # who reads does not wait for who writes
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            for table in tables:
                connection.execute(table)
            try:
                yield connection
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
    except sqlite3.Error as problem:
        raise CannotKeep(f"Het bestand van de inbox '{file}' kan niet worden gebruikt: {_why(problem)}.") from problem
    except OSError as problem:
        if problem.filename is None:  # of the work that was done with it
            raise
        raise CannotKeep(f"Het bestand van de inbox '{file}' kan niet worden gebruikt: {why_not(problem)}.") from problem


def overwrite(file: Path) -> None:
    """Let nothing of what was removed remain in the file or beside it."""
    with opened(file):
        pass
    with suppress(sqlite3.Error), closing(sqlite3.connect(file, timeout=PATIENCE_S)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def storable(text: str) -> str:
    """A text without the halves of characters that a broken mail may hold: SQLite takes none."""
    return text.encode(errors="replace").decode()


def _make(file: Path) -> None:
    """The empty file, for its owner only: SQLite gives what it puts beside it the same rights."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if os.name == "posix" and file.stat().st_mode & 0o077:
        file.chmod(0o600)


def _why(problem: sqlite3.Error) -> str:
    name = getattr(problem, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "een ander programma schrijft er te lang in"
    if name.startswith("SQLITE_FULL"):
        return "de schijf is vol"
    if name.startswith("SQLITE_READONLY"):
        return "daar mag alleen worden gelezen"
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return "het is beschadigd; verwijder het, dan begint het opnieuw"
    return f"fout van SQLite {name or type(problem).__name__}"
