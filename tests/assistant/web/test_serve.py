"""Where the site opens. What it does is seen in a browser, in tests/test_page.py."""

from __future__ import annotations

import errno
import socket

import pytest
from starlette.testclient import TestClient

from assistant.model import ModelSettings
from assistant.web import serve
from assistant.web.serve import listen, site, what_leaves
from ingest.errors import BronwijsError
from ingest.original import Originals
from ingest.viewer import Viewer


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


@pytest.mark.parametrize(
    ("embedder", "model", "told"),
    [
        ("map/model", ModelSettings(), "wordt alleen in deze browser bewaard"),
        ("http://127.0.0.1:1/v1#e5", ModelSettings("http://localhost:2/v1", "gemma"), "wordt alleen in deze browser bewaard"),
        ("map/model", ModelSettings("https://taal.voorbeeld.nl/v1", ""), "wordt alleen in deze browser bewaard"),
        ("map/model", ModelSettings("https://taal.voorbeeld.nl/v1", "gemma"), "naar het taalmodel op taal.voorbeeld.nl."),
        ("https://zoek.voorbeeld.nl/v1#e5", ModelSettings(), "gaat uw vraag naar zoek.voorbeeld.nl."),
    ],
)
def test_the_page_says_what_leaves_this_machine(settings, embedder, model, told) -> None:
    said = what_leaves(settings(embedder=embedder), model)
    assert told in said and ("alleen" in said) == ("alleen" in told)


def test_what_is_said_of_what_leaves_stands_on_the_page(assistant, settings) -> None:
    viewer = Viewer()
    try:
        app = site(assistant, Originals(settings()), viewer, kept="Uw vraag gaat naar de maan.")
        assert "Uw vraag gaat naar de maan." in TestClient(app).get("/").text
    finally:
        viewer.close()
