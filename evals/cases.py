"""Cases: questions with what a right answer holds and where that stands. Files of JSON, a case a line.

    {"id": "b001", "question": "Uit welke onderdelen bestaat het assessment?", "document": "gids.pdf", "page": 6,
     "facts": [["portfolio"], ["proefles", "proef les"]], "also": {"vragen.md": null},
     "audience": "zij-instromer", "kind": "list", "style": ["paraphrase"]}
    {"id": "n001", "question": "Wat verdient een rector?", "answerable": false, "kind": "near_miss"}

`page` is physical and counted from 1, a list where the fact stands on several, absent without pages. `also` names other
documents that state all the facts. `facts` are groups of alternatives (see facts.py). A follow-up has `history`, earlier
turns; `today` pins the day; `preference` is what a person chose, as in a question to `bronwijs vraag --file`; `notice` is the
kind of notice that must come with the answer, null when none may come. Without that key notices are not looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answer import Question
from assistant.contract import question_from
from evals.facts import pattern_in, states_all
from evals.literal import pages_of
from ingest.errors import BronwijsError
from ingest.refusal import why_not

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One question. `places` are the documents that answer it, each with its pages; none of those without pages.

    `notice` is the kind of notice that must come with the answer; `forbids_notices`: none may come.
    """

    id: str
    question: Question
    answerable: bool
    facts: tuple[tuple[str, ...], ...] = ()
    places: Mapping[str, tuple[int, ...]] | None = None
    audience: str = ""
    kind: str = ""
    style: tuple[str, ...] = ()
    notice: str | None = None
    forbids_notices: bool = False
    where: str = ""  # file and line, for messages

    @property
    def has_page(self) -> bool:
        return any((self.places or {}).values())


def read_cases(source: Path) -> list[Case]:
    """The cases of a file, or of all files in a folder; those that need the reading of images are left out.

    Raises BronwijsError with file and line when one is not a case.
    """
    files = sorted(source.glob("*.jsonl")) if source.is_dir() else [source]
    cases: dict[str, Case] = {}
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError) as problem:
            raise BronwijsError(f"Het bestand met vragen '{file}' kan niet worden gelezen: {why_not(problem)}") from problem
        for number, line in enumerate(lines, start=1):
            if line.strip() and (case := _case_in(line, f"{file}, regel {number}")):
                if case.id in cases:
                    raise BronwijsError(f"{case.where}: id '{case.id}' staat ook in {cases[case.id].where}")
                cases[case.id] = case
    if not cases:
        raise BronwijsError(f"In '{source}' staan geen vragen (*.jsonl).")
    return list(cases.values())


def _case_in(line: str, where: str) -> Case | None:
    """The case in a line; None for one that needs the reading of images."""
    record = record_in(line, where)
    try:
        if _flag(record, "needs_ocr", default=False):
            return None
    except ValueError as problem:
        raise no_good_case(where, problem) from problem
    return case_from(record, where)


def record_in(line: str, where: str) -> dict[str, Any]:
    """The object in a line of JSON. Raises BronwijsError with `where` when there is none."""
    try:
        record = json.loads(line)
    except ValueError as problem:
        raise no_good_case(where, problem) from problem
    if not isinstance(record, dict):
        raise no_good_case(where, ValueError("het is geen object"))
    return record


def case_from(record: Mapping[str, Any], where: str) -> Case:
    """The case in a record. Raises BronwijsError with `where` when it is none."""
    try:
        answerable = _flag(record, "answerable", default=True)
        return Case(
            id=_id(record["id"]),
            question=question_from(record),
            answerable=answerable,
            facts=groups_in(record["facts"], "facts") if answerable else (),
            places=_places(record) if answerable else None,
            audience=_text(record, "audience") or "",
            kind=_text(record, "kind") or "",
            style=_texts(record, "style"),
            notice=_text(record, "notice"),
            forbids_notices="notice" in record and record["notice"] is None,
            where=where,
        )
    except (KeyError, ValueError, BronwijsError) as problem:
        raise no_good_case(where, problem) from problem


def no_good_case(where: str, problem: Exception) -> BronwijsError:
    """The error that says where a case is, and what is wrong with it."""
    what = f"'{problem.args[0]}' ontbreekt" if isinstance(problem, KeyError) else why_not(problem)
    return BronwijsError(f"{where}: dit is geen goede vraag ({what})")


def _id(given: Any) -> str:
    if not isinstance(given, str | int):
        raise ValueError('"id" is geen tekst of getal')
    return str(given)


def _flag(record: Mapping[str, Any], key: str, *, default: bool) -> bool:
    if not isinstance(given := record.get(key, default), bool):
        raise ValueError(f'"{key}" is niet true of false')
    return given


def _text(record: Mapping[str, Any], key: str) -> str | None:
    if not isinstance(given := record.get(key), str | None):
        raise ValueError(f'"{key}" is geen tekst tussen aanhalingstekens')
    return given


def _texts(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    given = record.get(key) or []
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise ValueError(f'"{key}" is geen lijst met tekst')
    return tuple(given)


def groups_in(groups: Any, key: str) -> tuple[tuple[str, ...], ...]:
    """Groups of alternatives (see facts.py) of a case. Raises ValueError, naming the `key`, when they are none."""
    is_list = isinstance(groups, list) and bool(groups)
    if not is_list or not all(isinstance(group, list) and group and all(isinstance(one, str) for one in group) for group in groups):
        raise ValueError(f'"{key}" is geen lijst van lijsten met tekst')
    for alternative in (one for group in groups for one in group):
        try:
            pattern_in(alternative)
        except re.error as problem:
            raise ValueError(f'het patroon "{alternative}" in "{key}" kan niet worden gelezen: {problem}') from problem
    return tuple(tuple(group) for group in groups)


def _places(record: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    if not isinstance(record["document"], str):
        raise ValueError('"document" is geen tekst tussen aanhalingstekens')
    also = record.get("also") or {}
    if not isinstance(also, dict):
        raise ValueError('"also" is geen object met documenten en bladzijden')
    return {path: _pages(page) for path, page in {record["document"]: record.get("page"), **also}.items()}


def _pages(given: Any) -> tuple[int, ...]:
    """Page numbers, of one number, a list of them, or null."""
    numbers = () if given is None else tuple(given if isinstance(given, list) else [given])
    if not all(type(number) is int and number > 0 for number in numbers):
        raise ValueError(f"een bladzijde is een geheel getal vanaf 1, niet {json.dumps(given, ensure_ascii=False)}")
    return numbers


def check_cases(cases: Sequence[Case], corpus: Path) -> None:
    """Raises BronwijsError naming every case whose document, page or facts are not in the corpus."""
    wrong = [f"{case.where}: {problem}" for case in cases for problem in _problems(case, corpus)]
    if wrong:
        raise BronwijsError("Niet alle vragen passen bij de documenten:\n" + "\n".join(wrong))


def _problems(case: Case, corpus: Path) -> list[str]:
    problems = []
    for path, numbers in (case.places or {}).items():
        if not (corpus / path).is_file():
            problems.append(f"'{path}' staat niet in {corpus}")
            continue
        pages = pages_of(corpus / path)
        for number in numbers:
            if number > len(pages):
                problems.append(f"'{path}' heeft geen pagina {number}")
            elif not states_all(pages[number - 1], case.facts):
                problems.append(f"niet alle feiten staan op pagina {number} van '{path}'")
        if not numbers and not states_all("\n".join(pages), case.facts):
            problems.append(f"niet alle feiten staan in '{path}'")
    return problems
