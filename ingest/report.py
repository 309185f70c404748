"""What happened to every file in a sync."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Happened(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    RENAMED = "renamed"
    DROPPED = "dropped"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True)
class FileReport:
    """What happened to one file. `embedded` counts passages whose vectors had to be made; `was` is its name before."""

    path: str
    happened: Happened
    passages: int = 0
    embedded: int = 0
    reason: str = ""
    was: str = ""


@dataclass(frozen=True)
class SyncReport:
    """What happened to all files.

    `is_rebuilt` when the index was made anew beside one of another model or version; `is_repaired` when it was made anew
    because it could not be read any more.
    """

    files: tuple[FileReport, ...]
    lost: int = 0
    is_rebuilt: bool = False
    is_repaired: bool = False

    @property
    def failed(self) -> tuple[FileReport, ...]:
        return tuple(file for file in self.files if file.happened is Happened.FAILED)

    @property
    def embedded(self) -> int:
        return sum(file.embedded for file in self.files)

    @property
    def changed_anything(self) -> bool:
        changes = (Happened.ADDED, Happened.CHANGED, Happened.RENAMED, Happened.DROPPED)
        return any(file.happened in changes for file in self.files)
