"""Is a quote literal? Checked against the file itself, with an extraction of its own; the index is not read."""

from __future__ import annotations

import html
import re
import unicodedata
import zipfile
from functools import lru_cache
from pathlib import Path

import pypdf


def is_literal(quote: str, file: Path, page: int | None) -> bool:
    """True if the words of `quote` stand in `file`, on physical page `page` (1-based) where it has pages.

    Both are compared after NFKC without white space, hyphens and soft hyphens.
    """
    return bool(quote.strip()) and _squeezed(quote) in source_text(file, page)


@lru_cache(maxsize=512)
def source_text(file: Path, page: int | None) -> str:
    """The text of a page or file, squeezed, before any cleaning of ours."""
    start = file.open("rb").read(1024)
    if b"%PDF" in start:
        return _squeezed(_reader(file).pages[page - 1].extract_text()) if page else ""
    if file.suffix == ".docx":
        return _squeezed(_markup_text(zipfile.ZipFile(file).read("word/document.xml").decode()))
    text = file.read_text(encoding="utf-8", errors="replace")
    if b"<" in start[:64] and file.suffix in (".html", ".htm", ".pdf"):
        return _squeezed(_markup_text(re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.S | re.I)))
    if file.suffix == ".md":
        return _squeezed(_without_marks(text)) + "\n" + _squeezed(text)
    return _squeezed(text)


@lru_cache(maxsize=64)
def _reader(file: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(file)


def _markup_text(source: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", source))


def _without_marks(source: str) -> str:
    """Markdown without emphasis, link targets and code marks."""
    return re.sub(r"\*+|`+|(?<!\w)_+|_+(?!\w)", "", re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", source)).replace("\\", "")


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010\u2011-]", "", unicodedata.normalize("NFKC", text))
