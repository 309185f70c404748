"""The cost of many pages: measured over real processes, and printed beside llama-index's."""

from __future__ import annotations

import sys

import pytest
from rich.console import Console

from evals.bulk import Bulk, Spent, as_json, spent, table
from evals.made_pages import make_file
from evals.usual import index_folder
from ingest.errors import BronwijsError

BULK = Bulk(100, Spent(10.0, 200.0), Spent(1.0, 150.0), Spent(2.0, 160.0), Spent(0.5, 90.0), 12.0, Spent(5.0, 300.0), 8.0)


def test_a_step_is_a_process_whose_time_and_memory_are_its_own():
    small = spent([sys.executable, "-c", "pass"])
    large = spent([sys.executable, "-c", "import time; x = bytearray(100 * 2**20); time.sleep(2)"])
    assert 80 < large.memory_mb - small.memory_mb < 200
    assert large.seconds > 2


def test_a_step_that_fails_says_how():
    with pytest.raises(BronwijsError, match="geen schijfruimte"):
        spent([sys.executable, "-c", "import sys; sys.exit('geen schijfruimte')"])


def test_the_table_sets_both_ways_side_by_side():
    console = Console(width=100, record=True)
    console.print(table([BULK]))
    shown = console.export_text()
    assert "10.0 s · 200 MB" in shown and "1.0 s · 150 MB (10.0%)" in shown and "5.0 s · 300 MB" in shown
    assert as_json([BULK])[0]["one_changed"] == {"seconds": 2.0, "memory_mb": 160.0}


def test_the_usual_way_indexes_each_page(tmp_path):
    (tmp_path / "corpus").mkdir()
    make_file(tmp_path / "corpus" / "gids.pdf", 3, 1)
    assert index_folder(tmp_path / "corpus", tmp_path / "index") == 3
