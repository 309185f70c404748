"""Is a quote literal? Checked against the file itself, with an extraction of its own; the index is not read."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
import zipfile
from functools import lru_cache
from pathlib import Path

import pypdf

# Where the words of a Word document end; within a paragraph a tag may stand inside a word.
_DOCX_GAP = re.compile(r"</w:(?:p|tc)>|<w:(?:br|cr|tab|ptab)\b")


def is_literal(quote: str, file: Path, page: int | None) -> bool:
    """True if the words of `quote` stand in `file`, on physical page `page` (1-based) where it has pages.

    Both are compared after NFKC without white space, hyphens and soft hyphens.
    """
    text = source_text(file, page, file.stat().st_mtime_ns)
    squeezed = _squeezed(quote)
    if file.suffix == ".md":
        return bool(squeezed) and (squeezed in text or _without_marks(squeezed) in _without_marks(text))
    return bool(squeezed) and squeezed in text


@lru_cache(maxsize=64)
def pages_of(file: Path) -> tuple[str, ...]:
    """The text of each page of a PDF as it is, or of another file as one; what is bold in Markdown has lost its marks."""
    changed = file.stat().st_mtime_ns
    if b"%PDF" in file.open("rb").read(1024):
        return tuple(_joined(page.extract_text()) for page in _reader(file, changed).pages)
    if file.suffix == ".docx":
        return (_markup_text(_DOCX_GAP.sub(r" \g<0>", _docx_source(file))),)
    text = _decoded(file.read_bytes())
    return (_markup_text(text, gap=" ") if file.suffix in (".html", ".htm") else re.sub(r"[*_`]", "", text),)


def _docx_source(file: Path) -> str:
    with zipfile.ZipFile(file) as document:
        return document.read("word/document.xml").decode()


def _decoded(data: bytes) -> str:
    """What a reader sees of a text file: UTF-8, UTF-16 where it begins by saying so, else what Windows wrote in Western Europe."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _joined(text: str) -> str:
    """Printed lines with the words and addresses whole that were broken at a line end."""
    return re.sub(r"(?<=\.nl/)\s*\n(?=[a-z])", "", re.sub(r"(?<=\w)[-\u00ad]\s*\n(?=[a-z])", "", text))


@lru_cache(maxsize=512)
def source_text(file: Path, page: int | None, changed: int) -> str:
    """The text of a page or file as `changed` (its time stamp) left it, squeezed, before any cleaning of ours."""
    start = file.open("rb").read(1024)
    if b"%PDF" in start:
        pages = _reader(file, changed).pages
        return _squeezed(pages[page - 1].extract_text()) if page and page <= len(pages) else ""
    if file.suffix == ".docx":
        return _squeezed(_markup_text(_docx_source(file)))
    text = _decoded(file.read_bytes())
    if b"<" in start[:64] and file.suffix in (".html", ".htm", ".pdf"):
        return _squeezed(_markup_text(re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.S | re.I)))
    return _squeezed(re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text) if file.suffix == ".md" else text)


@lru_cache(maxsize=64)
def _reader(file: Path, changed: int) -> pypdf.PdfReader:  # `changed` is part of the cache's key
    return pypdf.PdfReader(file)


def _markup_text(source: str, gap: str = "") -> str:
    return html.unescape(re.sub(r"<[^>]+>", gap, source))


def _without_marks(source: str) -> str:
    """Markdown without its marks for emphasis, code, lists, block quotes and table cells."""
    return re.sub(r"[*`_>|\\]|&nbsp;|<br ?/?>", "", source)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010\u2011-]", "", unicodedata.normalize("NFKC", text))
