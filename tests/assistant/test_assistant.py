from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from assistant.abstain import Thresholds
from assistant.answer import Question, Reason, SentenceKind, Status, Turn, Verdict
from assistant.assistant import Assistant
from assistant.preference import Preference

COST = "Wat kost het geschiktheidsonderzoek?"


def test_an_answer_quotes_and_cites(assistant) -> None:
    answer = assistant.answer(Question(COST, id="v7"))
    assert (answer.status, answer.reason, answer.id, answer.question) == (Status.ANSWERED, None, "v7", COST)
    assert "1.250 euro" in answer.text
    assert answer.citations[0].document == "traject.md"
    assert answer.citations[0].heading == "Kosten"


@pytest.mark.parametrize("question", [COST, "Uit welke onderdelen bestaat het traject?", "Wat is een vakcoach?"])
def test_every_statement_is_literal_and_cites_what_is_there(assistant, question) -> None:
    answer = assistant.answer(Question(question))
    assert answer.status is Status.ANSWERED
    numbers = [citation.n for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    stated = [sentence for sentence in answer.sentences if sentence.kind is SentenceKind.STATEMENT]
    assert stated
    for sentence in stated:
        assert sentence.verdict is Verdict.LITERAL
        assert sentence.citations
        assert set(sentence.citations) <= set(numbers)


def test_the_steps_end_with_the_answer_that_a_plain_caller_gets(assistant) -> None:
    steps = list(assistant.steps(Question(COST)))
    assert [step.name for step in steps] == ["search", "read", "check", "done"]
    assert [step.answer is not None for step in steps] == [False, False, False, True]
    assert steps[1].passages
    assert steps[-1].answer.text == assistant.answer(Question(COST)).text
    assert steps[-1].answer.elapsed_ms > 0


def test_a_greeting_is_answered_without_searching(assistant) -> None:
    steps = list(assistant.steps(Question("Hallo!", id="g")))
    assert [step.name for step in steps] == ["search", "done"]
    answer = steps[-1].answer
    assert (answer.status, answer.reason, answer.id, answer.citations, answer.passages) == (Status.REPLY, Reason.SMALL_TALK, "g", (), ())


@pytest.mark.parametrize(
    "question",
    [
        "Wat is de hoofdstad van Australië?",
        "Wie is de penningmeester van het traject?",
        "Wat kostte het geschiktheidsonderzoek in 2019?",
        "Wanneer bezoekt een vakcoach de lessen in Rotterdam?",
    ],
)
def test_what_does_not_stand_there_is_refused_with_a_reason(assistant, question) -> None:
    answer = assistant.answer(Question(question))
    assert answer.status is Status.NOT_FOUND
    assert answer.reason is not None
    assert answer.passages
    assert all(sentence.kind is SentenceKind.CONNECTIVE and not sentence.citations for sentence in answer.sentences)


def test_a_refusal_near_the_subject_names_whom_to_ask(assistant) -> None:
    answer = assistant.answer(Question("Wat kostte het geschiktheidsonderzoek in 2019?"))
    assert answer.status is Status.NOT_FOUND
    assert answer.contact.email == "a.dewit@voorbeeld.nl"
    assert answer.citations[0].n == answer.contact.citation


def test_a_refusal_far_from_the_subject_names_nobody(assistant) -> None:
    answer = assistant.answer(Question("Wat is de hoofdstad van Australië?"))
    assert answer.contact is None
    assert answer.citations == ()


def test_of_a_double_question_the_part_that_stands_there_is_answered(assistant) -> None:
    answer = assistant.answer(Question("Wat kost het geschiktheidsonderzoek en hoe laat begint de zwemles?"))
    assert (answer.status, answer.reason) == (Status.PARTLY, Reason.PART_MISSING)
    assert answer.missing == ("hoe laat begint de zwemles?",)
    assert "1.250 euro" in answer.text
    assert "zwemles" in answer.sentences[-1].text


def test_a_name_in_one_part_of_a_question_does_not_silence_the_other(assistant) -> None:
    answer = assistant.answer(Question("Wat kost het geschiktheidsonderzoek? Wie is de hoofdrolspeler van Titanic?"))
    assert answer.status is Status.PARTLY
    assert "1.250 euro" in answer.text


def test_a_follow_up_is_answered_about_what_came_before(assistant) -> None:
    answer = assistant.answer(Question("En wat kost dat?", history=[Turn("Wat is het geschiktheidsonderzoek?")]))
    assert "geschiktheidsonderzoek" in answer.standalone_question
    assert answer.question == "En wat kost dat?"
    assert "1.250 euro" in answer.text


@pytest.mark.parametrize(("today", "notices"), [(date(2026, 3, 1), 0), (date(2026, 3, 2), 1)])
def test_a_deadline_is_told_from_the_day_after(assistant, today, notices) -> None:
    answer = assistant.answer(Question("Tot wanneer kan ik me aanmelden?", today=today))
    assert "1 maart 2026" in answer.text
    assert len(answer.notices) == notices


def test_without_documents_that_is_the_reason(empty_assistant) -> None:
    answer = empty_assistant.answer(Question(COST))
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NO_DOCUMENTS)
    assert "bronwijs ingest" in answer.text


def test_how_sure_is_sure_enough_comes_from_outside(shelf) -> None:
    answers = [Assistant(shelf, shelf.embedder, thresholds=Thresholds(enough)).answer(Question(COST)) for enough in (0.0, 1.0)]
    assert [answer.status for answer in answers] == [Status.ANSWERED, Status.NOT_FOUND]
    assert answers[0].confidence == answers[1].confidence


def test_an_answer_says_how_sure_it_is(assistant) -> None:
    sure, unsure = (assistant.answer(Question(text)).confidence for text in (COST, "Wat is de hoofdstad van Australië?"))
    assert 0 <= unsure < Thresholds().enough <= sure <= 1


def test_a_double_question_is_as_sure_as_its_surest_part(assistant) -> None:
    both = assistant.answer(Question(f"{COST} Wie is de hoofdrolspeler van Titanic?"))
    assert both.confidence >= Thresholds().enough


def test_threads_share_one_assistant(assistant) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: assistant.answer(Question(COST)).text, range(8)))
    assert len(set(answers)) == 1


def test_a_refusal_tells_what_was_preferred_too(assistant) -> None:
    answer = assistant.answer(Question("Hoeveel olifanten zijn er in het vo in Zwolle?"))
    assert answer.status is Status.NOT_FOUND
    assert answer.preferred.told == Preference(sectors=("vo",), regions=("Zwolle",))


def test_what_is_preferred_is_read_from_the_question_as_it_stands_alone(assistant) -> None:
    answer = assistant.answer(Question("En in het mbo?", history=[Turn("Wat kost het geschiktheidsonderzoek in het vo?", "")]))
    assert answer.preferred.told.sectors == ("mbo",)


def test_a_question_in_english_is_answered_in_dutch_and_says_why(assistant) -> None:
    answer = assistant.answer(Question("What are the parts of the traject?"))
    assert answer.question == "What are the parts of the traject?"
    assert (answer.status, answer.sentences[0].kind) == (Status.ANSWERED, SentenceKind.CONNECTIVE)
    assert "Engels" in answer.sentences[0].text and answer.citations[0].document == "traject.md"


def test_a_refusal_of_a_question_in_german_says_why_it_is_in_dutch(assistant) -> None:
    answer = assistant.answer(Question("Wann ist die Hochzeit vom König in Spanien?"))
    assert answer.status is Status.NOT_FOUND and "Duits" in answer.text
