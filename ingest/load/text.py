"""Plain text, in whatever encoding it was saved."""

from __future__ import annotations

import re
from pathlib import Path

from charset_normalizer import from_bytes

from ingest.clean import LIST_MARK, Line, clean_pages, tidy
from ingest.document import Block, BlockKind, Document


def decode(data: bytes) -> str:
    """The text in `data`: UTF-8 where it is, else the likeliest encoding."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data).best()
        return str(best) if best else data.decode("cp1252", errors="replace")


def load_text(file: Path, name: str) -> Document:
    """The text of a file; a form feed begins a new page only in how the text is joined."""
    text = decode(file.read_bytes()).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n|\f", text):
        lines = [Line(tidy(line), page=1) for line in part.split("\n") if line.strip()]
        if lines:
            blocks += _blocks(lines)
    title = blocks[0].text if blocks and len(blocks[0].text) <= 120 else file.stem
    return Document(path=name, title=title, blocks=tuple(blocks))


def _blocks(lines: list[Line]) -> list[Block]:
    """The blocks of a part between blank lines. A short part without a full stop is a heading."""
    whole = tidy(" ".join(line.text for line in lines))
    is_title = len(whole) <= 90 and len(lines) <= 2 and whole[0].isupper() and not re.search(r"[.!?;:,]$", whole)
    if is_title and not LIST_MARK.match(whole) and not re.search(r"@|www\.|\d{3}", whole):
        return [Block(BlockKind.HEADING, whole, level=2)]
    joined = clean_pages([lines]).blocks
    return [Block(block.kind, block.text, level=block.level) for block in joined]
