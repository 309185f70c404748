"""Is a quote literal? Checked against the file itself, with an extraction of its own; the index is not read."""

from __future__ import annotations

import codecs
import email
import email.policy
import html
import re
import unicodedata
import zipfile
from functools import lru_cache
from pathlib import Path

import pypdf

from ingest.load.ocr import read_scan

# Where the words of a Word document end; within a paragraph a tag may stand inside a word.
_DOCX_GAP = re.compile(r"</w:(?:p|tc)>|<w:(?:br|cr|tab|ptab)\b")
# What stands in the file of a Word document and is no text of it: what was taken out or moved away, and codes of fields.
_DOCX_NO_TEXT = re.compile(r"<w:(delText|instrText|delInstrText)\b[^>]*>.*?</w:\1>|<w:moveFrom\b.*?</w:moveFrom>", re.S)
_ODT_NO_TEXT = re.compile(r"<(text:tracked-changes|office:annotation|text:note)\b[^>]*>.*?</\1>", re.S)
# What steers a terminal or the direction of writing is not seen by a reader, nor given by an index.
_CONTROL = re.compile(r"[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u061c\u202a-\u202e\u2066-\u2069\ufffd]")


def is_literal(quote: str, file: Path, page: int | None) -> bool:
    """True if the words of `quote` stand in `file`, on physical page `page` (1-based) where it has pages.

    Both are compared after NFKC without white space, control characters, hyphens and soft hyphens. Of a scanned page the
    words are those that Tesseract reads: nothing else reads them here.
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
    if _is_pdf(file):
        return tuple(_joined(_page_text(file, number, changed)) for number in range(1, len(_reader(file, changed).pages) + 1))
    if file.suffix == ".docx":
        return (_markup_text(_DOCX_GAP.sub(r" \g<0>", _docx_source(file))),)
    if file.suffix in _OTHER:
        return (_OTHER[file.suffix](file, gap=" "),)
    text = _decoded(file.read_bytes())
    return (_markup_text(text, gap=" ") if file.suffix in (".html", ".htm") else re.sub(r"[*_`]", "", text),)


def _docx_source(file: Path) -> str:
    with zipfile.ZipFile(file) as document:
        return _DOCX_NO_TEXT.sub("", document.read("word/document.xml").decode())


def _odt_text(file: Path, gap: str = "") -> str:
    with zipfile.ZipFile(file) as document:
        source = document.read("content.xml").decode()
    return _markup_text(_ODT_NO_TEXT.sub("", source), gap)


def _eml_text(file: Path, gap: str = "") -> str:
    """The body of a message and the names of what is attached to it."""
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    text = _decoded(body.get_payload(decode=True) or b"") if body else ""
    if body and body.get_content_subtype() == "html":
        text = _markup_text(re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.S | re.I), gap)
    attached = (f"Bijlage: {part.get_filename()}" for part in message.iter_attachments())
    return "\n".join([re.sub(r"^[> ]+", "", text, flags=re.M), *attached])


_OTHER = {".odt": _odt_text, ".eml": _eml_text}


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
    if _is_pdf(file):
        pages = _reader(file, changed).pages
        return _squeezed(_page_text(file, page, changed)) if page and page <= len(pages) else ""
    if file.suffix == ".docx":
        return _squeezed(_markup_text(_docx_source(file)))
    if file.suffix in _OTHER:
        return _squeezed(_OTHER[file.suffix](file))
    text = _decoded(file.read_bytes())
    if b"<" in start[:64] and file.suffix in (".html", ".htm", ".pdf"):
        return _squeezed(_markup_text(re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.S | re.I)))
    return _squeezed(re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text) if file.suffix == ".md" else text)


def _is_pdf(file: Path) -> bool:
    """True for a PDF, whatever its name, and not for a text that speaks of one; some programs write a warning above it."""
    with file.open("rb") as handle:
        start = handle.read(1024)
    return bool(re.search(rb"%PDF-\d\.\d\s", start if file.suffix.lower() == ".pdf" else start[:16])) and b" obj" in start


def _page_text(file: Path, page: int, changed: int) -> str:
    """The text of a page as pypdf gives it; where that has none, as Tesseract reads it if it is there."""
    text = _reader(file, changed).pages[page - 1].extract_text()
    return text if text.strip() else "\n".join(printed.line.text for printed in read_scan(file, page))


@lru_cache(maxsize=64)
def _reader(file: Path, changed: int) -> pypdf.PdfReader:  # `changed` is part of the cache's key
    return pypdf.PdfReader(file)


def _markup_text(source: str, gap: str = "") -> str:
    return html.unescape(re.sub(r"<[^>]+>", gap, source))


def _without_marks(source: str) -> str:
    """Markdown without its marks for emphasis, code, lists, block quotes, addresses and table cells."""
    return re.sub(r"<br ?/?>|[*`_<>|\\]|&nbsp;", "", source)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010\u2011-]", "", unicodedata.normalize("NFKC", _CONTROL.sub("", text)))
