"""Counting by hand, on answers made up for it; and the shipped cases over the shipped documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, Sentence, SentenceKind, Status
from evals.answers import cites, count, has_all_facts, read_cases

ROOT = Path(__file__).resolve().parents[2]
CASE = {
    "id": "1",
    "question": "Wat kost het?",
    "answerable": True,
    "document": "a.md",
    "page": None,
    "facts": [["€ ?50", "vijftig"], ["reis"]],
}


def answer(
    text: str, *, status: Status = Status.ANSWERED, document: str = "a.md", page: int | None = None, quote: str = "De reis"
) -> Answer:
    return Answer(
        question="Wat kost het?",
        standalone_question="Wat kost het?",
        status=status,
        sentences=(Sentence(text, SentenceKind.STATEMENT, (1,)),),
        citations=(Citation(1, document, "A", quote, page=page),),
        elapsed_ms=10.0,
    )


def test_every_group_of_facts_needs_one_match():
    assert has_all_facts(CASE, answer("De REIS kost vijftig euro."))
    assert not has_all_facts(CASE, answer("De reis kost 60 euro."))


def test_a_page_counts_only_in_the_right_document():
    case = {**CASE, "page": 3}
    assert cites(case, answer("x", page=3), page=True)
    assert not cites(case, answer("x", page=4), page=True) and cites(case, answer("x", page=4), page=False)
    assert not cites(case, answer("x", document="b.md", page=3), page=True)


def test_a_tally_counted_by_hand(tmp_path: Path):
    (tmp_path / "a.md").write_text("De reis kost € 50.", encoding="utf-8")
    unanswerable = {"id": "2", "question": "x", "answerable": False}
    tally = count(
        [CASE, CASE, unanswerable, unanswerable],
        [
            answer("De reis kost € 50."),
            answer("Dat staat er niet.", status=Status.NOT_FOUND, quote="De trein"),
            answer("Dat staat er niet.", status=Status.NOT_FOUND),
            answer("De reis kost € 50."),
        ],
        tmp_path,
    )
    assert (tally.answerable, tally.all_facts, tally.right_document, tally.needless_refusals) == (2, 1, 1, 1)
    assert (tally.unanswerable, tally.refused, tally.with_page) == (2, 1, 0)
    assert (tally.quotes, tally.not_literal) == (4, 1)


def test_cases_that_need_ocr_are_left_out(tmp_path: Path):
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(json.dumps(case) for case in (CASE, {**CASE, "needs_ocr": True})) + "\n", encoding="utf-8")
    assert len(read_cases(file)) == 1


@pytest.mark.parametrize("case", read_cases(ROOT / "evals/cases/corpus.jsonl"), ids=lambda case: case["id"])
def test_the_shipped_cases_point_into_the_shipped_documents(case):
    assert not case["answerable"] or (ROOT / "corpus" / case["document"]).is_file()
