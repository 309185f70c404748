"""Mails with the questions in them and what a right reply holds: the files of a folder, and cases.jsonl, a mail a line.

    {"id": "m02", "file": "m02-studiereis.eml", "kinds": ["two", "je"], "name": "Jeroen Bakx", "informal": true, "language": "nl",
     "questions": [{"question": "Tot wanneer kan ik mij aanmelden voor de studiereis?", "about": [["reis", "studiereis"], ["/aanmeld/"]],
                    "document": "nieuws.pdf", "page": 5, "facts": [["14 september"]]},
                   {"question": "Wat verdient een rector?", "about": [["rector"], ["/verdien/"]], "answerable": false}],
     "forbidden": ["laptop"]}
    {"id": "m15", "file": "m15-afwezig.eml", "kinds": ["out_of_office"], "no_reply": "automatic"}

A question is one sentence of the mail, as its writer would ask it by itself; its facts, document and page are those of any
case (see cases.py). `about` are groups of alternatives too (see facts.py): a question that was found is this one when it
states one of each group. The first group is what it is about. `context` are groups that the sentence itself leaves to the
ones before it, and that the question must state to be understood by itself. `parts` is in how many questions it may be taken
apart, 1 unless it asks two things at once. An `unjudged` question, one in a language that the documents are not in, must be
found; whether it is answered is not looked at.

`name` is the writer's full name, "" when the mail does not tell; `informal` that he says je, false when he says u or
neither, null when it can be read either way; `number` tells which mail of a mailbox it is, from 1; `forbidden` are alternatives
that no draft may state: what an order to a machine asks for, and personal data; `misdirected` are addresses of the documents
where what is not answered cannot be asked either. Facts are words of the documents, checked by `check_mails`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.inbox.letter import NoReply
from evals.cases import Case, case_from, check_cases, groups_in, no_good_case, record_in
from ingest.errors import BronwijsError
from ingest.refusal import why_not

MAILS = Path(__file__).parent / "mails"


@dataclass(frozen=True)
class Expected:
    """A question of a mail: the case that it is by itself, and how it is known among the questions that were found."""

    case: Case
    about: tuple[tuple[str, ...], ...]
    context: tuple[tuple[str, ...], ...] = ()
    parts: int = 1
    is_judged: bool = True

    @property
    def is_answerable(self) -> bool:
        return self.is_judged and self.case.answerable


@dataclass(frozen=True)
class MailCase:
    """One mail. `name` and `informal` are None where they are not looked at."""

    id: str
    file: Path
    kinds: tuple[str, ...] = ()
    no_reply: NoReply | None = None
    name: str | None = None
    informal: bool | None = None
    language: str | None = None
    questions: tuple[Expected, ...] = ()
    forbidden: tuple[str, ...] = ()
    misdirected: tuple[str, ...] = ()
    number: int = 1  # in a mailbox, from 1
    where: str = ""  # file and line, for messages


def read_mail_cases(folder: Path) -> list[MailCase]:
    """The cases of a folder with mails. Raises BronwijsError with file and line when one is no case or its mail is not there."""
    file = folder / "cases.jsonl"
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise BronwijsError(f"Het bestand met mails '{file}' kan niet worden gelezen: {why_not(problem)}") from problem
    found: dict[str, MailCase] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            case = _mail_case(line, folder, f"{file}, regel {number}")
            if case.id in found:
                raise BronwijsError(f"{case.where}: id '{case.id}' staat ook in {found[case.id].where}")
            found[case.id] = case
    if not found:
        raise BronwijsError(f"In '{file}' staan geen mails.")
    return list(found.values())


def check_mails(cases: Sequence[MailCase], corpus: Path) -> None:
    """Raises BronwijsError naming every question whose document, page or facts are not in the corpus."""
    check_cases([expected.case for case in cases for expected in case.questions], corpus)


def _mail_case(line: str, folder: Path, where: str) -> MailCase:
    record = record_in(line, where)
    try:
        file = folder / record["file"]
        if not file.is_file():
            raise ValueError(f"de mail '{file}' bestaat niet")
        no_reply = record.get("no_reply")
        return MailCase(
            id=str(record["id"]),
            file=file,
            kinds=tuple(record.get("kinds", ())),
            no_reply=None if no_reply is None else NoReply(no_reply),
            name=record.get("name"),
            informal=record.get("informal"),
            language=record.get("language"),
            questions=() if no_reply else tuple(_expected(record, number, where) for number in range(len(record["questions"]))),
            forbidden=tuple(record.get("forbidden", ())),
            misdirected=tuple(record.get("misdirected", ())),
            number=record.get("number", 1),
            where=where,
        )
    except (KeyError, ValueError, TypeError) as problem:
        raise no_good_case(where, problem) from problem


def _expected(mail: Mapping[str, Any], number: int, where: str) -> Expected:
    record = {"id": f"{mail['id']}.{number + 1}", **mail["questions"][number]}
    is_judged = not record.get("unjudged", False)
    case = case_from(record if is_judged else {**record, "answerable": False}, where)
    context = groups_in(record["context"], "context") if "context" in record else ()
    return Expected(case, groups_in(record["about"], "about"), context, record.get("parts", 1), is_judged)
