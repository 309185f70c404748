"""Whom to ask: the contact that stands nearest to what the question is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from llama_index.core.schema import NodeWithScore

from assistant.addresses import EMAIL, PHONE, URL
from assistant.answer import Citation, Contact
from assistant.cite import cite
from assistant.retrieve import View
from assistant.units import Unit

_PERSON = re.compile(r"[Cc]ontactpersoon:?\s+((?:[A-ZÀ-Þ][\w.’'-]+\s+)(?:(?:van|de|der|den)\s+)*[A-ZÀ-Þ][\w’'-]+)")
_NAME = re.compile(r"[A-ZÀ-Þ][^\d@:/]{1,60}")
_INVITATION = re.compile(r"\b(?:contact|vragen|informatie|meer weten|aanmeld|meld|neem|stuur|mail|bel)\w*", re.I)


def contact_near(hits: Sequence[NodeWithScore], view: View) -> tuple[Contact, Citation | None] | None:
    """The contact in the document of the best passages, and where it stands; None when it names none.

    Where the text names none but in a story or far from the subject, it is the one that people gave for the document in
    bronnen.toml: that is no text to cite.
    """
    for document in dict.fromkeys(hit.node.metadata["document"] for hit in hits[:3]):
        near = [hit.node.metadata for hit in hits if hit.node.metadata["document"] == document]
        carriers = [unit for unit in view.units(document) if EMAIL.search(unit.text) or PHONE.search(unit.text)]
        headings = {meta["heading"] for meta in near[:2]}
        given = given_contact(near[0])
        if given and all(any(_unlikely(unit, headings)[:2]) for unit in carriers):
            return given, None
        if carriers:
            unit = min(carriers, key=lambda unit: (*_unlikely(unit, headings), abs(unit.node.metadata["position"] - near[0]["position"])))
            return _contact(unit, view.units(document))
    return None


def given_contact(known: Mapping[str, Any]) -> Contact | None:
    """The contact that people wrote down for a document, if it says how to reach someone."""
    said = known.get("contact", "")
    found = [match and match[0] for match in (pattern.search(said) for pattern in (EMAIL, PHONE, URL))]
    if not any(found):
        return None
    email, phone, url = found
    start = min(said.index(way) for way in found if way)
    name = said[:start].strip(" ,;:(<-–")
    return Contact(name if _NAME.fullmatch(name) else None, email, phone, url or known.get("address") or None, None)


def _unlikely(unit: Unit, headings: set[str]) -> tuple[bool, bool, bool]:
    """What speaks against an address, worst first: far from the subject and not general; part of a story; no mail."""
    is_general = bool(re.search(r"\b(?:contact|bereikt?|vragen)\b", unit.heading, re.I))
    is_near = unit.node.metadata["heading"] in headings
    return not (is_near or is_general), not _INVITATION.search(f"{unit.heading} {unit.text}"), not EMAIL.search(unit.text)


def _contact(unit: Unit, document: Sequence[Unit]) -> tuple[Contact, Citation]:
    """What the unit and its neighbours under the same heading say of the contact."""
    near = [
        other for other in document[max(0, unit.index - 2) : unit.index + 3] if other.node is unit.node and other.heading == unit.heading
    ]
    person = _PERSON.search(" ".join(other.text for other in near))
    url = URL.search(" ".join(other.text for other in near))
    pieces = unit.pieces()
    page, label, quote = next((piece for piece in pieces if EMAIL.search(piece[2]) or PHONE.search(piece[2])), pieces[0])
    citation = cite(unit.node, 1, quote=quote, heading=unit.heading, page=page, label=label)
    contact = Contact(person[1] if person else None, _first(EMAIL, unit, near), _first(PHONE, unit, near), url[0] if url else None, 1)
    return contact, citation


def _first(pattern: re.Pattern[str], unit: Unit, near: Sequence[Unit]) -> str | None:
    for candidate in (unit, *near):
        if match := pattern.search(candidate.text):
            return match[0]
    return None
