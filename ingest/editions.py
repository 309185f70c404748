"""The editions of an index in a folder: a writer works in a copy, and readers see it when it is whole.

Chroma writes its vector files in place: a process that is killed just then leaves files that nobody can read. So a writer
works in a copy, the draft, and once that is whole and on the disk, a pointer to it takes the place of the one to the edition
before, in one step. A writer that is killed leaves a draft that nobody points to; the next one clears it away. Readers' own
clients write in an edition too, but only what each of them makes anew when it opens one.

    index/current           the names of the edition that answers, and of the one before
    index/edition-3f…/      what Chroma wrote, and in `ready/` what readers need of it; a name is never used again, for whoever
                            has an edition open knows it by its name
    index/writer.lock       whoever holds it may make a draft

The edition before stays until the next is published: somebody may just have read its name.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import uuid
from pathlib import Path

from ingest.errors import IndexUnavailable
from ingest.failure import check_room

POINTER = "current"
READY = "ready"  # the folder of an edition with what readers need; it goes into no copy, for it is of that edition alone
_NAME = re.compile(r"edition-[0-9a-f]{32}")


class Editions:
    """What stands in the folder of an index. Only one process at a time may call `draft` and `publish`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Path | None:
        """The edition that answers, or None where there is none yet. Raises OSError, and IndexUnavailable for a damaged pointer."""
        return next(iter(self._named()), None)

    def draft(self, *, anew: bool = False) -> Path:
        """A folder of its own with what answers now, or, when there is nothing or `anew`, with nothing.

        Raises OSError, and IndexUnavailable when there is no room for a copy.
        """
        current = self.current()
        self._clear()
        draft = self.folder / f"edition-{uuid.uuid4().hex}"
        if current is None or anew:
            check_room(self.folder)
            draft.mkdir()
        else:
            check_room(self.folder, needed=sum(file.stat().st_size for file in _files(current)))
            shutil.copytree(current, draft, ignore=lambda folder, _: {READY} if Path(folder) == current else set())
        return draft

    def publish(self, draft: Path) -> None:
        """Let a draft, which nobody writes in any more, be the edition that answers. Raises OSError; what answered then still does."""
        before = self.current()
        for item in (*_files(draft), *_folders(draft)):
            _to_disk(item)
        pointer = self.folder / f"{POINTER}.new"
        pointer.write_text("".join(f"{edition.name}\n" for edition in (draft, before) if edition), encoding="ascii")
        _to_disk(pointer)
        pointer.replace(self.folder / POINTER)
        with contextlib.suppress(OSError):  # it answers now, whatever comes of the rest
            _to_disk(self.folder)
            self._clear()

    def discard(self, draft: Path) -> None:
        """Remove a draft; nothing is done to one that was published."""
        if draft not in self._named():
            shutil.rmtree(draft, ignore_errors=True)

    def _named(self) -> list[Path]:
        """The edition that answers and the one before, where there are such."""
        try:
            names = (self.folder / POINTER).read_text(encoding="ascii", errors="replace").split()
        except FileNotFoundError:
            return []
        if not names or not all(map(_NAME.fullmatch, names)):
            raise IndexUnavailable(
                f"De index {self.folder} is beschadigd: het bestand '{POINTER}' daarin klopt niet. "
                "Verwijder dat bestand, en maak de index opnieuw met: bronwijs ingest"
            )
        return [self.folder / name for name in names]

    def _clear(self) -> None:
        """Remove what nobody points to. One that is in use, on Windows, goes next time."""
        named = self._named()
        for item in self.folder.iterdir():
            if _NAME.fullmatch(item.name) and item not in named:
                shutil.rmtree(item, ignore_errors=True)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def _folders(folder: Path) -> list[Path]:
    return [folder, *(item for item in folder.rglob("*") if item.is_dir())]


def _to_disk(item: Path) -> None:
    """Wait until a file or folder is on the disk: else a power cut could leave a pointer to what is not there."""
    if item.is_dir() and os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(item, os.O_RDONLY if item.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
