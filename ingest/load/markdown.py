"""Markdown, with markdown-it-py. Emphasis and link targets are dropped, the words stay."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.clean import tidy
from ingest.document import CELL_MARK, Block, BlockKind, Document
from ingest.load.text import decode
from ingest.seams import with_seams

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\s*(?:\n|\Z)", re.S)

# As in a browser, one that is not closed goes on to the end.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1>|\Z)", re.S | re.I)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+|(?:mailto:)?[^<>\s@]+@[^<>\s@]+)>", re.I)
_QUOTED = re.compile(r"^ {0,3}(?:> ?)+", re.M)  # what each line of a block quote begins with
_TAG = re.compile(r"<[^<>]*+>")
_FIELD = re.compile(r"^(title|description):[ \t]*+[>|]?[+-]?[ \t]*+(?:\n {2,})?+(.+(?:\n {2,}.+)*)", re.M)


def load_markdown(file: Path, name: str) -> Document:
    """The text of a Markdown file; a `title` in its front matter is its title."""
    source = decode(file.read_bytes()).replace("\r\n", "\n")
    front = _FRONT_MATTER.match(source)
    body = source[front.end() :] if front else source
    # "####Titel" without a space and "::tip" boxes are no CommonMark, yet common.
    body = re.sub(r"^(#{1,6})(?=[^#\s])", r"\1 ", body, flags=re.M)
    body = re.sub(r"^::+.*$", "", body, flags=re.M)
    blocks = tuple(_blocks(MarkdownIt("commonmark").enable("table").parse(body)))
    fields = dict(_FIELD.findall(front[1])) if front else {}
    fields = {key: tidy(value.strip("'\" ")) for key, value in fields.items()}
    if fields.get("description"):
        blocks = (Block(BlockKind.PARAGRAPH, fields["description"]), *blocks)
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), file.stem)
    return Document(path=name, title=fields.get("title") or heading, blocks=with_seams(blocks, {None: _as_seen(source)}, marks="*_`\\"))


def _as_seen(source: str) -> str:
    """The source with the words of links alone, and without the marks of addresses and block quotes: a reader sees none of those.

    >>> _as_seen("> Mail [ons](a.html)\\n> of <a@b.nl>.")
    'Mail ons\\nof a@b.nl.'
    """
    return _QUOTED.sub("", _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", source)))


def _blocks(tokens: list[Token]) -> list[Block]:
    blocks: list[Block] = []
    heading, mark, is_new_item, is_cell = 0, "-", False, False
    cells: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "list_item_open":
            is_new_item, mark = True, f"{token.info}{token.markup}"
        elif token.type in ("td_open", "th_open"):
            is_cell = True
        elif token.type == "tr_close":
            # The bar stays: a quote has to occur in the file as it is.
            blocks.append(Block(BlockKind.ROW, f"{CELL_MARK}| ".join(cells)))
            cells, is_cell = [], False
        elif token.type == "html_block":
            blocks.append(Block(BlockKind.PARAGRAPH, tidy(_TAG.sub(" ", _COMMENT.sub("", token.content)))))
        elif token.type in ("fence", "code_block"):
            blocks.append(Block(BlockKind.PARAGRAPH, tidy(token.content)))
        elif token.type == "inline":
            text = _plain(token)
            if is_cell:
                cells.append(text)
            elif heading:
                blocks.append(Block(BlockKind.HEADING, text, level=heading))
            elif is_new_item:
                blocks.append(Block(BlockKind.ITEM, f"{mark} {text}"))
            else:
                blocks.append(Block(BlockKind.PARAGRAPH, text))
            heading, is_new_item = 0, False
    return [block for block in blocks if block.text.strip()]


def _plain(token: Token) -> str:
    """The words of an inline token, without markup."""
    parts = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak", "html_inline"):
            parts.append(" ")
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
    return tidy(re.sub(r"\[ \]\{[^{}]*+\}", "", "".join(parts)))
