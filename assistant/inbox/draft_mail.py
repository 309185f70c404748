"""A reply as a mail that opens as a draft, in Outlook (X-Unsent) and in what reads IMAP's Drafts. Sends nothing.

The text is plain, a paragraph a line, and goes as quoted-printable: every program folds it to its own window, and makes links of
the addresses in the footnotes by itself. So an HTML copy would add nothing, and whoever edits a draft would have to mind two texts.
"""

from __future__ import annotations

import email
import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.headerregistry import Address as HeaderAddress
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.utils import format_datetime, getaddresses, make_msgid

from assistant import wording
from assistant.inbox.letter import Address, Mail, Reply

MARK = "X-Bronwijs-For"  # which mail a draft answers, for who looks whether there is one
QUOTED_LINES, QUOTED_CHARACTERS = 400, 50_000  # of what was written before; a thread of years is not repeated
_CHAIN = 20  # of the mails before: a header may not grow for ever
_LONGEST = 900  # characters of a Message-ID, of the 998 of a line
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+>")
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+"
)  # also what steers the direction of writing
_REPLY_TO = re.compile(r"^(?:\s*(?:re|antw|aw|sv)\s*(?:\[\d+\]|\(\d+\))?\s*\.?\s*:)+\s*", re.I)


class _Chain(UnstructuredHeader):
    """Message-IDs, one a line. Python itself would encode one that is longer than a line, and then it names no mail any more."""

    def fold(self, *, policy: email.policy.EmailPolicy) -> str:
        return f"{self.name}: {f'{policy.linesep} '.join(str(self).split())}{policy.linesep}"


_HEADERS = HeaderRegistry()
for _name in ("in-reply-to", "references"):
    _HEADERS.map_to_type(_name, _Chain)
POLICY = policy.SMTP.clone(header_factory=_HEADERS)


def draft_mail(reply: Reply, *, sender: str = "", original: bytes | None = None, key: str = "") -> EmailMessage:
    """The reply as a mail that is not sent yet, with what it answers quoted under it.

    `sender` is an address, with or without a name. `original` is the mail as it came in: its whole text is quoted then, else what
    was read of it. `key` is what the mail is known by, where that is not its `mail_key`. Whatever stands in the mail, no header can be
    added to the draft by it.

    >>> from assistant.inbox.letter import Letter
    >>> mail = Mail("Wat kost het?", subject="RE: Antw: kosten", sender=Address("jan@voorbeeld.nl", "Jan"), message_id="<1@voorbeeld.nl>")
    >>> draft = draft_mail(Reply(Letter(mail), text="Beste Jan,"))
    >>> draft["Subject"], draft["To"], draft["In-Reply-To"], draft["X-Unsent"]
    ('Re: kosten', 'Jan <jan@voorbeeld.nl>', '<1@voorbeeld.nl>', '1')
    """
    mail = reply.letter.mail
    message = EmailMessage(policy=POLICY)
    own = _own(sender)
    if own:
        message["From"] = own
    if mail.sender and (to := _address(mail.sender)):  # else the clerk fills it in: no program can send to what stood there
        message["To"] = to
    message["Subject"] = reply_subject(reply.subject or mail.subject)
    message["Date"] = format_datetime(datetime.now().astimezone())
    message["Message-ID"] = make_msgid(domain=own.domain if own and own.domain.isascii() else "bronwijs.invalid")  # not this machine's
    if chain := _chain(mail):
        if _ids(mail.message_id):
            message["In-Reply-To"] = chain[-1]
        message["References"] = " ".join(chain)
    message["X-Unsent"] = "1"
    message[MARK] = key or mail_key(mail)
    quoted = "\n".join(_quoted(reply, original))
    text = f"{reply.text.rstrip()}\n\n{quoted}\n" if quoted else f"{reply.text.rstrip()}\n"
    message.set_content(_plain(text), cte="quoted-printable")
    return message


def mail_key(mail: Mail) -> str:
    """What tells a mail that was read from all others, in 32 hexadecimal digits that do not say who wrote it."""
    moment = mail.sent.isoformat() if mail.sent else ""
    return _digest(mail.message_id or "\0".join((mail.text, moment, mail.sender.email if mail.sender else "", mail.subject)))


def raw_key(header: bytes) -> str:
    """What tells a mail in a mailbox from all others, by its header alone, in 32 hexadecimal digits that do not say who wrote it.

    The same mail in two folders has one key; two mails to which a bad program gave the same Message-ID have two.
    """
    found = BytesHeaderParser().parsebytes(header)
    named = [str(found.get(name, "")) for name in ("Message-ID", "Date", "From", "Subject")]
    return _digest("\0".join(named) if named[0].strip() else header.decode("latin-1"))


def message_ids(header: bytes) -> list[str]:
    """The Message-ID in a header of a mail, as others refer to it."""
    return _ids(str(BytesHeaderParser().parsebytes(header).get("Message-ID", "")))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]


def reply_subject(subject: str) -> str:
    """The subject of a reply: one Re:, whatever was there.

    >>> reply_subject("Antw.: RE: re[2]: Fwd: vraag"), reply_subject(""), reply_subject("Recht\\r\\nBcc: x")
    ('Re: Fwd: vraag', 'Re: uw e-mail', 'Re: Recht Bcc: x')
    """
    return f"Re: {_REPLY_TO.sub('', _line(subject)) or wording.NO_SUBJECT}"


def _own(sender: str) -> HeaderAddress | None:
    """The first address that is one."""
    found = [_address(Address(address, name)) for name, address in getaddresses([_line(sender)])]
    return next((address for address in found if address), None)


def _address(address: Address) -> HeaderAddress | None:
    """An address as a header takes it, also one with a space or a comma before the @; None where there is nothing to send to."""
    user, at, domain = _line(address.email).rpartition("@")
    user = user[1:-1] if user[:1] == user[-1:] == '"' else user
    if not at or not user or not user.isascii() or "@" in user or not re.fullmatch(r"[\w-]+(?:\.[\w-]+)*|\[[\w.:]+\]", domain):
        return None
    try:
        return HeaderAddress(_line(address.name), username=user, domain=domain if domain.isascii() else domain.encode("idna").decode())
    except UnicodeError:
        return None


def _chain(mail: Mail) -> list[str]:
    """The Message-IDs of the thread, the mail itself last: the first, and the last ones."""
    ids = list(dict.fromkeys(found for written in (*mail.references, mail.message_id) for found in _ids(written)))
    own = _ids(mail.message_id)
    ids = [each for each in ids if each not in own] + own
    return ids if len(ids) <= _CHAIN else [ids[0], *ids[1 - _CHAIN :]]


def _ids(written: str) -> list[str]:
    return [found for found in _MESSAGE_ID.findall(written) if len(found) <= _LONGEST]


def _quoted(reply: Reply, original: bytes | None) -> Iterator[str]:
    """What was written, as every mail program quotes it, under a line that says who did and when."""
    mail = reply.letter.mail
    own = (mail.text, mail.signature)
    if mail.forwarded_by:  # what colleagues wrote to one another over it is not for the writer
        text = "\n\n".join(filter(None, own))
    else:
        text = (_text_of(original) if original else "") or "\n\n".join(filter(None, (*own, mail.history)))
    whole = _plain(text).strip()
    lines = whole[:QUOTED_CHARACTERS].split("\n")
    if not any(lines):
        return
    yield wording.wrote(_who(mail), mail.sent, language=reply.letter.language)
    for line in lines[:QUOTED_LINES]:
        yield f">{line}" if line.startswith(">") else f"> {line}".rstrip()
    if len(lines) > QUOTED_LINES or len(whole) > QUOTED_CHARACTERS:
        yield "> […]"


def _who(mail: Mail) -> str:
    """The name of the writer; the address where there is no name, or where it could not be written over the draft."""
    if not mail.sender:
        return ""
    name, address = _line(mail.sender.name), _line(mail.sender.email)
    return name if name and _address(mail.sender) else f"{name} <{address}>" if name else address


def _text_of(original: bytes) -> str:
    """The plain text of a mail, "" where it has none that can be read."""
    try:
        message: Message = email.message_from_bytes(original, policy=policy.default)
        body = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
        return body.get_content() if body else ""
    except (LookupError, ValueError, TypeError, AttributeError, KeyError, MessageError):  # what Python's parser raises on a broken mail
        return ""


def _plain(text: str) -> str:
    """A text with line ends of one kind and nothing that steers a screen."""
    return "\n".join(_UNSEEN.sub("", line.replace("\t", "    ")) for line in re.split(r"\r\n|[\r\n\x0b\x0c\u2028\u2029]", text))


def _line(text: str) -> str:
    """
    >>> _line("Jan\\r\\nBcc: kwaad@voorbeeld.nl")
    'Jan Bcc: kwaad@voorbeeld.nl'
    """
    return " ".join(_UNSEEN.sub(" ", text).split())
