"""Plain text, in whatever encoding it was saved."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.clean import LIST_MARK, Line, join_into_blocks, tidy
from ingest.document import Block, BlockKind, Document


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
    parts = ([line for line in map(tidy, part.split("\n")) if line] for part in re.split(r"\n\s*\n|\f", text))
    blocks = [block for lines in parts if lines for block in _blocks(lines)]
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), None)
    title = blocks[0].text if blocks and len(blocks[0].text) <= 120 else heading or file.stem
    return Document(path=name, title=title, blocks=tuple(blocks))


def _blocks(lines: list[str]) -> list[Block]:
    """The blocks of a part between blank lines."""
    whole = " ".join(lines)
    if len(lines) <= 2 and _is_heading(whole):
        return [Block(BlockKind.HEADING, whole, level=2)]
    return [Block(block.kind, block.text, level=block.level) for block in join_into_blocks([Line(line, page=1) for line in lines])]


def _is_heading(text: str) -> bool:
    """True for a short part that says no whole sentence: no list item, label, address, figure or full stop."""
    if len(text) > 90 or not text[0].isupper() or not re.search(r"[^\W\d_]{2}.*[a-zà-þ]", text) or LIST_MARK.match(text):
        return False
    return not re.search(r"[.!;:,]$|@|www\.|[A-Za-z]\.[A-Za-z]{2}|\d{3}|: |•|[a-z][A-Z]", text)
