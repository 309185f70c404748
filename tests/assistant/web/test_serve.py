"""Where the site opens. What it does is seen in a browser, in tests/test_page.py."""

from __future__ import annotations

import errno
import socket

import pytest

from assistant.web import serve
from assistant.web.serve import listen
from ingest.errors import BronwijsError


@pytest.fixture
def busy():
    """A port of this computer on which something listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_free_port_is_taken_as_it_is() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    with listen("127.0.0.1", port) as listening:
        assert listening.getsockname()[1] == port
        socket.create_connection(("127.0.0.1", port)).close()


def test_a_busy_port_is_passed_over(busy) -> None:
    with listen("127.0.0.1", busy) as listening:
        assert busy < listening.getsockname()[1] <= busy + serve.PORTS_TO_TRY


def test_only_busy_ports_is_said_with_their_numbers(busy, monkeypatch) -> None:
    monkeypatch.setattr(serve, "PORTS_TO_TRY", 1)
    with pytest.raises(BronwijsError, match=f"geen poort vrij van {busy} tot en met {busy}"):
        listen("127.0.0.1", busy)


def test_no_port_above_the_highest_is_tried(monkeypatch) -> None:
    tried = []

    def refuse(host: str, port: int) -> None:
        tried.append(port)
        raise OSError(errno.EADDRINUSE, "bezet")

    monkeypatch.setattr(serve, "_listening", refuse)
    with pytest.raises(BronwijsError, match="van 65530 tot en met 65535"):
        listen("127.0.0.1", 65530)
    assert tried == list(range(65530, 65536))


@pytest.mark.parametrize(
    ("host", "words"),
    [("a..b", "‘a..b’ is niet bekend"), ("192.0.2.1", "‘192.0.2.1’ is niet van deze computer")],
)
def test_an_address_where_nothing_can_listen_is_no_lack_of_ports(host, words) -> None:
    with pytest.raises(BronwijsError, match=words):
        listen(host, 7860)
