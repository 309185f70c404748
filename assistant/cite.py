"""Where words of a passage stand, as a Citation."""

from __future__ import annotations

from llama_index.core.schema import TextNode

from assistant.answer import Citation
from assistant.units import literal
from ingest.document import CELL_MARK


def cite(node: TextNode, n: int, *, quote: str, heading: str, page: int | None, label: str | None) -> Citation:
    """Citation number `n`: a literal quote from a passage, on a page of its document."""
    known = node.metadata
    whole = literal(node, 0, len(node.text))  # a quote of more items is not found between their computed numbers
    return Citation(
        n=n,
        document=known["document"],
        title=known["title"],
        quote=quote.replace(CELL_MARK, " "),
        publisher=known["publisher"] or None,
        published=known["published"] or None,
        retold_from=known["retold_from"] or None,
        page=page,
        page_label=label,
        heading=heading or None,
        passage=node.text if quote in node.text else whole,
    )
