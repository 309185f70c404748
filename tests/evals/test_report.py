"""What is written of results: rows for people, JSON for a page and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant.answer import Answer, Citation, Question, Sentence, SentenceKind, Status, Turn
from evals import report
from evals.answers import Result
from evals.cases import CASES, Case, read_cases
from evals.metrics import marks
from evals.speed import Effort

CASE = Case(
    "b001",
    Question("En wat kost die?", history=(Turn("Is er een reis?", "Ja."),)),
    True,
    facts=(("300 euro", "€ 300"),),
    places={"reis.md": (), "gids.pdf": (3, 4)},
    audience="docent",
    kind="amount",
    style=("follow_up",),
    notice="date_passed",
)
NO_CASE = Case("b004", Question("Wie is de koning?"), False, kind="elsewhere")
ANSWER = Answer(
    question="En wat kost die?",
    standalone_question="Wat kost de reis?",
    status=Status.ANSWERED,
    sentences=(Sentence("De reis kost 300 euro.", SentenceKind.STATEMENT, (1,)),),
    citations=(Citation(1, "reis.md", "Reis", "De reis kost 300 euro."),),
    elapsed_ms=40.0,
)
REFUSAL = replace(ANSWER, status=Status.NOT_FOUND, sentences=(), citations=(), elapsed_ms=20.0)


@pytest.fixture
def results(tmp_path: Path) -> list[Result]:
    (tmp_path / "reis.md").write_text("De reis kost 300 euro.", encoding="utf-8")
    made = (
        (CASE, ANSWER, Effort({"search": 10.0, "read": 30.0}, 100.0)),
        (replace(CASE, id="b002"), REFUSAL, Effort({"search": 20.0}, 180.0)),
        (NO_CASE, REFUSAL, Effort({"search": 30.0}, 150.0)),
    )
    return [Result(case, answer, marks(case, answer, tmp_path), effort) for case, answer, effort in made]


def lines(table: object) -> list[list[str]]:
    """The cells of each printed row."""
    console = Console(file=StringIO(), width=200)
    console.print(table)
    return [[cell.strip() for cell in line.strip("│").split("│")] for line in console.file.getvalue().splitlines() if line.startswith("│")]


def test_json_holds_all_that_a_page_needs_of_a_case(results):
    written = json.loads(json.dumps(report.as_json(results)))
    first, *_, last = written["cases"]
    assert {
        name: first[name] for name in ("id", "half", "question", "answerable", "facts", "places", "audience", "kind", "style", "notice")
    } == {
        "id": "b001",
        "half": "reported",
        "question": "En wat kost die?",
        "answerable": True,
        "facts": [["300 euro", "€ 300"]],
        "places": {"reis.md": [], "gids.pdf": [3, 4]},
        "audience": "docent",
        "kind": "amount",
        "style": ["follow_up"],
        "notice": "date_passed",
    }
    assert first["history"] == [{"question": "Is er een reis?", "answer": "Ja."}]
    assert (first["right"], first["why"], first["marks"]["all_facts"], first["marks"]["faults"]) == (True, "goed", True, [])
    assert first["answer"]["answer"] == "De reis kost 300 euro. [1]"
    assert (last["answerable"], last["facts"], last["places"], last["half"]) == (False, [], {}, "tuned")


def test_json_holds_the_figures_with_their_units_and_what_it_took(results):
    written = report.as_json(results)
    assert written["figures"]["all_facts"] == {"value": 1, "total": 2, "unit": ""}
    assert written["figures"]["median_time"] == {"value": 20.0, "total": None, "unit": "ms"}
    assert (written["halves"]["tuned"]["refused"]["total"], written["halves"]["reported"]["all_facts"]["total"]) == (1, 2)
    assert written["steps"]["search"] == {"median": 20.0, "p95": 29.0}
    assert written["steps"]["total"] == {"median": 20.0, "p95": 38.0}
    assert written["memory_mb"] == 180.0


def test_how_sure_an_answer_is_is_written(results):
    sure = replace(results[0], answer=replace(ANSWER, confidence=0.8))
    assert report.as_json([sure])["cases"][0]["answer"]["confidence"] == 0.8


def test_both_refusals_stand_in_one_row_in_total_and_per_kind(results):
    assert ["Terecht geweigerd · onnodig geweigerd", "1 van 1 (100 %) · 1 van 2 (50 %)"] in lines(report.table(results))
    rows = lines(report.breakdown(results))
    assert ["soort: amount", "1 van 2", "", "1 van 2"] in rows
    assert ["soort: elsewhere", "1 van 1", "1 van 1", ""] in rows


def test_the_table_tells_time_per_step_and_memory(results):
    rows = lines(report.table(results))
    assert ["Tijd per vraag, mediaan · 95 %", "20 ms · 38 ms"] in rows
    assert ["… zoeken", "20 ms · 29 ms"] in rows and ["… lezen", "30 ms · 30 ms"] in rows
    assert ["Geheugen, hoogste stand", "180 MB"] in rows


def test_the_two_halves_stand_side_by_side(results):
    rows = lines(report.halves(results))
    assert ["Alle feiten in het antwoord", "–", "1 van 2"] in rows
    assert ["Terecht geweigerd · onnodig geweigerd", "1 van 1", "1 van 2"] in rows


def test_every_figure_has_a_name(results):
    assert set(report.as_json(results)["figures"]) <= set(report.NAMES)


def test_the_shipped_cases_fall_in_two_halves_of_about_the_same_size():
    ids = [case.id for case in read_cases(CASES)]
    tuned = sum(report.half(each) == "tuned" for each in ids)
    assert abs(tuned - len(ids) / 2) < 0.05 * len(ids)
    assert {report.half(each) for each in ids} == {"tuned", "reported"}
