"""Where the page opens. What it does is seen in a browser, in tests/test_page.py."""

from __future__ import annotations

import errno
import socket

import pytest

from assistant.web import page
from assistant.web.page import free_port
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
    assert free_port("127.0.0.1", port) == port


def test_a_busy_port_is_passed_over(busy) -> None:
    assert busy < free_port("127.0.0.1", busy) <= busy + page.PORTS_TO_TRY


def test_only_busy_ports_is_said_with_their_numbers(busy, monkeypatch) -> None:
    monkeypatch.setattr(page, "PORTS_TO_TRY", 1)
    with pytest.raises(BronwijsError, match=f"geen poort vrij van {busy} tot en met {busy}"):
        free_port("127.0.0.1", busy)


def test_no_port_above_the_highest_is_tried(monkeypatch) -> None:
    tried = []

    def refuse(host: str, port: int) -> None:
        tried.append(port)
        raise OSError(errno.EADDRINUSE, "bezet")

    monkeypatch.setattr(page, "_bind", refuse)
    with pytest.raises(BronwijsError, match="van 65530 tot en met 65535"):
        free_port("127.0.0.1", 65530)
    assert tried == list(range(65530, 65536))


@pytest.mark.parametrize(
    ("host", "words"),
    [("a..b", "‘a..b’ is niet bekend"), ("192.0.2.1", "‘192.0.2.1’ is niet van deze computer")],
)
def test_an_address_where_nothing_can_listen_is_no_lack_of_ports(host, words) -> None:
    with pytest.raises(BronwijsError, match=words) as problem:
        free_port(host, 7860)
    assert "poort vrij" not in str(problem.value)
    assert "--host" in str(problem.value)


def test_a_name_that_nobody_knows_is_said(monkeypatch) -> None:
    def unknown(*_: object, **__: object) -> list:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(page.socket, "getaddrinfo", unknown)
    with pytest.raises(BronwijsError, match="‘bestaatniet’ is niet bekend"):
        free_port("bestaatniet", 7860)


@pytest.mark.parametrize(("code", "words"), [(errno.EACCES, "niet toegestaan"), (errno.EIO, "kan niet open")])
def test_another_problem_is_told_for_what_it_is(code, words, monkeypatch) -> None:
    def refuse(host: str, port: int) -> None:
        raise OSError(code, "stuk")

    monkeypatch.setattr(page, "_bind", refuse)
    with pytest.raises(BronwijsError, match=words):
        free_port("127.0.0.1", 80)


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 on this machine")
def test_a_page_can_listen_on_an_ipv6_address() -> None:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
            port = probe.getsockname()[1]
    except OSError:
        pytest.skip("no IPv6 on this machine")
    assert free_port("::1", port) == port
