"""Everything that can go wrong on purpose. Each message says what, where and what to do, in Dutch.

BronwijsError
├── LoadError        one file cannot be read; the others go on
├── FetchError       one source cannot be fetched from the web; the others go on
├── CorpusError      the folder with documents is not there
├── EmbedderUnavailable the server of the embedder gives no vectors
└── IndexUnavailable the index cannot be opened or written, is empty, or was made with other settings
    ├── NoIndex      there is none yet, or none of this model and version
    └── IndexBusy    another process is writing to it
"""

from __future__ import annotations

WRONG, AWAY = 2, 3  # exit status of a command that did nothing; 0 is done, 1 done save for what it names


class BronwijsError(Exception):
    """A problem that a person can do something about.

    `exit_status` is that of a command it ends, with which a program can tell what to do: `WRONG` when a person must mend the
    command or what it names, a folder or file; `AWAY` when what it needs is not there, and the same command may work later.
    """

    exit_status = WRONG


class LoadError(BronwijsError):
    """One file cannot be read. `code` says why, for programs; the message says it for people.

    unknown_format   a kind of file that is not read; the only one that is no fault
    unreadable       it cannot be opened, or is no ordinary file
    empty, no_text   there is nothing in it; there is no text in it, as in a scan
    locked, broken   it asks for a password; it is damaged or not all there
    too_large        the file, what it unpacks to, its pages or its text
    too_slow         reading came no further, or took too long in all
    too_much_memory  reading took more than it may
    crashed          reading ended the process that did it
    unexpected       reading failed as nobody foresaw
    no_worker        no process could be started to read it in
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type[LoadError], tuple[str, str]]:
        return type(self), (self.code, str(self))  # an exception with two arguments does not pickle by itself


class FetchError(BronwijsError):
    """One source cannot be fetched from the web; what there was of it stays."""


class CorpusError(BronwijsError):
    """The folder with documents does not exist or is no folder."""


class EmbedderUnavailable(BronwijsError):
    """The server of the embedder gave no reply, or none that is a reply. What was embedded before that stays in the index."""

    exit_status = AWAY


class IndexUnavailable(BronwijsError):
    """The index cannot be opened or written, holds nothing, or was made with other settings."""

    exit_status = AWAY


class NoIndex(IndexUnavailable):
    """There is no index yet, or none that was made with these settings."""


class IndexBusy(IndexUnavailable):
    """Another process has been writing to the index for too long."""
