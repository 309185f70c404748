"""Proposals from real files: they pass the checks of cases at once, say where they come from, and do not repeat themselves."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.cases import check_cases, read_cases
from evals.command import cli
from evals.propose import propose, write
from ingest.errors import BronwijsError

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REIS = """# De studiereis naar Gent

De inschrijving voor de reis naar Gent sluit op 1 mei 2026. In 2024 deden 104 scholen mee aan de reis.
Volgens de planning gaat een groep van leraren in het najaar naar de stad.

## Praktisch

Duur: drie dagen

Anna de Wit, coördinator studiereizen

De inschrijving voor de reis naar Gent sluit dus op 1 mei 2026.
"""
LAB = "# Leerlab\n\nHet leerlab begeleidt 60 nieuwe docenten per jaar.\n\nDe inschrijving voor de reis naar Gent sluit op 1 mei 2026.\n"

PAGE = """<html><head><title>Cursussen</title></head><body><main><h1>Cursussen in de avond</h1>
<p>De cursus {} voor beginners duurt {} dagen.</p>
<p>Wie wil, neemt een vriend mee, want samen leren gaat beter en het is ook nog eens gezelliger dan alleen aan een tafel zitten.</p>
</main></body></html>
"""


@pytest.fixture
def corpus(tmp_path) -> Path:
    folder = tmp_path / "documenten"
    folder.mkdir()
    (folder / "reis.md").write_text(REIS, encoding="utf-8")
    (folder / "lab.md").write_text(LAB, encoding="utf-8")
    (folder / "kapot.pdf").write_bytes(b"%PDF-1.7\nhier houdt het op")
    return folder


def records(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_each_fact_becomes_one_case_with_its_place_and_sentence(corpus, tmp_path):
    write(propose(corpus), tmp_path / "v.jsonl", corpus)
    found = {record["question"]: record for record in records(tmp_path / "v.jsonl") if record.get("answerable", True)}
    assert set(found) == {
        "Wanneer sluit de inschrijving voor de reis naar Gent?",
        "Hoeveel scholen deden in 2024 mee aan de reis?",
        "Hoe lang duurt ‘Praktisch’?",
        "Wie is coördinator studiereizen?",
        "Hoeveel nieuwe docenten begeleidt het leerlab per jaar?",
    }
    sluit = found["Wanneer sluit de inschrijving voor de reis naar Gent?"]
    assert (sluit["facts"], sluit["kind"], sluit["draft"]) == ([["1 mei 2026"]], "date", True)
    assert {sluit["document"], *sluit["also"]} == {"reis.md", "lab.md"}
    assert sluit["sentence"].startswith("De inschrijving voor de reis naar Gent sluit")


def test_what_the_check_of_cases_does_not_find_is_left_out(corpus):
    (corpus / "heel.html").write_text(PAGE.format("koken", "<b>drie</b>"), encoding="utf-8")
    (corpus / "stuk.html").write_text(PAGE.format("tuinieren", "v<b>ier</b>"), encoding="utf-8")
    from_pages = [each for each in propose(corpus).answerable if each.line.document.endswith(".html")]
    assert [each.question for each in from_pages] == ["Hoe lang duurt de cursus koken voor beginners?"]


def test_near_misses_come_along_without_an_answer(corpus, tmp_path):
    write(propose(corpus), tmp_path / "v.jsonl", corpus)
    missed = [record for record in records(tmp_path / "v.jsonl") if record.get("answerable") is False]
    assert "Wat is het telefoonnummer van Anna de Wit?" in [record["question"] for record in missed]
    assert all(record["kind"] == "near_miss" and record["draft"] for record in missed)


def test_a_file_that_cannot_be_read_is_named_and_stops_nothing(corpus):
    [(path, reason)] = propose(corpus).unread
    assert path == "kapot.pdf" and "beschadigd" in reason


def test_proposals_from_the_sample_documents_are_spread_and_pass_the_checks(tmp_path):
    file = tmp_path / "v.jsonl"
    write(propose(CORPUS, most=40), file, CORPUS)
    cases = read_cases(file)
    check_cases(cases, CORPUS)
    answerable = [case for case in cases if case.answerable]
    assert len(cases) == 40 and 4 <= len(cases) - len(answerable) <= 10
    per_document = Counter(next(iter(case.places)) for case in answerable)
    assert len(per_document) == 8 and max(per_document.values()) <= 12
    assert len({case.kind for case in answerable}) >= 5
    assert len({case.question.text for case in cases}) == 40
    assert all(case.has_page for case in answerable if next(iter(case.places)).endswith(".pdf"))


def test_most_is_a_limit(corpus):
    proposed = propose(corpus, most=3)
    assert len(proposed.answerable) + len(proposed.unanswerable) == 3


def test_documents_without_facts_say_so(tmp_path):
    (tmp_path / "a.md").write_text("# Welkom\n\nFijn dat u er bent.\n", encoding="utf-8")
    with pytest.raises(BronwijsError, match="geen zin met een datum"):
        propose(tmp_path)


def run(*arguments: object):
    return CliRunner().invoke(cli, ["init", *map(str, arguments)])


def test_the_command_writes_a_file_and_says_how_to_go_on(corpus, tmp_path):
    out = tmp_path / "v.jsonl"
    ran = run(corpus, "--out", out)
    assert ran.exit_code == 0, ran.output
    assert "Zo gaat u verder" in ran.output and "niet gelezen  kapot.pdf" in ran.output
    assert f"bronwijs eval answers --cases {out} --corpus {corpus}" in ran.output
    assert len(read_cases(out)) == len(records(out))


def test_a_file_with_corrections_is_never_overwritten(corpus, tmp_path):
    out = tmp_path / "v.jsonl"
    out.write_text("mijn werk", encoding="utf-8")
    ran = run(corpus, "--out", out)
    assert isinstance(ran.exception, BronwijsError) and "--out" in str(ran.exception)
    assert out.read_text(encoding="utf-8") == "mijn werk"
