"""One loader per format; `load` picks by suffix."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest.document import Document
from ingest.errors import LoadError
from ingest.load.docx import load_docx
from ingest.load.html import load_html
from ingest.load.markdown import load_markdown
from ingest.load.pdf import load_pdf
from ingest.load.text import load_text

Loader = Callable[[Path, str], Document]

LONGEST_TITLE = 110  # characters

LOADERS: dict[str, Loader] = {
    ".pdf": load_pdf,
    ".html": load_html,
    ".htm": load_html,
    ".docx": load_docx,
    ".md": load_markdown,
    ".txt": load_text,
}


def load(file: Path, name: str) -> Document:
    """The document in `file`, named `name` below the corpus.

    Raises LoadError when the file is locked, broken, empty or of a kind that is not known. A file whose
    suffix lies (a web page named .pdf) is read for what it is.
    """
    loader = LOADERS.get(file.suffix.lower())
    if loader is None:
        raise LoadError("unknown_format", f"soort bestand '{file.suffix or file.name}' wordt niet gelezen")
    try:
        start = file.open("rb").read(1024)
    except OSError as problem:
        raise LoadError("unreadable", f"het bestand kan niet worden geopend ({problem.strerror})") from problem
    if not start.strip():
        raise LoadError("empty", "het bestand is leeg")
    if loader is load_pdf and b"%PDF" not in start and b"<" in start[:64]:
        loader = load_html
    document = loader(file, name)
    if not any(block.text for block in document.blocks):
        raise LoadError("no_text", "er staat geen leesbare tekst in; is het een scan? Maak er dan eerst een doorzoekbare PDF van")
    if document.publisher and not document.names(document.publisher):
        document = replace(document, publisher=None)
    return replace(document, title=_short(document.title))


def _short(title: str) -> str:
    """A title that fits on a line: of a law its citation title in brackets, else its beginning.

    >>> _short("Regeling van 6 mei 2009, " + "houdende regels " * 8 + "(Regeling lerarenbeurs)")
    'Regeling lerarenbeurs'
    """
    if len(title) <= LONGEST_TITLE:
        return title
    cited = re.search(r"\(([^()]{10,100})\)\W*$", title)
    return cited[1] if cited else title[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
