"""The index: nodes and vectors in Chroma, in a folder or on a server.

Two collections. *Passages* holds the nodes, in the form llama-index's own Chroma store gives them.
*Documents* holds one record per document: which version of it is the one that answers. Chroma is atomic
per call only, so that record is the switch: the passages of a new version are written first, then the
record is replaced in one call, then the old passages go. A process killed in between leaves passages of a
version that no record names; nobody reads those, and the next writer sweeps them out.

A passage's id follows from the key of its document, the version and its position. So what belongs to a record
is known without looking for it, and a document that gets another name keeps its key and its passages: only its
record changes, in one call for all names that change. Its passages then still hold the name they were written
under; the record's is the one that counts.

Both names end in a fingerprint of the embedder and the layout, so an index that is made anew with another
model grows beside the old one and replaces it only when it is whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import time
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Self

import filelock
import numpy as np
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.errors import ChromaError, NotFoundError
from llama_index.core.schema import TextNode
from llama_index.core.vector_stores.utils import metadata_dict_to_node, node_to_metadata_dict

from ingest.connect import connect
from ingest.embed import embedder_fingerprint
from ingest.errors import IndexBusy, IndexUnavailable, NoIndex
from ingest.failure import check_room, in_words, is_damage
from ingest.lease import hold_lease
from ingest.settings import LAYOUT, Settings
from ingest.snapshot import Part, Record, Snapshot, stamp_of
from ingest.sources import INTERNAL

PREFIX = "bronwijs-"
BATCH = 1000  # Chroma takes at most 5,461 rows a call
HNSW = {"space": "cosine", "max_neighbors": 32, "ef_search": 200}
ASIDE = "damaged"  # the folder within the index for what could not be read any more
WAIT_FOR_WRITER = 3600.0  # seconds; a first sync of 10,000 pages takes some ten minutes
_TRIES = 5


def generation(settings: Settings) -> str:
    """What tells an index from one of another model or layout."""
    print_of = f"{embedder_fingerprint(settings.embedder)}:{LAYOUT}"
    return hashlib.sha256(print_of.encode()).hexdigest()[:12]


class Store:
    """One index. Reading is free; writing only inside `with store.writing():`."""

    def __init__(self, settings: Settings, *, create: bool) -> None:
        """Open the index. Raises IndexUnavailable when it is not there (and `create` is False) or not reachable."""
        self.settings = settings
        self._suffix = generation(settings)
        self._create = create
        self._client: Any = None
        self._last: Snapshot | None = None
        self.is_repaired = False  # true once files that could not be read were put aside
        self._check_lock: Callable[[], None] = lambda: None
        # In a folder two makers of one new index would collide; a server makes a collection once, whoever asks.
        with self._lock() if create and not settings.is_remote else contextlib.nullcontext():
            self._open()

    def _open(self) -> None:
        try:
            if self._client is None or not self.settings.is_remote:
                self._client = connect(self.settings, create=self._create)
            self._passages = self._collection("passages")
            self._documents = self._collection("documents")
        except (ChromaError, ValueError, OSError, RuntimeError) as problem:
            raise self._out_of_reach(problem) from problem

    def _out_of_reach(self, problem: Exception) -> IndexUnavailable:
        if isinstance(problem, IndexUnavailable):  # said already
            return problem
        return IndexUnavailable(in_words(problem, self.settings.index))

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        """What Chroma says when it cannot write or read, as IndexUnavailable."""
        try:
            yield
        except (ChromaError, OSError) as problem:
            raise self._out_of_reach(problem) from problem

    def _collection(self, kind: str) -> Any:
        name = f"{PREFIX}{kind}-{self._suffix}"
        if self._create:
            about = {"layout": LAYOUT, "embedder": Path(self.settings.embedder).name}
            return self._client.get_or_create_collection(name, metadata=about, embedding_function=None, configuration={"hnsw": HNSW})
        try:
            return self._client.get_collection(name, embedding_function=None)
        except NotFoundError as problem:
            raise NoIndex(
                "De index is leeg, of gemaakt met een ander model of een andere versie. Maak hem opnieuw met: bronwijs ingest"
            ) from problem

    def _reopen(self) -> None:
        """See what another process wrote: an open client of a folder keeps its old view of the vectors."""
        if not self.settings.is_remote:
            SharedSystemClient.clear_system_cache()
        self._open()

    # Reading

    def records(self) -> dict[str, Record]:
        """The documents that answer now, by path and in its order. Fresh also when another process writes."""
        try:
            rows = self._documents.get(include=["metadatas"])["metadatas"] or []
        except NotFoundError:  # made anew by another process since we opened it
            self._reopen()
            rows = self._documents.get(include=["metadatas"])["metadatas"] or []
        except Exception as problem:  # whatever a client raises when a folder or server is gone
            raise self._out_of_reach(problem) from problem
        found = map(_record, rows)
        return {record.path: record for record in sorted(found, key=lambda record: record.path)}

    def stamp(self) -> str:
        """Changes whenever the documents that answer change."""
        return stamp_of(self.records())

    def snapshot(self) -> Snapshot:
        """All that answers now, whole. Reads only what was not in the one before: a version of a document never changes.

        Raises IndexBusy when documents change, or lack passages, each time that it is tried.
        """
        for attempt in range(_TRIES):
            try:
                records = self.records()
                if (found := self._snapshot_of(records)) is not None:
                    self._last = found
                    return found
            except ChromaError as problem:
                if attempt == _TRIES - 1:
                    raise self._out_of_reach(problem) from problem
            time.sleep(0.2 * 2**attempt)
        raise IndexBusy("De index wordt op dit moment bijgewerkt. Probeer het over een minuut opnieuw.")

    def _snapshot_of(self, records: Mapping[str, Record]) -> Snapshot | None:
        """What these records name; None when a writer has taken some of it away."""
        parts = self._last.parts() if self._last else {}
        new = [record for record in records.values() if (record.key, record.version) not in parts]
        if new:
            self._reopen()  # vectors that another process wrote are seen by a new client only
        stored = self._stored([id_ for record in new for id_ in record.passage_ids])
        if len(stored) < sum(record.passages for record in new):
            return None
        parts |= {(record.key, record.version): _part(record, stored) for record in new}
        return Snapshot.of([parts[record.key, record.version].named(record) for record in records.values()])

    def _stored(self, ids: Sequence[str]) -> dict[str, tuple[TextNode, np.ndarray]]:
        """The passages and vectors of those ids that are there."""
        found: dict[str, tuple[TextNode, np.ndarray]] = {}
        for batch in _batches(ids):
            page = self._passages.get(ids=batch, include=["metadatas", "documents", "embeddings"])
            rows = zip(page["ids"], page["metadatas"], page["documents"], page["embeddings"], strict=True)
            found |= {id_: (metadata_dict_to_node(metadata, text=text), vector) for id_, metadata, text, vector in rows}
        return found

    def part(self, record: Record) -> Part:
        """One document, whole. Raises IndexUnavailable when it is not there, or not as the record says."""
        with self._in_words():
            stored = self._stored(record.passage_ids)
        if len(stored) < record.passages:
            raise IndexUnavailable(f"Van '{record.path}' staat niet alles in de index. Maak dat goed met: bronwijs ingest")
        return _part(record, stored).named(record)

    def vectors_of(self, digests: Sequence[str]) -> dict[str, list[float]]:
        """Vectors that are stored already, by the digest of the text they were made of."""
        found: dict[str, list[float]] = {}
        with self._in_words():
            for batch in _batches(digests):
                page = self._passages.get(where={"digest": {"$in": batch}}, include=["metadatas", "embeddings"])
                found |= {row["digest"]: list(vector) for row, vector in zip(page["metadatas"], page["embeddings"], strict=True)}
        return found

    def nearest(self, vectors: Sequence[Sequence[float]], k: int) -> list[list[tuple[str, float]]]:
        """For each vector the `k` nearest passages of Chroma's index: (node id, cosine distance)."""
        result = self._passages.query(query_embeddings=list(vectors), n_results=k, include=["distances"])
        return [list(zip(ids, gaps, strict=True)) for ids, gaps in zip(result["ids"], result["distances"], strict=True)]

    # Writing

    @contextlib.contextmanager
    def writing(self) -> Iterator[Self]:
        """Hold the index's one writer's lock. Raises IndexBusy when another writer keeps it for too long."""
        with self._lock():
            self._check_room()
            self._reopen()
            if not self.settings.is_remote and self._is_damaged():
                self._begin_anew()
            with self._in_words():
                self._check_layout()
                self._sweep()
            yield self

    def _is_damaged(self) -> bool:
        """True if Chroma cannot read its own vector files: it writes them in place, and a writer may have been killed just then."""
        try:
            for collection in (self._documents, self._passages):
                collection.get(limit=1, include=["embeddings"])
        except ChromaError as problem:
            return is_damage(problem)
        return False

    def _begin_anew(self) -> None:
        """Put all that Chroma wrote aside, in place of what was put aside before, and open an empty index."""
        SharedSystemClient.clear_system_cache()
        folder = Path(self.settings.index)
        aside = folder / ASIDE
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        for item in folder.iterdir():
            if item not in (aside, self._lock_file()):
                item.rename(aside / item.name)
        self._open()
        self.is_repaired = True

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        if self.settings.is_remote:
            with hold_lease(self._client, wait=WAIT_FOR_WRITER) as lease:
                self._check_lock = lease.check
                yield
            return
        lock = filelock.FileLock(self._lock_file(), timeout=WAIT_FOR_WRITER)
        try:
            lock.acquire()
        except filelock.Timeout as problem:
            raise IndexBusy("Een ander programma werkt deze index bij. Wacht tot dat klaar is.") from problem
        except OSError as problem:
            raise self._out_of_reach(problem) from problem
        try:
            yield
        finally:
            lock.release()

    def _lock_file(self) -> Path:
        folder = Path(self.settings.index)
        with contextlib.suppress(OSError):  # the lock itself will say that it cannot be made
            folder.mkdir(parents=True, exist_ok=True)
        return folder / "writer.lock"

    def put(self, record: Record, nodes: Sequence[TextNode]) -> None:
        """Let `nodes` (with embeddings) answer for a document, instead of what did so far. The nodes get the ids of its passages."""
        with self._in_words():
            old = self._record_at(record.path)
            record = replace(record, passages=len(nodes), key=old.key if old else uuid.uuid4().hex)
            for node, id_ in zip(nodes, record.passage_ids, strict=True):
                node.id_ = id_
            for batch in _batches(nodes):
                self._check_room()
                self._passages.upsert(
                    ids=[node.node_id for node in batch],
                    embeddings=[node.get_embedding() for node in batch],
                    documents=[node.text for node in batch],
                    metadatas=[node_to_metadata_dict(node, remove_text=True, flat_metadata=True) for node in batch],
                )
            self._check_lock()
            self._write([record])
            self._delete_passages(set(old.passage_ids if old else ()).difference(record.passage_ids))

    def restrict(self, paths: Collection[str]) -> None:
        """Let documents answer staff only from now on, whatever their passages were written with."""
        with self._in_words():
            records = self.records()
            self._check_lock()
            self._write([replace(records[path], visibility=INTERNAL) for path in sorted(paths)])

    def rename(self, names: Mapping[str, str]) -> None:
        """Give documents another name: `names` has the new one by the old. All at once, so that names can be swapped."""
        with self._in_words():
            records = self.records()
            renamed = [replace(records[old], path=new) for old, new in names.items()]
            self._check_lock()
            self._write(renamed)

    def _write(self, records: Sequence[Record]) -> None:
        for batch in _batches(records):
            ids = [record.key for record in batch]
            self._documents.upsert(ids=ids, embeddings=[[1.0]] * len(batch), metadatas=[vars(record) for record in batch])

    def drop(self, path: str) -> None:
        """Let a document no longer answer."""
        with self._in_words():
            record = self._record_at(path)
            if record is not None:
                self._check_lock()
                self._documents.delete(ids=[record.key])
                self._delete_passages(record.passage_ids)

    def _record_at(self, path: str) -> Record | None:
        rows = self._documents.get(where={"path": path}, include=["metadatas"])["metadatas"]
        return _record(rows[0]) if rows else None

    def _delete_passages(self, ids: Collection[str]) -> None:
        for batch in _batches(sorted(ids)):
            self._check_lock()
            self._passages.delete(ids=batch)

    def _check_room(self) -> None:
        if not self.settings.is_remote:
            check_room(Path(self.settings.index))

    def _check_layout(self) -> None:
        """Raises IndexUnavailable beside an index of a newer program: it would be dropped for this one."""
        found = [collection for collections in self._other_generations().values() for collection in collections]
        if any((collection.metadata or {}).get("layout", 0) > LAYOUT for collection in found):
            raise IndexUnavailable(
                f"De index {self.settings.index} is gemaakt door een nieuwere versie van Bronwijs, en blijft zoals hij was. "
                "Werk Bronwijs bij, of kies een andere map met --index."
            )

    def _sweep(self) -> None:
        """Remove passages that a killed writer left behind, and records that lack some of theirs: half a document answers nobody.

        What is named is written before its record and removed after it. So where the numbers agree, there is nothing to sweep,
        and nothing has to be looked through.
        """
        records = self.records()
        if self._passages.count() == sum(record.passages for record in records.values()):
            return
        there = {id_ for page in self._pages(include=[]) for id_ in page["ids"]}
        whole = [record for record in records.values() if there.issuperset(record.passage_ids)]
        lacking = {record.key for record in records.values()} - {record.key for record in whole}
        if lacking:
            self._documents.delete(ids=sorted(lacking))
        self._delete_passages(there.difference(id_ for record in whole for id_ in record.passage_ids))

    def _pages(self, **how: Any) -> Iterator[dict[str, Any]]:
        offset = 0
        while (page := self._passages.get(limit=BATCH, offset=offset, **how))["ids"]:
            yield page
            offset += BATCH

    @property
    def replaces_another(self) -> bool:
        """True if this index is empty and stands beside one of another model or layout."""
        with self._in_words():
            return not self.records() and any(self._paths_in(found) for found in self._other_generations().values())

    def drop_other_generations(self, *, without: Collection[str] = ()) -> None:
        """Remove the collections of other models and older layouts, save those that hold one of the documents `without`."""
        self._check_lock()
        with self._in_words():
            for collections in self._other_generations().values():
                if self._paths_in(collections).isdisjoint(without):
                    for found in collections:
                        self._client.delete_collection(found.name)

    def _paths_in(self, collections: Sequence[Any]) -> set[str]:
        """The names of the documents of an index of another model or layout."""
        documents = [found for found in collections if found.name.startswith(f"{PREFIX}documents-")]
        return {row["path"] for found in documents for row in found.get(include=["metadatas"])["metadatas"]}

    def _other_generations(self) -> dict[str, list[Any]]:
        """The collections that are not of this index, by the end of their names."""
        found: dict[str, list[Any]] = {}
        for collection in self._client.list_collections():
            if collection.name.startswith(PREFIX) and not collection.name.endswith(self._suffix):
                found.setdefault(collection.name.rsplit("-", 1)[-1], []).append(collection)
        return found

    def lost(self, sample: int = 50) -> int:
        """How many of a sample of stored vectors are not there or do not find themselves. Should be 0."""
        with self._in_words():
            records = self.records().values()
            total = sum(record.passages for record in records)
            chosen = list(islice((id_ for record in records for id_ in record.passage_ids), 0, None, max(1, total // sample)))
            if not chosen:
                return 0
            page = self._passages.get(ids=chosen, include=["embeddings"])
            ids, vectors = page["ids"], page["embeddings"]
            # Equal texts have equal vectors: a hit at distance zero is as good as the vector itself.
            hits = self.nearest([list(vector) for vector in vectors], 1) if ids else []
        found = sum(1 for id_, hit in zip(ids, hits, strict=True) if hit and (hit[0][0] == id_ or hit[0][1] <= 1e-5))
        return len(chosen) - found


def _record(row: Mapping[str, Any]) -> Record:
    return Record(**{name: row[name] for name in Record.__dataclass_fields__})


def _part(record: Record, stored: Mapping[str, tuple[TextNode, np.ndarray]]) -> Part:
    rows = [stored[id_] for id_ in record.passage_ids]
    return Part(record, [node for node, _ in rows], np.asarray([vector for _, vector in rows], dtype=np.float32))


def _batches(rows: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), BATCH):
        yield list(rows[start : start + BATCH])
