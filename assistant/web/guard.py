"""What every answer of the site gets on its way out: Dutch as the language of the page, and a ban on anything from elsewhere."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Whatever slips through: the browser fetches nothing from elsewhere, and sends nothing there. Gradio makes code as it runs.
POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"
)
ENGLISH, DUTCH = b'lang="en"', b'lang="nl"'  # of the same length, so that Content-Length stays true


class Guard:
    """Passes requests on to a site, and looks after its answers. Streams stay streams."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
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

        await self._app(scope, receive, pass_on)
