"""An answer without the sources that a person left out, and one that was approved before."""

from datetime import UTC, datetime

import pytest

from assistant.answer import Answer, Citation, Notice, Sentence, SentenceKind, Status, Verdict
from assistant.inbox.approved import ApprovedAnswer
from assistant.inbox.choose import approved_before, plain_text, without_sources

COSTS, PLACE = "De reis naar Gent kost 350 euro per docent.", "De reis naar Gent begint in Deventer."
BOTH = "De reis naar Gent kost 350 euro per docent en begint in Deventer."


def sentence(text: str, *cited: int) -> Sentence:
    return Sentence(text, SentenceKind.STATEMENT, cited, Verdict.LITERAL)


@pytest.fixture
def answer() -> Answer:
    return Answer(
        "Wat kost de reis?",
        "Wat kost de reis?",
        Status.ANSWERED,
        sentences=(
            Sentence("Uit ‘Reis’:", SentenceKind.CONNECTIVE),
            sentence(COSTS, 1),
            Sentence("Uit ‘Gids’:", SentenceKind.CONNECTIVE),
            sentence(PLACE, 2),
            sentence(COSTS, 1, 2),
            sentence(BOTH, 1, 2),
        ),
        citations=(Citation(1, "reis.md", "Reis", COSTS), Citation(2, "gids.md", "Gids", PLACE)),
        notices=(Notice("old", "Van 2019.", (2,)), Notice("year", "Let op het jaar.")),
        confidence=0.9,
    )


def test_nothing_left_out_changes_nothing(answer):
    assert without_sources(answer, ()) is answer


def test_what_rests_on_a_left_out_source_alone_goes_and_the_rest_is_checked_again(answer):
    left = without_sources(answer, {2})
    assert [each.text for each in left.sentences] == ["Uit ‘Reis’:", COSTS, COSTS]
    assert {each.citations for each in left.sentences[1:]} == {(1,)} and [each.n for each in left.citations] == [1]
    assert [notice.text for notice in left.notices] == ["Let op het jaar."]
    assert left.status is Status.ANSWERED


def test_without_any_source_there_is_no_answer(answer):
    left = without_sources(answer, {1, 2})
    assert (left.status, left.sentences, left.citations, left.confidence) == (Status.NOT_FOUND, (), (), None)


def test_an_approved_answer_comes_back_with_the_source_of_each_sentence(answer):
    kept = ApprovedAnswer(1, datetime.now(UTC), "Wat kost de reis?", f"{PLACE}\n{COSTS}", answer.citations)
    again = approved_before(answer, kept)
    assert [(each.text, each.citations, each.verdict) for each in again.sentences] == [
        (PLACE, (2,), Verdict.LITERAL),
        (COSTS, (1,), Verdict.LITERAL),
    ]
    assert plain_text(again) == f"{PLACE}\n{COSTS}"


def test_what_no_source_carries_is_not_said_again(answer):
    kept = ApprovedAnswer(1, datetime.now(UTC), "Wat kost de reis?", "De reis is gratis.", answer.citations)
    assert (approved_before(answer, kept).status, approved_before(answer, kept).sentences) == (Status.NOT_FOUND, ())
