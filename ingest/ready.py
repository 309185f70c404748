"""What a reader needs of an index, in files that open at once, whatever their size: an edition has them beside what Chroma wrote.

Chroma keeps the documents, and is what a writer works with; to ask it for all passages takes a minute at 100,000 of them. So
a writer leaves the same in another form before an edition is published, and takes over from the edition before what it had of
the versions that still answer. Vectors and terms are mapped into memory; a passage is made into a node when it is asked for.

    edition-3f…/ready/about.json       of which edition, generation, analyser; the records; the size and checksum of each file
    edition-3f…/ready/vectors.npy      a row per passage, those of a document together, documents in the order of their names
    edition-3f…/ready/nodes.json       each passage as llama-index writes it in JSON, one after the other
    edition-3f…/ready/nodes.npy        where each begins, and where the last ends
    edition-3f…/ready/vocabulary.json, explained.json, own-*.npy, kin-*.npy      see `terms`

Files that are not there, damaged, or of another edition, model or analyser are as good as none: what they hold is then made of
what Chroma has.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.schema import MetadataMode, TextNode

from ingest.editions import READY, Editions
from ingest.embed import embedder_fingerprint
from ingest.errors import IndexUnavailable
from ingest.settings import LAYOUT, Settings
from ingest.snapshot import Part, Record, Snapshot, spans_of, stamp_of
from ingest.terms import Gathered, Lists, Terms, analyser_print

FORM = 2  # of the files; raise when they are written otherwise
ABOUT = "about.json"
PASSAGES_AT_ONCE = 2000  # that are in memory as nodes while they are written
_BLOCK = 2**22  # bytes
# What files raise that are not there, damaged or written otherwise.
_NOT_READABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError)


def generation(settings: Settings) -> str:
    """What tells an index from one of another model or layout."""
    print_of = f"{embedder_fingerprint(settings.embedder, settings.embedder_options)}:{LAYOUT}"
    return hashlib.sha256(print_of.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Ready:
    """What is in the files; `updated` is when a document last changed.

    Node n is the JSON in nodes[at[n] : at[n + 1]]. `is_alone`: there are no other generations beside it."""

    records: Mapping[str, Record]
    is_alone: bool
    updated: datetime | None
    vectors: np.ndarray
    nodes: np.ndarray
    at: np.ndarray
    terms: Terms

    @cached_property
    def snapshot(self) -> Snapshot:
        """All that answers."""
        spans = {path: rows for path, rows in spans_of(self.records).items() if rows}
        names = [path for path, rows in spans.items() for _ in rows]
        return Snapshot(stamp_of(self.records), ReadyNodes(self.nodes, self.at, names), self.vectors, self.records, self.terms, spans)


class ReadyNodes(Sequence[TextNode]):
    """The passages, each made when it is first asked for. `names` are the documents that they are of."""

    def __init__(self, nodes: np.ndarray, at: np.ndarray, names: Sequence[str]) -> None:
        self._nodes = nodes
        self._at = at
        self._names = names
        self._made: dict[int, TextNode] = {}

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, row: int) -> TextNode:  # type: ignore[override]
        row = range(len(self))[row]  # as a list does: from the end, or IndexError
        if row not in self._made:  # of two threads that get here at once, both go on with the first one's node
            self._made.setdefault(row, self._make(row))
        return self._made[row]

    def _make(self, row: int) -> TextNode:
        node = TextNode.from_dict(json.loads(self._nodes[self._at[row] : self._at[row + 1]].tobytes()))
        node.metadata["document"] = self._names[row]  # by now it may have another name than it was written under
        return node


def write_ready(
    edition: Path,
    settings: Settings,
    records: Mapping[str, Record],
    *,
    before: Ready | None,
    read: Callable[[Sequence[Record]], Sequence[Part]],
    is_alone: bool,
    updated: datetime | None,
) -> None:
    """Write the files of an edition, which nobody reads yet. `read` gives the documents that are not in those of `before`.

    Raises OSError, and what `read` raises.
    """
    folder = edition / READY
    folder.mkdir()
    has = _versions(before.records) if before else {}
    gathered = Gathered(before.terms if before else None)
    vectors: list[np.ndarray] = []
    lengths: list[np.ndarray] = []
    with (folder / "nodes.json").open("wb") as nodes:
        for record, part in _in_order(records, has, read):
            if part is None and before is not None:
                rows = has[record.key, record.version]
                gathered.take(rows.start, rows.stop)
                vectors.append(before.vectors[rows.start : rows.stop])
                lengths.append(np.diff(before.at[rows.start : rows.stop + 1]))
                nodes.write(before.nodes[before.at[rows.start] : before.at[rows.stop]].tobytes())
            elif part is not None:
                for node in part.nodes:
                    gathered.add(node.get_content(MetadataMode.EMBED))
                written = [json.dumps(node.to_dict() | {"embedding": None}, ensure_ascii=False).encode() for node in part.nodes]
                vectors.append(part.vectors)
                lengths.append(np.array([len(each) for each in written], dtype=np.int64))
                nodes.write(b"".join(written))
    blocks = [block for block in vectors if len(block)]
    _save(folder / "vectors.npy", np.concatenate(blocks) if blocks else np.zeros((0, 0), dtype=np.float32))
    _save(folder / "nodes.npy", np.cumsum(np.concatenate([np.zeros(1, dtype=np.int64), *lengths])))
    _write_terms(folder, gathered.terms())
    files = {file.name: _measured(file) for file in sorted(folder.iterdir())}
    when = updated.isoformat() if updated else None
    more = {"updated": when, "alone": is_alone, "records": [vars(each) for each in records.values()], "files": files}
    about = _about(edition, settings) | more
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")


def open_ready(edition: Path, settings: Settings) -> Ready | None:
    """What a reader needs of an edition; None when it has no such files, or not of this edition, model and analyser, or damaged."""
    folder = edition / READY
    try:
        about = _read_about(edition, settings)
        if about is None or any(list(_measured(folder / name)) != measured for name, measured in about["files"].items()):
            return None
        nodes = np.memmap(folder / "nodes.json", mode="r") if (folder / "nodes.json").stat().st_size else np.zeros(0, dtype=np.uint8)
        vectors, at = _load(folder / "vectors.npy"), _load(folder / "nodes.npy")
        return Ready(_records(about), about["alone"], _moment(about), vectors, nodes, at, _read_terms(folder))
    except _NOT_READABLE:
        return None


@dataclass(frozen=True)
class Glance:
    """What the files say of the index without being opened themselves."""

    records: Mapping[str, Record]
    is_alone: bool


def look_ready(settings: Settings) -> Glance | None:
    """What the edition that answers has ready; None when it has not, or not all of it, and for an index on a server."""
    try:
        edition = None if settings.is_remote else Editions(Path(settings.index)).current()
        about = _read_about(edition, settings) if edition else None
        if edition is None or about is None:
            return None
        is_whole = all((edition / READY / name).stat().st_size == size for name, (size, _) in about["files"].items())
        return Glance(_records(about), about["alone"]) if is_whole else None
    except (IndexUnavailable, *_NOT_READABLE):
        return None


def _read_about(edition: Path, settings: Settings) -> dict[str, Any] | None:
    """What the files of an edition are; None when they are of another edition, model or analyser."""
    about: dict[str, Any] = json.loads((edition / READY / ABOUT).read_bytes())
    return about if all(about[name] == value for name, value in _about(edition, settings).items()) else None


def _moment(about: Mapping[str, Any]) -> datetime | None:
    return datetime.fromisoformat(about["updated"]) if about["updated"] else None


def _records(about: Mapping[str, Any]) -> dict[str, Record]:
    return {row["path"]: Record(**row) for row in about["records"]}


def _about(edition: Path, settings: Settings) -> dict[str, Any]:
    return {"form": FORM, "edition": edition.name, "generation": generation(settings), "analyser": analyser_print()}


def _versions(records: Mapping[str, Record]) -> dict[tuple[str, str], range]:
    """Where the passages are of each version of a document: what has the same key and version never differs."""
    spans = spans_of(records)
    return {(record.key, record.version): spans[path] for path, record in records.items()}


def _in_order(
    records: Mapping[str, Record], has: Mapping[tuple[str, str], range], read: Callable[[Sequence[Record]], Sequence[Part]]
) -> Iterator[tuple[Record, Part | None]]:
    """Each document, with what was read of it when it is not there already; so many are read at once as memory allows."""
    waiting: list[Record] = []
    for record in records.values():
        if (record.key, record.version) in has:
            yield from _read(waiting, read)
            waiting = []
            yield record, None
            continue
        waiting.append(record)
        if sum(each.passages for each in waiting) >= PASSAGES_AT_ONCE:
            yield from _read(waiting, read)
            waiting = []
    yield from _read(waiting, read)


def _read(records: Sequence[Record], read: Callable[[Sequence[Record]], Sequence[Part]]) -> Iterator[tuple[Record, Part]]:
    return zip(records, read(records), strict=True) if records else iter(())


def _write_terms(folder: Path, terms: Terms) -> None:
    _dump(folder / "vocabulary.json", terms.vocabulary)
    _dump(folder / "explained.json", [(row, short, sorted(meant)) for row, (short, meant) in terms.explained])
    for name, lists in (("own", terms.own), ("kin", terms.kin)):
        for field in fields(Lists):
            _save(folder / f"{name}-{field.name}.npy", getattr(lists, field.name))


def _read_terms(folder: Path) -> Terms:
    explained = [(row, (short, frozenset(meant))) for row, short, meant in json.loads((folder / "explained.json").read_bytes())]
    own, kin = (Lists(*(_load(folder / f"{name}-{field.name}.npy") for field in fields(Lists))) for name in ("own", "kin"))
    return Terms(json.loads((folder / "vocabulary.json").read_bytes()), own, kin, explained)


def _dump(file: Path, value: Any) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _save(file: Path, array: np.ndarray) -> None:
    np.save(file, np.ascontiguousarray(array), allow_pickle=False)


def _load(file: Path) -> np.ndarray:
    """An array of a file, mapped into memory; as a plain array, which numpy indexes quicker."""
    mapped = np.load(file, mmap_mode="r", allow_pickle=False) if file.stat().st_size else np.zeros(0)
    return np.asarray(mapped)


def _measured(file: Path) -> tuple[int, int]:
    """Size and CRC-32 of a file: a disk or a copy that was cut off must not answer."""
    found = size = 0
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            found, size = zlib.crc32(block, found), size + len(block)
    return size, found
