"""Everything that can go wrong on purpose. Each message says what, where and what to do, in Dutch.

BronwijsError
├── LoadError        one file cannot be read; the others go on
├── CorpusError      the folder with documents is not there
└── IndexUnavailable the index cannot be opened, is empty, or was made with other settings
    └── IndexBusy    another process is writing to it
"""

from __future__ import annotations


class BronwijsError(Exception):
    """A problem that a person can do something about."""


class LoadError(BronwijsError):
    """One file cannot be read. `code` says why, for programs; the message says it for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class CorpusError(BronwijsError):
    """The folder with documents does not exist or is no folder."""


class IndexUnavailable(BronwijsError):
    """The index cannot be opened, holds nothing, or was made with other settings."""


class IndexBusy(IndexUnavailable):
    """Another process has been writing to the index for too long."""
