"""The geometry of plots, with numbers that can be checked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from evals.plots import plots, recall, refusals, steps


def case(answerable: bool, confidence: float | None, *, status: str = "answered") -> dict[str, Any]:
    return {"answerable": answerable, "answer": {"status": status, "confidence": confidence}}


CASES = [case(True, 0.9), case(True, 0.4), case(False, 0.5), case(False, 0.1, status="not_found"), case(False, None, status="not_found")]


def test_below_the_threshold_is_refused_and_without_a_confidence_nothing_changes():
    over, against = refusals(CASES)
    assert [(t, round(share, 2)) for t, share in over.lines[0].points] == [(0.1, 0.33), (0.4, 0.67), (0.5, 0.67), (0.9, 1.0), (0.908, 1.0)]
    assert [share for _, share in over.lines[1].points] == [0.0, 0.0, 0.5, 0.5, 1.0]
    assert against.lines[0].points[2] == (0.5, pytest.approx(2 / 3))
    assert against.dot[:2] == (0.0, pytest.approx(2 / 3))
    assert over.rows[2] == ("0,5", "67 %", "50 %")


@pytest.mark.parametrize("cases", [[], CASES[:2], [case(True, None), case(False, None)], [case(True, 0.5), case(False, 0.5)]])
def test_without_two_confidences_or_without_both_sorts_of_cases_there_is_no_trade_off(cases):
    assert refusals(cases) == []


def test_what_is_drawn_stays_inside_the_box_and_up_is_more():
    for plot in refusals(CASES):
        spots = [(plot.across(x), plot.up(y)) for line in plot.lines for x, y in line.points]
        assert all(plot.left <= x <= plot.right and plot.top <= y <= plot.bottom for x, y in spots)
        assert plot.up(1) < plot.up(0)


def test_recall_is_drawn_per_leg_and_told_per_number_of_passages():
    plot = recall({"vectors": [0.5, 0.75], "bm25": [0.25, 0.5], "eigen": [1.0], "leeg": []})
    assert [line.name for line in plot.lines] == ["op betekenis (vectoren)", "op woorden (BM25)", "eigen"]
    assert plot.lines[0].points == ((1, 0.5), (2, 0.75))
    assert plot.rows == (("1", "50 %", "25 %", "100 %"), ("2", "75 %", "50 %", ""))


def test_a_bar_a_step_with_its_name_in_dutch():
    drawn = steps({"search": {"median": 3.2, "p95": 10.7}, "eigen": {"median": 100.0, "p95": 200.0}})
    assert drawn.rows == (("Zoeken", "3,2 ms", "10,7 ms"), ("Eigen", "100 ms", "200 ms"))
    assert drawn.across(200) <= drawn.right and drawn.row(1) < drawn.bottom


def test_a_report_without_numbers_has_no_plots():
    assert (
        plots({})
        == plots({"steps": {}, "recall": {"bm25": []}, "cases": []})
        == plots({"steps": {"read": {"median": 0.0, "p95": 0.0}}})
        == []
    )
