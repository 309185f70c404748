"""What keeps an index in a folder from being written or opened, in words: a full disk, a folder that may only be read.

Chroma writes with SQLite and with files of its own, from Rust: the same full disk comes as half a dozen errors.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.errors import IndexUnavailable
from ingest.settings import SHIPPED_EMBEDDER, Settings

# What a writer may still need: a document of 1,000 passages takes some 10 MB.
SPARE = 50_000_000  # bytes

_FULL = ("no space left", "disk is full", "(code: 13)", "disk quota", "failed to apply logs to the hnsw segment writer")
_READ_ONLY = ("readonly database", "read-only file system", "permission denied", "(code: 8)")
_DAMAGED = ("error finding id", "error loading hnsw", "malformed", "file is not a database", "error constructing hnsw")
_USAGE = {"query": "vóór een vraag", "passage": "vóór een passage", "pooling": "pooling"}
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
    if "dimension" in said:
        return (
            f"De vectoren van het model zijn niet zo lang als die in de index {index} ({problem}). Is het model op de server vervangen? "
            "Verwijder de index dan en begin opnieuw met: bronwijs ingest"
        )
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


def made_otherwise(there: Sequence[Mapping[str, Any]], wanted: Mapping[str, Any], settings: Settings) -> str:
    """What to do with an index that holds nothing of what is wanted. Each is what a collection is made with: model, prefixes, layout."""
    command = "bronwijs ingest" if settings.embedder == str(SHIPPED_EMBEDDER) else f"bronwijs ingest --embedder {settings.embedder}"
    again = f"Maak hem opnieuw met: {command}"
    if not there:
        return f"De index {settings.index} is leeg. Vul hem met: {command}"
    if all(found.get("layout") != wanted["layout"] for found in there):
        return f"De index {settings.index} is gemaakt met een andere versie van Bronwijs. {again}"
    others = sorted({str(found.get("embedder", "?")) for found in there})
    if wanted["embedder"] not in others:
        return (
            f"De index {settings.index} is gemaakt met een ander model: {', '.join(others)}, niet {wanted['embedder']}. {again}. "
            "Of kies met --embedder het model waarmee hij gemaakt is."
        )
    used = {name: sorted({str(found.get(name, "")) for found in there if found.get("embedder") == wanted["embedder"]}) for name in _USAGE}
    differs = [f"{words} {' of '.join(map(repr, used[name]))}" for name, words in _USAGE.items() if wanted[name] not in used[name]]
    how = f", gebruikt met {'; '.join(differs)}" if differs else ", met andere gewichten"
    return f"De index {settings.index} is gemaakt met een ander model, of anders gebruikt: {wanted['embedder']}{how}. {again}"


def is_damage(problem: Exception) -> bool:
    """True if a problem says that files of the index cannot be read any more."""
    return any(words in f"{problem}".casefold() for words in _DAMAGED)


def _full(index: str, needed: int = SPARE) -> str:
    return f"De schijf van {index} is vol: houd minstens {needed // 1_000_000} MB vrij. {_STAYS} Maak ruimte en start het daarna opnieuw."
