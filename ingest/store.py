"""The index: nodes and vectors in Chroma, in a folder or on a server.

Two collections. *Passages* holds the nodes, in the form llama-index's own Chroma store gives them.
*Documents* holds one record per document: which version of it is the one that answers. Chroma is atomic
per call only, so that record is the switch: the passages of a new version are written first, then the
record is replaced in one call, then the old passages go. A process killed in between leaves passages of a
version that no record names; nobody reads those, and the next sync sweeps them out.

Both names end in a fingerprint of the embedder and the layout, so an index that is made anew with another
model grows beside the old one and replaces it only when it is whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import chromadb
import filelock
import numpy as np
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.errors import ChromaError, NotFoundError
from llama_index.core.schema import TextNode
from llama_index.core.vector_stores.utils import metadata_dict_to_node, node_to_metadata_dict

from ingest.embed import embedder_fingerprint
from ingest.errors import IndexBusy, IndexUnavailable
from ingest.settings import LAYOUT, Settings
from ingest.sources import PUBLIC

PREFIX = "bronwijs-"
BATCH = 1000  # Chroma takes at most 5,461 rows a call
WAIT_FOR_WRITER = 600.0  # seconds
_TRIES = 5


@dataclass(frozen=True)
class Record:
    """What the index knows of one document: which version answers, and facts to show."""

    path: str
    version: str
    title: str
    passages: int
    published: str = ""
    publisher: str = ""
    retold_from: str = ""
    visibility: str = PUBLIC


@dataclass(frozen=True)
class Snapshot:
    """Everything that answers at one moment. `vectors` is (nodes, dimensions), float32, rows of length 1."""

    stamp: str
    nodes: Sequence[TextNode]
    vectors: np.ndarray
    records: Mapping[str, Record]

    def public(self) -> Snapshot:
        """The same without the documents that are for staff only."""
        records = {path: record for path, record in self.records.items() if record.visibility == PUBLIC}
        kept = [i for i, node in enumerate(self.nodes) if node.metadata["document"] in records]
        return Snapshot(self.stamp, [self.nodes[i] for i in kept], self.vectors[kept], records)


class Store:
    """One index. Reading is free; writing only inside `with store.writing():`."""

    def __init__(self, settings: Settings, *, create: bool) -> None:
        """Open the index. Raises IndexUnavailable when it is not there (and `create` is False) or not reachable."""
        self.settings = settings
        print_of = f"{embedder_fingerprint(settings.embedder)}:{LAYOUT}"
        self._suffix = hashlib.sha256(print_of.encode()).hexdigest()[:12]
        self._create = create
        with self._lock() if create else contextlib.nullcontext():  # two makers of one new index would collide
            self._open()

    def _open(self) -> None:
        try:
            self._client = self._connect()
            self._passages = self._collection("passages")
            self._documents = self._collection("documents")
        except (ChromaError, ValueError, OSError, RuntimeError) as problem:
            raise self._out_of_reach(problem) from problem

    def _out_of_reach(self, problem: Exception) -> IndexUnavailable:
        return IndexUnavailable(
            f"De index {self.settings.index} kan niet worden geopend ({type(problem).__name__}: {problem}). "
            "Controleer de map of het adres en de rechten erop."
        )

    def _connect(self) -> Any:
        quiet = chromadb.Settings(anonymized_telemetry=False)
        if self.settings.is_remote:
            return chromadb.HttpClient(host=self.settings.index, settings=quiet)
        folder = Path(self.settings.index)
        if not self._create and not (folder / "chroma.sqlite3").is_file():
            raise IndexUnavailable(f"In {folder} staat nog geen index. Maak die met: bronwijs ingest")
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(folder), settings=quiet)

    def _collection(self, kind: str) -> Any:
        name = f"{PREFIX}{kind}-{self._suffix}"
        if self._create:
            return self._client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "max_neighbors": 32, "ef_search": 200}}
            )
        try:
            return self._client.get_collection(name, embedding_function=None)
        except NotFoundError as problem:
            raise IndexUnavailable(
                "De index is leeg, of gemaakt met een ander model of een oudere versie. Maak hem opnieuw met: bronwijs ingest"
            ) from problem

    def _reopen(self) -> None:
        """See what another process wrote: an open client of a folder keeps its old view of the vectors."""
        if not self.settings.is_remote:
            SharedSystemClient.clear_system_cache()
        self._open()

    # Reading

    def records(self) -> dict[str, Record]:
        """The documents that answer now, by path. Fresh also when another process writes."""
        try:
            rows = self._documents.get(include=["metadatas"])["metadatas"] or []
        except NotFoundError:  # made anew by another process since we opened it
            self._reopen()
            rows = self._documents.get(include=["metadatas"])["metadatas"] or []
        except Exception as problem:  # whatever a client raises when a folder or server is gone
            raise self._out_of_reach(problem) from problem
        found = (Record(**{key: row[key] for key in Record.__dataclass_fields__}) for row in rows)
        return {record.path: record for record in sorted(found, key=lambda record: record.path)}

    def stamp(self) -> str:
        """Changes whenever the documents that answer change."""
        return _stamp(self.records())

    def snapshot(self) -> Snapshot:
        """All that answers now, whole: tried again when a writer got in between."""
        for attempt in range(_TRIES):
            try:
                self._reopen()
                records = self.records()
                nodes, vectors = self._live(records)
                if sum(record.passages for record in records.values()) == len(nodes) and self.stamp() == _stamp(records):
                    return Snapshot(_stamp(records), nodes, vectors, records)
            except ChromaError as problem:
                if attempt == _TRIES - 1:
                    raise self._out_of_reach(problem) from problem
            time.sleep(0.2 * 2**attempt)
        raise IndexBusy("De index wordt op dit moment bijgewerkt. Probeer het over een minuut opnieuw.")

    def _live(self, records: Mapping[str, Record]) -> tuple[list[TextNode], np.ndarray]:
        live = {(record.path, record.version) for record in records.values()}
        nodes: list[TextNode] = []
        rows: list[np.ndarray] = []
        for page in self._pages(include=["metadatas", "documents", "embeddings"]):
            for metadata, text, vector in zip(page["metadatas"], page["documents"], page["embeddings"], strict=True):
                if (metadata["document"], metadata["version"]) in live:
                    nodes.append(metadata_dict_to_node(metadata, text=text))
                    rows.append(vector)
        order = sorted(range(len(nodes)), key=lambda i: (nodes[i].metadata["document"], nodes[i].metadata["position"]))
        vectors = np.asarray([rows[i] for i in order], dtype=np.float32) if order else np.zeros((0, 0), dtype=np.float32)
        return [nodes[i] for i in order], vectors

    def _pages(self, **how: Any) -> Iterator[dict[str, Any]]:
        offset = 0
        while (page := self._passages.get(limit=BATCH, offset=offset, **how))["ids"]:
            yield page
            offset += BATCH

    def vectors_of(self, digests: Sequence[str]) -> dict[str, list[float]]:
        """Vectors that are stored already, by the digest of the text they were made of."""
        found: dict[str, list[float]] = {}
        for start in range(0, len(digests), BATCH):
            where = {"digest": {"$in": list(digests[start : start + BATCH])}}
            page = self._passages.get(where=where, include=["metadatas", "embeddings"])
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
            self._reopen()
            self._sweep()
            yield self

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        lock = filelock.FileLock(self._lock_file(), timeout=WAIT_FOR_WRITER)
        try:
            lock.acquire()
        except filelock.Timeout as problem:
            raise IndexBusy("Een ander programma werkt deze index bij. Wacht tot dat klaar is.") from problem
        except OSError as problem:
            raise IndexUnavailable(
                f"In de map {self.settings.index} kan niet worden geschreven ({problem.strerror}). Kies een andere map."
            ) from problem
        try:
            yield
        finally:
            lock.release()

    def _lock_file(self) -> Path:
        if not self.settings.is_remote:
            folder = Path(self.settings.index)
            with contextlib.suppress(OSError):  # the lock itself will say that it cannot be made
                folder.mkdir(parents=True, exist_ok=True)
            return folder / "writer.lock"
        name = hashlib.sha256(self.settings.index.encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"bronwijs-{name}.lock"

    def put(self, record: Record, nodes: Sequence[TextNode]) -> None:
        """Let `nodes` (with embeddings) answer for a document, instead of what did so far."""
        for start in range(0, len(nodes), BATCH):
            batch = nodes[start : start + BATCH]
            self._passages.upsert(
                ids=[node.node_id for node in batch],
                embeddings=[node.get_embedding() for node in batch],
                documents=[node.text for node in batch],
                metadatas=[node_to_metadata_dict(node, remove_text=True, flat_metadata=True) for node in batch],
            )
        self._documents.upsert(ids=[record.path], embeddings=[[1.0]], metadatas=[record.__dict__])
        self._passages.delete(where={"$and": [{"document": record.path}, {"version": {"$ne": record.version}}]})

    def drop(self, path: str) -> None:
        """Let a document no longer answer."""
        self._documents.delete(ids=[path])
        self._passages.delete(where={"document": path})

    def _sweep(self) -> None:
        """Remove passages that a killed writer left behind."""
        live = {(record.path, record.version) for record in self.records().values()}
        dead = [
            id_
            for page in self._pages(include=["metadatas"])
            for id_, row in zip(page["ids"], page["metadatas"], strict=True)
            if (row["document"], row["version"]) not in live
        ]
        for start in range(0, len(dead), BATCH):
            self._passages.delete(ids=dead[start : start + BATCH])

    def drop_other_generations(self, *, without: Collection[str] = ()) -> None:
        """Remove the collections of other models and older layouts, save those that hold one of the documents `without`."""
        for suffix, collections in self._other_generations().items():
            documents = [found for found in collections if found.name == f"{PREFIX}documents-{suffix}"]
            held = {path for found in documents for path in found.get(include=[])["ids"]}
            if held.isdisjoint(without):
                for found in collections:
                    self._client.delete_collection(found.name)

    def _other_generations(self) -> dict[str, list[Any]]:
        """The collections that are not of this index, by the end of their names."""
        found: dict[str, list[Any]] = {}
        for collection in self._client.list_collections():
            if collection.name.startswith(PREFIX) and not collection.name.endswith(self._suffix):
                found.setdefault(collection.name.rsplit("-", 1)[-1], []).append(collection)
        return found

    def lost(self, sample: int = 50) -> int:
        """How many of a sample of stored vectors do not find themselves. Should be 0."""
        everything = [id_ for page in self._pages(include=[]) for id_ in page["ids"]]
        if not everything:
            return 0
        page = self._passages.get(ids=everything[:: max(1, len(everything) // sample)], include=["embeddings"])
        ids, vectors = page["ids"], page["embeddings"]
        # Equal texts have equal vectors: a hit at distance zero is as good as the vector itself.
        hits = self.nearest([list(vector) for vector in vectors], 1)
        return sum(1 for id_, hit in zip(ids, hits, strict=True) if not hit or hit[0][0] != id_ and hit[0][1] > 1e-5)


def _stamp(records: Mapping[str, Record]) -> str:
    versions = [[record.path, record.version] for record in records.values()]
    return hashlib.sha256(json.dumps(versions).encode()).hexdigest()
