"""The answer as JSON: a contract with programs. Fields are added, never renamed or removed, within a schema number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.answer import Answer, Question, Turn
from assistant.preference import preference_from
from ingest.errors import BronwijsError

SCHEMA = 1


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer as plain dicts, lists, strings and numbers.

    {"schema": 1, "id", "question", "standalone_question",
     "status": "answered" | "partly" | "not_found" | "reply", "reason": null | code, "missing": [text],
     "answer": text with marks [1],
     "sentences": [{"text", "kind", "citations": [n], "verdict", "short": [words in the text that answer by themselves]}],
     "citations": [{"n", "document", "title", "publisher", "published", "retold_from", "page", "page_label", "heading", "quote"}],
     "passages": [{"document", "page", "heading", "score", "text"}],
     "contact": null | {"name", "email", "phone", "url", "citation"},
     "notices": [{"kind", "text", "citations"}],
     "preferred": {"chosen": {name: [value]}, "told": {name: [value]}}, by a person and by the question; the names are
       audience, sectors, regions, kinds, school_years and documents, as far as anything is known,
     "writer", "confidence": 0 to 1 | null, "elapsed_ms"}
    """
    return {
        "schema": SCHEMA,
        "id": answer.id,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status.value,
        "reason": answer.reason.value if answer.reason else None,
        "missing": list(answer.missing),
        "answer": answer.text,
        "sentences": [
            {
                "text": sentence.text,
                "kind": sentence.kind.value,
                "citations": list(sentence.citations),
                "verdict": sentence.verdict.value if sentence.verdict else None,
                "short": list(sentence.short),
            }
            for sentence in answer.sentences
        ],
        "citations": [
            {
                "n": citation.n,
                "document": citation.document,
                "title": citation.title,
                "publisher": citation.publisher,
                "published": citation.published,
                "retold_from": citation.retold_from,
                "page": citation.page,
                "page_label": citation.page_label,
                "heading": citation.heading,
                "quote": citation.quote,
            }
            for citation in answer.citations
        ],
        "passages": [
            {"document": passage.document, "page": passage.page, "heading": passage.heading, "score": passage.score, "text": passage.text}
            for passage in answer.passages
        ],
        "contact": None if answer.contact is None else dict(vars(answer.contact)),
        "notices": [{"kind": notice.kind, "text": notice.text, "citations": list(notice.citations)} for notice in answer.notices],
        "preferred": {"chosen": answer.preferred.chosen.to_json(), "told": answer.preferred.told.to_json()},
        "writer": answer.writer,
        "confidence": answer.confidence,
        "elapsed_ms": answer.elapsed_ms,
    }


def question_from(record: Any) -> Question:
    """The question in a record {"id", "question", "history"?, "today"?, "preference"?}. Raises BronwijsError saying what is wrong.

    `history` is a list of earlier turns, oldest first: {"question", "answer"}, or [question, answer]. `preference` is what a
    person set, lists by name as in the "preferred" of an answer; an empty list means that it does not matter, whatever the
    question tells.

    >>> asked = question_from({"id": 7, "question": "En wat kost dat?", "history": [["Is er een reis?", "Ja."]], "today": "2026-01-31"})
    >>> asked.id, asked.text, asked.history, asked.today
    (7, 'En wat kost dat?', (Turn(question='Is er een reis?', answer='Ja.'),), datetime.date(2026, 1, 31))
    """
    if not isinstance(record, Mapping) or not isinstance(record.get("question"), str):
        raise BronwijsError('een vraag is een object met ten minste "question": "…"')
    today = record.get("today")
    try:
        day = date.fromisoformat(today) if today else None
    except (TypeError, ValueError) as problem:
        raise BronwijsError(f'"today" is geen datum zoals 2026-01-31: {today!r}') from problem
    history = record.get("history") or []
    if not isinstance(history, list):
        raise BronwijsError('"history" is geen lijst van eerdere vragen en antwoorden')
    preference = preference_from(record.get("preference") or {})
    return Question(readable(record["question"]), record.get("id"), tuple(_turn(turn) for turn in history), day, preference)


def readable(text: str) -> str:
    """Text that can be written as UTF-8: half a surrogate pair, as a cut emoji leaves, becomes a question mark."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _turn(turn: Any) -> Turn:
    match turn:
        case {"question": str(question)}:
            return Turn(question, str(turn.get("answer") or ""))
        case [str(question), *rest]:
            return Turn(question, str(rest[0]) if rest and rest[0] else "")
        case str(question):
            return Turn(question)
    raise BronwijsError('een beurt in "history" is {"question": "…", "answer": "…"}')
