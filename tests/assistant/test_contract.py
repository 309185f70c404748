from __future__ import annotations

import json
from datetime import date

import pytest

from assistant.answer import (
    Answer,
    Citation,
    Contact,
    Notice,
    Passage,
    Question,
    Reason,
    Sentence,
    SentenceKind,
    Status,
    Turn,
    Verdict,
)
from assistant.contract import question_from, to_json
from assistant.preference import Preference, Preferred
from ingest.errors import BronwijsError

FULL = Answer(
    question="En wat kost dat?",
    standalone_question="En wat kost dat? (het gaat over: reis)",
    status=Status.PARTLY,
    id="v1",
    reason=Reason.PART_MISSING,
    missing=("Wie gaat er mee?",),
    sentences=(
        Sentence("In ‘Gids’ staat:", SentenceKind.CONNECTIVE),
        Sentence("De reis is gratis.", SentenceKind.STATEMENT, (1,), Verdict.LITERAL, short=("gratis",)),
    ),
    citations=(Citation(1, "gids.pdf", "Gids", "De reis is gratis.", "Stichting", "2025-01-01", 6, "4", "Kosten"),),
    passages=(Passage("gids.pdf", "Gids", 6, "Kosten", 1.234, "De reis is gratis."),),
    contact=Contact("Anna de Wit", "a@voorbeeld.nl", "053 123 45 67", "www.voorbeeld.nl", 1),
    notices=(Notice("date_passed", "Let op: 1 maart 2026 is al voorbij.", (1,)),),
    preferred=Preferred(Preference(regions=("Utrecht",), kinds=()), Preference(sectors=("vo",))),
    elapsed_ms=12.3,
)
BARE = Answer("Hoi", "Hoi", Status.REPLY)

ANSWER = {
    "schema", "id", "question", "standalone_question", "status", "reason", "missing", "answer", "sentences", "citations", "passages",
    "contact", "notices", "preferred", "writer", "confidence", "elapsed_ms",
}  # fmt: skip
SENTENCE = {"text", "kind", "citations", "verdict", "short"}
CITATION = {"n", "document", "title", "publisher", "published", "page", "page_label", "heading", "retold_from", "quote"}
PASSAGE = {"document", "page", "heading", "score", "text"}
CONTACT = {"name", "email", "phone", "url", "citation"}
NOTICE = {"kind", "text", "citations"}


def test_the_keys_are_the_contract() -> None:
    record = to_json(FULL)
    assert set(record) == ANSWER
    assert [set(each) for each in record["sentences"]] == [SENTENCE, SENTENCE]
    assert [set(each) for each in record["citations"]] == [CITATION]
    assert [set(each) for each in record["passages"]] == [PASSAGE]
    assert set(record["contact"]) == CONTACT
    assert [set(each) for each in record["notices"]] == [NOTICE]


def test_the_values_are_those_of_the_answer() -> None:
    record = to_json(FULL)
    assert record["schema"] == 1
    assert (record["id"], record["status"], record["reason"], record["missing"]) == ("v1", "partly", "part_missing", ["Wie gaat er mee?"])
    assert record["answer"] == "In ‘Gids’ staat:\nDe reis is gratis. [1]"
    statement = {"text": "De reis is gratis.", "kind": "statement", "citations": [1], "verdict": "literal", "short": ["gratis"]}
    assert record["sentences"][1] == statement
    assert record["sentences"][0]["verdict"] is None
    assert record["citations"][0]["page"] == 6
    assert record["citations"][0]["page_label"] == "4"
    assert record["writer"] == "quote"
    assert record["elapsed_ms"] == 12.3


@pytest.mark.parametrize("answer", [FULL, BARE])
def test_everything_in_it_is_plain_json(answer) -> None:
    record = to_json(answer)
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert set(record) == ANSWER


def test_what_is_not_there_is_null_or_empty() -> None:
    record = to_json(BARE)
    assert record["id"] is record["reason"] is record["contact"] is None
    assert record["missing"] == record["sentences"] == record["citations"] == record["passages"] == record["notices"] == []
    assert record["answer"] == ""


@pytest.mark.parametrize(
    ("record", "question"),
    [
        ({"question": "Wat?"}, Question("Wat?")),
        ({"id": "a", "question": "Wat?", "history": None, "today": None}, Question("Wat?", "a")),
        ({"id": 7, "question": "Wat?"}, Question("Wat?", 7)),
        ({"id": 0, "question": "Wat?"}, Question("Wat?", 0)),
        ({"question": "Wat?", "today": "2026-01-31"}, Question("Wat?", today=date(2026, 1, 31))),
        ({"question": "Wat?", "history": [{"question": "Wie?", "answer": "Jij."}]}, Question("Wat?", history=(Turn("Wie?", "Jij."),))),
        ({"question": "Wat?", "history": [{"question": "Wie?"}]}, Question("Wat?", history=(Turn("Wie?"),))),
        ({"question": "Wat?", "history": [["Hoe?", "Zo."]]}, Question("Wat?", history=(Turn("Hoe?", "Zo."),))),
        ({"question": "Wat?", "history": ["Wie?"]}, Question("Wat?", history=(Turn("Wie?"),))),
        ({"question": "Wat?", "source": "mail"}, Question("Wat?")),
    ],
)
def test_a_good_record_is_a_question(record, question) -> None:
    assert question_from(record) == question


@pytest.mark.parametrize(
    ("record", "about"),
    [
        (None, "question"),
        (["Wat?"], "question"),
        ("Wat?", "question"),
        ({}, "question"),
        ({"id": "a"}, "question"),
        ({"question": 12}, "question"),
        ({"question": None}, "question"),
        ({"question": "Wat?", "today": "31-01-2026"}, "today"),
        ({"question": "Wat?", "today": "2026-02-30"}, "today"),
        ({"question": "Wat?", "today": 20260131}, "today"),
        ({"question": "Wat?", "history": "Wie?"}, "history"),
        ({"question": "Wat?", "history": {"question": "Wie?"}}, "history"),
        ({"question": "Wat?", "history": [12]}, "history"),
        ({"question": "Wat?", "history": [{"answer": "Jij."}]}, "history"),
        ({"question": "Wat?", "history": [[]]}, "history"),
    ],
)
def test_a_bad_record_is_a_sentence_about_what_is_wrong(record, about) -> None:
    with pytest.raises(BronwijsError) as problem:
        question_from(record)
    assert f'"{about}"' in str(problem.value)
    assert len(str(problem.value).split()) > 4


def test_what_was_preferred_is_told_by_who_said_it() -> None:
    assert to_json(FULL)["preferred"] == {"chosen": {"regions": ["Utrecht"], "kinds": []}, "told": {"sectors": ["vo"]}}
    assert to_json(BARE)["preferred"] == {"chosen": {}, "told": {}}


def test_a_question_may_come_with_a_preference() -> None:
    asked = question_from({"question": "Wat kost het?", "preference": {"sectors": "vo", "regions": [], "school_years": ["2025/26"]}})
    assert asked.preference == Preference(sectors=("vo",), regions=(), school_years=("2025-2026",))
    assert question_from({"question": "Wat kost het?", "preference": None}).preference == Preference()
