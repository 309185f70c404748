"""Documents of a few lines, and an index of them in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import MetadataMode, NodeWithScore, TextNode

from assistant.assistant import Assistant
from assistant.preference import NOTHING_PREFERRED, Preferred
from assistant.retrieve import View
from assistant.units import Unit, units
from ingest.chunk import chunk
from ingest.clean import LIST_MARK
from ingest.document import CELL_MARK, HEADING_MARK, Block, BlockKind, Document
from ingest.embed import open_embedder
from ingest.settings import SHIPPED_EMBEDDER
from ingest.sources import Source
from ingest.store import Record, Snapshot

TRAJECT = (
    "# Gids zij-instroom",
    "De gids is voor mensen die leraar willen worden vanuit een ander beroep.",
    "# Onderdelen van het traject",
    "Het traject heeft drie onderdelen:",
    "- Portfolio",
    "- Proefles",
    "- Eindgesprek",
    "# Kosten",
    "Het geschiktheidsonderzoek kost 1.250 euro en wordt betaald door de school.",
    "# Aanmelden",
    "Aanmelden kan uiterlijk 1 maart 2026 met het formulier op de website.",
    "Contactpersoon: Anna de Wit",
    "E-mail: a.dewit@voorbeeld.nl",
    "Telefoon: 053 123 45 67",
)
MENTOREN = (
    "# Mentoren op school",
    "Een mentor is een ervaren leraar die een starter wekelijks spreekt.",
    "Een vakcoach is een leraar van hetzelfde vak die lessen bezoekt.",
    "Mentoren volgen in het najaar een cursus van twee dagen.",
)


@dataclass(frozen=True)
class Shelf:
    """What the assistant needs of a retriever, over one view."""

    shown: View
    embedder: BaseEmbedding

    def view(self) -> View:
        return self.shown

    def search(self, view: View, question: str, *, preferred: Preferred = NOTHING_PREFERRED) -> list[NodeWithScore]:
        return view.search(question, self.embedder.get_query_embedding(question), 20, preferred=preferred)


def block(line: str, page: int | None = None, breaks: tuple[tuple[int, int], ...] = ()) -> Block:
    if line.startswith(HEADING_MARK):
        return Block(BlockKind.HEADING, line.removeprefix(HEADING_MARK), page, 1, breaks)
    if CELL_MARK in line:
        return Block(BlockKind.ROW, line, page, breaks=breaks)
    return Block(BlockKind.ITEM if LIST_MARK.match(line) else BlockKind.PARAGRAPH, line, page, breaks=breaks)


def make_document(path: str, lines: Sequence[str | Block], **facts) -> Document:
    blocks = tuple(line if isinstance(line, Block) else block(line) for line in lines)
    return Document(path, facts.pop("title", path.rsplit(".", 1)[0].capitalize()), blocks, **facts)


def make_nodes(document: Document, words: int = 150) -> list[TextNode]:
    return chunk(document, version="1", words=words)


@pytest.fixture(scope="session")
def as_block() -> Callable[..., Block]:
    return block


@pytest.fixture(scope="session")
def nodes_of() -> Callable[..., list[TextNode]]:
    """Nodes of a document that consists of the lines given."""

    def make(*lines: str | Block, path: str = "gids.md", words: int = 150, **facts) -> list[TextNode]:
        return make_nodes(make_document(path, lines, **facts), words)

    return make


@pytest.fixture(scope="session")
def units_of(nodes_of) -> Callable[..., list[Unit]]:
    def make(*lines: str | Block, **facts) -> list[Unit]:
        return units(nodes_of(*lines, **facts))

    return make


@pytest.fixture(scope="session")
def embedder() -> BaseEmbedding:
    return open_embedder(str(SHIPPED_EMBEDDER))


@pytest.fixture(scope="session")
def view_of(embedder) -> Callable[..., View]:
    """A view on documents, given as lines by path; `known` of each what bronnen.toml says of it."""

    def make(known: Mapping[str, Source] | None = None, **documents: Sequence[str | Block]) -> View:
        nodes, records = [], {}
        for name, lines in documents.items():
            source = (known or {}).get(name, Source())
            made = make_nodes(make_document(f"{name}.md", lines, source=source, published=source.published or None))
            nodes += made
            records[f"{name}.md"] = Record(f"{name}.md", "1", name.capitalize(), len(made))
        vectors = embedder.get_text_embedding_batch([node.get_content(MetadataMode.EMBED) for node in nodes])
        stamp = hashlib.sha256(repr(records).encode()).hexdigest()
        return View(Snapshot(stamp, nodes, np.asarray(vectors, dtype=np.float32), records))

    return make


@pytest.fixture(scope="session")
def shelf(view_of, embedder) -> Shelf:
    return Shelf(view_of(traject=TRAJECT, mentoren=MENTOREN), embedder)


@pytest.fixture(scope="session")
def assistant(shelf) -> Assistant:
    return Assistant(shelf, shelf.embedder)


@pytest.fixture(scope="session")
def empty_assistant(view_of, embedder) -> Assistant:
    return Assistant(Shelf(view_of(), embedder), embedder)
