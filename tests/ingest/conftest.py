"""A web server on this machine, for what is fetched from the web."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Site:
    """Serves what `pages` say, by path; `asked` keeps the path and headers of every request."""

    server: ThreadingHTTPServer
    pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, Message]] = field(default_factory=list)
    scheme: str = "http"

    def at(self, path: str, *, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.server.server_port}{path}"

    def puts(self, path: str, content: bytes = b"", *, status: int = 200, **headers: str) -> str:
        """Serve this from now on, with headers such as `content_type`; the address. Answers 304 to its own validators."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.close_connection = False
            same = [request.headers.get("If-None-Match") == named.get("etag", "-")]
            same += [request.headers.get("If-Modified-Since") == named.get("last-modified", "-")]
            request.send_response(304 if any(same) else status)
            for name, value in named.items():
                request.send_header(name, value)
            if not any(same):
                request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            request.wfile.write(b"" if any(same) else content)

        return self.does(path, answer)

    def sends_on(self, path: str, to: str, *, status: int = 302) -> str:
        return self.puts(path, status=status, location=to)

    def does(self, path: str, answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        self.pages[path] = answer
        return self.at(path)

    def secures(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on."""
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.scheme = "https"


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on 127.0.0.1, with no pages yet."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            shown.asked.append((self.path, self.headers))
            with contextlib.suppress(OSError):  # who asked may hang up halfway
                shown.pages[self.path](self) if self.path in shown.pages else self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    shown = Site(Server(("127.0.0.1", 0), Handler))
    thread = threading.Thread(target=shown.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield shown
    shown.server.shutdown()
    shown.server.server_close()
    thread.join()
