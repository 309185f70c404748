"""Plain text, in whatever encoding it was saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

from ingest.clean import LIST_MARK, Line, join_into_blocks, tidy
from ingest.document import Block, BlockKind, Document
from ingest.seams import with_seams

# A sentence that an empty line has cut in two.
_ACROSS_BLANK = re.compile(r"([a-zà-þ,-])[ \t]*\n(?:[ \t]*\n)+[ \t]*([a-zà-þ]{2})")


def decode(data: bytes) -> str:
    """The text in `data`: UTF-8 where it is, UTF-16 where it says so, else what Windows wrote in these parts.

    >>> decode("Eén café, € 25".encode("cp1252"))
    'Eén café, € 25'
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def load_text(file: Path, name: str) -> Document:
    """The text of a file. A short part between blank lines that says no whole sentence is a heading."""
    text = decode(file.read_bytes()).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    written, text = text, _ACROSS_BLANK.sub(r"\1\n\2", text)
    parts = ([line for line in map(tidy, part.split("\n")) if line] for part in re.split(r"\n\s*\n|\f", text))
    blocks = [block for lines in parts for piece in _at_capitals(lines) for block in _blocks(piece)]
    blocks = [_promoted(block, following) for block, following in pairwise([*blocks, None])]
    is_titled = bool(blocks) and len(blocks[0].text) <= 120 and not re.search(r"[.!?](?:\s|$)", blocks[0].text)
    title = blocks[0].text if is_titled else file.stem
    return Document(path=name, title=title, blocks=with_seams(blocks, {None: written}))


def _at_capitals(lines: list[str]) -> Iterator[list[str]]:
    """The lines of a part, cut before and after lines in capitals."""
    after_label = {line for label, line in pairwise(lines) if label.endswith(":")}
    for _, run in groupby(lines, key=lambda line: _is_in_capitals(line) and line not in after_label):
        yield list(run)


def _is_in_capitals(line: str) -> bool:
    """True for a line in capitals that can be a heading: no label, address or path."""
    return bool(re.search(r"[A-ZÀ-Þ]{4}", line)) and not re.search(r"[a-zà-þ@:/]|\w\.\w", line) and len(line) <= 90


def _promoted(block: Block, following: Block | None) -> Block:
    """A short line above running text is the heading of that text."""
    is_text_next = following is not None and following.kind is BlockKind.PARAGRAPH and len(following.text) > 2 * len(block.text)
    if block.kind is BlockKind.PARAGRAPH and len(block.text) <= 60 and is_text_next and _is_heading(block.text):
        return replace(block, kind=BlockKind.HEADING, level=3)
    return block


def _blocks(lines: list[str]) -> list[Block]:
    """The blocks of a part between blank lines."""
    whole = " ".join(lines)
    if len(lines) <= 2 and (_is_heading(whole) or _is_in_capitals(whole)):
        return [Block(BlockKind.HEADING, whole, level=2)]
    return [Block(block.kind, block.text, level=block.level) for block in join_into_blocks([Line(line, page=1) for line in lines])]


def _is_heading(text: str) -> bool:
    """True for a short part that says no whole sentence: no list item, label, address, figure or full stop."""
    if len(text) > 90 or not text[0].isupper() or not re.search(r"[^\W\d_]{2}.*[a-zà-þ]", text) or LIST_MARK.match(text):
        return False
    return not re.search(r"[.!;:,]$|@|www\.|[A-Za-z]\.[A-Za-z]{2}|\d{3}|: |•|[a-z][A-Z]", text)
