"""A message that Outlook saved (.msg), as a mail like any other."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime

OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # how a compound file begins [MS-CFB]


def message_in(raw: bytes) -> EmailMessage | None:
    """The mail in the bytes of a .msg file; None for any other, and for one that is damaged."""
    if not raw.startswith(OLE):
        return None
    from oxmsg import Message

    try:
        opened = Message.load(raw)
        headers = {name.lower(): value for name, value in opened.message_headers.items()}
        message = EmailMessage()
        _say(message, "From", opened.sender or "")
        _say(message, "Subject", opened.subject)
        _say(message, "Date", headers.get("date") or (format_datetime(opened.sent_date) if opened.sent_date else ""))
        _say(message, "To", ", ".join(f'"{each.name}" <{each.email_address}>' for each in opened.recipients))
        for name in ("Reply-To", "Message-ID", "References", "In-Reply-To", "Auto-Submitted", "Precedence", "List-Id", "X-Spam-Flag"):
            _say(message, name, headers.get(name.lower(), ""))
        message.set_content(opened.body or "")
        if opened.html_body and not (opened.body or "").strip():
            message.set_content(opened.html_body, subtype="html")
        for attachment in opened.attachments:  # only its name
            message.add_attachment(b"", "application", "octet-stream", filename=attachment.file_name or "bijlage")
    except Exception:  # the reader of a format that anyone may damage in any way: it raises what it likes
        return None
    return message


def _say(message: EmailMessage, name: str, value: str) -> None:
    if value := " ".join(value.split()):
        message[name] = value
