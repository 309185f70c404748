"""The files of a corpus."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import CorpusError
from ingest.sources import FILE_NAME


def corpus_files(corpus: Path) -> dict[str, Path]:
    """The files of a corpus by their path below it. What starts with a dot or an underscore, and links out, are left alone.

    Raises CorpusError when the folder is not there, or when one in it cannot be looked into: what is in there is not gone.
    """
    if not corpus.is_dir():
        raise CorpusError(f"De map met documenten '{corpus}' bestaat niet, of is een bestand. Geef een andere map met --corpus.")
    root = corpus.resolve()
    try:
        found = {path: corpus / path for path in _paths(corpus) if path != FILE_NAME and _is_within(corpus / path, root)}
    except OSError as problem:
        raise CorpusError(
            f"De map '{problem.filename}' kan niet worden bekeken; de index blijft zoals hij was. Geef uzelf leesrechten op die map."
        ) from problem
    return dict(sorted(found.items()))


def _paths(corpus: Path) -> Iterator[str]:
    """The paths below a folder, with forward slashes. Raises OSError for a folder that cannot be listed."""
    for folder, folders, files in os.walk(corpus, onerror=_raise):
        folders[:] = [name for name in folders if not _is_left_alone(name)]
        yield from ((Path(folder) / name).relative_to(corpus).as_posix() for name in files if not _is_left_alone(name))


def _raise(problem: OSError) -> None:
    raise problem


def _is_left_alone(name: str) -> bool:
    return name.startswith((".", "_", "~$"))


def _is_within(file: Path, root: Path) -> bool:
    """True for a file that lies in the folder itself: a link must not bring in what lies elsewhere, nor lead to itself."""
    file.lstat()  # raises for a folder that may be listed and not entered
    return file.is_file() and file.resolve().is_relative_to(root)
