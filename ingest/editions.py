"""The editions of an index in a folder: what answers is never written in.

Chroma writes its vector files in place: a process that is killed just then leaves files that nobody can read. So a writer
works in a copy, the draft, and once that is whole and on the disk, a pointer to it takes the place of the one to the edition
before, in one step. A writer that is killed leaves a draft that nobody points to; the next one clears it away.

    index/current           the name of the edition that answers
    index/edition-000012/   what Chroma wrote
    index/writer.lock       whoever holds it may make a draft
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from ingest.errors import IndexUnavailable
from ingest.failure import check_room

POINTER = "current"
_NAME = re.compile(r"edition-(\d{6,})")


class Editions:
    """What stands in the folder of an index. Only one process at a time may call `draft` and `publish`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Path | None:
        """The edition that answers, or None where there is none yet. Raises OSError, and IndexUnavailable for a damaged pointer."""
        try:
            name = (self.folder / POINTER).read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            return None
        if not _NAME.fullmatch(name):
            raise IndexUnavailable(
                f"De index {self.folder} is beschadigd: het bestand '{POINTER}' daarin klopt niet. "
                "Verwijder dat bestand, en maak de index opnieuw met: bronwijs ingest"
            )
        return self.folder / name

    def draft(self, *, anew: bool = False) -> Path:
        """A folder of its own with what answers now, or, when there is nothing or `anew`, with nothing.

        Raises OSError, and IndexUnavailable when there is no room for a copy.
        """
        current = self.current()
        self._clear_all_but(current)
        number = int(current.name.rsplit("-", 1)[1]) if current else 0
        draft = self.folder / f"edition-{number + 1:06}"
        if current is None or anew:
            check_room(self.folder)
            draft.mkdir()
        else:
            check_room(self.folder, needed=sum(file.stat().st_size for file in _files(current)))
            shutil.copytree(current, draft)
        return draft

    def publish(self, draft: Path) -> None:
        """Let a draft, which nobody writes in any more, be the edition that answers. Raises OSError; what answered then still does."""
        for file in _files(draft):
            _to_disk(file)
        pointer = self.folder / f"{POINTER}.new"
        pointer.write_text(f"{draft.name}\n", encoding="ascii")
        _to_disk(pointer)
        pointer.replace(self.folder / POINTER)
        self._clear_all_but(draft)

    def discard(self, draft: Path) -> None:
        """Remove a draft."""
        shutil.rmtree(draft, ignore_errors=True)

    def _clear_all_but(self, kept: Path | None) -> None:
        """Remove the other editions. One that is in use, on Windows, goes next time."""
        for item in self.folder.iterdir():
            if _NAME.fullmatch(item.name) and item != kept:
                shutil.rmtree(item, ignore_errors=True)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def _to_disk(file: Path) -> None:
    """Wait until a file is on the disk: else a power cut could leave a pointer to what is not there."""
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())
