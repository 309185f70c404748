"""A run is kept and read back; and the own cases are answered no worse than when evals/baseline.json was made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import evals
from evals.baseline import outcome, read_outcomes, write_outcomes
from evals.compare import compare, in_words
from evals.report import as_json
from ingest.errors import BronwijsError

BASELINE = Path(evals.__file__).parent / "baseline.json"


def test_no_figure_is_significantly_below_the_baseline(own_results):
    """Red? `bronwijs eval --against evals/baseline.json` shows the whole table. On purpose: `bronwijs eval --save evals/baseline.json`."""
    found = compare(read_outcomes(BASELINE), [outcome(result) for result in own_results])
    assert not found.fallen, in_words(found)


def test_the_baseline_is_over_the_own_cases(own_cases):
    """Red? Cases were added, dropped or changed: `bronwijs eval --save evals/baseline.json`."""
    assert {each.id: each.question for each in read_outcomes(BASELINE)} == {case.id: case.question.text for case in own_cases}


def test_the_baseline_has_a_case_a_line_in_order():
    lines = BASELINE.read_text(encoding="utf-8").splitlines()[1:-1]
    ids = [json.loads(line.rstrip(","))["id"] for line in lines]
    assert ids == sorted(ids) and len(ids) == len(read_outcomes(BASELINE))


@pytest.fixture
def run(make_outcome):
    return [make_outcome("b"), make_outcome("a", right=False, why="de feiten ontbreken", all_facts=False, share_of_facts=1 / 3, page=None)]


def test_a_run_is_read_back_without_its_times_and_compares_as_equal(run, tmp_path):
    write_outcomes(tmp_path / "run.json", run)
    back = read_outcomes(tmp_path / "run.json")
    assert [(each.id, each.right, each.why) for each in back] == [("a", False, "de feiten ontbreken"), ("b", True, "goed")]
    assert back[0].marks["share_of_facts"] == 1 / 3 and "ms" not in back[0].marks
    assert not compare(back, run).not_compared
    assert all(not figure.difference.differ for figure in compare(back, run).figures)


def test_the_same_answers_give_the_same_file(run, tmp_path):
    write_outcomes(tmp_path / "a.json", run)
    write_outcomes(tmp_path / "b.json", [*reversed(run)])
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_full_report_is_read_as_well(own_results, tmp_path):
    (tmp_path / "vol.json").write_text(json.dumps(as_json(own_results)), encoding="utf-8")
    found = compare(read_outcomes(tmp_path / "vol.json"), [outcome(result) for result in own_results])
    assert len(found.pairs) == len(own_results)
    assert all(not figure.difference.differ for figure in found.figures)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "kan niet worden gelezen"),
        ("{", "kan niet worden gelezen"),
        ("[]", "geen verslag met schema 1"),
        ('{"schema": 2, "cases": []}', "gevonden: 2"),
        ('{"schema": 1}', "geen volledig verslag"),
        ('{"schema": 1, "cases": [{"id": "a"}]}', "geen volledig verslag"),
        ('{"schema": 1, "cases": [{"id": "a", "question": "x", "right": true, "why": "goed", "marks": 3}]}', "geen volledig verslag"),
        ('{"schema": 1, "cases": 3}', "geen volledig verslag"),
    ],
)
def test_what_is_no_report_is_refused_with_what_to_do(text, said, tmp_path):
    (tmp_path / "geen.json").write_text(text, encoding="utf-8")
    with pytest.raises(BronwijsError, match=said) as problem:
        read_outcomes(tmp_path / "geen.json")
    assert "geen.json" in str(problem.value) and "bronwijs eval --save" in str(problem.value)


def test_a_report_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BronwijsError, match="weg.json"):
        read_outcomes(tmp_path / "weg.json")
