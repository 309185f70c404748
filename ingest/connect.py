"""A Chroma client: of a folder on this machine, or of a server at an address.

Chroma's own client of a server waits for ever on one that stays silent, and says what went wrong in the words of its
parts. Here every request has a time-out, and whatever stands between us and an answer (no server, a proxy that wants a
token, a certificate nobody knows, a web page) is said in one sentence with what to do. A token or password is in none.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import chromadb
import httpx
from chromadb.api.client import Client
from chromadb.api.fastapi import FastAPI
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, System
from chromadb.errors import ChromaError, InternalError
from typing_extensions import override

from ingest.addresses import is_this_machine
from ingest.errors import IndexUnavailable
from ingest.settings import Access

_OPENING = threading.Lock()  # Chroma counts who uses a folder in a table of the process, and not safely for threads
CONNECT_WITHIN = 5.0  # seconds
ANSWER_WITHIN = 30.0  # seconds; 1,000 passages are written or read in less than one
MAJOR = "1"  # servers 1.0 to 1.5 all call themselves 1.0.0, so no more than this can be compared

UNKNOWN_ISSUER = {18, 19, 20, 21}  # OpenSSL's X509_V_ERR_…: self-signed, or an issuer that is not known here
OTHER_NAME = {62, 64}  # or another IP address
EXPIRED = 10


def client_of_folder(folder: Path) -> Any:
    """A client of what Chroma wrote in a folder, or will write there."""
    with _OPENING:
        try:
            return chromadb.PersistentClient(str(folder), settings=chromadb.Settings(anonymized_telemetry=False))
        except BaseException:
            # What could not start stays in Chroma's table, and the next client of this folder would get it.
            SharedSystemClient._identifier_to_system.pop(str(folder), None)
            SharedSystemClient._identifier_to_refcount.pop(str(folder), None)
            raise


def close_client(client: Any) -> None:
    """Let go of the files and connections of a client."""
    with _OPENING:
        client.close()


def client_of_server(address: str, access: Access) -> ServerClient:
    """A client of a server. Raises IndexUnavailable when there is none at the address, or it cannot be talked with."""
    parts = checked_address(address)
    _check_access(access, parts)
    session = httpx.Client(
        headers=access.headers(),
        verify=_certificates(access.ca),
        timeout=httpx.Timeout(ANSWER_WITHIN, connect=CONNECT_WITHIN),
        trust_env=not is_this_machine(parts.hostname or ""),  # what is said to this machine goes through no HTTP_PROXY
    )
    client = ServerClient(_Server(address.rstrip("/"), session))
    _check_version(client, address)
    return client


class ServerClient(Client):
    """Chroma's client over a connection of ours.

    The parent's constructor is passed over: it keeps each client in a table for good, and asks the server who the user
    is and whether the default tenant exists before a time-out can be set.
    """

    def __init__(self, server: _Server) -> None:
        self._server = server
        self.tenant, self.database = DEFAULT_TENANT, DEFAULT_DATABASE

    @override
    def close(self) -> None:
        """Let go of the connections."""
        self._server._session.close()


class _Server(FastAPI):
    """Chroma's requests over HTTP, with time-outs, and with problems in words."""

    def __init__(self, address: str, session: httpx.Client) -> None:
        quiet = chromadb.Settings(chroma_server_host=address, chroma_server_http_port=8000, anonymized_telemetry=False)
        super().__init__(System(quiet))  # the port is not used: the address is a whole one
        session.headers.update({name: self._session.headers[name] for name in ("Content-Type", "User-Agent")})
        self._session.close()
        self._session = session
        self._shown = address

    @override
    def _make_request(self, method: str, path: str, **how: Any) -> Any:
        try:
            return super()._make_request(method, path, **how)
        except InternalError as problem:
            raise IndexUnavailable(
                f"De Chroma-server op {self._shown} kan het niet doen ({problem}). Kijk of zijn schijf vol is, en in zijn logboek."
            ) from problem
        except ChromaError:  # what does not exist, or exists already: whoever asked knows what that means
            raise
        except Exception as problem:
            raise IndexUnavailable(in_words(problem, self._shown)) from problem


def checked_address(address: str) -> SplitResult:
    """The parts of an address. Raises IndexUnavailable when it cannot be one, or holds a password (which it does not repeat)."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  # raises ValueError when it is no number
    except ValueError as problem:
        raise IndexUnavailable("Het adres van de index klopt niet. Een goed adres is bijvoorbeeld https://index.voorbeeld.nl.") from problem
    if parts.username is not None or parts.password is not None:
        raise IndexUnavailable(
            "Zet geen naam of wachtwoord in het adres van de index: dat komt in lijsten en logboeken terecht. "
            "Gebruik BRONWIJS_INDEX_LOGIN (naam:wachtwoord) of BRONWIJS_INDEX_TOKEN."
        )
    if not parts.hostname or parts.query or parts.fragment:
        raise IndexUnavailable(
            "Het adres van de index moet bestaan uit http:// of https://, een naam, en zo nodig een poort en een pad; "
            "bijvoorbeeld https://index.voorbeeld.nl/chroma."
        )
    return parts


def _check_access(access: Access, parts: SplitResult) -> None:
    if access.token and access.login:
        raise IndexUnavailable("BRONWIJS_INDEX_TOKEN en BRONWIJS_INDEX_LOGIN zijn allebei ingesteld. Laat er één weg.")
    if access.login and ":" not in access.login:
        raise IndexUnavailable("BRONWIJS_INDEX_LOGIN heeft niet de vorm naam:wachtwoord.")
    if not access.token.isprintable() or not access.token.isascii() or " " in access.token:
        raise IndexUnavailable("In BRONWIJS_INDEX_TOKEN staan tekens die niet in een token kunnen, zoals een spatie of een regeleinde.")
    if access.headers() and parts.scheme == "http" and not is_this_machine(parts.hostname or ""):
        raise IndexUnavailable(
            f"Naar {_shown(parts)} zou het token of wachtwoord onversleuteld over het netwerk gaan. Gebruik een adres met https://."
        )


def _shown(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _certificates(ca: str) -> ssl.SSLContext:
    """Whose certificates are trusted: those of `ca` alone, or else the usual ones (SSL_CERT_FILE where it is set)."""
    if not ca:
        return httpx.create_ssl_context()
    try:
        return ssl.create_default_context(cafile=ca)
    except (OSError, ssl.SSLError) as problem:
        raise IndexUnavailable(
            f"Het bestand met certificaten '{ca}' (BRONWIJS_INDEX_CA) kan niet worden gelezen. Het moet een PEM-bestand zijn."
        ) from problem


def _check_version(client: ServerClient, address: str) -> None:
    version = client.get_version()
    if not isinstance(version, str):
        raise IndexUnavailable(_NOT_CHROMA.format(address=address))
    if version.split(".")[0] != MAJOR:
        raise IndexUnavailable(
            f"De Chroma-server op {address} is van versie {version}; dit programma heeft versie {MAJOR} nodig. "
            "Werk de server bij, of dit programma."
        )


_NOT_CHROMA = "Op {address} antwoordt iets anders dan een Chroma-server, bijvoorbeeld een website of een inlogpagina. Controleer het adres."
_BY_STATUS = {
    401: "De server op {address} wil een geldig token zien (401). "
    "Zet het in BRONWIJS_INDEX_TOKEN, of naam:wachtwoord in BRONWIJS_INDEX_LOGIN.",
    403: "De server op {address} laat dit programma niet toe (403). Vraag de beheerder welk token hier recht op geeft.",
    404: "Op {address} is geen Chroma-server, of een te oude (404). Controleer het adres, de poort en het pad.",
    407: "De proxy van uw netwerk wil weten wie u bent (407). Vraag de beheerder van het netwerk hoe {address} bereikbaar is.",
    413: "De server op {address} vindt een bericht te groot (413). Laat de proxy ervoor berichten tot 40 MB toe.",
    429: "De server op {address} krijgt te veel vragen (429). Probeer het over een minuut opnieuw.",
    502: "De proxy op {address} bereikt de Chroma-server niet (502). Kijk of die draait, en probeer het opnieuw.",
    503: "De server op {address} is er nu even niet (503). Probeer het over een minuut opnieuw.",
    504: "De proxy op {address} krijgt geen antwoord van de Chroma-server (504). Probeer het over een minuut opnieuw.",
}


def in_words(problem: Exception, address: str) -> str:
    """What went wrong on the way to a server, and what to do, in one or two Dutch sentences."""
    for cause in _causes(problem):
        match cause:
            case httpx.HTTPStatusError():
                return _status_in_words(cause.response, address)
            case json.JSONDecodeError():
                return _NOT_CHROMA.format(address=address)
            case ssl.SSLCertVerificationError():
                return _certificate_in_words(cause, address)
            case ssl.SSLError():
                return f"Op {address} antwoordt geen server met https. Controleer de poort, of gebruik http:// als dat zo hoort."
            case socket.gaierror():
                return f"De naam in het adres {address} is niet bekend. Controleer het adres en de verbinding met het netwerk."
            case ConnectionRefusedError():
                return f"Op {address} draait geen server. Start hem, of controleer het adres en de poort."
            case httpx.ConnectTimeout():
                return f"Er komt geen verbinding met {address}. Controleer het adres, en of een firewall die tegenhoudt."
            case httpx.TimeoutException():
                return f"De server op {address} gaf binnen {ANSWER_WITHIN:.0f} seconden geen antwoord. Probeer het over een minuut opnieuw."
    if isinstance(problem, httpx.TransportError):
        return f"De verbinding met {address} werd verbroken. Kijk of de server draait, en of het http:// of https:// moet zijn."
    return f"De server op {address} gaf een onverwachte fout ({type(problem).__name__}). Kijk in het logboek van de server."


def _causes(problem: BaseException) -> Iterator[BaseException]:
    """A problem and what it came from, the deepest first: Chroma and httpx wrap what they meet."""
    if deeper := problem.__cause__ or problem.__context__:
        yield from _causes(deeper)
    yield problem


def _status_in_words(response: httpx.Response, address: str) -> str:
    if response.is_redirect:
        to = urlsplit(response.headers.get("location", ""))
        where = f" naar {to.scheme}://{to.hostname}" if to.hostname else ""
        return f"De server op {address} verwijst door{where} ({response.status_code}). Geef het adres waar de Chroma-server zelf staat."
    if words := _BY_STATUS.get(response.status_code):
        return words.format(address=address)
    return f"De server op {address} geeft een fout ({response.status_code}). Kijk in het logboek van de server of de proxy."


def _certificate_in_words(problem: ssl.SSLCertVerificationError, address: str) -> str:
    if problem.verify_code == EXPIRED:
        return f"Het certificaat van {address} is verlopen. De beheerder van de server moet het vernieuwen."
    if problem.verify_code in OTHER_NAME:
        return f"Het certificaat van {address} is van een andere naam. Gebruik de naam die in het certificaat staat."
    if problem.verify_code in UNKNOWN_ISSUER:
        return (
            f"Het certificaat van {address} is uitgegeven door iemand die hier niet bekend is. "
            "Zet in BRONWIJS_INDEX_CA het PEM-bestand van uw eigen certificaatautoriteit, of vertrouw deze server niet."
        )
    return f"Het certificaat van {address} klopt niet ({problem.verify_message}). Vraag het de beheerder van de server."
