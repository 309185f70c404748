from __future__ import annotations

import pytest

from assistant.answer import Turn
from assistant.rewrite import is_difference, parts, stand_alone

TRIP = [Turn("Wat is het programma van de studiereis naar Vlaanderen?", "Drie dagen scholen bezoeken.")]


@pytest.mark.parametrize("question", ["En wat kost dat?", "Wanneer is die?", "Wie gaan daarmee?", "Hoe lang duurt hij?"])
def test_a_question_that_leans_on_the_one_before_gets_its_subject(question) -> None:
    alone = stand_alone(question, TRIP)
    assert alone.startswith(question)
    assert "studiereis" in alone
    assert "Vlaanderen" in alone


def test_without_history_a_question_stays_as_it_is() -> None:
    assert stand_alone("En wat kost dat?", []) == "En wat kost dat?"


@pytest.mark.parametrize("question", ["Wie begeleidt startende leraren?", "Krijgen die scholen in Utrecht ook subsidie voor gebouwen?"])
def test_a_question_with_a_subject_of_its_own_stays_as_it_is(question) -> None:
    assert stand_alone(question, TRIP) == question


def test_the_last_turn_counts() -> None:
    alone = stand_alone("En wat kost dat?", [*TRIP, Turn("Hoe werkt het portfolio?")])
    assert "portfolio" in alone
    assert "studiereis" not in alone


def test_a_turn_without_a_subject_adds_nothing() -> None:
    assert stand_alone("En wat kost dat?", [Turn("En wat is dat?")]) == "En wat kost dat?"


def test_an_article_does_not_lean_on_the_question_before() -> None:
    assert stand_alone("Wat kost het geschiktheidsonderzoek?", TRIP) == "Wat kost het geschiktheidsonderzoek?"


def test_a_part_of_a_word_does_not_lean_on_the_question_before() -> None:
    assert stand_alone("Wat verdient een zij-instromer?", TRIP) == "Wat verdient een zij-instromer?"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Wat kost de reis en wanneer is die?", ["Wat kost de reis", "wanneer is die?"]),
        ("Wat kost de reis? Wie gaan er mee?", ["Wat kost de reis", "Wie gaan er mee?"]),
        ("Tot wanneer kan ik me aanmelden en bij wie?", ["Tot wanneer kan ik me aanmelden", "bij wie?"]),
        ("Wat is het verschil tussen een mentor en een coach?", ["Wat is een mentor?", "Wat is een coach?"]),
        ("Wat kost de reis en het verblijf?", ["Wat kost de reis en het verblijf?"]),
        ("Wie begeleidt mij?", ["Wie begeleidt mij?"]),
    ],
)
def test_a_double_question_becomes_its_parts(question, found) -> None:
    assert parts(question) == found


def test_a_difference_is_told_from_another_double_question() -> None:
    assert is_difference("Wat is het verschil tussen een mentor en een coach?")
    assert not is_difference("Wat is een mentor en wat is een coach?")


def test_the_same_question_about_something_else_is_asked_again() -> None:
    history = [Turn("Uit welke onderdelen bestaat het zij-instroomassessment?")]
    assert stand_alone("En het toelatingsassessment?", history) == "Uit welke onderdelen bestaat het toelatingsassessment?"


def test_a_whole_question_that_begins_with_and_stands_alone() -> None:
    history = [Turn("Uit welke onderdelen bestaat het zij-instroomassessment?")]
    question = "En hoeveel onderdelen heeft het toelatingsassessment?"
    assert stand_alone(question, history) == question


def test_three_questions_in_one_are_three_parts() -> None:
    assert len(parts("Wat is Pro-U? Wie is de directeur? En wat kost het?")) == 3


def test_a_pronoun_in_the_second_half_points_to_the_first_half() -> None:
    question = "Wanneer begint de G5-subsidie en hoe lang duurt die?"
    assert stand_alone(question, [Turn("Wat verdient een zij-instromer?")]) == question
