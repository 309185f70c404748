"""Who publishes a document, and whom to ask about it."""

from __future__ import annotations

import re

from ingest.addresses import Way, addresses
from ingest.document import Document
from ingest.known.imprint import LONGEST_LINE, Imprint, under

_BODY = re.compile(
    r"(?:(?:het|de) )?(?:dienst|ministerie|gemeente|provincie|stichting|vereniging|universiteit|hogeschool|onderwijsregio|inspectie"
    r"|rijksoverheid|rijksdienst)\b[^.:;?!]*",
    re.I,
)
_ISSUED_BY = re.compile(
    r"(?:\b(?:een )?uitgave van|\buitgegeven door|©(?: \d{4})?|\bcopyright(?: \d{4})?)\s*:?\s+"
    r"(?:(?:de|het) )?(?P<who>[A-ZÀ-Þ][^.,;|()\d]{2,70})"
)
_ISSUED = re.compile(r"Regeling van de (?P<who>Minister van [A-Z][\w,-]+(?:,? (?:en )?[A-Z][\w-]+)*) van \d")


def is_body(line: str) -> bool:
    """True for a line that is the name of a body.

    >>> is_body("Stichting Leerkracht"), is_body("Subsidieregeling van de Stichting Leerkracht")
    (True, False)
    """
    return bool(_BODY.fullmatch(line))


def publisher_of(imprint: Imprint) -> str:
    """The body that a colophon names, or that stands as a line of its own on the first or last page."""
    texts = [block.text for block in imprint.both]
    issued = [match["who"].strip() for text in texts for match in _ISSUED_BY.finditer(text)] + [
        match["who"] for text in texts[:3] for match in _ISSUED.finditer(text)
    ]
    logos = [text for text in texts if len(text) <= LONGEST_LINE and is_body(text) and not re.search(r"[,\d]| (?:is|zijn) ", text)]
    told = list(dict.fromkeys(issued)) or list(dict.fromkeys(logos))
    return told[0] if len(told) == 1 else ""


_ASK = re.compile(r"\b(?:contact|colofon|vragen|meer informatie|informatie)\b", re.I)
_INVITES = re.compile(
    r"\b(?:neem(?:t)? contact|contact(?:gegevens)?:|vragen\?|meer (?:informatie|weten)|heeft u (?:\w+ )*vragen|stuur (?:dan )?een)\b", re.I
)


def contact_of(document: Document) -> str:
    """The mail address and phone number in a colophon or a part on contact, where there is one such mail address."""
    asked = [block.text for block in document.blocks if _INVITES.search(block.text)]
    texts = [block.text for block in under(document.blocks, _ASK)] + asked
    found = [address for text in texts for address in addresses(text) if not address.problem]
    mails, phones = (list(dict.fromkeys(address.words for address in found if address.way is way)) for way in (Way.MAIL, Way.PHONE))
    everywhere = {address.words.lower() for block in document.blocks for address in addresses(block.text) if address.way is Way.MAIL}
    if len(mails) > 1 or not mails and len(phones) != 1 or len(everywhere) > 1 and len(mails) != 1:
        return ""
    return ", ".join([*mails, *(phones if len(phones) == 1 else [])])
