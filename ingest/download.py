"""One document from one address on the web: within limits, and never from the own network unless that is allowed.

Proxies that the environment names are not used: behind one it is not known which machine answers. Nor is robots.txt: it
speaks to programs that find their own way, and what is asked for here is one address that a person wrote down.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from ingest.errors import FetchError
from ingest.limits import MB, USUAL

_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
# What servers say of any file that they have no word for; what it is must then show from the file itself.
_ANY_KIND = ("", "application/octet-stream", "binary/octet-stream", "application/force-download", "application/x-download")
_UNICAST = ip_network("2000::/3")  # the only part of IPv6 that is given out for use on the internet
_TRANSLATED = ip_network("64:ff9b::/96")  # an IPv4 address, on a network that has IPv6 alone (RFC 6052)
_SAID = {
    401: "de website vraagt om een wachtwoord",
    403: "de website weigert de toegang",
    404: "dit adres bestaat niet (meer)",
    410: "dit adres bestaat niet meer",
}


@dataclass(frozen=True)
class DownloadLimits:
    """Seconds to connect, without a word from the server, in all, and to wait where a server asks for it; megabytes; redirects.

    With 0 megabytes it is only asked whether something stands there: none of it is read.
    """

    connect: float = 10
    silence: float = 20
    in_all: float = 120
    patience: float = 30
    megabytes: float = USUAL.file_mb
    redirects: int = 5


USUAL_LIMITS = DownloadLimits()


@dataclass(frozen=True)
class Validators:
    """What a server said of what it sent from `address`: with it, it need not send the same again."""

    address: str = ""
    etag: str = ""
    last_modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class Download:
    """What came. `content` is None when it is what the validators stand for.

    `media` and `charset` are as the server calls them, in small letters. `is_framed` is False when only the end of the
    connection told where the content ends, so that it may have been cut off.
    """

    content: bytes | None
    validators: Validators
    media: str = ""
    charset: str = ""
    is_framed: bool = True


def download(
    address: str,
    *,
    media: Collection[str] = (),
    known: Validators = Validators(),
    allow_private: bool = False,
    limits: DownloadLimits = USUAL_LIMITS,
) -> Download:
    """What stands at an address, unless that is what `known` stands for. Raises FetchError with a reason in words.

    Of another kind than `media` (all, when empty) nothing is downloaded.
    """
    return asyncio.run(_download(address, media, known, allow_private=allow_private, limits=limits))


def is_public(address: str) -> bool:
    """True for the address of a machine on the internet: not of this machine, its network, or no single machine.

    >>> [is_public(address) for address in ("93.184.215.14", "10.0.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False, False]
    """
    machine = ip_address(address)
    if isinstance(machine, IPv6Address) and (within := _within(machine)):
        machine = within
    if isinstance(machine, IPv6Address) and machine not in _UNICAST:
        return False
    return machine.is_global and not machine.is_multicast


def _within(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one only carries."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class _Checked(httpx.AsyncBaseTransport):
    """Connects to the very addresses that were checked, so that a name cannot mean another machine a moment later."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        # A connection that is kept belongs to an IP address: another site there would pass without its certificate checked.
        self._inner = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        name = request.url.raw_host.decode("ascii")
        addresses = await _resolved(name)
        if not self._allow_private and not all(is_public(address) for address in addresses):
            raise FetchError(f"'{name}' staat niet op het internet maar in uw eigen netwerk; mag dat, gebruik dan --allow-private")
        failure: httpx.TransportError | None = None
        for address in addresses:
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions=request.extensions | {"sni_hostname": name},  # the name that the certificate must be of
            )
            try:
                return await self._inner.handle_async_request(pinned)
            except (httpx.ConnectError, httpx.ConnectTimeout) as problem:
                failure = problem
        raise failure or FetchError(_not_found(name))

    async def aclose(self) -> None:
        await self._inner.aclose()


async def _resolved(name: str) -> list[str]:
    """The IP addresses of a name, whatever way they are written in. Raises FetchError when it has none."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise FetchError(_not_found(name)) from problem
    return list(dict.fromkeys(str(address[0]).partition("%")[0] for *_, address in found))


def _not_found(name: str) -> str:
    return f"'{name}' is niet te vinden; klopt het adres, en is er internet?"


async def _download(address: str, media: Collection[str], known: Validators, *, allow_private: bool, limits: DownloadLimits) -> Download:
    client = httpx.AsyncClient(
        transport=_Checked(allow_private=allow_private),
        timeout=httpx.Timeout(limits.silence, connect=limits.connect),
        headers={
            "User-Agent": f"Bronwijs/{version('bronwijs')}",
            "Accept": ", ".join([*media, "*/*;q=0.1"]),
            "Accept-Encoding": "gzip",
        },
        trust_env=False,
    )
    try:
        async with asyncio.timeout(limits.in_all), client:
            return await _followed(client, address, media, known, limits)
    except TimeoutError as problem:
        raise FetchError(f"het ophalen duurde langer dan {limits.in_all:g} seconden") from problem
    except httpx.TimeoutException as problem:
        raise FetchError("de website antwoordt niet op tijd") from problem
    except httpx.HTTPError as problem:
        raise FetchError(_in_words(problem)) from problem


async def _followed(client: httpx.AsyncClient, address: str, media: Collection[str], known: Validators, limits: DownloadLimits) -> Download:
    """What stands at an address, or where that sends on to."""
    url, sent_on, waited = _checked(address), 0, False
    while sent_on <= limits.redirects:
        here = known if known.address == str(url) else Validators()
        async with client.stream("GET", url, headers=here.headers) as response:
            wait = _asked_to_wait(response)
            if response.status_code in _BUSY and wait <= limits.patience and not waited:
                waited = True
                await asyncio.sleep(wait)
            elif response.status_code in _REDIRECTS and response.next_request:
                url, sent_on = _checked(str(response.next_request.url), sent_from=url), sent_on + 1
            else:
                return await _received(response, media, here, limits)
    raise FetchError(f"de website stuurt meer dan {limits.redirects} keer door")


def _checked(address: str, *, sent_from: httpx.URL | None = None) -> httpx.URL:
    """An address that may be asked for. Raises FetchError."""
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError) as problem:
        raise FetchError(f"'{address}' is geen geldig adres") from problem
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(f"'{address}' is geen webadres; het begint met https:// of http://")
    if (url.port or 0) > 65535:
        raise FetchError(f"'{address}' is geen geldig adres")
    if url.userinfo:
        raise FetchError("in het adres staat een gebruikersnaam of wachtwoord; dat kan niet")
    if sent_from and (sent_from.scheme, url.scheme) == ("https", "http"):
        raise FetchError(f"de website stuurt door naar een adres zonder beveiliging ({url}); vertrouwt u dat, zet het dan in bronnen.toml")
    return url.copy_with(fragment=None)


def _asked_to_wait(response: httpx.Response) -> float:
    """Seconds that the server asks to wait; five when it does not say."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 5.0


async def _received(response: httpx.Response, media: Collection[str], known: Validators, limits: DownloadLimits) -> Download:
    """The content of an answer that sends nowhere else. Raises FetchError when it is none."""
    validators = Validators(str(response.url), _kept(response, "ETag"), _kept(response, "Last-Modified"))
    if response.status_code == 304 and known.headers:
        return Download(None, Validators(known.address, validators.etag or known.etag, validators.last_modified or known.last_modified))
    if response.status_code != 200:
        raise FetchError(_status(response.status_code))
    kind, _, rest = response.headers.get("Content-Type", "").lower().partition(";")
    if media and kind.strip() not in (*media, *_ANY_KIND):
        raise FetchError(f"op dit adres staat iets anders dan de naam van het bestand zegt ({kind.strip()})")
    return Download(
        await _content(response, most=int(limits.megabytes * MB)) if limits.megabytes else b"",
        validators,
        media=kind.strip(),
        charset=(response.charset_encoding or "").lower() if "charset" in rest else "",
        is_framed="Content-Length" in response.headers or "chunked" in response.headers.get("Transfer-Encoding", "").lower(),
    )


def _kept(response: httpx.Response, header: str) -> str:
    """The value of a header as it can be sent back: what is no ASCII cannot."""
    value = response.headers.get(header, "")
    return value if value.isascii() else ""


async def _content(response: httpx.Response, *, most: int) -> bytes:
    """The content, unpacked as it comes: a few bytes can be packed gigabytes. Raises FetchError over `most` bytes."""
    if int(response.headers.get("Content-Length", "0")) > most:
        raise FetchError(_too_big(most))
    packing = response.headers.get("Content-Encoding", "identity").strip().lower() or "identity"
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"de website verpakt het bestand op een manier die niet wordt gelezen ({packing})")
    unpacker = None if packing == "identity" else zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    content = bytearray()
    async for part in response.aiter_raw():
        content += _unpacked(unpacker, part, most + 1 - len(content)) if unpacker else part
        if len(content) > most:
            raise FetchError(_too_big(most))
    if unpacker and not unpacker.eof:
        raise FetchError(_DAMAGED)
    return bytes(content)


def _unpacked(unpacker: zlib._Decompress, part: bytes, most: int) -> bytes:
    """The next bytes, at most so many. Raises FetchError when they are damaged, or go on behind the end."""
    try:
        content = unpacker.decompress(part, most)
    except zlib.error as problem:
        raise FetchError(_DAMAGED) from problem
    if unpacker.unused_data:
        raise FetchError(_DAMAGED)
    return content


_DAMAGED = "het bestand is niet heel aangekomen; probeer het later opnieuw"


def _too_big(most: int) -> str:
    return f"het bestand is groter dan {most / MB:g} MB"


def _status(code: int) -> str:
    """What an answer other than a document means."""
    if code in _BUSY:
        return f"de website heeft het te druk ({code}); probeer het later opnieuw"
    if code >= 500:
        return f"de website heeft een storing ({code}); probeer het later opnieuw"
    return f"{_SAID.get(code, 'de website geeft geen document')} ({code})"


def _in_words(problem: httpx.HTTPError) -> str:
    """Why there was no answer."""
    cause: BaseException | None = problem
    while cause:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"het certificaat van de website is niet te vertrouwen ({cause.verify_message})"
        if isinstance(cause, ssl.SSLError):
            return "er komt geen beveiligde verbinding tot stand"
        cause = cause.__cause__ or cause.__context__
    if isinstance(problem, httpx.ConnectError):
        return "de website is niet te bereiken; klopt het adres, en is er internet?"
    return "de verbinding brak af; probeer het later opnieuw"
