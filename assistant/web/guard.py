"""What every request and answer of the site passes: only what the page needs is reached, and an answer goes out as Dutch, with a ban
on anything from elsewhere.
"""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import words
from assistant.web.routes import form_stamp
from assistant.web.source import alone, gone_html

# Whatever slips through: the browser fetches nothing from elsewhere, and sends nothing there. Gradio makes code as it runs.
POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"
)
ENGLISH, DUTCH = b'lang="en"', b'lang="nl"'  # of the same length, so that Content-Length stays true
# Gradio also takes files from anyone, tells what its events are, fetches addresses for others and has pages of its own.
OPEN = re.compile(
    r"/|/(?:config|theme\.css|favicon\.ico|robots\.txt|manifest\.json|pwa_icon(?:/\d+)?)"
    r"|/(?:vorm|bron|assets|static|svelte)/.*"
    r"|/gradio_api/(?:queue/join|queue/data|heartbeat/\w+|startup-events|cancel|reset|theme\.css)/?",
    re.S,
)
INBOX = "/inbox"  # the page for mail; who may come in there is for its door


class Guard:
    """Passes requests for what is open on to a site, and looks after its answers. Streams stay streams."""

    def __init__(self, app: ASGIApp, *, has_inbox: bool = False) -> None:
        """`has_inbox`: there is a page at /inbox, behind a door that opens and closes what is under it."""
        self._app = app
        self._has_inbox = has_inbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = path_in(scope)
        is_behind_door = self._has_inbox and (path == INBOX or path.startswith(f"{INBOX}/"))
        app = self._app if is_behind_door or OPEN.fullmatch(path) else closed(scope.get("root_path", ""))
        is_page = False

        async def pass_on(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "same-origin")
                is_page = headers.get("Content-Type", "").startswith("text/html") and "Content-Security-Policy" not in headers
                if is_page:
                    headers["Content-Security-Policy"] = POLICY
            elif is_page:  # Gradio's template says that it is English, in the first piece
                message["body"] = message.get("body", b"").replace(ENGLISH, DUTCH, 1)
            await send(message)

        await app(scope, receive, pass_on)


def path_in(scope: Scope) -> str:
    """The path of a request, from where the site begins."""
    return scope["path"].removeprefix(scope.get("root_path", "")) or "/"


def closed(root: str) -> HTMLResponse:
    """What is said at an address where nothing is."""
    return HTMLResponse(alone(gone_html(words.NO_SUCH_ADDRESS), title=words.NO_SUCH_TITLE, root=f"{root}/", stamp=form_stamp()), 404)
