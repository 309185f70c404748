"""From a question to passages, as a llama-index retriever over what the index holds now."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle, TextNode

from assistant.about import About, about_document
from assistant.fuse import best_first, fuse
from assistant.keyword import KeywordIndex
from assistant.prefer import lean_to_documents, lean_to_passages
from assistant.preference import NOTHING_PREFERRED, Preferred
from assistant.rerank import DEPTH, reranked
from assistant.stretch import Stretch, stretches
from assistant.units import Unit, units
from ingest.dutch import terms
from ingest.errors import NoIndex
from ingest.snapshot import Record, Snapshot

LOOK_EVERY = 1.0  # seconds between looks whether another process changed the index


class Index(Protocol):
    """What is searched. All raise IndexUnavailable when it cannot be read."""

    def stamp(self) -> str:
        """Changes whenever the documents that answer change."""

    def updated(self) -> datetime | None:
        """When the documents last changed, as far as is known."""

    def snapshot(self) -> Snapshot:
        """All that answers now."""


class Legs(NamedTuple):
    """The score of every passage of a view on one question after each step of a search, shapes (passages,); more is nearer."""

    vectors: np.ndarray  # cosine, exact, over all passages
    bm25: np.ndarray
    fused: np.ndarray
    reranked: np.ndarray


class _ByDocument(Mapping[str, list[TextNode]]):
    """The passages of each document, in reading order; only those of a document that is asked for are looked at."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __getitem__(self, document: str) -> list[TextNode]:
        return [self._snapshot.nodes[row] for row in self._snapshot.rows[document]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._snapshot.rows)

    def __len__(self) -> int:
        return len(self._snapshot.rows)


@dataclass
class View:
    """A snapshot with what is derived from it. Whoever answers a question keeps to one view throughout."""

    snapshot: Snapshot
    _units: dict[str, list[Unit]] = field(default_factory=dict)
    _stretches: dict[str, list[Stretch]] = field(default_factory=dict)
    _terms: dict[str, set[str]] = field(default_factory=dict)
    _meanings: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def nodes(self) -> Sequence[TextNode]:
        return self.snapshot.nodes

    @property
    def records(self) -> Mapping[str, Record]:
        return self.snapshot.records

    @cached_property
    def keyword(self) -> KeywordIndex:
        return KeywordIndex(self.snapshot.terms or [node.get_content(MetadataMode.EMBED) for node in self.nodes])

    @cached_property
    def by_document(self) -> Mapping[str, list[TextNode]]:
        """The passages of each document, in reading order."""
        return _ByDocument(self.snapshot)

    @cached_property
    def about(self) -> Mapping[str, About]:
        """What each document is about, in the order of `by_document`."""
        return {document: about_document(self.nodes[rows[0]].metadata) for document, rows in self.snapshot.rows.items() if len(rows)}

    @cached_property
    def document_rows(self) -> np.ndarray:
        """Of each passage the number of its document in `about`, shape (passages,)."""
        return np.repeat(np.arange(len(self.about)), [len(self.snapshot.rows[document]) for document in self.about])

    def units(self, document: str) -> list[Unit]:
        """The sentences, items and rows of a document, in reading order; taken apart once."""
        if document not in self._units:  # of two threads that get here at once, both go on with the first one's list
            self._units.setdefault(document, units(self.by_document[document]))
        return self._units[document]

    def stretches(self, document: str) -> list[Stretch]:
        """What can be quoted as one from a document; found once."""
        if document not in self._stretches:
            self._stretches.setdefault(document, stretches(self.units(document)))
        return self._stretches[document]

    def mentions(self, document: str, term: str) -> bool:
        """True if a term stands anywhere in a document."""
        if document not in self._terms:
            self._terms[document] = {found for row in self.snapshot.rows[document] for found in self.keyword.terms[row]}
        return term in self._terms[document]

    def heading_and_body(self, row: int) -> tuple[Sequence[str], Sequence[str]]:
        """The terms of what passage number `row` stands under, its document's title and its headings; those of itself, in order."""
        meta = self.nodes[row].metadata
        headings = len(terms(meta["title"])) + len(terms(meta["heading"]))
        found = self.keyword.terms[row]
        return found[:headings], found[headings:]

    def meanings(self, texts: Sequence[str], embedder: BaseEmbedding) -> np.ndarray:
        """Vectors of sentences, shape (texts, dimensions); each is made once as long as the view lasts."""
        new = [text for text in dict.fromkeys(texts) if text not in self._meanings]
        if new:
            rows = np.asarray(embedder.get_text_embedding_batch(new), dtype=np.float32)
            self._meanings |= dict(zip(new, rows, strict=True))
        return np.stack([self._meanings[text] for text in texts])

    def search(self, question: str, vector: Sequence[float], k: int, *, preferred: Preferred = NOTHING_PREFERRED) -> list[NodeWithScore]:
        """The `k` best passages, best first."""
        return self.hits(self.legs(question, vector, preferred=preferred).reranked, k)

    def hits(self, scores: np.ndarray, k: int) -> list[NodeWithScore]:
        """The `k` passages with the highest of some scores, best first; none of −inf."""
        best = (i for i in best_first(scores, k) if scores[i] > -np.inf)
        return [NodeWithScore(node=self.nodes[i], score=float(scores[i])) for i in best]

    def legs(self, question: str, vector: Sequence[float], *, preferred: Preferred = NOTHING_PREFERRED) -> Legs:
        """What each step of a search makes of a question and its vector; a search of ours goes by the last."""
        vectors = self.snapshot.vectors @ np.asarray(vector, dtype=np.float32) if len(self.nodes) else np.zeros(0)
        bm25 = self.keyword.search(question)
        fused = fuse(bm25, vectors)
        if not preferred:
            return Legs(vectors, bm25, fused, reranked(question, self, words=bm25, meaning=vectors, fused=fused))
        fused = lean_to_documents(fused, preferred, self)
        ordered = reranked(question, self, words=bm25, meaning=vectors, fused=fused)
        return Legs(vectors, bm25, fused, lean_to_passages(ordered, best_first(fused, DEPTH), preferred, self))


class Retriever(BaseRetriever):
    """Finds passages by words and by meaning. Safe to share between threads.

    >>> Retriever(Reader(settings), embedder, k=10).retrieve("Wat kost de reis?")  # doctest: +SKIP
    """

    def __init__(
        self,
        index: Index,
        embedder: BaseEmbedding,
        *,
        k: int = 30,
        for_staff: bool = False,
        reranker: BaseNodePostprocessor | None = None,
    ) -> None:
        """`k` passages a question; those of internal documents only when it is `for_staff`.

        A `reranker` takes the place of our own: llama-index's SentenceTransformerRerank makes one of any cross-encoder. It
        is given the passages that our own would put in order, and may keep fewer.
        """
        super().__init__()
        self._reranker = reranker
        self._for_staff = for_staff
        self._index = index
        self.embedder = embedder
        self._k = k
        self._lock = threading.Lock()
        self._view: View | None = None
        self._looked = float("-inf")

    def view(self) -> View:
        """What the index holds now, at most a second old. Raises IndexUnavailable when it cannot be read."""
        with self._lock:
            if self._view is None or self._is_stale(self._view):
                snapshot = self._index.snapshot()
                self._view = View(snapshot if self._for_staff else snapshot.public())
            return self._view

    def updated(self) -> datetime | None:
        """When the index last changed, as far as is known."""
        return self._index.updated()

    def _is_stale(self, view: View) -> bool:
        """True if the index has changed since; looks no more often than LOOK_EVERY, however often it is asked."""
        now = time.monotonic()
        if now - self._looked <= LOOK_EVERY:
            return False
        stamp = self._index.stamp()
        self._looked = now  # only here: set by every call, it would stay young for as long as the page is busy
        return stamp != view.snapshot.stamp

    def search(self, view: View, question: str, *, preferred: Preferred = NOTHING_PREFERRED) -> list[NodeWithScore]:
        """The best passages of one view, best first."""
        vector = self.embedder.get_query_embedding(question)
        _check_width(vector, view.snapshot.vectors)
        if self._reranker is None:
            return view.search(question, vector, self._k, preferred=preferred)
        found = view.hits(view.legs(question, vector, preferred=preferred).fused, DEPTH)
        best = self._reranker.postprocess_nodes(found, query_str=question)[: self._k]
        return [NodeWithScore(node=hit.node, score=float(hit.score or 0.0)) for hit in best]  # some give numpy's, which is no JSON

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return self.search(self.view(), query_bundle.query_str)


def _check_width(vector: Sequence[float], vectors: np.ndarray) -> None:
    """Raises NoIndex when an index is of vectors of another length: a server may call another model by the same name."""
    if len(vectors) and vectors.shape[1] != len(vector):
        raise NoIndex(
            f"Het model geeft vectoren van {len(vector)} getallen; de index heeft die van {vectors.shape[1]}. Is het model op de server "
            "vervangen? Verwijder de index dan en maak hem opnieuw met: bronwijs ingest"
        )
