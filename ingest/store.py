"""The index: nodes and vectors in Chroma, in a folder or on a server.

Two collections. *Passages* holds the nodes, in the form llama-index's own Chroma store gives them.
*Documents* holds one record per document: which version of it is the one that answers. Chroma is atomic
per call only, so that record is the switch: the passages of a new version are written first, then the
record is replaced in one call, then the old passages go. A process that ends in between may leave passages
of a version that no record names; nobody reads those, and the next writer sweeps them out. In a folder a writer works
in a copy (see `editions`), and one that is killed leaves what answered as it was.

A passage's id follows from the key of its document, the version and its position. So what belongs to a record
is known without looking for it, and a document that gets another name keeps its key and its passages: only its
record changes, in one call for all names that change. Its passages then still hold the name they were written
under; the record's is the one that counts.

Both names end in a fingerprint of the embedder and the layout, so an index that is made anew with another
model grows beside the old one and replaces it only when it is whole.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Self

import numpy as np
from chromadb.errors import ChromaError, NotFoundError
from llama_index.core.schema import TextNode
from llama_index.core.vector_stores.utils import metadata_dict_to_node, node_to_metadata_dict

from ingest.chunk import linked
from ingest.editions import READY
from ingest.embed import known_usage
from ingest.errors import IndexBusy, IndexUnavailable, NoIndex
from ingest.failure import in_words, is_damage, made_otherwise
from ingest.place import place_of
from ingest.ready import Ready, generation, open_ready, write_ready
from ingest.settings import LAYOUT, Settings
from ingest.snapshot import Part, Record, Snapshot, stamp_of
from ingest.visibility import INTERNAL

PREFIX = "bronwijs-"
KINDS = ("passages", "documents")
BATCH = 1000  # Chroma takes at most 5,461 rows a call
HNSW = {"space": "cosine", "max_neighbors": 32, "ef_search": 200}
BUSY = "De index wordt op dit moment bijgewerkt. Probeer het over een minuut opnieuw."
_TRIES = 5


class Store:
    """One index. Reading is free; writing only inside `with store.writing():`."""

    def __init__(self, settings: Settings, *, create: bool, on_wait: Callable[[], None] = lambda: None) -> None:
        """Open the index; `on_wait` is called when a writer has to wait for another.

        Raises IndexUnavailable when it is not there (and `create` is False) or not reachable.
        """
        self.settings = settings
        self._suffix = generation(settings)
        self._place = place_of(settings)
        self._on_wait = on_wait
        self._client: Any = None
        self._last: Snapshot | None = None
        self._reading = threading.RLock()  # of two threads, one may turn to another edition while the other reads
        self.is_repaired = False  # true once an index that could not be read was begun anew
        try:
            with self._in_words():
                self._look()
        except IndexUnavailable as problem:
            if not create or not (isinstance(problem, NoIndex) or is_damage(problem.__cause__)):
                raise
            with self.writing():  # makes what is missing
                pass

    def _look(self, *, anew: bool = False) -> None:
        """Turn to what answers now. Raises NoIndex when that has nothing of this model and layout."""
        for _ in range(_TRIES):
            try:
                return self._turn(anew=anew)
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException:  # Chroma's Rust panics too
                if not self._place.moved():
                    raise
            # An edition that was replaced and cleared away while it was opened.
        raise IndexBusy(BUSY)

    def _turn(self, *, anew: bool) -> None:
        client = self._place.client(anew=anew)
        if client is self._client and not anew:
            return
        try:
            self._passages, self._documents = (client.get_collection(self._name(kind), embedding_function=None) for kind in KINDS)
        except NotFoundError as problem:
            there = [found.metadata or {} for found in client.list_collections() if found.name.startswith(f"{PREFIX}documents-")]
            raise NoIndex(made_otherwise(there, self._about(), self.settings)) from problem
        self._client = client

    def _begin(self, *, anew: bool = False) -> None:
        """Turn to what may be written."""
        self._place.check()
        self._place.begin(anew=anew)
        client = self._place.client()
        if client is not self._client:
            self._passages, self._documents = (
                client.get_or_create_collection(
                    self._name(kind), metadata=self._about(), embedding_function=None, configuration={"hnsw": HNSW}
                )
                for kind in KINDS
            )
            self._client = client

    def _about(self) -> dict[str, Any]:
        """What a collection is made with, and the moment in UTC."""
        made = datetime.now(UTC).isoformat(timespec="seconds")
        usage = known_usage(self.settings.embedder, self.settings.embedder_options)
        return {"layout": LAYOUT, "embedder": Path(self.settings.embedder).name, **vars(usage), "updated": made}

    def close(self) -> None:
        """Let go of files and connections. An index in a folder can be read again after it."""
        with self._reading:
            self._place.close()

    def _name(self, kind: str) -> str:
        return f"{PREFIX}{kind}-{self._suffix}"

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        """What Chroma or the disk says when it cannot write or read, as IndexUnavailable."""
        try:
            yield
        except (ChromaError, ValueError, OSError, RuntimeError) as problem:
            raise IndexUnavailable(in_words(problem, self.settings.index)) from problem

    # Reading

    def records(self) -> dict[str, Record]:
        """The documents that answer now, by path and in its order. Fresh also when another process writes."""
        with self._reading, self._in_words():
            try:
                self._look()
                rows = self._documents.get(include=["metadatas"])["metadatas"]
            except (ChromaError, NoIndex):  # made anew by another process, or an edition that went while it was opened
                self._look(anew=True)
                rows = self._documents.get(include=["metadatas"])["metadatas"]
        found = map(_record, rows or [])
        return {record.path: record for record in sorted(found, key=lambda record: record.path)}

    def updated(self) -> datetime | None:
        """When documents last changed, as far as is known."""
        with self._reading, self._in_words():
            self._look(anew=self.settings.is_remote)
            said = (self._documents.metadata or {}).get("updated")
        return datetime.fromisoformat(said) if said else None

    def width(self) -> int | None:
        """How many numbers a vector has; None where there is none."""
        with self._reading, self._in_words():
            self._look()
            found = self._passages.get(limit=1, include=["embeddings"])["embeddings"]
        return len(found[0]) if len(found) else None

    def stamp(self) -> str:
        """Changes whenever the documents that answer change."""
        return stamp_of(self.records())

    def snapshot(self) -> Snapshot:
        """All that answers now, whole. Reads only what was not in the one before: a version of a document never changes.

        Raises IndexBusy when documents change, or lack passages, each time that it is tried.
        """
        problem: ChromaError | None = None
        for attempt in range(_TRIES):
            try:
                with self._reading:
                    if (found := self._snapshot_of(self.records())) is not None:
                        self._last = found
                        return found
            except ChromaError as met:  # an edition that went while it was read, or one that is damaged
                problem = met
            time.sleep(0.2 * 2**attempt)
        if problem:
            raise IndexUnavailable(in_words(problem, self.settings.index)) from problem
        raise IndexBusy(BUSY)

    def _snapshot_of(self, records: Mapping[str, Record]) -> Snapshot | None:
        """What these records name; None when a writer has taken some of it away."""
        parts = self._last.parts() if self._last else {}
        new = [record for record in records.values() if (record.key, record.version) not in parts]
        stored = self._stored([id_ for record in new for id_ in record.passage_ids])
        if len(stored) < sum(record.passages for record in new):
            return None
        parts |= {(record.key, record.version): _part(record, stored) for record in new}
        return Snapshot.of([parts[record.key, record.version].named(record) for record in records.values()])

    def _stored(self, ids: Sequence[str]) -> dict[str, tuple[TextNode, np.ndarray]]:
        """The passages and vectors of those ids that are there."""
        self._look()
        found: dict[str, tuple[TextNode, np.ndarray]] = {}
        for batch in _batches(ids):
            page = self._passages.get(ids=batch, include=["metadatas", "documents", "embeddings"])
            rows = zip(page["ids"], page["metadatas"], page["documents"], page["embeddings"], strict=True)
            found |= {id_: (metadata_dict_to_node(metadata, text=text), vector) for id_, metadata, text, vector in rows}
        return found

    def part(self, record: Record) -> Part:
        """One document, whole. Raises IndexUnavailable when it is not there, or not as the record says."""
        return self._parts([record])[0]

    def _parts(self, records: Sequence[Record]) -> list[Part]:
        with self._in_words():
            stored = self._stored([id_ for record in records for id_ in record.passage_ids])
        for record in records:
            if not stored.keys() >= set(record.passage_ids):
                raise IndexUnavailable(f"Van '{record.path}' staat niet alles in de index. Maak dat goed met: bronwijs ingest")
        return [_part(record, stored).named(record) for record in records]

    def vectors_of(self, digests: Sequence[str]) -> dict[str, list[float]]:
        """Vectors that are stored already, by the digest of the text they were made of."""
        found: dict[str, list[float]] = {}
        with self._in_words():
            self._look()
            for batch in _batches(digests):
                page = self._passages.get(where={"digest": {"$in": batch}}, include=["metadatas", "embeddings"])
                found |= {row["digest"]: list(vector) for row, vector in zip(page["metadatas"], page["embeddings"], strict=True)}
        return found

    def nearest(self, vectors: Sequence[Sequence[float]], k: int) -> list[list[tuple[str, float]]]:
        """For each vector the `k` nearest passages of Chroma's index: (node id, cosine distance)."""
        self._look()
        result = self._passages.query(query_embeddings=list(vectors), n_results=k, include=["distances"])
        return [list(zip(ids, gaps, strict=True)) for ids, gaps in zip(result["ids"], result["distances"], strict=True)]

    # Writing

    @contextlib.contextmanager
    def writing(self) -> Iterator[Self]:
        """Hold the index's one writer's lock, and let readers see what was written when it is let go.

        Raises IndexBusy when another writer keeps it for too long. After a write that failed, what was written since the
        last time it was published is forgotten where that can be: files may have been cut off.
        """
        with contextlib.ExitStack() as held:
            with self._in_words():
                held.enter_context(self._place.lock(self._on_wait))
            try:
                with self._in_words():
                    self._mend()
                yield self
            except IndexUnavailable:
                self._place.discard()
                raise
            finally:
                with self._in_words():
                    self._publish()

    def _publish(self) -> None:
        """Let readers see what was written."""
        if draft := self._place.draft():
            with contextlib.suppress(OSError, ChromaError, IndexUnavailable):  # without these files Chroma is read
                self._make_ready(draft)
        self._place.publish()

    def _make_ready(self, draft: Path) -> None:
        """Leave in a draft what readers need of it, in files that open at once."""
        shutil.rmtree(draft / READY, ignore_errors=True)  # of an attempt that failed
        try:
            write_ready(
                draft,
                self.settings,
                self.records(),
                before=self._ready(),
                read=self._parts,
                is_alone=not self._other_generations(),
                updated=self.updated(),
            )
        except BaseException:
            shutil.rmtree(draft / READY, ignore_errors=True)
            raise

    def _ready(self) -> Ready | None:
        """Those files of what answers now."""
        edition = self._place.answering()
        return open_ready(edition, self.settings) if edition else None

    def _mend(self) -> None:
        """Make an index that can be written: of nothing, of one that cannot be read, or of one that was left half done."""
        self._place.check()
        try:
            self._look(anew=True)
            for collection in (self._documents, self._passages):
                collection.get(limit=1, include=["embeddings"])
        except NoIndex:
            self._begin()
        except (ChromaError, ValueError, RuntimeError) as problem:
            if not is_damage(problem):
                raise
            self._begin(anew=True)
            self.is_repaired = True
        self._check_layout()
        self._sweep()
        if not self._place.draft() and self._place.answering() and self._ready() is None:
            self._begin()  # a draft is published, and that makes what readers lack

    def put(self, record: Record, nodes: Sequence[TextNode]) -> None:
        """Let `nodes` (with embeddings) answer for a document, instead of what did so far. The nodes get the ids of its passages."""
        with self._in_words():
            old = self._record_at(record.path)
            record = replace(record, passages=len(nodes), key=old.key if old else uuid.uuid4().hex)
            for node, id_ in zip(nodes, record.passage_ids, strict=True):
                node.id_ = id_
            for batch in _batches(linked(nodes, source=record.key)):
                self._begin()
                self._passages.upsert(
                    ids=[node.node_id for node in batch],
                    embeddings=[node.get_embedding() for node in batch],
                    documents=[node.text for node in batch],
                    metadatas=[node_to_metadata_dict(node, remove_text=True, flat_metadata=True) for node in batch],
                )
            self._write([record])
            self._delete_passages(set(old.passage_ids if old else ()).difference(record.passage_ids))
            if self._place.is_due():
                self._publish()

    def restrict(self, paths: Collection[str]) -> None:
        """Let documents answer staff only from now on, whatever their passages were written with. Readers see it at once."""
        with self._in_words():
            records = self.records()
            self._write([replace(records[path], visibility=INTERNAL) for path in sorted(paths)])
            self._publish()

    def rename(self, names: Mapping[str, str]) -> None:
        """Give documents another name: `names` has the new one by the old. All at once, so that names can be swapped."""
        with self._in_words():
            records = self.records()
            self._write([replace(records[old], path=new) for old, new in names.items()])

    def _write(self, records: Sequence[Record]) -> None:
        for batch in _batches(records):
            self._begin()
            ids = [record.key for record in batch]
            self._documents.upsert(ids=ids, embeddings=[[1.0]] * len(batch), metadatas=[vars(record) for record in batch])
            self._documents.modify(metadata=self._about())

    def drop(self, path: str) -> None:
        """Let a document no longer answer."""
        with self._in_words():
            record = self._record_at(path)
            if record is not None:
                self._begin()
                self._documents.delete(ids=[record.key])
                self._documents.modify(metadata=self._about())
                self._delete_passages(record.passage_ids)

    def _record_at(self, path: str) -> Record | None:
        self._look()
        rows = self._documents.get(where={"path": path}, include=["metadatas"])["metadatas"]
        return _record(rows[0]) if rows else None

    def _delete_passages(self, ids: Collection[str]) -> None:
        for batch in _batches(sorted(ids)):
            self._begin()
            self._passages.delete(ids=batch)

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
            self._begin()
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
        with self._in_words():
            self._place.check()
            others = self._other_generations().values()
            served = [found.name for collections in others if self._paths_in(collections).isdisjoint(without) for found in collections]
            for name in served:
                self._begin()
                self._client.delete_collection(name)

    def _paths_in(self, collections: Sequence[Any]) -> set[str]:
        """The names of the documents of an index of another model or layout."""
        documents = [found for found in collections if found.name.startswith(f"{PREFIX}documents-")]
        return {row["path"] for found in documents for row in found.get(include=["metadatas"])["metadatas"]}

    def _other_generations(self) -> dict[str, list[Any]]:
        """The collections that are not of this index, by the end of their names."""
        self._look()
        found: dict[str, list[Any]] = {}
        for collection in self._client.list_collections():
            if collection.name.startswith(PREFIX) and not collection.name.endswith(self._suffix):
                found.setdefault(collection.name.rsplit("-", 1)[-1], []).append(collection)
        return found

    def lost(self, sample: int = 50) -> int:
        """How many of a sample of stored vectors are not there or do not find themselves. Should be 0.

        Chroma searches by approximation, in what it makes anew whenever it opens an index: what it misses by chance is
        found when it is opened once more. A search of ours is exact and misses nothing.
        """
        if missed := self._missed(sample):
            with self._in_words():
                self._look(anew=True)
            missed = self._missed(sample)
        return missed

    def _missed(self, sample: int) -> int:
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
        # A text of which no word is known has a vector without length, which nothing finds.
        checked = zip(ids, vectors, hits, strict=True)
        finds = (not np.any(vector) or hit and (hit[0][0] == id_ or hit[0][1] <= 1e-5) for id_, vector, hit in checked)
        found = sum(map(bool, finds))
        return len(chosen) - found


def _record(row: Mapping[str, Any]) -> Record:
    return Record(**{name: row[name] for name in Record.__dataclass_fields__})


def _part(record: Record, stored: Mapping[str, tuple[TextNode, np.ndarray]]) -> Part:
    rows = [stored[id_] for id_ in record.passage_ids]
    return Part(record, [node for node, _ in rows], np.asarray([vector for _, vector in rows], dtype=np.float32))


def _batches(rows: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), BATCH):
        yield list(rows[start : start + BATCH])
