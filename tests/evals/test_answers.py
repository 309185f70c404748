"""A run over real documents, and breaking the answers on purpose."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from evals import report
from evals.answers import ask_all, assistant_over
from evals.cases import read_cases
from evals.command import cli

RECORDS = (
    {"id": "a", "question": "Wat kost de studiereis naar Gent?", "document": "reis.md", "facts": [["300 euro"]], "kind": "amount"},
    {"id": "b", "question": "Wat kost de studiereis naar Gent?", "document": "ander.md", "facts": [["300 euro"]], "kind": "amount"},
    {"id": "c", "question": "Wie is de koning van Spanje?", "answerable": False, "kind": "elsewhere"},
)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "reis.md").write_text("# De reis\n\nDe studiereis naar Gent kost 300 euro per persoon.\n", encoding="utf-8")
    (folder / "ander.md").write_text("# Fiets\n\nEen fiets huren kost 300 euro in de zomer.\n", encoding="utf-8")
    return folder


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "vragen.jsonl"
    file.write_text("\n".join(json.dumps(record) for record in RECORDS), encoding="utf-8")
    return file


def test_a_run_tells_of_each_case_whether_it_is_right_and_why_not(corpus, file):
    heard = []
    with assistant_over(corpus) as assistant:
        results = ask_all(read_cases(file), assistant, corpus, on_answer=heard.append)
    assert [result.answer for result in results] == heard
    assert [report.why(result) for result in results] == ["goed", "uit een ander document", "goed"]
    assert [result.is_right for result in results] == [True, False, True]
    assert "b  Wat kost" in report.failures(results) and "a  Wat kost" not in report.failures(results)
    assert [case["id"] for case in report.as_json(results)["cases"]] == ["a", "b", "c"]


def test_the_command_prints_the_figures_and_writes_them(corpus, file, tmp_path):
    out = tmp_path / "uit.json"
    result = CliRunner().invoke(cli, ["answers", "--cases", str(file), "--corpus", str(corpus), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "Alle feiten in het antwoord" in result.output and "2 van 2 (100 %)" in result.output
    assert json.loads(out.read_text(encoding="utf-8"))["figures"]["document"] == {"value": 1, "total": 2, "unit": ""}
