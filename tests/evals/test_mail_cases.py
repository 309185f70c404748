"""Mails and what is expected of them are read, and one that does not fit its documents is refused with file and line."""

from __future__ import annotations

import json

import pytest

from assistant.inbox.letter import NoReply
from evals.facts import states_all
from evals.mail_cases import MAILS, check_mails, read_mail_cases
from evals.report import half
from ingest.errors import BronwijsError

QUESTION = {"question": "Wat kost de reis?", "about": [["reis"]], "document": "reis.md", "facts": [["300 euro"]]}
GOOD = {"id": "1", "file": "een.eml", "name": "Jan", "informal": True, "questions": [QUESTION]}


@pytest.fixture
def read(tmp_path):
    def read_records(*records):
        (tmp_path / "een.eml").write_text("Subject: reis\n\nWat kost de reis?\n", encoding="utf-8")
        (tmp_path / "reis.md").write_text("De reis kost 300 euro.", encoding="utf-8")
        (tmp_path / "cases.jsonl").write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
        return read_mail_cases(tmp_path)

    return read_records


def test_a_case_is_read_with_all_it_says(read):
    foreign = {"question": "Is there a train?", "about": [["train"]], "unjudged": True, "parts": 2, "context": [["gent"]]}
    [case] = read({**GOOD, "kinds": ["two"], "language": "en", "forbidden": ["laptop"], "number": 2, "questions": [QUESTION, foreign]})
    assert (case.id, case.name, case.informal, case.language, case.number) == ("1", "Jan", True, "en", 2)
    assert (case.kinds, case.forbidden, case.no_reply) == (("two",), ("laptop",), None)
    first, second = case.questions
    assert (first.case.id, first.about, first.parts, first.is_answerable) == ("1.1", (("reis",),), 1, True)
    assert (first.context, second.context) == ((), (("gent",),))
    assert (second.case.id, second.parts, second.is_judged, second.is_answerable) == ("1.2", 2, False, False)


def test_a_mail_that_gets_no_draft_needs_no_questions(read):
    [case] = read({"id": "2", "file": "een.eml", "no_reply": "spam"})
    assert (case.no_reply, case.questions) == (NoReply.SPAM, ())


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        ({**GOOD, "file": "weg.eml"}, "weg.eml' bestaat niet"),
        ({"id": "1", "file": "een.eml"}, "'questions' ontbreekt"),
        ({"id": "1", "file": "een.eml", "no_reply": "zomaar"}, "zomaar"),
        ({**GOOD, "questions": [{**QUESTION, "about": []}]}, '"about" is geen lijst van lijsten'),
        ({**GOOD, "questions": [{**QUESTION, "facts": [["/(/"]]}]}, 'in "facts" kan niet worden gelezen'),
        (["geen", "object"], "geen object"),
    ],
)
def test_what_is_no_case_is_refused_with_its_line(read, record, complaint):
    with pytest.raises(BronwijsError, match="regel 2") as error:
        read(GOOD | {"id": "0"}, record)
    assert complaint in str(error.value)


def test_two_mails_have_two_ids(read):
    with pytest.raises(BronwijsError, match="staat ook in"):
        read(GOOD, GOOD)


def test_a_folder_without_cases_is_refused(tmp_path):
    with pytest.raises(BronwijsError, match=r"cases\.jsonl"):
        read_mail_cases(tmp_path)
    (tmp_path / "cases.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(BronwijsError, match="geen mails"):
        read_mail_cases(tmp_path)


def test_facts_stand_in_the_documents(read, tmp_path):
    check_mails(read(GOOD), tmp_path)
    with pytest.raises(BronwijsError, match="niet alle feiten"):
        check_mails(read({**GOOD, "questions": [{**QUESTION, "facts": [["400 euro"]]}]}), tmp_path)


def test_the_own_mails_fit_the_own_documents(own_corpus):
    cases = read_mail_cases(MAILS)
    check_mails(cases, own_corpus)
    assert len(cases) >= 48 and {case.file.name for case in cases} == {file.name for file in MAILS.iterdir()} - {"cases.jsonl"}
    reported = sum(half(case.id) == "reported" for case in cases)
    assert len(cases) / 3 < reported < 2 * len(cases) / 3


def test_every_own_question_is_known_by_its_own_words():
    lost = [
        one.case.id
        for case in read_mail_cases(MAILS)
        for one in case.questions
        if not states_all(one.case.question.text, one.about + one.context)
    ]
    assert lost == []


def test_no_own_question_is_known_by_the_words_of_another_of_its_mail():
    cases = read_mail_cases(MAILS)
    mixed = [
        (one.case.id, other.case.id)
        for case in cases
        for one in case.questions
        for other in case.questions
        if one is not other and states_all(one.case.question.text, other.about) and states_all(other.case.question.text, one.about)
    ]
    assert mixed == []


def test_the_documents_of_the_corpus_are_all_asked_about(own_corpus):
    cited = {place for case in read_mail_cases(MAILS) for one in case.questions for place in one.case.places or {}}
    assert len(cited) == 8
