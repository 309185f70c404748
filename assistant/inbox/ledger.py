"""A draft and its ledger, for people and for programs. Pure."""

from __future__ import annotations

from typing import Any

from assistant import contract
from assistant.answer import Answer
from assistant.inbox import words
from assistant.inbox.letter import Address, Reply
from assistant.render import source_line

SCHEMA = 1


def as_text(reply: Reply) -> str:
    """The draft, and below it what was found for each question and what is to be checked."""
    if not reply.text:
        return words.NO_REPLY[reply.letter.no_reply] if reply.letter.no_reply else ""
    mail = reply.letter.mail
    head = [f"Aan: {_address(mail.sender)}"] if mail.sender else []
    return "\n\n".join(["\n".join([*head, f"Onderwerp: {reply.subject}"]), reply.text, ledger_text(reply)])


def ledger_text(reply: Reply) -> str:
    """What was found for each question, and what is to be checked."""
    lines = ["Kladblok (hoort niet bij de mail)"]
    for n, entry in enumerate(reply.entries, start=1):
        lines += ["", f"Vraag {n}: {entry.ask.question}", f"  in de mail: {entry.ask.text}", f"  {_status(entry.answer)}"]
        lines += [f"  {line}" for citation in entry.answer.citations for line in source_line(citation).split("\n")]
    if reply.to_check:
        lines += ["", "Controleer zelf:", *(f"- {each}" for each in reply.to_check)]
    return "\n".join(lines)


def to_json(reply: Reply) -> dict[str, Any]:
    """The draft as plain dicts, lists, strings and numbers.

    {"schema": 1, "source", "message_id", "from": null | {"email", "name"}, "subject" of the reply, "text": the draft, "" for none,
     "no_reply": null | code, "name", "informal", "language", "urgent", "about": [sentence],
     "entries": [{"text": as written, "question": as answered, "answer": an answer as `vraag --json` gives it}], "to_check": [text]}
    """
    letter = reply.letter
    return {
        "schema": SCHEMA,
        "source": letter.mail.source,
        "message_id": letter.mail.message_id,
        "from": None if letter.mail.sender is None else {"email": letter.mail.sender.email, "name": letter.mail.sender.name},
        "subject": reply.subject,
        "text": reply.text,
        "no_reply": letter.no_reply.value if letter.no_reply else None,
        "name": letter.name,
        "informal": letter.informal,
        "language": letter.language,
        "urgent": letter.urgent,
        "about": list(letter.about),
        "entries": [
            {"text": entry.ask.text, "question": entry.ask.question, "answer": contract.to_json(entry.answer)} for entry in reply.entries
        ],
        "to_check": list(reply.to_check),
    }


def _status(answer: Answer) -> str:
    said = words.STATUS[answer.status.value]
    sure = f", zekerheid {round(100 * answer.confidence)}%" if answer.confidence is not None else ""
    return f"{said}{sure}"


def _address(address: Address) -> str:
    return f"{address.name} <{address.email}>" if address.name else address.email
