"""A fact about a document, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """Where a fact comes from."""

    SOURCES = "bronnen.toml"
    FILE = "bestand"
    TEXT = "tekst"
    UNKNOWN = ""


@dataclass(frozen=True)
class Fact:
    """A value and where it comes from; both empty where nothing is known."""

    value: str = ""
    origin: Origin = Origin.UNKNOWN


UNKNOWN = Fact()


def first_known(said: str, in_file: str | None, read: str) -> Fact:
    """The first of what people, the file and its text say."""
    told = ((said, Origin.SOURCES), (in_file or "", Origin.FILE), (read, Origin.TEXT))
    return next((Fact(value, origin) for value, origin in told if value), UNKNOWN)
