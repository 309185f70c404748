"""What comparing needs of a run, kept in a file: a case a line, in the order of their ids, so that a diff is readable.

    bronwijs eval --save evals/baseline.json        writes the file that tests/evals/test_baseline.py compares with
    bronwijs eval --against evals/baseline.json     compares a run with it

    {"schema": 1, "cases": [
    {"id": "b001", "question": "Wie geeft leiding aan …?", "right": true, "why": "goed", "marks": {"all_facts": true, …}},
    …]}

Times are not kept: they say more about the machine than about the answers, and would change every line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.answers import Result
from evals.report import why
from ingest.errors import BronwijsError
from ingest.refusal import why_not

SCHEMA = 1  # as in report.as_json: a full report can be compared with as well


@dataclass(frozen=True)
class Outcome:
    """What came of one case. `marks` are those of metrics.Marks by name, of a list its length; None or absent is not asked for."""

    id: str
    question: str
    right: bool
    why: str
    marks: Mapping[str, float | None]


def outcome(result: Result) -> Outcome:
    """What is kept of a result."""
    return Outcome(result.case.id, result.case.question.text, result.is_right, why(result), _numbers(asdict(result.marks)))


def write_outcomes(file: Path, outcomes: Sequence[Outcome]) -> None:
    """Keep a run, without its times. The same answers give the same file, to the byte."""
    lines = [json.dumps(_without_times(each), ensure_ascii=False) for each in sorted(outcomes, key=lambda each: each.id)]
    file.write_text(f'{{"schema": {SCHEMA}, "cases": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def read_outcomes(file: Path) -> list[Outcome]:
    """The run in a file, kept by `write_outcomes` or by report.as_json. Raises BronwijsError when it holds none."""
    try:
        record = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as problem:
        raise BronwijsError(f"Het verslag '{file}' kan niet worden gelezen: {why_not(problem)}. {_how_to_make_one(file)}") from problem
    schema = record.get("schema") if isinstance(record, dict) else None
    if schema != SCHEMA:
        raise BronwijsError(f"'{file}' is geen verslag met schema {SCHEMA} (gevonden: {schema}). {_how_to_make_one(file)}")
    try:
        return [_outcome(case) for case in record["cases"]]
    except (KeyError, TypeError, AttributeError) as problem:
        raise BronwijsError(f"'{file}' is geen volledig verslag (mist of misvormd: {problem}). {_how_to_make_one(file)}") from problem


def _outcome(case: Mapping[str, Any]) -> Outcome:
    question = case["question"] if "question" in case else case["answer"]["question"]
    return Outcome(str(case["id"]), str(question), bool(case["right"]), str(case["why"]), _numbers(case["marks"]))


def _numbers(marks: Mapping[str, Any]) -> dict[str, float | None]:
    numbers = {name: len(mark) if isinstance(mark, list | tuple) else mark for name, mark in marks.items()}
    return {name: mark for name, mark in numbers.items() if mark is None or isinstance(mark, int | float)}


def _how_to_make_one(file: Path) -> str:
    return f"Maak een verslag met: bronwijs eval --save {file}"


def _without_times(outcome: Outcome) -> dict[str, Any]:
    marks = {name: value for name, value in outcome.marks.items() if value is not None and not is_time(name)}
    return asdict(outcome) | {"marks": marks}


def is_time(name: str) -> bool:
    """True for marks that are times, in milliseconds.

    >>> is_time("ms"), is_time("ms_search"), is_time("terms")
    (True, True, False)
    """
    return "ms" in name.split("_")
