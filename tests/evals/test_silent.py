"""Is it silent when what answers is gone?"""

from __future__ import annotations

import json

import pytest

from evals.answers import assistant_over
from evals.cases import read_cases
from evals.silent import left_out, swapped, without

CASES = (
    {"id": "a", "question": "Wat kost de studiereis naar Gent?", "document": "reis.md", "facts": [["300 euro"]], "kind": "amount"},
    {"id": "b", "question": "Wie is de koning van Spanje?", "answerable": False, "kind": "elsewhere"},
)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "reis.md").write_text("# De reis\n\nDe studiereis naar Gent kost 300 euro per persoon.\n", encoding="utf-8")
    (folder / "fiets.md").write_text("# Fiets\n\nEen fiets staat in de schuur.\n", encoding="utf-8")
    return folder


@pytest.fixture
def cases(tmp_path):
    file = tmp_path / "vragen.jsonl"
    file.write_text("\n".join(json.dumps(case) for case in CASES), encoding="utf-8")
    return read_cases(file)


def test_nothing_is_answered_of_what_is_gone(corpus, cases):
    with assistant_over(corpus) as assistant:
        assert assistant.answer(cases[0].question).citations
        for tried in (swapped, left_out):
            found = tried(cases, assistant)
            assert (found.asked, found.refused) == (1, 1)  # what has no answer anyhow is not asked


def test_an_answer_out_of_what_is_left_counts_against_it(corpus, cases):
    (corpus / "fiets.md").write_text("# De reis\n\nDe studiereis naar Gent kost 400 euro per persoon.\n", encoding="utf-8")
    with assistant_over(corpus) as assistant:
        assert left_out(cases, assistant).refused == 0


def test_what_is_left_out_is_not_found(corpus):
    with assistant_over(corpus) as assistant:
        left = without(assistant.retriever.view(), frozenset({"reis.md"}))
        assert list(left.records) == ["fiets.md"]
        assert {node.metadata["document"] for node in left.nodes} == {"fiets.md"}
