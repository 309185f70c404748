"""Saved e-mail messages (.eml), with the standard library. Attachments are named, not read."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import lxml.html
from lxml import etree

from ingest.clean import Line, join_into_blocks, tidy
from ingest.document import Block, BlockKind, Document
from ingest.errors import LoadError
from ingest.load.text import decode

_SIGNATURE = re.compile(r"^-- ?$", re.M)  # what follows says who writes (RFC 3676, 4.3)
_BLANK = re.compile(r"[\s\x00-\x1f\ufffe\uffff\ud800-\udfff]+")  # also what lxml does not take, and a page may hold as an entity
_QUOTED = re.compile(r"^(?:> ?)+", re.M)
_ENDS_LINE = "//br | //p | //div | //li | //tr | //h1 | //h2 | //h3 | //h4 | //blockquote"


def load_eml(file: Path, name: str) -> Document:
    """The text of a message with its subject as title and its day as date of publication. Raises LoadError when broken."""
    try:
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        body = message.get_body(preferencelist=("plain", "html"))
        text = _text(body) if body is not None else ""
        attachments = [tidy(part.get_filename() or "") for part in message.iter_attachments()]
        subject, sender, date = message["subject"], message["from"], message["date"]
    except (ValueError, LookupError, TypeError, AttributeError, etree.LxmlError) as problem:
        raise LoadError("broken", "het e-mailbericht is beschadigd; sla het opnieuw op als .eml") from problem
    if subject is None and sender is None:
        raise LoadError("broken", "dit is geen e-mailbericht; sla het opnieuw op als .eml")
    blocks = [block for part in re.split(r"\n\s*\n", text) for block in _blocks(part)]
    named = [Block(BlockKind.ITEM, f"Bijlage: {attachment}") for attachment in attachments if attachment]
    return Document(
        path=name,
        title=tidy(str(subject or "")) or file.stem,
        publisher=_name(sender),
        published=date.datetime.date().isoformat() if date is not None and date.datetime else None,
        blocks=(*blocks, *named),
    )


def _text(body: EmailMessage) -> str:
    """The words of a message without its signature; an earlier message that it quotes stays, without the marks before its lines."""
    data = body.get_payload(decode=True) or b""
    try:
        text = data.decode(body.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):  # says another encoding than it has
        text = decode(data)
    text = text.replace("\r\n", "\n")
    if body.get_content_subtype() == "html" and text.strip():
        text = text_of_page(page_of(text))
    own, *rest = _SIGNATURE.split(text, maxsplit=1)
    quoted = re.findall(r"^>.*$", rest[0], re.M) if rest else []
    return _QUOTED.sub("", "\n".join([own, "", *quoted]))


def page_of(source: str) -> lxml.html.HtmlElement:
    """A message in HTML without what is not shown. Raises lxml's errors when there is none."""
    page = lxml.html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
    etree.strip_elements(page, "script", "style", "head", "title", etree.Comment, with_tail=False)
    return page


def text_of_page(page: lxml.html.HtmlElement) -> str:
    """The words of a message in HTML. Not trafilatura, that looks for an article: a message is all text."""
    for text in page.xpath("//text()"):  # its line ends are only those of the file
        parent, plain = text.getparent(), _BLANK.sub(" ", text)
        if text.is_tail:
            parent.tail = plain
        else:
            parent.text = plain
    for element in page.xpath(_ENDS_LINE):
        end = "\n" if element.tag == "br" else "\n\n"
        element.text = ("- " if element.tag == "li" else "") + (element.text or "")
        element.tail = end + (element.tail or "")
    return page.text_content()


def _blocks(part: str) -> list[Block]:
    lines = [Line(line, page=1) for line in map(tidy, part.split("\n")) if line]
    return [Block(block.kind, block.text, level=block.level) for block in join_into_blocks(lines)]


def _name(sender: object) -> str | None:
    addresses = getattr(sender, "addresses", ())
    return next((tidy(address.display_name) for address in addresses if address.display_name), None)
