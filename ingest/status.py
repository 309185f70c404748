"""What an index holds, and in what it differs from the folder with documents. Reads no document and writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from ingest.corpus import corpus_files
from ingest.embed import known_usage
from ingest.families import Usage
from ingest.plan import Plan, contents_of, plan
from ingest.settings import LAYOUT, Settings
from ingest.snapshot import Record
from ingest.sources import read_sources
from ingest.tesseract import ocr_stamp


@dataclass(frozen=True)
class Status:
    """The documents of an index, when they last changed (in UTC), and how many numbers a vector has.

    `todo` is what a sync would look at, None where the index was not compared with a folder.

    A file that could not be read at the last sync, or is of a kind that is not read, is in `todo.write` each time.
    """

    settings: Settings
    records: Sequence[Record]
    todo: Plan | None = None
    updated: datetime | None = None
    width: int | None = None

    @property
    def usage(self) -> Usage:
        """What goes before questions and passages, and how tokens are pooled."""
        return known_usage(self.settings.embedder, self.settings.embedder_options)

    @property
    def passages(self) -> int:
        return sum(record.passages for record in self.records)

    def to_json(self) -> dict[str, Any]:
        """All of it, for programs."""
        return {
            "index": self.settings.index,
            "embedder": self.settings.embedder,
            "dimensions": self.width,
            "prefixes": {"query": self.usage.query, "passage": self.usage.passage},
            "pooling": self.usage.pooling,
            "layout": LAYOUT,
            "updated": self.updated.isoformat() if self.updated else None,
            "documents": [vars(record) for record in self.records],
            "differs": _differences(self.todo) if self.todo else None,
        }


def status_of(settings: Settings, *, compare: bool) -> Status:
    """What an index holds; with `compare` also in what it differs from `settings.corpus`.

    Raises IndexUnavailable when there is no index that can be opened, CorpusError when the folder cannot be compared.
    """
    from ingest.store import Store  # late: it brings Chroma, and whoever shows a status need not have it

    store = Store(settings, create=False)
    records = store.records()
    return Status(settings, list(records.values()), _todo(settings, records) if compare else None, store.updated(), store.width())


def _todo(settings: Settings, records: Mapping[str, Record]) -> Plan:
    files = corpus_files(settings.corpus)
    return plan(contents_of(files, settings, read_sources(settings.corpus, files), ocr=ocr_stamp()), records)


def _differences(todo: Plan) -> dict[str, Any]:
    found = asdict(todo)
    return {name: found[name] for name in ("write", "rename", "drop")}
