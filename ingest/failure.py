"""What keeps an index in a folder from being written or opened, in words: a full disk, a folder that may only be read.

Chroma writes with SQLite and with files of its own, from Rust: the same full disk comes as half a dozen errors.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from ingest.errors import IndexUnavailable

# What a writer may still need: a document of 1,000 passages takes some 10 MB.
SPARE = 50_000_000  # bytes

_FULL = ("no space left", "disk is full", "(code: 13)", "disk quota", "failed to apply logs to the hnsw segment writer")
_READ_ONLY = ("readonly database", "read-only file system", "permission denied", "(code: 8)")
_DAMAGED = ("error finding id", "error loading hnsw", "malformed", "file is not a database", "error constructing hnsw")
_STAYS = "Wat er al in de index stond, antwoordt nog."


def check_room(folder: Path, *, needed: int = 0) -> None:
    """Raises IndexUnavailable when the disk of a folder has not the bytes that are `needed`, and some to spare."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:  # whatever is wrong with the folder, opening it says so
        return
    if free < needed + SPARE:
        raise IndexUnavailable(_full(str(folder), needed + SPARE))


def in_words(problem: Exception, index: str) -> str:
    """What is wrong with an index, and what to do, in Dutch."""
    said = f"{problem}".casefold()
    code = problem.errno if isinstance(problem, OSError) else None
    if code in (errno.ENOSPC, errno.EDQUOT) or any(words in said for words in _FULL):
        return _full(index)
    if code in (errno.EROFS, errno.EACCES, errno.EPERM) or any(words in said for words in _READ_ONLY):
        return f"In de map {index} kan niet worden geschreven. {_STAYS} Vraag schrijfrechten, of kies een andere map met --index."
    if code in (errno.ENOTDIR, errno.EEXIST):
        return f"De index {index} kan niet worden geopend: dat is een bestand, geen map. Kies een andere map met --index."
    if is_damage(problem):
        return (
            f"De index {index} is beschadigd en kan niet worden geopend. Maak hem opnieuw met: bronwijs ingest. "
            "Of zet een reservekopie terug met: bronwijs index restore"
        )
    return (
        f"De index {index} kan niet worden geopend ({type(problem).__name__}: {problem}). "
        "Controleer de map of het adres en de rechten erop."
    )


def is_damage(problem: Exception) -> bool:
    """True if a problem says that files of the index cannot be read any more."""
    return any(words in f"{problem}".casefold() for words in _DAMAGED)


def _full(index: str, needed: int = SPARE) -> str:
    return f"De schijf van {index} is vol: houd minstens {needed // 1_000_000} MB vrij. {_STAYS} Maak ruimte en start het daarna opnieuw."
