"""Questions that are offered: drawn from the documents, answered beforehand, and near what was asked."""

from __future__ import annotations

import pytest

from assistant import suggest, wording
from assistant.answer import Answer, Citation, Question, Status
from assistant.assistant import Assistant
from assistant.preference import Preference
from assistant.suggest import EVERYBODY, Candidate, Suggestions, is_good

LABORATORY = (
    "# Vragen over het laboratorium",
    "# Hoeveel plaatsen heeft het laboratorium in Deventer?",
    "Het laboratorium in Deventer heeft 24 plaatsen voor leerlingen.",
    "# Wanneer is het laboratorium in Deventer open?",
    "Het laboratorium in Deventer is open van maandag tot en met donderdag.",
    "# Waarom is dat zo?",
    "Omdat de vrijdag voor het onderhoud van de toestellen nodig is.",
)
PLACES, OPEN = LABORATORY[1].removeprefix("# "), LABORATORY[3].removeprefix("# ")


@pytest.fixture(scope="module")
def suggestions(view_of, shelf, embedder) -> Suggestions:
    return Suggestions(Assistant(type(shelf)(view_of(laboratorium=LABORATORY), embedder), embedder))


def test_what_headings_ask_and_the_document_answers_is_offered_to_begin_with(suggestions):
    assert suggestions.doors()[EVERYBODY] == (PLACES, OPEN)


def test_what_leans_on_the_text_around_it_is_not_offered(suggestions):
    assert not any("dat zo" in question for questions in suggestions.doors().values() for question in questions)


def test_what_was_found_is_ready_for_the_next_visitor(view_of, shelf, embedder):
    made = Suggestions(Assistant(type(shelf)(view_of(laboratorium=LABORATORY), embedder), embedder))
    assert made.ready() == {}
    assert made.doors() == made.ready() != {}


def test_what_may_follow_is_near_and_was_not_asked_before(suggestions):
    answer = suggestions._assistant.answer(Question(PLACES))
    assert suggestions.after(answer, asked=[PLACES]) == (OPEN,)
    assert suggestions.after(answer, asked=[PLACES, OPEN.upper().replace("WANNEER", "WANNEER ")]) == ()


def test_what_may_follow_is_answered_with_what_was_chosen(view_of, shelf, embedder):
    other = ("# Over het laboratorium", "# Hoe groot is het laboratorium in Almelo?", "Het laboratorium in Almelo heeft 90 plaatsen.")
    assistant = Assistant(type(shelf)(view_of(laboratorium=LABORATORY, almelo=other), embedder), embedder)
    made = Suggestions(assistant)
    offered = {}
    for chosen in ((), ("almelo.md",)):
        question = Question("Hoe groot is het laboratorium in Almelo?", preference=Preference(documents=chosen or None))
        offered[chosen] = made.after(assistant.answer(question), asked=[])
    assert OPEN in offered[()] and OPEN not in offered[("almelo.md",)]


def test_after_a_refusal_nothing_is_offered(suggestions):
    answer = suggestions._assistant.answer(Question("Wie is de burgemeester van Parijs?"))
    assert answer.status is Status.NOT_FOUND and suggestions.after(answer, asked=[]) == ()


def made(**changes) -> Answer:
    cited = Citation(1, "a.md", "A", "24 plaatsen.", heading="Hoeveel plaatsen?")
    return Answer(
        **{"question": "x", "standalone_question": "x", "status": Status.ANSWERED, "confidence": 0.95, "citations": (cited,)} | changes
    )


@pytest.mark.parametrize(
    ("answer", "is_offered"),
    [
        (made(), True),
        (made(confidence=suggest.SURE - 0.01), False),
        (made(confidence=None), False),
        (made(status=Status.PARTLY), False),
        (made(citations=(Citation(1, "b.md", "B", "24.", heading="Hoeveel plaatsen?"),)), False),
        (made(citations=(Citation(1, "a.md", "A", "24.", heading="Iets anders"),)), False),
        (made(citations=()), False),
    ],
)
def test_only_a_sure_answer_from_where_the_question_stands_will_do(answer, is_offered):
    assert is_good(Candidate("x", "a.md", "Hoeveel plaatsen?"), answer) is is_offered


def test_of_our_own_questions_those_are_offered_that_the_documents_answer(shelf, embedder, monkeypatch):
    ours = ("Wat kost het geschiktheidsonderzoek?", "Wie is de burgemeester van Parijs?")
    monkeypatch.setattr(wording, "BEGIN_WITH", {"docent": ours})
    monkeypatch.setattr(suggest, "SURE", 0.5)
    assert Suggestions(Assistant(shelf, embedder)).doors()["docent"] == ours[:1]
