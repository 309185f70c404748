"""Where a quote stands in the passages of a document. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from llama_index.core.schema import TextNode

from ingest.show import squeeze


@dataclass(frozen=True)
class Found:
    """A stretch of the text of passage number `passage`, from offset `start` to `end`."""

    passage: int
    start: int
    end: int


def find_quote(nodes: Sequence[TextNode], quote: str, page: int | None) -> Found | None:
    """The first place where the words of a quote stand, on physical page `page` (1-based) if one is given; else the first of all.

    Compared without white space and hyphens, and without the numbers that a program counts when it shows the file.
    """
    words = squeeze(quote)
    if not words:
        return None
    found = [place for number, node in enumerate(nodes) if (place := _in_passage(node, number, words))]
    return next((place for place in found if page in pages_of(nodes[place.passage])), found[0] if found else None)


def pages_of(node: TextNode) -> set[int | None]:
    """The physical pages that a passage stands on; {None} without pages."""
    return {node.metadata["page"] or None, *(page for _, page, _ in json.loads(node.metadata["quote_starts"]))}


def _in_passage(node: TextNode, number: int, words: str) -> Found | None:
    squeezed, owners = _squeezed(node)
    at = squeezed.find(words)
    return Found(number, owners[at], owners[at + len(words) - 1] + 1) if at >= 0 else None


def _squeezed(node: TextNode) -> tuple[str, list[int]]:
    """The text of a passage, squeezed, and of each character of that the offset of the one that it comes from."""
    counted = {at for start, end in json.loads(node.metadata["marks"]) for at in range(start, end)}
    pieces = [(squeeze(char), at) for at, char in enumerate(node.text) if at not in counted]
    return "".join(piece for piece, _ in pieces), [at for piece, at in pieces for _ in piece]
