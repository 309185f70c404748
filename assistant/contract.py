"""The answer as JSON: a contract with programs. Fields are added, never renamed or removed, within a schema number."""

from __future__ import annotations

from typing import Any

from assistant.answer import Answer

SCHEMA = 1


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer as plain dicts, lists, strings and numbers.

    {"schema": 1, "id", "question", "standalone_question",
     "status": "answered" | "partly" | "not_found" | "reply", "reason": null | code, "missing": [text],
     "answer": text with marks [1], "sentences": [{"text", "kind", "citations": [n], "verdict"}],
     "citations": [{"n", "document", "title", "publisher", "published", "page", "page_label", "heading", "quote"}],
     "passages": [{"document", "page", "heading", "score", "text"}],
     "contact": null | {"name", "email", "phone", "url", "citation"},
     "notices": [{"kind", "text", "citations"}], "writer", "elapsed_ms"}
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
        "writer": answer.writer,
        "elapsed_ms": answer.elapsed_ms,
    }
