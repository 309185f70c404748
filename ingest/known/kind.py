"""What kind of document it is: a brochure, a regulation, a web page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from ingest.document import Document
from ingest.known.imprint import Imprint

_KINDS: Mapping[str, str] = {
    "brochure": r"(?:informatie)?brochure|folder",
    "kwaliteitskader": r"(?:kwaliteits|beoordelings)kader",
    "nieuwsbrief": r"nieuws(?:brief|flits|bulletin)",
    "reglement": r"\w*reglement",
    "regeling": r"(?:ministeriële |subsidie|beleids)?regeling|besluit|verordening",
    "handleiding": r"handleiding|handreiking|gebruiksaanwijzing",
    "formulier": r"\w*formulier",
    "overeenkomst": r"\w*overeenkomst|convenant",
    "veelgestelde vragen": r"(?:veel|meest) ?gestelde vragen|faq",
    "": r"infographic|toelichting|programma van eisen|\w*protocol|katern|samenvatting|verslag|procedurebeschrijving",
}
_KIND = {kind: re.compile(rf"\b(?:{pattern})\b", re.I) for kind, pattern in _KINDS.items()}
_ARTICLES = 3  # headings or paragraphs "Artikel 1": fewer, and a text about a "regeling" is not that regulation itself


def kind_in(line: str) -> str | None:
    """The kind that a title names as its head: among its first three words. "" is a kind that has no name here.

    >>> kind_in("Kwaliteitskader Opleiden in de School"), kind_in("Toelichting formulier subsidie"), kind_in("Over de regeling")
    ('kwaliteitskader', '', None)
    """
    head = " ".join(line.split()[:3])
    found = [(match.start(), kind) for kind, pattern in _KIND.items() if (match := pattern.search(head))]
    start, kind = min(found, default=(0, None))
    return None if re.search(r"\b(?:van|over|bij|voor|op|in|uit|onder|naar)\b", head[:start], re.I) else kind


def kind_of(title: str, document: Document, imprint: Imprint) -> str:
    """The kind that a title or a line on the first page names, or else what a document calls itself; a web page is at least that."""
    lines = [title, *(line for line in imprint.lines[:4] if len(line.split()) <= 8)]
    named = next((kind for line in lines if (kind := kind_in(line)) is not None), None)
    is_web = PurePosixPath(document.path).suffix.lower() in (".html", ".htm")
    if named is None and not is_web:
        named = _called_itself(document)
    if named == "regeling" and sum(bool(re.match(r"Artikel \d", block.text)) for block in document.blocks) < _ARTICLES:
        named = ""
    return named or ("webpagina" if is_web and named is None else "")


def _called_itself(document: Document) -> str | None:
    """What a document calls itself more than once: "in deze brochure", and nothing else."""
    called = {
        kind
        for kind in ("brochure", "kwaliteitskader", "nieuwsbrief", "handleiding")
        if len(re.findall(rf"\b(?:deze|dit|voor u ligt (?:de|het|een)) (?:{_KINDS[kind]})\b", document.text, re.I)) > 1
    }
    return called.pop() if len(called) == 1 else None
