"""A Document becomes llama-index nodes: passages that keep to one heading, with page and offsets."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

from ingest.document import Block, BlockKind, Document

# A heading may begin a new passage only when the one before has a body of this many words: infographics
# are full of two-word "headings" that say nothing on their own.
SMALLEST_BODY = 8
LARGEST = 1.3  # times the size asked for: what grows beyond this begins a new passage
LARGEST_RUN = 2.0  # times that size: up to this a list or table stays whole, with what introduces it
HEADING_SEPARATOR = " › "
_GOES_ON = re.compile(r";(?: (?:en|of|en/of|dan wel|alsmede))?$")  # as the items of a list do that has no marks
EMBEDDED = ("title", "heading")  # the metadata that count for the meaning of a passage, beside its text


def chunk(document: Document, *, version: str, words: int) -> list[TextNode]:
    """The passages of a document, of about `words` words each.

    Joined with line ends their texts give back `document.text`. Each node's metadata are strings and
    numbers: document, title, publisher, published, heading (the path to it), page (physical, 1-based, 0
    for a format without pages), quote_starts (JSON list of [offset, page, printed label]: where a page begins, or a quote
    must), marks (JSON list of [offset, offset]: from where to where a number stands that is not in the file), position (its
    number in the document) and version; and what is known of the document: retold_from, kind, valid_until, audience and
    sector (joined by commas), region, address, contact and visibility. The node's own offsets are those in `document.text`.
    """
    nodes: list[TextNode] = []
    offset = 0
    for path, blocks in _passages(document, words):
        text = "\n".join(block.line for block in blocks)
        nodes.append(_node(document, version, text=text, path=path, blocks=blocks, offset=offset, position=len(nodes)))
        offset += len(text) + 1
    return nodes


def linked(nodes: Sequence[TextNode], *, source: str) -> list[TextNode]:
    """The passages of a document, in order, each with the ids of the one before, the one behind and the document (`source`).

    These are llama-index's own relationships. Their metadata stay empty: a neighbour would else be stored three times over.
    """
    copies = [node.model_copy(update={"relationships": {NodeRelationship.SOURCE: RelatedNodeInfo(node_id=source)}}) for node in nodes]
    for before, behind in pairwise(copies):
        before.relationships[NodeRelationship.NEXT] = RelatedNodeInfo(node_id=behind.node_id)
        behind.relationships[NodeRelationship.PREVIOUS] = RelatedNodeInfo(node_id=before.node_id)
    return copies


def _passages(document: Document, words: int) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    """Runs of blocks under one heading path, closed at about `words` words."""
    path: list[tuple[int, str]] = []
    group: list[Block] = []
    group_path: tuple[str, ...] = ()
    size = body = 0
    for run in _runs(document.blocks, words):
        length = _length(run)
        is_heading = run[0].kind is BlockKind.HEADING
        largest = words * (LARGEST if len(run) == 1 else LARGEST_RUN)
        if group and (is_heading and body >= SMALLEST_BODY or body and size + length > largest and not is_heading):
            yield group_path, group
            group, size, body = [], 0, 0
        if is_heading:
            path = [*(entry for entry in path if entry[0] < run[0].level), (run[0].level, run[0].shown)]
        if not group or is_heading and not body:
            group_path = tuple(text for _, text in path)
        group = [*group, *run]
        size += length
        body += 0 if is_heading else length
    if group:
        yield group_path, group


def _runs(blocks: Sequence[Block], words: int) -> Iterator[list[Block]]:
    """The blocks of a document, those together that a reader takes as one, in parts where that is too long for a passage."""
    run: list[Block] = []
    for block in blocks:
        if run and not _belongs(run[-1], block):
            yield from _parts(run, words)
            run = []
        run.append(block)
    if run:
        yield from _parts(run, words)


def _parts(run: Sequence[Block], words: int) -> Iterator[list[Block]]:
    """A run as it is, or what is too long cut between its items or rows; what introduces others goes with them."""
    if _length(run) <= words * LARGEST_RUN:
        yield list(run)
        return
    part: list[Block] = []
    for block in run:
        if part and _length([*part, block]) > words * LARGEST:
            end = next((end for end in range(len(part), 0, -1) if not _announces(part[end - 1])), 0)
            if end or _length(part) >= words:  # else a few words that introduce something long; but a form may be all labels
                yield part[: end or len(part)]
                part = part[end:] if end else []
        part.append(block)
    yield part


def _belongs(before: Block, block: Block) -> bool:
    """True if a block goes on with a list or table, or with what was announced right before it."""
    if BlockKind.HEADING in (before.kind, block.kind):
        return False
    is_listed = before.kind is block.kind and block.kind in (BlockKind.ITEM, BlockKind.ROW)
    return is_listed or _announces(before) or bool(_GOES_ON.search(before.text))


def _announces(block: Block) -> bool:
    return block.text.endswith(":")


def _length(blocks: Sequence[Block]) -> int:
    """Number of words."""
    return sum(len(block.text.split()) for block in blocks)


def _node(
    document: Document, version: str, *, text: str, path: tuple[str, ...], blocks: list[Block], offset: int, position: int
) -> TextNode:
    starts = _quote_starts(document, blocks)
    name = f"{document.path}\n{version}\n{position}"
    metadata = {
        **_known(document),
        "heading": HEADING_SEPARATOR.join(path),
        "page": blocks[0].page or 0,
        "quote_starts": json.dumps(starts, ensure_ascii=False),
        "marks": json.dumps(_marks(blocks)),
        "position": position,
        "version": version,
    }
    return TextNode(
        id_=hashlib.sha256(name.encode()).hexdigest()[:32],
        text=text,
        start_char_idx=offset,
        end_char_idx=offset + len(text),
        metadata=metadata,
        excluded_embed_metadata_keys=[key for key in metadata if key not in EMBEDDED],
        excluded_llm_metadata_keys=[key for key in metadata if key not in (*EMBEDDED, "document", "publisher", "published", "page")],
        metadata_template="{value}",
        metadata_separator="\n",
        text_template="{metadata_str}\n{content}",
    )


def _marks(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """From where to where in the passage a number stands that readers see and the file has not."""
    found, offset = [], 0
    for block in blocks:
        if block.mark:
            found.append((offset + len(block.line) - len(block.shown), offset + len(block.line) - len(block.text)))
        offset += len(block.line) + 1
    return found


def _known(document: Document) -> dict[str, str]:
    """What is known of the document as a whole."""
    source = document.source
    return {
        "document": document.path,
        "title": document.title,
        "publisher": document.publisher or "",
        "published": document.published or "",
        "retold_from": source.retold_from,
        "kind": source.kind,
        "valid_until": source.valid_until,
        "audience": ", ".join(source.audience),
        "sector": ", ".join(source.sector),
        "region": source.region,
        "address": source.address,
        "contact": source.contact,
        "visibility": source.visibility,
    }


def _quote_starts(document: Document, blocks: list[Block]) -> list[tuple[int, int | None, str | None]]:
    """(offset in the passage, page, printed label) of each place where a page begins, or where a quote must begin anew."""
    starts: list[tuple[int, int | None, str | None]] = []
    offset = 0
    for block in blocks:
        mark = len(block.line) - len(block.text)
        seams = {(mark if at else 0) + at for at in block.seams}
        places = {0: block.page, **dict.fromkeys(sorted(seams - {0}), block.page), **{mark + at: page for at, page in block.breaks}}
        for at, page in places.items():
            if not starts or starts[-1][1] != page or at in seams:
                starts.append((offset + at, page, document.page_labels.get(page) if page else None))
        offset += len(block.line) + 1
    return starts if any(page for _, page, _ in starts) or len(starts) > 1 else []
