"""A client of a Chroma server: with a token and TLS from a real proxy in front of a real server, and what is said when it fails."""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from llama_index.core.schema import TextNode

import ingest.connect
from ingest.connect import checked_address, client_of_server
from ingest.errors import IndexUnavailable
from ingest.settings import Access, Settings
from ingest.store import Record, Store

TOKEN = "een-geheim-token-7f3a"
LOGIN = "anna:een-geheim-wachtwoord"


class Quiet(BaseHTTPRequestHandler):
    """An HTTP/1.1 handler that answers every method with `respond`."""

    protocol_version = "HTTP/1.1"

    def respond(self) -> None:
        raise NotImplementedError

    def do_GET(self) -> None:
        self.respond()

    do_POST = do_PUT = do_DELETE = do_GET

    def log_message(self, *_) -> None:
        pass

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("content-length", 0)))

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content-length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(handler: type[Quiet], tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port at which a handler answers on 127.0.0.1."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    if tls:  # the handshake in the connection's own thread: a client that breaks it off must not stop the others
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.handle_error = lambda *_: None
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def proxy_to(server: str, prefix: str = "") -> type[Quiet]:
    """A proxy that wants TOKEN or LOGIN and passes on what is below `prefix`."""
    allowed = {Access(token=TOKEN).headers()["Authorization"], Access(login=LOGIN).headers()["Authorization"]}

    class Proxy(Quiet):
        def respond(self) -> None:
            body = self.body()
            given = self.headers.get("authorization")
            if given is None:
                return self.send(401, b"<html>401 Authorization Required</html>", www_authenticate="Bearer")
            if given not in allowed:
                return self.send(403, b"<html>403 Forbidden</html>")
            if not self.path.startswith(f"{prefix}/"):
                return self.send(404, b"<html>404 Not Found</html>")
            upstream = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)
            upstream.request(self.command, self.path.removeprefix(prefix), body, {"content-type": "application/json"})
            answer = upstream.getresponse()
            self.send(answer.status, answer.read(), content_type="application/json")
            upstream.close()

    return Proxy


def fixed(status: int, body: bytes = b"", **headers: str) -> type[Quiet]:
    """A server that gives everybody the same answer."""

    class Fixed(Quiet):
        def respond(self) -> None:
            self.body()
            self.send(status, body, **headers)

    return Fixed


@dataclass(frozen=True)
class Certificates:
    """An authority, and what it signs for servers on this machine."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    authority: x509.Certificate

    @property
    def ca(self) -> str:
        return str(self.folder / "ca.pem")

    def context(self, name: str = "127.0.0.1", *, days: int = 1) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        host = x509.IPAddress(ipaddress.ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
        made = _builder(name, self.authority.subject, key, now - timedelta(days=9), now + timedelta(days=days))
        signed = made.add_extension(x509.SubjectAlternativeName([host]), critical=False).sign(self.key, hashes.SHA256())
        file = self.folder / f"{name}-{days}.pem"
        file.write_bytes(_pem(key) + signed.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def _builder(name: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, begin: datetime, end: datetime) -> x509.CertificateBuilder:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number(), begin, end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )  # fmt: skip


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def make_certificates(folder: Path) -> Certificates:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Bureau Test")])
    now = datetime.now(UTC)
    authority = (
        _builder("Bureau Test", name, key, now - timedelta(days=10), now + timedelta(days=10))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "ca.pem").write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    return Certificates(folder, key, authority)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificaten"))


@pytest.fixture(scope="session")
def proxy(chroma_server, certificates) -> Iterator[str]:
    """The address of a proxy with TLS, a token and a path of its own, before a real Chroma server."""
    with served(proxy_to(chroma_server, "/bureau/chroma"), certificates.context()) as port:
        yield f"https://127.0.0.1:{port}/bureau/chroma"


@pytest.fixture
def at(settings) -> Callable[..., Settings]:
    """Settings of an index at an address, reached with what is given."""
    return lambda address, **access: settings(index=address, embedder="test-connect", access=Access(**access))


def said(settings: Settings) -> str:
    """What is said when an index cannot be opened; no secret is in it, nor in what a log would show of its causes."""
    with pytest.raises(IndexUnavailable) as caught:
        Store(settings, create=True)
    chain, problem = "", caught.value
    while problem:
        chain, problem = f"{chain} {problem!r}", problem.__cause__ or problem.__context__
    assert not [secret for secret in (TOKEN, LOGIN, LOGIN.split(":")[1], "verkeerd-token") if secret in chain]
    return str(caught.value)


@pytest.mark.parametrize("access", [{"token": TOKEN}, {"login": LOGIN}])
def test_with_the_right_secret_and_authority_the_index_is_as_elsewhere(at, proxy, certificates, access):
    settings = replace(at(proxy, **access, ca=certificates.ca), embedder=f"test-{next(iter(access))}")
    store = Store(settings, create=True)
    node = TextNode(text="een", metadata={"document": "a.md", "version": "1", "position": 0, "digest": "d"}, embedding=[1.0, 0.0])
    with store.writing():
        store.put(Record("a.md", "1", "A", 1), [node])
    assert [found.text for found in Store(settings, create=False).snapshot().nodes] == ["een"]
    assert list(store.vectors_of(["d"])) == ["d"]
    with store.writing():
        store.drop("a.md")
    assert store.records() == {}


def test_a_wrong_secret_and_none_are_said(at, proxy, certificates):
    assert "BRONWIJS_INDEX_TOKEN" in said(at(proxy, ca=certificates.ca))
    assert "(403)" in said(at(proxy, token="verkeerd-token", ca=certificates.ca))


def test_an_unknown_authority_is_said_and_gets_no_token(at, certificates):
    heard = []

    class Spy(Quiet):
        def respond(self) -> None:
            heard.append(self.headers)
            self.send(200, b'"1.0.0"')

    with served(Spy, certificates.context()) as port:
        assert "BRONWIJS_INDEX_CA" in said(at(f"https://127.0.0.1:{port}", token=TOKEN))
    assert heard == []


def test_the_usual_variable_for_authorities_is_heard_too(at, proxy, certificates, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", certificates.ca)
    assert client_of_server(proxy, Access(token=TOKEN)).get_version() == "1.0.0"


def test_a_certificate_of_another_name_and_an_old_one_are_said(at, certificates):
    for context, words in ((certificates.context("elders.nl"), "andere naam"), (certificates.context(days=-1), "verlopen")):
        with served(fixed(200, b'"1.0.0"'), context) as port:
            assert words in said(at(f"https://127.0.0.1:{port}", ca=certificates.ca))


def test_a_file_of_authorities_that_is_none_is_said(at, proxy, tmp_path):
    (tmp_path / "geen.pem").write_text("geen certificaat")
    for file in ("geen.pem", "nergens.pem"):
        assert "PEM" in said(at(proxy, token=TOKEN, ca=str(tmp_path / file)))


@pytest.mark.parametrize(
    ("handler", "words"),
    [
        (fixed(404, b"Not Found"), "geen Chroma-server"),
        (fixed(200, b"<html>Welkom</html>"), "inlogpagina"),
        (fixed(200, b'{"hallo": "daar"}'), "inlogpagina"),
        (fixed(200, b'"0.5.23"'), "versie 0.5.23"),
        (fixed(302, location="https://inloggen.voorbeeld.nl/?naar=x"), "verwijst door naar https://inloggen.voorbeeld.nl (302)"),
        (fixed(407), "(407)"),
        (fixed(413, b"<html>Too Large</html>"), "40 MB"),
        (fixed(429), "te veel"),
        (fixed(500, b"Internal Server Error"), "(500)"),
        (fixed(502, b"<html>Bad Gateway</html>"), "(502)"),
    ],
)
def test_what_answers_but_is_no_chroma_server_is_said(at, handler, words):
    with served(handler) as port:
        told = said(at(f"http://127.0.0.1:{port}"))
        assert words in told
        assert "<html>" not in told


def test_a_server_that_is_away_a_name_that_is_unknown_and_the_wrong_protocol_are_said(at, chroma_server):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert "draait geen server" in said(at(f"http://127.0.0.1:{free.getsockname()[1]}"))
    assert "is niet bekend" in said(at("http://deze-naam-bestaat-niet.invalid:8000"))
    assert "geen server met https" in said(at(chroma_server.replace("http:", "https:")))


def test_plain_http_to_a_port_with_tls_is_said(at, certificates):
    with served(fixed(200, b'"1.0.0"'), certificates.context()) as port:
        assert "https://" in said(at(f"http://127.0.0.1:{port}"))


def test_a_server_that_stays_silent_is_not_waited_for_for_ever(at, monkeypatch):
    monkeypatch.setattr(ingest.connect, "ANSWER_WITHIN", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "geen antwoord" in said(at(f"http://127.0.0.1:{silent.getsockname()[1]}"))


def test_a_server_that_falls_silent_later_is_not_waited_for_either(at, chroma_server):
    silent, done = threading.Event(), threading.Event()

    class Tired(proxy_to(chroma_server)):
        def respond(self) -> None:
            if silent.is_set():
                done.wait(60)
            super().respond()

    with served(Tired) as port:
        store = Store(at(f"http://127.0.0.1:{port}", token=TOKEN), create=True)
        silent.set()
        store._client._server._session.timeout = 0.5  # seconds; while the index was made, an answer might take longer
        with pytest.raises(IndexUnavailable, match="geen antwoord"):
            store.records()
        with pytest.raises(IndexUnavailable, match="geen antwoord"):
            store.snapshot()
        done.set()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://anna:geheim@127.0.0.1:8000", "geen naam of wachtwoord"),
        ("https://een-token@index.voorbeeld.nl", "geen naam of wachtwoord"),
        ("http://127.0.0.1:acht", "klopt niet"),
        ("http://[::1", "klopt niet"),
        ("https://", "een naam"),
        ("https://index.voorbeeld.nl/?token=geheim", "een naam"),
        ("https://index.voorbeeld.nl/#geheim", "een naam"),
    ],
)
def test_an_address_that_cannot_be_is_refused_without_repeating_it(at, address, words):
    told = said(at(address))
    assert words in told
    assert not [word for word in ("geheim", "een-token", "anna") if word in told]


def test_a_good_address_may_have_a_port_and_a_path():
    assert checked_address("https://index.voorbeeld.nl:8443/bureau/").path == "/bureau/"


@pytest.mark.parametrize(
    ("access", "words"),
    [
        ({"token": TOKEN, "login": LOGIN}, "allebei"),
        ({"login": "anna"}, "naam:wachtwoord"),
        ({"token": "twee woorden"}, "tekens"),
        ({"token": "regel\neinde"}, "tekens"),
        ({"token": "één"}, "tekens"),
        ({"token": TOKEN}, "onversleuteld"),
        ({"login": LOGIN}, "onversleuteld"),
    ],
)
def test_a_secret_that_cannot_be_sent_or_would_be_seen_is_refused(at, access, words):
    assert words in said(at("http://192.0.2.1:8000", **access))


def test_a_request_to_this_machine_goes_through_no_proxy_of_the_network(at, chroma_server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert client_of_server(chroma_server, Access()).get_version() == "1.0.0"


def test_the_secrets_are_read_from_the_environment_and_not_shown(tmp_path, monkeypatch):
    monkeypatch.setenv("BRONWIJS_INDEX_TOKEN", f"{TOKEN}\n")
    monkeypatch.setenv("BRONWIJS_INDEX_CA", "ca.pem")
    settings = Settings(tmp_path, "https://index.voorbeeld.nl")
    assert (settings.access.headers(), settings.access.ca) == ({"Authorization": f"Bearer {TOKEN}"}, "ca.pem")
    assert TOKEN not in repr(settings)


def test_a_client_of_a_server_keeps_nothing_for_good(at, chroma_server):
    systems = ingest.connect.Client._identifier_to_system
    before = set(systems)
    store = Store(at(chroma_server), create=True)
    for _ in range(3):
        store.snapshot()
    assert set(systems) == before


def test_what_the_server_itself_refuses_keeps_its_own_error(at, chroma_server):
    with pytest.raises(ingest.connect.ChromaError, match="does not exist"):
        client_of_server(chroma_server, Access()).get_collection("bestaat-niet", embedding_function=None)


def test_the_answer_of_the_server_is_json(chroma_server):
    """What the version check leans on."""
    connection = http.client.HTTPConnection(urlsplit(chroma_server).netloc, timeout=60)
    connection.request("GET", "/api/v2/version")
    assert json.loads(connection.getresponse().read()).split(".")[0] == ingest.connect.MAJOR
    connection.close()
