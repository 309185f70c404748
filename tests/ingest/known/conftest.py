"""Documents to know something of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.document import Block, BlockKind, Document


@pytest.fixture
def document() -> Callable[..., Document]:
    """Makes a document of these lines: "# " begins a heading, a tab parts the cells of a row."""

    def of(*lines: str, path: str = "map/gids.pdf", title: str = "Gids voor starters", **facts: object) -> Document:
        return Document(path, title, tuple(_block(line) for line in lines), **facts)

    return of


def _block(line: str) -> Block:
    if line.startswith("# "):
        return Block(BlockKind.HEADING, line[2:], level=1)
    return Block(BlockKind.ROW if "\t" in line else BlockKind.PARAGRAPH, line)
