"""How searching grows: figures by hand, and one real index of the smallest size."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import numpy as np
import pytest
from rich.console import Console

import evals.scale
from evals.scale import (
    PASSAGES,
    Scale,
    as_json,
    drawn,
    growth,
    is_flood,
    made_part,
    measure,
    questions,
    sample,
    share_found,
    sizes_in,
    table,
    top,
)
from ingest.errors import BronwijsError

SMALL = Scale(1000, 0.2, 5.0, 8.0, 200.0, 210.0, 20.0, 1.0, 0.99, 1.0, 0.75)
LARGE = Scale(1_000_000, 2.5, 50.0, 80.0, 200.0, 4000.0, 5000.0, 1.0)


def test_the_smallest_index_is_made_opened_and_asked_in_chroma_and_without(tmp_path, monkeypatch):
    with_chroma = measure(1000, tmp_path / "met")
    assert (with_chroma.exact, with_chroma.recall > 0.9, with_chroma.found) == (1.0, True, 1.0)
    assert 0 < with_chroma.p50_ms <= with_chroma.p95_ms and with_chroma.open_s > 0 and with_chroma.memory_mb > 50
    monkeypatch.setattr(evals.scale, "MOST_IN_CHROMA", 500)
    without = measure(1000, tmp_path / "zonder")
    assert (without.exact, without.recall, without.found) == (1.0, None, None)
    assert without.disk_mb < with_chroma.disk_mb
    again = measure(1000, tmp_path / "zonder")
    assert again.disk_mb == without.disk_mb


def test_an_index_that_was_left_half_made_is_not_measured(tmp_path):
    (tmp_path / "1000").mkdir()
    with pytest.raises(BronwijsError, match="niet af"):
        measure(1000, tmp_path)


def test_a_made_document_is_the_same_every_time_and_a_flood_is_nearly_equal(embedder):
    one, again, flood = made_part(3, embedder), made_part(3, embedder), made_part(9, embedder)
    assert [node.text for node in one.nodes] == [node.text for node in again.nodes]
    assert len(one.nodes) == len(flood.nodes) == PASSAGES and is_flood(9) and not is_flood(3)
    assert np.min(flood.vectors @ flood.vectors[0]) > 0.94 > np.median(one.vectors @ one.vectors[0])


def test_questions_are_the_same_every_time_and_each_another():
    assert questions(1000) == questions(1000) and len({*questions(1000)}) == len(questions(1000))


def test_the_sample_has_ordinary_and_nearly_equal_passages():
    kinds = [is_flood(row // PASSAGES) for row in sample(2000)]
    assert kinds.count(True) == kinds.count(False) == 150


def test_exact_search_and_what_is_found_by_hand():
    vectors = np.array([[1, 0], [0.8, 0.6], [0, 1], [1, 0]], dtype=np.float32)
    assert top(vectors, vectors[1], 2).tolist() == [1, 0]
    assert top(vectors, vectors[1], 9).tolist()[0] == 1
    assert share_found(vectors, [0, 1, 2, 3], [[3], [1], [], [1]]) == 0.5  # one that is the same will do
    assert math.isnan(share_found(vectors, [], []))


def test_the_table_has_a_column_per_size_and_no_figure_where_nothing_was_measured():
    console = Console(width=100, record=True)
    console.print(table([SMALL, LARGE]))
    shown = console.export_text()
    assert "1.000" in shown and "1.000.000" in shown and "5 · 8 ms" in shown and "0.750" in shown and "–" in shown
    assert as_json([SMALL])[0]["p95_ms"] == 8.0


def test_growth_is_drawn_over_powers_of_ten():
    assert growth([SMALL]) is None
    middle = Scale(31_623, 0.5, 10.0, 20.0, 200.0, 300.0, 500.0, 1.0)
    plot = growth([SMALL, middle, LARGE])
    assert plot.across(31_623) == pytest.approx((plot.left + plot.right) / 2, abs=0.1)
    picture = drawn(plot)
    assert ElementTree.fromstring(picture).tag.endswith("svg")
    assert "1.000.000" in picture and picture.count("<polyline") == 2


@pytest.mark.parametrize("text", ["", "duizend", "100", "1050", "1000,-1000"])
def test_sizes_that_cannot_be_are_refused(text):
    with pytest.raises(BronwijsError, match="--sizes"):
        sizes_in(text)


def test_sizes_come_in_order():
    assert sizes_in("10000,1000,1000") == [1000, 10000]
