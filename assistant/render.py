"""An answer as plain text, for a terminal or a mail. Pure."""

from __future__ import annotations

from assistant import wording
from assistant.answer import Answer, Citation, Contact, Passage, Writer
from ingest.document import HEADING_MARK


def as_text(answer: Answer) -> str:
    """The answer, then its notices, sources, nearest passages and contact."""
    parts = [answer.text]
    parts += [notice.text for notice in answer.notices]
    if answer.writer is Writer.MODEL:
        parts.append(wording.BY_MODEL)
    if answer.citations and answer.contact is None:
        parts.append("\n".join([wording.SOURCES, *(source_line(citation) for citation in answer.citations)]))
    if answer.status == "not_found" and answer.passages:
        parts.append("\n".join([wording.NEAREST, *(_passage_line(passage) for passage in answer.passages)]))
    if answer.contact:
        parts.append(wording.ask_a_person(contact_words(answer.contact), contact_title(answer)))
    return "\n\n".join(parts)


def source_line(citation: Citation) -> str:
    """One source: number, title, page and literal words."""
    place = wording.page(citation.page, citation.page_label)
    quote = " ".join(citation.quote.split())
    about = ", ".join(part for part in (citation.document, wording.retold(citation.retold_from)) if part)
    return f"[{citation.n}] {citation.title}{', ' + place if place else ''} ({about})\n    “{quote}”"


def contact_title(answer: Answer) -> str:
    """The title of the document in which the contact stands; empty where it stands in none."""
    return answer.citations[0].title if answer.contact and answer.contact.citation else ""


def contact_words(contact: Contact) -> str:
    """How to reach a contact, on one line."""
    reach = ", ".join(way for way in (contact.email, contact.phone, contact.url) if way)
    return f"{contact.name} ({reach})" if contact.name else reach


def _passage_line(passage: Passage) -> str:
    place = wording.page(passage.page, None)
    words = " ".join(word for line in passage.text.split("\n") for word in line.removeprefix(HEADING_MARK).split())
    return f"- {passage.title}{', ' + place if place else ''}: {words[:200]}{'…' if len(words) > 200 else ''}"
