"""A document is downloaded within limits, from where it may be, over a connection that is what it says."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.metadata import version
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ingest import download as module
from ingest.download import DownloadLimits, Validators, download, is_public
from ingest.errors import FetchError

TEXT = b"Het geschiktheidsonderzoek kost 1.500 euro.\n"
TIGHT = DownloadLimits(connect=60, silence=60, in_all=60, patience=2, megabytes=0.1, redirects=5)


def get(address, **settings):
    return download(address, **{"allow_private": True, "limits": TIGHT} | settings)


def refusal(address, **settings) -> str:
    with pytest.raises(FetchError) as refused:
        get(address, **settings)
    return str(refused.value)


def test_what_stands_at_an_address_comes_with_its_validators(site):
    address = site.puts(
        "/gids", TEXT, content_type="Text/Plain; Charset=ISO-8859-1", etag='"1"', last_modified="Mon, 03 Nov 2025 10:00:00 GMT"
    )
    got = get(address)
    assert (got.content, got.media, got.charset, got.is_framed) == (TEXT, "text/plain", "iso-8859-1", True)
    assert got.validators == Validators(address, '"1"', "Mon, 03 Nov 2025 10:00:00 GMT")


def test_who_asks_says_who_it_is_and_takes_nothing_along(site, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    get(site.puts("/gids", TEXT), media=("text/plain",))
    ((_, headers),) = site.asked
    assert headers["User-Agent"] == f"Bronwijs/{version('bronwijs')}"
    assert headers["Host"] == site.at("").removeprefix("http://")
    assert headers["Accept"] == "text/plain, */*;q=0.1"
    assert not {"cookie", "authorization", "referer", "if-none-match"} & {name.lower() for name in headers}


@pytest.mark.parametrize("header", ["etag", "last_modified"])
def test_what_did_not_change_is_not_sent_again(site, header):
    address = site.puts("/gids", TEXT, **{header: "Mon, 03 Nov 2025 10:00:00 GMT"})
    known = get(address).validators
    again = get(address, known=known)
    assert (again.content, again.validators) == (None, known)


def test_validators_are_shown_only_where_they_came_from(site):
    known = get(site.puts("/oud", TEXT, etag='"1"')).validators
    assert get(site.puts("/nieuw", TEXT, etag='"1"'), known=known).content == TEXT
    site.sends_on("/oud", "/nieuw")
    assert get(site.at("/oud"), known=known).content == TEXT
    assert [headers["If-None-Match"] for path, headers in site.asked if path == "/nieuw"] == [None, None]


def test_behind_a_redirect_what_did_not_change_is_not_sent_again(site):
    site.puts("/hier", TEXT, etag='"1"')
    address = site.sends_on("/daar", "/hier")
    known = get(address).validators
    assert known.address == site.at("/hier")
    assert get(address, known=known).content is None


def test_validators_that_cannot_be_sent_back_are_not_kept(site):
    address = site.puts("/gids", TEXT, etag='"é"')
    assert get(address, known=get(address).validators).content == TEXT


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "wachtwoord"), (403, "weigert"), (404, "bestaat niet"), (410, "bestaat niet meer"), (418, "geen document"),
     (500, "storing"), (204, "geen document"), (206, "geen document"), (304, "geen document")],
)  # fmt: skip
def test_another_answer_than_a_document_is_refused(site, status, said):
    message = refusal(site.puts("/gids", b"" if status in (204, 304) else TEXT, status=status))
    assert said in message and f"({status})" in message


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site, status):
    site.puts("/hier", TEXT)
    site.sends_on("/daar", "../hier", status=status)
    assert get(site.at("/daar")).content == TEXT


def test_a_cookie_goes_along_on_the_way_to_the_document(site):
    def welcome(request):
        known = "gezien=ja" in request.headers.get("Cookie", "")
        request.send_response(200 if known else 302)
        request.send_header("Set-Cookie", "gezien=ja")
        request.send_header("Location", "/gids")
        request.send_header("Content-Length", "2")
        request.end_headers()
        request.wfile.write(b"ja")

    assert get(site.does("/gids", welcome)).content == b"ja"


def test_five_redirects_are_followed_and_six_are_not(site):
    site.puts("/0", TEXT)
    for number in range(1, 7):
        site.sends_on(f"/{number}", f"/{number - 1}")
    assert get(site.at("/5")).content == TEXT
    assert "meer dan 5 keer" in refusal(site.at("/6"))


def test_a_circle_of_redirects_ends(site):
    site.sends_on("/a", "/b")
    site.sends_on("/b", "/a")
    assert "meer dan 5 keer" in refusal(site.at("/a"))
    assert len(site.asked) == 6


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/gids", "http://u:p@127.0.0.1/", "http://[::1", "http:///gids"])
def test_each_redirect_is_checked(site, to):
    assert refusal(site.sends_on("/gids", to))
    assert len(site.asked) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "169.254.169.254", "[::ffff:127.0.0.1]", "2130706433"])
def test_a_redirect_into_the_own_network_is_refused(site, monkeypatch, host):
    first = iter([True])  # the first address plays the internet, or no test could get that far
    monkeypatch.setattr(module, "is_public", lambda address: next(first, False) or is_public(address))
    address = site.sends_on("/gids", site.at("/gids", host=host))
    assert "in uw eigen netwerk" in refusal(address, allow_private=False)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "0x7f.1", "0177.1", "2130706433", "127。0。0。1", "localhost", "LOCALHOST", "0.0.0.0", "0",
     "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "10.1.2.3", "172.16.0.1",
     "192.168.1.1", "100.64.0.1", "169.254.169.254", "224.0.0.1", "255.255.255.255", "[fe80::1]", "[fd00::1]", "[ff02::1]"],
)  # fmt: skip
def test_the_own_network_is_refused_however_it_is_spelled(site, host):
    assert "in uw eigen netwerk" in refusal(site.at("/gids", host=host), allow_private=False)
    assert site.asked == []


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2a00:1450:400e::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e", "2002:5db8:d70e::"]
)
def test_the_internet_is_not_the_own_network(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address", ["64:ff9b:1::1", "fec0::1", "2001:db8::1", "2001::1", "::7f00:1", "198.18.0.1", "240.0.0.1", "239.1.1.1", "ff0e::1"]
)
def test_what_is_no_single_machine_on_the_internet_is_not_public(address):
    assert not is_public(address)


def resolve_as(monkeypatch, *answers: list[str]) -> list[str]:
    """Let names mean these IP addresses, other ones each time; the names that were asked for."""
    asked, rest, real = [], list(answers), socket.getaddrinfo

    def answer(host, port, *arguments, **settings):
        name = host.decode() if isinstance(host, bytes) else host
        asked.append(name)
        meant = rest.pop(0) if len(rest) > 1 else rest[0]
        return [found for address in meant for found in real(address, port, *arguments, **settings)]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_a_name_is_looked_up_once_and_that_is_where_it_is_asked(site, monkeypatch):
    monkeypatch.setattr(module, "is_public", lambda address: address == "127.0.0.1")
    asked = resolve_as(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])
    address = site.at("/gids", host="school.test")
    site.puts("/gids", TEXT)
    assert get(address, allow_private=False).content == TEXT
    assert asked == ["school.test"]
    assert site.asked[0][1]["Host"] == f"school.test:{site.server.server_port}"


def test_a_name_that_also_means_the_own_network_is_refused(site, monkeypatch):
    monkeypatch.setattr(module, "is_public", lambda address: address == "127.0.0.1")
    resolve_as(monkeypatch, ["127.0.0.1", "10.0.0.1"])
    assert "'school.test' staat niet op het internet" in refusal(site.at("/gids", host="school.test"), allow_private=False)
    assert site.asked == []


def test_where_one_address_of_a_name_does_not_answer_the_next_is_asked(site, monkeypatch):
    resolve_as(monkeypatch, ["127.0.0.2", "127.0.0.1"])
    site.puts("/gids", TEXT)
    assert get(site.at("/gids", host="school.test")).content == TEXT


def test_a_name_that_is_not_known_is_said(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "'school.test' is niet te vinden" in refusal("https://school.test/gids")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///etc/passwd", "geen webadres"),
        ("ftp://www.voorbeeld.nl/gids", "geen webadres"),
        ("www.voorbeeld.nl/gids", "geen webadres"),
        ("https:///gids", "geen webadres"),
        ("data:text/plain,gids", "geen webadres"),
        ("https://ik:geheim@www.voorbeeld.nl", "gebruikersnaam of wachtwoord"),
        ("https://www.voorbeeld.nl\\@127.0.0.1/", "gebruikersnaam of wachtwoord"),
        ("https://www.voorbeeld.nl/\n", "geen geldig adres"),
        ("https://www.voor\x00beeld.nl/", "geen geldig adres"),
        ("https://www.voorbeeld.nl:65536/", "geen geldig adres"),
        ("http://0177.0.0.1/", "geen geldig adres"),
        ("https://" + "a" * 300 + ".nl", "niet te vinden"),
        ("", "geen webadres"),
    ],
)
def test_what_is_no_web_address_is_refused(address, said):
    message = refusal(address if "\n" not in address else address + "x")
    assert said in message and "geheim" not in message


def test_nobody_home_is_said(site):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert "niet te bereiken" in refusal(f"http://127.0.0.1:{unused.getsockname()[1]}/")


def endless(request, *, headers: tuple[tuple[str, str], ...] = (), start: bytes = b"", part: bytes = b"x" * 8192, pause: float = 0) -> None:
    """An answer that never ends."""
    request.send_response(200)
    for name, value in headers:
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(start)
    while True:
        request.wfile.write(part)
        request.wfile.flush()
        time.sleep(pause)


@pytest.fixture
def over() -> Iterator[threading.Event]:
    """For a server to wait for: set when the test is over."""
    event = threading.Event()
    yield event
    event.set()


def test_too_much_is_refused_at_the_word_of_the_server(site, over):
    def announce(request):
        request.send_response(200)
        request.send_header("Content-Length", "100001")
        request.end_headers()
        over.wait()

    assert "groter dan 0.1 MB" in refusal(site.does("/gids", announce))


@pytest.mark.parametrize("headers", [(), (("Transfer-Encoding", "chunked"),)])
def test_too_much_is_refused_when_the_server_says_nothing_of_its_size(site, headers):
    part = b"2000\r\n" + b"x" * 0x2000 + b"\r\n" if headers else b"x" * 8192
    assert "groter dan 0.1 MB" in refusal(site.does("/gids", lambda request: endless(request, headers=headers, part=part)))


def test_as_much_as_is_allowed_is_taken(site):
    assert len(get(site.puts("/gids", b"x" * 100_000)).content) == 100_000
    assert "groter dan 0.1 MB" in refusal(site.puts("/gids", b"x" * 100_001))


def test_packed_content_is_unpacked(site):
    long = TEXT * 500
    assert get(site.puts("/gids", gzip.compress(long), content_encoding="gzip")).content == long


def test_what_grows_when_it_is_unpacked_is_refused(site):
    packed = gzip.compress(b"\0" * 50_000_000)
    assert len(packed) < 100_000
    address = site.puts("/gids", packed, content_encoding="gzip")
    tracemalloc.start()
    message, (_, peak) = refusal(address), tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "groter dan 0.1 MB" in message
    assert peak < 10_000_000  # bytes


@pytest.mark.parametrize("packing", ["gzip, gzip", "br", "deflate", "zstd"])
def test_no_other_packing_is_unpacked(site, packing):
    assert "verpakt" in refusal(site.puts("/gids", TEXT, content_encoding=packing))


@pytest.mark.parametrize(
    "damage",
    [
        lambda packed: packed[:-9],
        lambda packed: packed + b"more",
        lambda packed: b"x" + packed,
        lambda packed: packed[:20] + bytes(9) + packed[29:],
    ],
)
def test_damaged_packed_content_is_refused(site, damage):
    content = damage(gzip.compress(TEXT))
    assert "niet heel aangekomen" in refusal(site.puts("/gids", content, content_encoding="gzip"))


def test_an_endless_packing_without_content_ends(site):
    empty = zlib.compressobj(wbits=31)
    start = empty.compress(TEXT) + empty.flush(zlib.Z_FULL_FLUSH)
    headers = (("Content-Encoding", "gzip"),)
    answer = site.does(
        "/gids", lambda request: endless(request, headers=headers, start=start, part=empty.flush(zlib.Z_FULL_FLUSH) or b"\0\0\0\xff\xff")
    )
    assert refusal(answer, limits=DownloadLimits(in_all=1, megabytes=0.1))


def test_content_that_breaks_off_is_refused(site):
    def half(request):
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(TEXT)

    assert "brak af" in refusal(site.does("/gids", half))


def test_content_that_may_have_broken_off_is_known(site):
    def unframed(request):
        request.send_response(200)
        request.end_headers()
        request.wfile.write(TEXT)

    got = get(site.does("/gids", unframed))
    assert (got.content, got.is_framed) == (TEXT, False)


def test_what_is_no_answer_is_refused(site):
    assert "brak af" in refusal(site.does("/gids", lambda request: request.wfile.write(b"SSH-2.0-OpenSSH_9\r\n" * 9)))


def test_a_server_that_says_nothing_is_left(site, over):
    assert "niet op tijd" in refusal(site.does("/gids", lambda _: over.wait()), limits=DownloadLimits(silence=0.5))


def test_a_server_that_drips_is_left(site):
    limits = DownloadLimits(silence=60, in_all=1)
    drip = site.does("/gids", lambda request: endless(request, part=b"x", pause=0.1))
    assert "langer dan 1 seconden" in refusal(drip, limits=limits)


def test_a_server_that_drips_its_headers_is_left(site):
    def drip(request):
        request.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        while True:
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.1)

    assert "langer dan 1 seconden" in refusal(site.does("/gids", drip), limits=DownloadLimits(silence=60, in_all=1))


def busy_once(when: str, status: int = 503):
    """An answer that asks to wait, the first time."""
    times = []

    def answer(request):
        times.append(1)
        request.send_response(status if len(times) == 1 else 200)
        request.send_header("Retry-After", when)
        request.send_header("Content-Length", str(len(TEXT)))
        request.end_headers()
        request.wfile.write(TEXT)

    return answer


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_wait_a_moment_gets_it(site, status):
    started = time.monotonic()
    assert get(site.does("/gids", busy_once("1", status))).content == TEXT
    assert time.monotonic() - started >= 1


def test_a_server_that_names_the_time_gets_it(site):
    past = format_datetime(datetime.now(UTC) - timedelta(minutes=1), usegmt=True)
    assert get(site.does("/gids", busy_once(past))).content == TEXT


@pytest.mark.parametrize("when", ["3600", "zo meteen", ""])
def test_a_server_that_asks_to_wait_long_is_left(site, when):
    assert "te druk (503)" in refusal(site.does("/gids", busy_once(when)))
    assert len(site.asked) == 1


def test_a_server_that_goes_on_asking_to_wait_is_left(site):
    assert "te druk (429)" in refusal(site.puts("/gids", TEXT, status=429, retry_after="0"))
    assert len(site.asked) == 2


def test_another_kind_than_was_asked_for_is_not_downloaded(site):
    video = site.does("/gids", lambda request: endless(request, headers=(("Content-Type", "video/mp4"),), pause=0.1))
    assert "(video/mp4)" in refusal(video, media=("application/pdf",))


@pytest.mark.parametrize("kind", ["application/pdf; name=gids.pdf", "APPLICATION/PDF", "application/octet-stream", ""])
def test_the_kind_that_was_asked_for_or_no_word_of_it_is_downloaded(site, kind):
    assert get(site.puts("/gids", TEXT, content_type=kind), media=("application/pdf",)).content == TEXT


def certificate(tmp_path, *names: str):
    """A server's TLS with a certificate of these names, and the file with the authority that signed it."""
    now, key = datetime.now(UTC), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test")])
    meant = [x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name) for name in names]
    signed = (
        x509.CertificateBuilder(issuer, issuer, key.public_key(), x509.random_serial_number(), now - timedelta(1), now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName(meant), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context, file


def test_a_certificate_that_nobody_vouches_for_is_refused(site, tmp_path):
    site.secures(certificate(tmp_path, "127.0.0.1")[0])
    assert "certificaat" in refusal(site.puts("/gids", TEXT))
    assert site.asked == []


@pytest.mark.parametrize(("names", "host", "is_right"), [
    (["school.test"], "school.test", True),
    (["127.0.0.1"], "127.0.0.1", True),
    (["elders.test"], "school.test", False),
    (["127.0.0.1"], "school.test", False),
])  # fmt: skip
def test_a_certificate_must_be_of_the_name_in_the_address(site, tmp_path, monkeypatch, names, host, is_right):
    context, authority = certificate(tmp_path, *names)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    site.secures(context)
    site.puts("/gids", TEXT)
    resolve_as(monkeypatch, ["127.0.0.1"])
    address = site.at("/gids", host=host)
    if is_right:
        assert get(address).content == TEXT
    else:
        assert "certificaat" in refusal(address)


def test_another_site_at_the_same_address_must_show_its_own_certificate(site, tmp_path, monkeypatch):
    context, authority = certificate(tmp_path, "school.test")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    resolve_as(monkeypatch, ["127.0.0.1"])
    site.secures(context)
    site.sends_on("/gids", site.at("/gids", host="elders.test"))
    assert "certificaat" in refusal(site.at("/gids", host="school.test"))


def test_from_a_secured_address_no_redirect_leads_to_one_without(site, tmp_path, monkeypatch):
    context, authority = certificate(tmp_path, "127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    site.secures(context)
    assert "zonder beveiliging" in refusal(site.sends_on("/gids", "http://127.0.0.1/gids"))
