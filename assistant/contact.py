"""Whom to ask: the contact that stands nearest to what the question is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llama_index.core.schema import NodeWithScore

from assistant.answer import Citation, Contact
from assistant.retrieve import View
from assistant.units import Unit

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/])\(?(?:\+|0)\d[\d\s()/-]{7,18}\d(?!\w)")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>()]+[\w/]|\b[\w-]+(?:\.[\w-]+)*\.nl(?:/[\w/-]*)?", re.I)


def contact_near(hits: Sequence[NodeWithScore], view: View) -> tuple[Contact, Citation] | None:
    """The contact in the document of the best passages, and where it stands; None when it names none."""
    for document in dict.fromkeys(hit.node.metadata["document"] for hit in hits[:3]):
        places = [hit.node.metadata["position"] for hit in hits if hit.node.metadata["document"] == document]
        carriers = [unit for unit in view.units(document) if _EMAIL.search(unit.text) or _PHONE.search(unit.text)]
        if carriers:
            unit = min(carriers, key=lambda unit: (abs(unit.node.metadata["position"] - places[0]), not _EMAIL.search(unit.text)))
            return _contact(unit, view.units(document))
    return None


def _contact(unit: Unit, document: Sequence[Unit]) -> tuple[Contact, Citation]:
    """What the unit and its neighbours under the same heading say of the contact."""
    near = [other for other in document[max(0, unit.index - 2) : unit.index + 3] if other.node is unit.node and other.heading == unit.heading]
    email = _first(_EMAIL, unit, near)
    domain_free = " ".join(_EMAIL.sub(" ", other.text) for other in near)
    page, label, quote = unit.pieces()[0]
    meta = unit.node.metadata
    citation = Citation(
        1, meta["document"], meta["title"], quote.replace("\t", " "), meta["publisher"] or None, meta["published"] or None, page, label, unit.heading or None
    )
    url = _URL.search(domain_free)
    return Contact(unit.heading or meta["title"], email, _first(_PHONE, unit, near), url[0] if url else None, 1), citation


def _first(pattern: re.Pattern[str], unit: Unit, near: Sequence[Unit]) -> str | None:
    for candidate in (unit, *near):
        if match := pattern.search(candidate.text):
            return match[0].strip().rstrip(".")
    return None
