"""A mailbox on an IMAP server: what is unseen in a folder, and a draft among the drafts. Nothing is sent, moved or removed here.

imap-tools goes over Python's imaplib here, for what imaplib leaves to its user: names of folders (modified UTF-7, quoting, literals),
XOAUTH2, and an error of its own for each command that a server refuses. Two of its calls are passed over. `flag` ends with EXPUNGE,
which removes what someone else marked as deleted. `fetch` takes a mail whole, however large. Both are one IMAP command, given here.
"""

from __future__ import annotations

import imaplib
import ipaddress
import re
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path

from imap_tools import BaseMailBox, FolderInfo, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, UnexpectedCommandStatusError

from assistant.inbox.draft_mail import MARK
from ingest.errors import AWAY, WRONG, BronwijsError
from ingest.refusal import why_not

PREFIX = "BRONWIJS_IMAP_"
TIMEOUT_S = 60.0  # for one reply of the server
_HEADER_BYTES = 262_144  # what is longer is no header of a mail that people write
_DRAFTS = {"drafts", "draft", "concepten", "concept", "kladversies", "entwürfe", "brouillons", "borradores", "bozze", "rascunhos", "utkast"}
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_ARRIVED = re.compile(rb'INTERNALDATE "([^"]+)"')
_SHOWN = 12  # names of folders in a message


class Lost(Exception):
    """The connection is gone, or the server does not answer any more."""


class Refused(Exception):
    """The server did not do what was asked about one mail; the message is the server's."""


class MailboxProblem(BronwijsError):
    """The mailbox cannot be used. `exit_status` says whether a person must mend the settings, or it may work later."""

    def __init__(self, message: str, *, exit_status: int = AWAY) -> None:
        super().__init__(message)
        self.exit_status = exit_status


class Security(StrEnum):
    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "geen"  # to this machine alone


_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}


@dataclass(frozen=True)
class Account:
    """Where a mailbox is and who may look in it. The secrets stand in no repr.

    `megabytes` is what is read of one mail at most, `days` how old an unseen mail may be. `ca` is a PEM file: only servers with a
    certificate of that authority are trusted then.
    """

    host: str
    user: str
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)  # of OAuth 2; goes before a password
    security: Security = Security.TLS
    port: int = 0  # 0 is the usual one
    folder: str = "INBOX"
    drafts: str = ""  # found by itself when empty
    ca: str = ""
    megabytes: int = 10
    days: int = 30

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Account:
        """What BRONWIJS_IMAP_… says. Raises MailboxProblem where something lacks or cannot be.

        >>> said = {"BRONWIJS_IMAP_HOST": "imap.voorbeeld.nl", "BRONWIJS_IMAP_USER": "anna", "BRONWIJS_IMAP_PASSWORD": "geheim"}
        >>> account = Account.from_environment(said)
        >>> account.port, account.security.value, "geheim" in repr(account)
        (993, 'tls', False)
        """
        said = {name: environment.get(PREFIX + name, "").strip() for name in _NAMES}
        missing = [PREFIX + name for name in ("HOST", "USER") if not said[name]]
        if not said["PASSWORD"] and not said["TOKEN"]:
            missing.append(f"{PREFIX}PASSWORD (of {PREFIX}TOKEN)")
        if missing:
            raise _wrong(f"Deze instellingen van de mailbox ontbreken: {', '.join(missing)}. Zet ze in de omgeving van het programma.")
        if any(re.search(r"[\x00-\x1f\x7f]", value) for value in said.values()):
            raise _wrong(f"In een van de instellingen {PREFIX}… staat een teken dat er niet in kan, zoals een regeleinde.")
        kinds = [kind.value for kind in Security]
        if said["TLS"] and said["TLS"].lower() not in kinds:
            raise _wrong(f"{PREFIX}TLS is '{said['TLS']}'. Kies uit: {', '.join(kinds)}.")
        security = Security(said["TLS"].lower() or Security.TLS)
        return cls(
            said["HOST"],
            said["USER"],
            said["PASSWORD"],
            said["TOKEN"],
            security,
            _number(said, "PORT", _PORTS[security], most=65_535),
            said["FOLDER"] or "INBOX",
            said["DRAFTS"],
            said["CA"],
            _number(said, "MB", 10, most=100),
            _number(said, "DAYS", 30, most=3650),
        )


_NAMES = ("HOST", "USER", "PASSWORD", "TOKEN", "TLS", "PORT", "FOLDER", "DRAFTS", "CA", "MB", "DAYS")


@dataclass(frozen=True)
class Head:
    """The head of an unseen mail: `raw` is its header, `size` in bytes that of all of it."""

    uid: str
    raw: bytes
    size: int
    arrived: datetime | None


@dataclass(frozen=True)
class Existing:
    """What the drafts that are there answer: the marks of ours, and the Message-IDs that any draft replies to."""

    marks: frozenset[str]
    replied_to: frozenset[str]


@contextmanager
def connected(account: Account) -> Iterator[Connection]:
    """A connection to a mailbox, logged in. Raises MailboxProblem when there is none to be had, Lost when it is gone later."""
    box = _connect(account)
    try:
        with _lost_in_words():
            _log_in(box, account)
        yield Connection(box, account)
    finally:
        with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            box.client.logout()
        with suppress(OSError):
            box.client.shutdown()


class Connection:
    """What is done with a mailbox. Each raises Lost when the connection is gone."""

    def __init__(self, box: BaseMailBox, account: Account) -> None:
        self._box, self._account = box, account

    def drafts_folder(self) -> str:
        """The folder for drafts: the one that was set, that the server points out, or that has a usual name. Raises MailboxProblem."""
        with _lost_in_words():
            folders = [folder for folder in self._box.folder.list() if not {"\\noselect", "\\nonexistent"} & _flags(folder)]
        wanted = self._account.drafts
        if wanted:
            if any(folder.name == wanted for folder in folders):
                return wanted
            raise _wrong(f"De map voor concepten '{wanted}' ({PREFIX}DRAFTS) is er niet. Mappen die er zijn: {_names(folders)}.")
        pointed_out = [folder.name for folder in folders if "\\drafts" in _flags(folder)]
        usual = [folder.name for folder in folders if _last_part(folder).casefold() in _DRAFTS]
        if found := [*pointed_out, *sorted(usual, key=len)]:
            return found[0]
        raise _wrong(f"Er is geen map voor concepten gevonden. Zet de naam in {PREFIX}DRAFTS. Mappen die er zijn: {_names(folders)}.")

    def existing_drafts(self, folder: str) -> Existing:
        """What the drafts in a folder answer. Read from all of them: not every server can search for a header."""
        if not self._select(folder, readonly=True):
            return Existing(frozenset(), frozenset())
        with _lost_in_words():
            answer = self._box.client.uid("FETCH", "1:*", f"(BODY.PEEK[HEADER.FIELDS ({MARK.upper()} IN-REPLY-TO)])")
        text = b"\n".join(part[1] for part in _parts(answer)).decode("ascii", "replace")
        marks = re.findall(rf"^{MARK}:\s*([0-9a-f]+)", text, re.I | re.M)
        return Existing(frozenset(marks), frozenset(re.findall(r"<[^<>\s]+>", text)))

    def unseen(self, *, readonly: bool) -> tuple[list[str], int]:
        """The numbers of the unseen mails in the folder that nobody answered or removed, oldest first; and how many older ones there are.

        Raises MailboxProblem when the folder is not there. What is opened read-only can be marked by nothing that comes after.
        """
        self._select(self._account.folder, readonly=readonly)
        criteria = "UNSEEN UNANSWERED UNDELETED UNDRAFT"
        since = date.fromordinal(date.today().toordinal() - self._account.days)
        with _lost_in_words():
            every = self._box.uids(criteria, charset=None)  # some servers refuse to be told one
            # A month in English, whatever the language of the machine.
            recent = set(self._box.uids(f"{criteria} SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}", charset=None))
        return [uid for uid in every if uid in recent], len(every) - len(recent)

    def head(self, uid: str) -> Head | None:
        """The head of a mail; None when it is gone."""
        found = self._fetch(uid, f"(RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER]<0.{_HEADER_BYTES}>)")
        if found is None:
            return None
        about, raw = found
        size, arrived = _SIZE.search(about), _ARRIVED.search(about)
        return Head(uid, raw, int(size[1]) if size else 0, _moment(arrived[1]) if arrived else None)

    def whole(self, head: Head) -> tuple[bytes, bool] | None:
        """A mail, and whether that is all of it: of a very large one the beginning is read. None when it is gone."""
        most = self._account.megabytes * 1_000_000
        is_whole = head.size <= most
        found = self._fetch(head.uid, "(BODY.PEEK[])" if is_whole else f"(BODY.PEEK[]<0.{most}>)")
        return found and (found[1], is_whole)

    def store_draft(self, folder: str, message: bytes) -> None:
        """Put a draft among the drafts. Raises Refused when the server does not take it."""
        with _lost_in_words():
            try:
                self._box.append(message, folder, flag_set=(r"\Draft", r"\Seen"))
            except UnexpectedCommandStatusError as problem:
                raise Refused(_words_of(problem)) from problem

    def mark_seen(self, uid: str) -> None:
        with _lost_in_words():
            status, answer = self._box.client.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")
        if status != "OK":
            raise Refused(_plain(answer))

    def _select(self, folder: str, *, readonly: bool) -> int:
        """Turn to a folder; how many mails it has."""
        with _lost_in_words():
            try:
                return int(self._box.folder.set(folder, readonly=readonly)[1][0])
            except (MailboxFolderSelectError, imaplib.IMAP4.readonly) as problem:
                names = _names(self._box.folder.list())
                raise _wrong(f"De map '{folder}' van de mailbox kan niet worden geopend. Mappen die er zijn: {names}.") from problem

    def _fetch(self, uid: str, what: str) -> tuple[bytes, bytes] | None:
        """What the server says of a mail, and the piece of it that was asked for; None when the mail is gone."""
        with _lost_in_words():
            answer = self._box.client.uid("FETCH", uid, what)
        if answer[0] != "OK":
            raise Refused(_plain(answer[1]))
        pieces = _parts(answer)
        if not pieces:
            return None
        about = b" ".join(part if isinstance(part, bytes) else part[0] for part in answer[1] if part)
        return about, pieces[0][1]


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _connect(account: Account) -> BaseMailBox:
    """A connection that is safe, not logged in yet."""
    where = f"{account.host}:{account.port}"
    try:
        match account.security:
            case Security.TLS:
                return MailBox(account.host, account.port, timeout=TIMEOUT_S, ssl_context=_trust(account))
            case Security.STARTTLS:
                return MailBoxStartTls(account.host, account.port, timeout=TIMEOUT_S, ssl_context=_trust(account))
            case Security.NONE:
                _must_be_here(account.host)
                return MailBoxUnencrypted(account.host, account.port, timeout=TIMEOUT_S)
    except ssl.SSLCertVerificationError as problem:
        raise _wrong(
            f"De mailserver {where} heeft geen certificaat dat te vertrouwen is ({problem.verify_message}). Er is niets verstuurd. "
            f"Controleer {PREFIX}HOST, of zet in {PREFIX}CA het bestand van uw eigen uitgever van certificaten."
        ) from problem
    except ssl.SSLError as problem:
        raise _wrong(f"De mailserver {where} spreekt daar geen TLS. Controleer {PREFIX}PORT, of zet {PREFIX}TLS=starttls.") from problem
    except (socket.gaierror, UnicodeError) as problem:  # the latter of a name that can be none
        raise MailboxProblem(f"De mailserver '{account.host}' is niet te vinden. Controleer {PREFIX}HOST en de verbinding.") from problem
    except TimeoutError as problem:
        raise MailboxProblem(f"De mailserver {where} geeft geen antwoord. Controleer {PREFIX}PORT en de verbinding.") from problem
    except (imaplib.IMAP4.error, ImapToolsError, ValueError) as problem:
        if account.security is Security.STARTTLS and (isinstance(problem, ValueError) or "TLS" in str(problem)):
            raise _wrong(
                f"De mailserver {where} biedt geen STARTTLS. Er is niets verstuurd. Probeer {PREFIX}TLS=tls, poort 993."
            ) from problem
        raise MailboxProblem(
            f"Op {where} antwoordt geen mailserver die IMAP spreekt. Controleer {PREFIX}HOST en {PREFIX}PORT."
        ) from problem
    except OSError as problem:
        raise MailboxProblem(f"De mailserver {where} is niet te bereiken: {why_not(problem)}.") from problem


def _trust(account: Account) -> ssl.SSLContext:
    if account.ca and not Path(account.ca).is_file():
        raise _wrong(f"Het bestand '{account.ca}' ({PREFIX}CA) is er niet.")
    try:
        return ssl.create_default_context(cafile=account.ca or None)
    except (ssl.SSLError, OSError) as problem:
        raise _wrong(f"Het bestand '{account.ca}' ({PREFIX}CA) bevat geen certificaat in PEM.") from problem


def _must_be_here(host: str) -> None:
    """Raises MailboxProblem unless every address of a host is of this machine: a password in the open goes no further."""
    found = {ipaddress.ip_address(each[4][0].split("%")[0]) for each in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    if not all(address.is_loopback for address in found):
        raise _wrong(
            f"{PREFIX}TLS=geen kan alleen naar deze computer zelf (localhost); naar {host} ging uw wachtwoord leesbaar over het net."
        )


def _log_in(box: BaseMailBox, account: Account) -> None:
    try:
        if account.token:
            box.xoauth2(account.user, account.token, initial_folder=None)
        elif (account.user + account.password).isascii():
            box.login(account.user, account.password, initial_folder=None)
        else:
            box.login_utf8(account.user, account.password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (UnexpectedCommandStatusError, imaplib.IMAP4.error) as problem:
        said = _words_of(problem)
        if re.search(r"UNAVAILABLE|INUSE|LIMIT", said):
            raise MailboxProblem(f"De mailserver laat nu niemand toe. De server zegt: {said}") from problem
        what = f"het token ({PREFIX}TOKEN)" if account.token else f"de naam of het wachtwoord ({PREFIX}USER, {PREFIX}PASSWORD)"
        hint = "Een token is kort geldig." if account.token else "Vaak is een app-wachtwoord nodig, of een token."
        raise _wrong(f"De mailserver {account.host} weigert {what}. {hint} De server zegt: {said}") from problem


@contextmanager
def _lost_in_words() -> Iterator[None]:
    """What goes wrong with a connection, as Lost; what a server does not understand, as Refused."""
    try:
        yield
    except (imaplib.IMAP4.abort, OSError, EOFError) as problem:
        raise Lost(type(problem).__name__) from problem
    except imaplib.IMAP4.readonly:
        raise
    except (imaplib.IMAP4.error, UnexpectedCommandStatusError) as problem:
        raise Refused(_words_of(problem)) from problem


def _parts(answer: tuple[str, Sequence]) -> list[tuple[bytes, bytes]]:
    return [part for part in answer[1] or () if isinstance(part, tuple)]


def _words_of(problem: Exception) -> str:
    """What a server said, for people."""
    if isinstance(problem, UnexpectedCommandStatusError):
        return _plain(problem.command_result[1])
    return _plain(problem.args)


def _plain(answer: object) -> str:
    """
    >>> _plain([b"[AUTHENTICATIONFAILED] Authentication failed.\\x1b"])
    '[AUTHENTICATIONFAILED] Authentication failed.'
    """
    pieces = answer if isinstance(answer, (list, tuple)) else [answer]
    text = " ".join(piece.decode("utf-8", "replace") if isinstance(piece, bytes) else str(piece) for piece in pieces)
    return " ".join(re.sub(r"[^\w\s.,:;()\[\]/@=_-]", "", text).split())[:200] or "niets"


def _flags(folder: FolderInfo) -> set[str]:
    return {flag.lower() for flag in folder.flags}


def _last_part(folder: FolderInfo) -> str:
    return folder.name.rpartition(folder.delim)[2] if folder.delim else folder.name


def _names(folders: Sequence[FolderInfo]) -> str:
    names = [folder.name for folder in folders]
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")


def _moment(written: bytes) -> datetime | None:
    """
    >>> _moment(b" 5-Mar-2026 09:05:00 +0100").isoformat()
    '2026-03-05T09:05:00+01:00'
    """
    with suppress(ValueError):
        return parsedate_to_datetime(written.decode("ascii", "replace").strip())
    return None


def _number(said: Mapping[str, str], name: str, usual: int, *, most: int) -> int:
    written = said[name]
    if not written:
        return usual
    if not (written.isascii() and written.isdigit() and 1 <= int(written) <= most):
        raise _wrong(f"{PREFIX}{name} is '{written}'. Zet er een getal van 1 tot en met {most} in.")
    return int(written)


def _wrong(message: str) -> MailboxProblem:
    return MailboxProblem(message, exit_status=WRONG)
