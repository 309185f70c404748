"""The files that the documents in the index were read from, as long as they are still those files."""

from __future__ import annotations

from pathlib import Path

from ingest.corpus import corpus_files
from ingest.errors import BronwijsError
from ingest.plan import contents_of, digest_of
from ingest.settings import Settings
from ingest.snapshot import Record
from ingest.sources import read_sources


class Originals:
    """Finds the file of a document. Remembers of each file what it was, so that it is read through once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._digests: dict[tuple[Path, int, int, str], str] = {}

    def find(self, record: Record) -> Path | None:
        """The file of a document; None where it is gone, is another by now, or another thing is said of it in bronnen.toml.

        Nobody has looked at a file that changed: it may have become internal since. So nobody sees it until it is read.
        """
        try:
            files = corpus_files(self._settings.corpus)
            file = files.get(record.path)
            return file if file and self._digest(record.path, files) == digest_of(record.version) else None
        except (BronwijsError, OSError):
            return None

    def _digest(self, path: str, files: dict[str, Path]) -> str | None:
        """The digest of a file and of what is said of it; None where that is not known."""
        sources = read_sources(self._settings.corpus, files)
        state = files[path].stat()
        key = (files[path], state.st_mtime_ns, state.st_size, sources.of(path).digest if path not in sources.problems else "")
        if key not in self._digests:
            self._digests[key] = contents_of({path: files[path]}, self._settings, sources)[path].digest
        return self._digests[key] or None
