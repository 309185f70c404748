"""What an index holds: a record of each document, and all that answers at one moment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

import numpy as np
from llama_index.core.schema import TextNode

from ingest.terms import Terms
from ingest.visibility import PUBLIC, is_public


@dataclass(frozen=True)
class Record:
    """What the index knows of one document: which version answers, and facts to show.

    `key` is what its passages are kept under; the index gives it, and it stays when the document gets another name.
    """

    path: str
    version: str
    title: str
    passages: int
    published: str = ""
    publisher: str = ""
    retold_from: str = ""
    visibility: str = PUBLIC
    key: str = field(default="", compare=False)

    @property
    def passage_ids(self) -> list[str]:
        """The ids of its passages, in order: they follow from key and version, and so need not be looked for."""
        names = (f"{self.key}\n{self.version}\n{position}" for position in range(self.passages))
        return [hashlib.sha256(name.encode()).hexdigest()[:32] for name in names]


@dataclass(frozen=True)
class Part:
    """What one document has in a snapshot; `vectors` has a row for each node."""

    record: Record
    nodes: Sequence[TextNode]
    vectors: np.ndarray

    def named(self, record: Record) -> Part:
        """The same under the name that the document has now. Nodes that change are copies: another snapshot may hold them."""
        nodes = [
            node
            if node.metadata["document"] == record.path
            else node.model_copy(update={"metadata": node.metadata | {"document": record.path}})
            for node in self.nodes
        ]
        return Part(record, nodes, self.vectors)


@dataclass(frozen=True)
class Snapshot:
    """Everything that answers at one moment. `vectors` is (nodes, dimensions), float32, rows of length 1.

    `terms` are those of the nodes and `spans` the numbers of each document's nodes, where these were kept. To look at all nodes
    takes long then: each is made when it is asked for.
    """

    stamp: str
    nodes: Sequence[TextNode]
    vectors: np.ndarray
    records: Mapping[str, Record]
    terms: Terms | None = None
    spans: Mapping[str, Sequence[int]] | None = None

    @classmethod
    def of(cls, parts: Sequence[Part]) -> Snapshot:
        """All of these documents, which are in the order of their paths."""
        records = {part.record.path: part.record for part in parts}
        blocks = [part.vectors for part in parts if len(part.vectors)]
        vectors = np.concatenate(blocks) if blocks else np.zeros((0, 0), dtype=np.float32)
        return cls(stamp_of(records), [node for part in parts for node in part.nodes], vectors, records)

    def parts(self) -> dict[tuple[str, str], Part]:
        """The documents by key and version, of which there is never another with the same."""
        found, start = {}, 0
        for record in self.records.values():
            end = start + record.passages
            found[record.key, record.version] = Part(record, self.nodes[start:end], self.vectors[start:end])
            start = end
        return found

    @cached_property
    def rows(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the nodes of each document that has any, in reading order."""
        if self.spans is not None:
            return self.spans
        found: dict[str, list[int]] = {}
        for row, node in enumerate(self.nodes):
            found.setdefault(node.metadata["document"], []).append(row)
        return found

    def public(self) -> Snapshot:
        """The same without the documents that are for staff only."""
        records = {path: record for path, record in self.records.items() if is_public(record.visibility)}
        kept = np.array(sorted(row for path, rows in self.rows.items() if path in records for row in rows), dtype=np.int64)
        if len(kept) == len(self.nodes):
            return replace(self, records=records)
        number = {row: new for new, row in enumerate(kept.tolist())}
        spans = {path: [number[row] for row in rows] for path, rows in self.rows.items() if path in records}
        return Snapshot(self.stamp, _Chosen(self.nodes, kept), self.vectors[kept], records, self.terms and self.terms.of_rows(kept), spans)


class _Chosen(Sequence[TextNode]):
    """Some of many nodes, by their numbers; looks at none before it is asked for."""

    def __init__(self, nodes: Sequence[TextNode], rows: np.ndarray) -> None:
        self._nodes = nodes
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> TextNode:  # type: ignore[override]
        return self._nodes[int(self._rows[row])]


def spans_of(records: Mapping[str, Record]) -> dict[str, range]:
    """The numbers of the passages of each document, where those of all follow each other in the order of the records.

    >>> spans_of({"a.md": Record("a.md", "1", "A", 2), "b.md": Record("b.md", "1", "B", 3)})
    {'a.md': range(0, 2), 'b.md': range(2, 5)}
    """
    ends = accumulate(record.passages for record in records.values())
    return {record.path: range(end - record.passages, end) for record, end in zip(records.values(), ends, strict=True)}


def stamp_of(records: Mapping[str, Record]) -> str:
    """Changes whenever the documents that answer change.

    >>> stamp_of({}) == stamp_of({"a.md": Record("a.md", "1", "A", 1)})
    False
    """
    versions = [[record.path, record.version, record.visibility] for record in records.values()]
    return hashlib.sha256(json.dumps(versions).encode()).hexdigest()
