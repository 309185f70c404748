"""One loader per format; `load` picks by suffix."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from ingest.document import Document
from ingest.errors import LoadError
from ingest.limits import USUAL, Limits, check_pages, check_size, check_text, check_unpacked
from ingest.load.docx import load_docx
from ingest.load.eml import load_eml
from ingest.load.html import load_html
from ingest.load.markdown import load_markdown
from ingest.load.odt import load_odt
from ingest.load.pdf import load_pdf
from ingest.load.text import load_text
from ingest.refusal import why_not
from ingest.tesseract import HOW_TO_READ, ocr_stamp

Loader = Callable[[Path, str], Document]
OnPage = Callable[[int, int], None]  # hears which page was read, and of how many

LONGEST_TITLE = 110  # characters

LOADERS: dict[str, Loader] = {
    ".pdf": load_pdf,
    ".html": load_html,
    ".htm": load_html,
    ".docx": load_docx,
    ".md": load_markdown,
    ".txt": load_text,
    ".eml": load_eml,
    ".odt": load_odt,
}


def load(file: Path, name: str, *, limits: Limits = USUAL, on_page: OnPage = lambda page, pages: None) -> Document:
    """The document in `file`, named `name` below the corpus.

    Raises LoadError when the file is locked, broken, empty, larger than `limits` or of a kind that is not known. A file
    whose suffix lies (a web page named .pdf) is read for what it is. How long it takes, and how much memory, is bounded
    only in a worker: see `ingest.read`.
    """
    if file.suffix.lower() not in LOADERS:
        raise LoadError("unknown_format", f"soort bestand '{file.suffix or file.name}' wordt niet gelezen")
    check_size(file, limits)
    start = _start(file)
    if start.startswith(b"PK"):
        check_unpacked(file, limits)

    def count(page: int, pages: int) -> None:
        check_pages(pages, limits)
        on_page(page, pages)

    loader = _loader(file.suffix.lower(), start)
    document = load_pdf(file, name, on_page=count) if loader is load_pdf else loader(file, name)
    check_text(sum(len(block.text) for block in document.blocks), limits)
    if not any(block.text for block in document.blocks):
        raise LoadError("no_text", f"er staat geen leesbare tekst in; {_what_to_do(loader)}")
    if document.publisher and not document.names(document.publisher):
        document = replace(document, publisher=None)
    return replace(document, title=_short(document.title))


def _what_to_do(loader: Loader) -> str:
    """What a person can do about a file without text."""
    if loader is load_pdf and not ocr_stamp():
        return f"is het een scan? {HOW_TO_READ[:1].upper()}{HOW_TO_READ[1:]}, of maak er een doorzoekbare PDF van"
    return "is het een scan? Maak er dan eerst een doorzoekbare PDF van"


def _start(file: Path) -> bytes:
    """What a file begins with. Raises LoadError when it is empty or cannot be opened."""
    try:
        with file.open("rb") as handle:
            start = handle.read(1024)
            is_empty = not start.strip() and not any(piece.strip() for piece in iter(partial(handle.read, 1 << 16), b""))
    except OSError as problem:
        raise LoadError("unreadable", f"het bestand kan niet worden geopend ({why_not(problem)})") from problem
    if is_empty:
        raise LoadError("empty", "het bestand is leeg")
    return start


def _loader(suffix: str, start: bytes) -> Loader:
    """The loader for a file by what it begins with, and else by its suffix."""
    # Some programs write a warning or an empty line above the PDF; a text may speak of "%PDF".
    if re.search(rb"%PDF-\d\.\d\s", start if suffix == ".pdf" else start[:16]) and b" obj" in start:
        return load_pdf
    if suffix == ".pdf" and start.startswith(b"PK"):
        return load_docx
    if suffix in (".pdf", ".docx") and start.removeprefix(BOM_UTF8).lstrip().startswith(b"<"):
        return load_html
    return LOADERS[suffix]


def _short(title: str) -> str:
    """A title that fits on a line: of a law its citation title in brackets, else its beginning.

    >>> _short("Regeling van 6 mei 2009, " + "houdende regels " * 8 + "(Regeling lerarenbeurs)")
    'Regeling lerarenbeurs'
    """
    if len(title) <= LONGEST_TITLE:
        return title
    cited = re.search(r"\(([^()]{10,100})\)\W*$", title)
    return cited[1] if cited else title[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
