"""The addresses of the site beside the page itself: sources, their pages as images, the files, style and script.

A document is named by its key in the index, never by a path. Whoever may not see a document gets the same answer as for one that
is not there. What else an address says may be anything, and is answered in Dutch. What is served is asked for again each time: a
document may have become internal since.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from llama_index.core.schema import TextNode

from assistant.assistant import Assistant
from assistant.web import words
from assistant.web.source import LONGEST_QUOTE, Asked, Shown, alone, gone_html, source_html, text_before
from ingest.errors import BronwijsError
from ingest.original import Originals
from ingest.show import NoSuchPage, Sheet
from ingest.snapshot import Record
from ingest.viewer import Viewer

FORM = {"page.css": "text/css", "page.js": "text/javascript", "inbox.css": "text/css", "inbox.js": "text/javascript"}
ASK_AGAIN = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
# A page of ours needs no script; a file of anyone's may do nothing at all.
OURS = ASK_AGAIN | {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'"
}
ANYONES = ASK_AGAIN | {"Content-Security-Policy": "sandbox; default-src 'none'"}
SHOWN_IN_BROWSER = {".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8"}
YES = "1"
NO_PAGE = 0  # no document has it
_HERE = Path(__file__).parent


def form_stamp() -> str:
    """Changes whenever style or script does, so that no browser keeps an old one."""
    return hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in FORM)).hexdigest()[:12]


@dataclass(frozen=True)
class _Document:
    record: Record
    nodes: list[TextNode]


def routes(assistant: Assistant, originals: Originals, viewer: Viewer) -> APIRouter:
    """All of these addresses."""
    router, stamp = APIRouter(), form_stamp()

    @router.get("/vorm/{name}")
    def form(name: str) -> Response:
        if name not in FORM:
            return Response(status_code=404)
        return FileResponse(_HERE / name, media_type=FORM[name], headers=ASK_AGAIN)

    @router.get("/bron/{key}")
    def source(request: Request, key: str, bladzijde: str = "", citaat: str = "", deel: str = "") -> Response:
        root = f"{request.scope.get('root_path', '')}/"
        asked = Asked(key, _page_number(bladzijde) if bladzijde else None, citaat[:LONGEST_QUOTE])
        document = _find(assistant, key)
        if document is None:
            title, inner, status = words.SOURCE_LABEL, gone_html(words.NO_SUCH_DOCUMENT), 404
        else:
            title, inner, status = document.record.title, _source(document, asked, root, originals, viewer), 200
        whole = inner if deel == YES else alone(inner, title=title, root=root, stamp=stamp)
        return HTMLResponse(whole, status, headers=OURS)

    @router.get("/bron/{key}/bladzijde/{page}")
    def page_image(request: Request, key: str, page: str) -> Response:
        document = _find(assistant, key)
        file = originals.find(document.record) if document else None
        if document is None or file is None or not _is_pdf(file):
            return Response(status_code=404, headers=ASK_AGAIN)
        number = _page_number(page)
        tag = f'"{document.record.version}-{number}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=ASK_AGAIN | {"ETag": tag})
        try:
            image = viewer.image(file, number)
        except OSError:
            return Response(status_code=404, headers=ASK_AGAIN)
        kind = "image/png" if image.startswith(b"\x89PNG") else "image/jpeg"
        return Response(image, media_type=kind, headers=ASK_AGAIN | {"ETag": tag})

    @router.get("/bron/{key}/origineel")
    def original(request: Request, key: str, opslaan: str = "") -> Response:
        document = _find(assistant, key)
        file = originals.find(document.record) if document else None
        if document is None or file is None:
            said = words.FILE_CHANGED if document else words.NO_SUCH_DOCUMENT
            root = f"{request.scope.get('root_path', '')}/"
            return HTMLResponse(alone(gone_html(said), title=words.SOURCE_LABEL, root=root, stamp=stamp), 404, headers=OURS)
        suffix = PurePosixPath(document.record.path).suffix.lower()
        is_shown = suffix in SHOWN_IN_BROWSER and opslaan != YES
        return FileResponse(
            file,
            media_type=SHOWN_IN_BROWSER.get(suffix, "application/octet-stream"),
            filename=PurePosixPath(document.record.path).name,
            content_disposition_type="inline" if is_shown else "attachment",
            headers=ASK_AGAIN if suffix == ".pdf" else ANYONES,  # a browser shows no PDF in a sandbox
        )

    return router


def _find(assistant: Assistant, key: str) -> _Document | None:
    """The document with a key, if there is one that the asker may see."""
    try:
        view = assistant.retriever.view()
    except BronwijsError:
        return None
    record = next((record for record in view.records.values() if record.key and record.key == key), None)
    return _Document(record, view.by_document.get(record.path, [])) if record else None


def _source(document: _Document, asked: Asked, root: str, originals: Originals, viewer: Viewer) -> str:
    file = originals.find(document.record)
    sheet, why = None, "" if file else words.FILE_CHANGED
    if file and asked.page is not None and _is_pdf(file):
        before = text_before(document.nodes, asked.quote, asked.page)
        sheet, why = _sheet(viewer, file, asked, before)
    return source_html(Shown(document.record, document.nodes, asked, root, sheet, file is not None, why))


def _sheet(viewer: Viewer, file: Path, asked: Asked, before: str) -> tuple[Sheet | None, str]:
    """The page that is asked for, or why there is none."""
    try:
        return viewer.sheet(file, asked.page or 0, asked.quote, before=before), ""
    except NoSuchPage:
        return None, words.NO_SUCH_PAGE
    except OSError:
        return None, words.NOT_DRAWN


def _page_number(said: str) -> int:
    """
    >>> _page_number("12"), _page_number("twaalf")
    (12, 0)
    """
    try:
        return int(said)
    except ValueError:
        return NO_PAGE


def _is_pdf(file: Path) -> bool:
    return file.suffix.lower() == ".pdf"
