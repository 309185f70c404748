"""What a first visitor sees: what is known here, what is not, and questions to begin with. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant import wording
from assistant.web import words
from assistant.web.escape import escape
from assistant.web.show import ask_button
from assistant.web.source import Asked
from ingest.snapshot import Record
from ingest.visibility import is_public


def welcome(records: Sequence[Record], *, updated: datetime | None = None) -> str:
    """What is known here, since when, and what is not."""
    if not records:
        return f'<section class="bw-welcome"><p>{escape(wording.NO_DOCUMENTS)}</p></section>'
    facts = [wording.known_documents(len(records)), words.updated(updated)]
    items = "".join(map(_document, records))
    return (
        f'<section class="bw-welcome"><h2>{escape(words.GREETING)}</h2><p>{escape(words.LIMITS)}</p>'
        f'<details class="bw-known"><summary>{escape(words.KNOWN)}: {escape(", ".join(fact for fact in facts if fact))}</summary>'
        f"<ul>{items}</ul></details></section>"
    )


def _document(record: Record) -> str:
    facts = [record.publisher, wording.published(record.published), "" if is_public(record.visibility) else words.INTERNAL]
    about = " · ".join(fact for fact in facts if fact)
    retold = wording.retold(record.retold_from)
    title = f'<a class="bw-open" href="{escape(Asked(record.key).link)}">{escape(record.title)}</a>' if record.key else escape(record.title)
    return f"<li>{title}{f' <span>{escape(about)}</span>' if about else ''}{f'<br><em>{escape(retold)}</em>' if retold else ''}</li>"


def doors_html(doors: Mapping[str, Sequence[str]]) -> str:
    """The questions to begin with for each group of askers ("": everybody); empty without any."""
    filled = [_door(name, questions) for name, questions in doors.items() if questions]
    if not filled:
        return ""
    return f'<div class="bw-doors" role="group" aria-label="{escape(words.DOORS_LABEL)}">{"".join(filled)}</div>'


def _door(name: str, questions: Sequence[str]) -> str:
    title, about = words.DOORS.get(name, words.OTHER_DOOR)
    items = "".join(f"<li>{ask_button(question)}</li>" for question in questions)
    return f'<section class="bw-door"><h3>{escape(title)}</h3><p>{escape(about)}</p><ul>{items}</ul></section>'
