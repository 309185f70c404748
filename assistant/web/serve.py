"""The site on an address: the page and what goes with it, until it is stopped."""

from __future__ import annotations

import errno
import os
import socket
from dataclasses import replace

import fastapi
import uvicorn

from assistant import wording
from assistant.assistant import Assistant
from assistant.model import ModelSettings, server_elsewhere
from assistant.web import inbox_words, words
from assistant.web.door import Door, Visitors
from assistant.web.guard import INBOX, Guard
from assistant.web.inbox_page import Inbox, mount_inbox
from assistant.web.page import mount_page
from assistant.web.routes import routes
from ingest.errors import BronwijsError
from ingest.original import Originals
from ingest.refusal import why_not
from ingest.settings import Settings
from ingest.viewer import Viewer

PORTS_TO_TRY = 20
HIGHEST_PORT = 65535
PATIENCE = 3  # seconds for what is going on when the page is stopped


def serve(
    assistant: Assistant, settings: Settings, *, host: str, port: int, model: ModelSettings | None = None, inbox: Inbox | None = None
) -> None:
    """Show the page until it is stopped. A busy port is passed over, and said. Raises BronwijsError when it cannot be shown.

    `model` is what writes the answers, so that the page can say what leaves this machine. With `inbox` there is a page for mail too.
    """
    kept = what_leaves(settings, model or ModelSettings())
    inbox = replace(inbox, leaves=inbox_words.leaves(*_elsewhere(settings, model or ModelSettings()))) if inbox else None
    host = host.strip("[]")
    name = f"[{host}]" if ":" in host else host  # as IPv6 stands in a web address
    viewer = Viewer()
    with listen(host, port) as listening:
        free = listening.getsockname()[1]
        if free != port:
            print(wording.PORT_BUSY.format(port=port, free=free), flush=True)
        app = site(assistant, Originals(settings), viewer, kept=kept, inbox=inbox)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=PATIENCE))
        print(wording.PAGE_OPEN.format(address=f"http://{name}:{free}"), flush=True)  # who calls now is kept waiting, not refused
        if inbox:
            print(inbox_words.INBOX_OPEN.format(address=f"http://{name}:{free}{INBOX}/", user=inbox.account.user), flush=True)
        try:
            server.run(sockets=[listening])
        finally:
            viewer.close()


def what_leaves(settings: Settings, model: ModelSettings) -> str:
    """What the page says of what stays in the browser, and what goes to servers elsewhere that search or write."""
    return words.kept(*_elsewhere(settings, model))


def _elsewhere(settings: Settings, model: ModelSettings) -> tuple[str, str]:
    """The servers elsewhere that write and that search, "" for none."""
    return server_elsewhere(model.url) if model.is_set else "", server_elsewhere(settings.embedder)


def site(
    assistant: Assistant, originals: Originals, viewer: Viewer, *, kept: str = words.KEPT, inbox: Inbox | None = None
) -> fastapi.FastAPI:
    """The page at / and what goes with it; with `inbox` one for mail, behind a door. `kept` says what stays and what leaves."""
    app = fastapi.FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(routes(assistant, originals, viewer))  # first: what is added behind a mount at / is never reached
    if inbox:
        visitors = Visitors(inbox.account)
        mount_inbox(app, assistant, inbox, visitors)
        app.add_middleware(Door, visitors=visitors)
    mount_page(app, assistant, kept)
    app.add_middleware(Guard, has_inbox=inbox is not None)  # last: it is the first that a request meets
    return app


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the first free port from `port` on.

    Raises BronwijsError when there is none near, or nothing can listen on `host`.
    """
    last = min(port + PORTS_TO_TRY - 1, HIGHEST_PORT)
    for candidate in range(port, last + 1):
        try:
            return _listening(host, candidate)
        except (OSError, UnicodeError) as problem:  # the latter from a name such as "a..b"
            if getattr(problem, "errno", None) != errno.EADDRINUSE:
                raise BronwijsError(_why_not(problem, host, candidate)) from problem
    raise BronwijsError(f"Op {host} is geen poort vrij van {port} tot en met {last}. Kies een andere met --port.")


def _listening(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # elsewhere it lets two programs have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def _why_not(problem: OSError | UnicodeError, host: str, port: int) -> str:
    """What to tell a person about an address on which nothing can listen."""
    choose = "Kies met --host een ander, bijvoorbeeld 127.0.0.1 (alleen deze computer) of 0.0.0.0 (ook andere computers)."
    if isinstance(problem, socket.gaierror | UnicodeError):
        return f"Het adres ‘{host}’ is niet bekend. {choose}"
    if problem.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
        return f"Het adres ‘{host}’ is niet van deze computer, dus daar kan de pagina niet open. {choose}"
    if problem.errno == errno.EACCES:
        return f"Poort {port} op {host} is niet toegestaan. Kies een poort vanaf 1024 met --port."
    return f"De pagina kan niet open op {host}, poort {port}: {why_not(problem)}. Kies een andere met --host of --port."
