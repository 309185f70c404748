"""Mail from a file, a mailbox, a folder or pasted text. Nothing of it is opened that is not its text: attachments are named."""

from __future__ import annotations

import mailbox
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from assistant.addresses import EMAIL
from assistant.inbox.cut import Forwarded, cut, only_hands_over
from assistant.inbox.letter import Address, Mail
from assistant.inbox.markup import text_of_html
from assistant.inbox.outlook import message_in
from ingest.clean import tidy
from ingest.errors import BronwijsError
from ingest.load.text import decode
from ingest.refusal import why_not

MAIL_SUFFIXES = (".eml", ".msg", ".mbox", ".txt", ".md")
LARGEST = 60_000_000  # bytes of a mail with what is attached; servers take 25 to 50 MB
MOST_TEXT = 200_000  # characters of a body that are read: nobody writes that much
DEEPEST = 3  # mails in mails
_FORWARD = re.compile(r"^\s*(?:(?:re|antw|betr|aw|sv)\s*:\s*)*(?:fwd?|doorst|dgs|wg|tr)\s*:", re.I)
_FIELD = re.compile(
    r"^\s*(?:(?P<name>(?:uw |je |volledige )?naam|name|voor- en achternaam)|(?P<email>(?:uw |je )?e-?mail(?:adres)?|email address)"
    r"|(?P<subject>onderwerp|subject|betreft)|(?P<text>(?:uw |je )?(?:vraag|bericht|vraag/opmerking|vraag of opmerking"
    r"|opmerking(?:en)?|toelichting|message))"
    r"|(?P<other>telefoon(?:nummer)?|tel|woonplaats|postcode|organisatie|school|functie|datum|verzonden|achternaam"
    r"|voornaam))\s*:[ \t]*(?P<value>.*)$",
    re.I,
)
_HEADER = re.compile(r"^(?P<name>van|from|aan|to|cc|datum|date|verzonden|sent|onderwerp|subject)\s*:\s*(?P<value>.*)$", re.I)
MOST_UNREADABLE = 0.05  # share of the characters of a text that are no writing, above which it is none: a broken mail has a few
_HEADERS = frozenset(["from", "subject", "to", "date", "message-id", "content-type", "received"])  # a mail has one of them
_ALONE = re.compile(r"\s*(?P<name>[^<>,;]*?)\s*<(?P<email>[^<>\s]+)>\s*")
_PASTED = {"van": "from", "aan": "to", "datum": "date", "verzonden": "date", "sent": "date", "onderwerp": "subject"}


def read_mails(path: Path, *, on_problem: Callable[[str], None] = lambda _: None) -> Iterator[Mail]:
    """The mails in a file, a mailbox (.mbox) or a folder, in order of name.

    Of a folder, a file that cannot be read is passed over: `on_problem` is told, in words. Raises BronwijsError when there is
    nothing to read.
    """
    if not path.exists():
        raise BronwijsError(f"'{path}' bestaat niet")
    if not path.is_dir():
        yield from _mails_in(path)
        return
    files = mail_files(path)
    if not files:
        raise BronwijsError(f"In de map '{path}' staat geen mail ({', '.join(MAIL_SUFFIXES)})")
    for file in files:
        try:
            yield from _mails_in(file)
        except BronwijsError as problem:
            on_problem(str(problem))


def mail_files(folder: Path) -> list[Path]:
    """The files in a folder, and the folders in it, that may hold mail, in order of name."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in MAIL_SUFFIXES
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


def read_mail(raw: bytes, *, source: str = "") -> Mail:
    """The mail in the bytes of an .eml or .msg file; what is broken in it is left out. Bytes of no mail are read as text."""
    if opened := message_in(raw):
        return _mail(opened, source)
    raw = raw.lstrip(b"\xef\xbb\xbf\r\n ")
    message = message_from_bytes(raw, policy=policy.default)
    if _HEADERS.isdisjoint(name.lower() for name, _ in message.raw_items()):
        return read_text(decode(raw), source=source)
    return _mail(message, source)


def read_text(text: str, *, source: str = "") -> Mail:
    """The mail in pasted text, with or without lines such as "Van:" and "Onderwerp:" before it.

    >>> mail = read_text("Van: Kim <kim@x.nl>\\nOnderwerp: Kosten\\n\\nWat kost het?")
    >>> mail.sender, mail.subject, mail.text
    (Address(email='kim@x.nl', name='Kim'), 'Kosten', 'Wat kost het?')
    """
    said, body = _pasted_head(text.replace("\r\n", "\n").lstrip("\ufeff\n "))
    sender = _addresses(said.get("from", ""))
    mail = Mail("", said.get("subject", ""), sender[0] if sender else None, _addresses(said.get("to", "")), _moment(said.get("date", "")))
    return _with_body(replace(mail, source=source), body)


def mail_in(name: str, raw: bytes, *, source: str = "") -> Mail:
    """The mail in the bytes of a file of this name (no .mbox). Raises BronwijsError when it is of another kind than its name says."""
    suffix = Path(name).suffix.lower()
    if suffix not in MAIL_SUFFIXES or suffix == ".mbox":
        one = ", ".join(known for known in MAIL_SUFFIXES if known != ".mbox")
        raise BronwijsError(f"'{name}' is geen mail die gelezen kan worden. Dat kan wel met: {one}")
    if suffix == ".msg" and not message_in(raw):
        raise BronwijsError(f"'{name}' is geen bericht van Outlook, of het is beschadigd. Bewaar het opnieuw, liefst als .eml")
    mail = read_mail(raw, source=source) if suffix in (".eml", ".msg") else read_text(decode(raw), source=source)
    if _is_no_text(mail.text):
        raise BronwijsError(f"'{name}' is geen mail: er staat geen tekst in die gelezen kan worden")
    return mail


def _is_no_text(text: str) -> bool:
    """True for what is no text but the bytes of something else, such as a picture."""
    strange = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and not c.isspace() or c == "\ufffd" for c in text)
    return strange > MOST_UNREADABLE * len(text)


def _mails_in(file: Path) -> Iterator[Mail]:
    """The mails in one file. Raises BronwijsError when it cannot be read, or is of another kind."""
    suffix = file.suffix.lower()
    if suffix not in MAIL_SUFFIXES:
        raise BronwijsError(f"'{file}' is geen mail die gelezen kan worden. Dat kan wel met: {', '.join(MAIL_SUFFIXES)}")
    try:
        if suffix == ".mbox":
            yield from _mails_in_box(file)
            return
        if file.stat().st_size > LARGEST:
            raise BronwijsError(f"'{file}' is te groot voor een mail (meer dan {LARGEST // 1_000_000} MB)")
        raw = file.read_bytes()
    except OSError as problem:
        raise BronwijsError(f"'{file}' kan niet worden gelezen: {why_not(problem)}") from problem
    yield mail_in(str(file), raw, source=file.name)


def _mails_in_box(file: Path) -> Iterator[Mail]:
    box = mailbox.mbox(file, create=False)
    try:
        keys = box.keys()
        if not keys:
            raise BronwijsError(f"In '{file}' staat geen mail; een .mbox begint met een regel 'From '")
        for number, key in enumerate(keys, start=1):
            yield read_mail(box.get_bytes(key), source=f"{file.name}, bericht {number}")
    finally:
        box.close()


def _mail(message: EmailMessage, source: str, depth: int = 0) -> Mail:
    sender, names = _sender(message), _names_of_attachments(message)
    mail = Mail(
        text="",
        subject=_header(message, "subject"),
        sender=sender,
        recipients=_addresses(*_all(message, "to"), *_all(message, "cc")),
        sent=_moment(_header(message, "date")),
        message_id=_id(_header(message, "message-id")),
        references=tuple(re.findall(r"<[^<>\s]+>", f"{_header(message, 'references')} {_header(message, 'in-reply-to')}")),
        attachments=names,
        source=source,
        is_automatic=_is_automatic(message),
        is_marked_spam=_header(message, "x-spam-flag").lower() == "yes",
    )
    mail = _with_body(replace(mail, references=tuple(dict.fromkeys(mail.references))), _body(message))
    inner = _attached_mail(message) if depth < DEEPEST and not mail.forwarded_by and only_hands_over(mail.text) else None
    return _passed_on(mail, _mail(inner, source, depth + 1)) if inner else mail


def _with_body(mail: Mail, body: str) -> Mail:
    """The mail with its body in parts; of one that only passes on another, what its writer has to say is that other."""
    body = body[:MOST_TEXT]
    if said := _form(body):
        sender = Address(said["email"], said.get("name", "")) if said.get("email") else mail.sender
        mail = replace(mail, sender=sender, subject=said.get("subject") or mail.subject, is_automatic=False)
        body = said["text"]
    parts = cut(body, is_forward=bool(_FORWARD.match(mail.subject)))
    mail = replace(mail, text=parts.text, history=parts.history, signature=parts.signature)
    if parts.forwarded and only_hands_over(parts.text):
        return _passed_on(mail, _of_forwarded(parts.forwarded, mail))
    return mail


def _of_forwarded(found: Forwarded, mail: Mail) -> Mail:
    sender = Address(found.email, found.name) if found.email else None
    inner = _with_body(replace(mail, subject=found.subject or mail.subject, sender=sender), found.body)
    return inner if found.email or inner.sender else replace(inner, sender=Address("", found.name) if found.name else None)


def _passed_on(mail: Mail, inner: Mail) -> Mail:
    """The mail that is passed on, as an answer to the one that does so. Without an address of its writer the answer goes to the latter."""
    sender = inner.sender
    if sender and not sender.email and mail.sender:
        sender = Address(mail.sender.email, sender.name)
    return replace(
        mail,
        text=inner.text,
        subject=inner.subject or mail.subject,
        sender=sender or mail.sender,
        history=inner.history,
        signature=inner.signature,
        attachments=tuple(dict.fromkeys((*mail.attachments, *inner.attachments))),
        forwarded_by=mail.sender,
        is_automatic=inner.is_automatic,
    )


def _form(body: str) -> dict[str, str]:
    """What was filled in on a form of a website, of a body that consists of that; empty for any other."""
    said: dict[str, str] = {}
    lines = body.strip().split("\n")
    last = ""
    for i, line in enumerate(lines):
        if match := _FIELD.match(line):
            last = next(name for name in ("name", "email", "subject", "text", "other") if match[name])
            if last == "text":
                said["text"] = "\n".join([match["value"], *lines[i + 1 :]]).strip()
                break
            said.setdefault(last, match["value"].strip())
        elif line.strip() and not last and i > 3:
            break
    email = EMAIL.search(said.get("email", ""))
    return said | {"email": email[0] if email else ""} if said.get("text") and said.keys() & {"name", "email"} else {}


def _pasted_head(text: str) -> tuple[dict[str, str], str]:
    """(what the lines before a pasted mail say, the rest)."""
    said: dict[str, str] = {}
    lines = text.split("\n")
    i = 0
    while i < len(lines) and (match := _HEADER.match(lines[i].strip(" *"))):
        name = match["name"].lower()
        said[_PASTED.get(name, name)] = match["value"].strip(" *")
        i += 1
    return (said, "\n".join(lines[i:])) if said else ({}, text)


def _body(message: EmailMessage) -> str:
    """The text of a message; that of its HTML where it has no other, or one that says little of it."""
    plain, page = (_part(message, kind) for kind in ("plain", "html"))
    if page and len(plain.split()) * 4 < len((written := text_of_html(page)).split()):
        return written
    return plain


def _part(message: EmailMessage, kind: str) -> str:
    try:
        body = message.get_body(preferencelist=(kind,))
    except (ValueError, LookupError, TypeError, AttributeError):  # parts that are not what they say
        body = next((part for part in message.walk() if part.get_content_type() == f"text/{kind}"), None)
    if body is None:
        return ""
    data = body.get_payload(decode=True) or b""
    try:
        return data.decode(body.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError, ValueError):  # says another encoding than it has
        return decode(data)


def _attached_mail(message: EmailMessage) -> EmailMessage | None:
    """The one mail that is attached to a message; None where there is none, or more."""
    found = [part for part in message.walk() if part.get_content_type() == "message/rfc822" and part.is_multipart()]
    inner = found[0].get_payload(0) if len(found) == 1 else None
    return inner if isinstance(inner, EmailMessage) else None


def _names_of_attachments(message: EmailMessage) -> tuple[str, ...]:
    names = []
    for part in message.walk():
        try:
            name = part.get_filename()
        except (ValueError, LookupError, TypeError, AttributeError):
            name = None
        if name:
            names.append(tidy(name))
    return tuple(dict.fromkeys(names))


def _sender(message: EmailMessage) -> Address | None:
    """Who is to be answered: the Reply-To, with the name of who wrote where it gives none."""
    wrote, answer = _addresses(*_all(message, "from")), _addresses(*_all(message, "reply-to"))
    if answer and wrote and not answer[0].name:
        return Address(answer[0].email, wrote[0].name)
    return next(iter((*answer, *wrote)), None)


def _is_automatic(message: EmailMessage) -> bool:
    """True if the headers say that a program sent it: RFC 3834, and what older programs and mailing lists write.

    What a form on a website sends is made by a program too, but it asks to answer a person.
    """
    submitted = _header(message, "auto-submitted").lower()
    is_list = any(_header(message, name) for name in ("list-id", "list-unsubscribe"))
    is_reply = submitted.startswith(("auto-replied", "auto-notified")) or any(
        _header(message, name) for name in ("x-autoreply", "x-autorespond")
    )
    is_report = message.get_content_type() == "multipart/report" or _header(message, "return-path").strip() == "<>"
    wrote, answer = _addresses(*_all(message, "from")), _addresses(*_all(message, "reply-to"))
    is_form = bool(answer and wrote) and answer[0].email.lower() != wrote[0].email.lower() and not is_list
    is_bulk = _header(message, "precedence").lower() in ("bulk", "list", "junk", "auto_reply") or submitted not in ("", "no")
    return is_list or is_reply or is_report or is_bulk and not is_form


def _header(message: EmailMessage, name: str) -> str:
    return next(iter(_all(message, name)), "")


def _all(message: EmailMessage, name: str) -> list[str]:
    """The values of a header, however broken: what cannot be read as the standard has it is read as it stands."""
    try:
        found = [str(value) for value in message.get_all(name, [])]
    except (ValueError, LookupError, TypeError, AttributeError):
        found = ["\ufffd"]
    if any("\ufffd" in value for value in found):
        found = [_unfolded(str(value)) for key, value in message.raw_items() if key.lower() == name]
    return [tidy(value) for value in found]


def _unfolded(raw: str) -> str:
    """A header as it stands in the file: bytes that nobody encoded, or an encoding that is not what it says."""
    text = decode(raw.encode("ascii", "surrogateescape")) if not raw.isascii() else raw
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError, MessageError):
        return text


def _addresses(*values: str) -> tuple[Address, ...]:
    """The addresses in the values of headers, with a name where they have one.

    >>> _addresses('"Vries, Kim de" <kim@x.nl>, jo@x.nl')
    (Address(email='kim@x.nl', name='Kim de Vries'), Address(email='jo@x.nl', name=''))
    """
    found = [address for value in values for address in _addresses_in(value)]
    if not found:
        found = [Address(match[0]) for value in values for match in EMAIL.finditer(value)]
    return tuple(dict.fromkeys(found))


def _addresses_in(value: str) -> list[Address]:
    """The addresses in one value: of one alone that between < and >, for a name may hold an address that is not the writer's."""
    alone = _ALONE.fullmatch(value)
    found = [(alone["name"], alone["email"])] if alone else getaddresses([value])
    return [Address(email.strip(), _name(name)) for name, email in found if EMAIL.fullmatch(email.strip())]


def _name(written: str) -> str:
    """A name as people say it: not the surname first, not an address."""
    name = tidy(re.sub(r"\s*[(\[].*", "", written).strip(" '\""))
    if "@" in name:
        return ""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name


def _id(value: str) -> str:
    match = re.search(r"<[^<>\s]+>", value)
    return match[0] if match else ""


def _moment(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value) if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
