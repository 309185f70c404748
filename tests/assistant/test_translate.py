"""A question in English or German becomes one to search with, and the answer says why it is in Dutch."""

from __future__ import annotations

import pytest

from assistant.answer import Question, Turn
from assistant.translate import foreign_language, in_dutch


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How much does the study trip cost?", "en"),
        ("Who is the king of Spain?", "en"),
        ("What is the salary of a teacher in Rotterdam?", "en"),
        ("Wie viele Quereinsteiger begleitet die Stiftung pro Jahr?", "de"),
        ("Was kostet die Studienreise?", "de"),
        ("Wat kost de workshop van de coach?", None),
        ("Wanneer start de training Train the Trainer?", None),
        ("Wie is de directeur en wat was zijn vorige baan?", None),
        ("EMPO", None),
        ("", None),
    ],
)
def test_the_language_of_a_question_shows_in_its_words(text: str, language: str | None) -> None:
    assert foreign_language(text) == language


def test_the_longest_phrase_counts_and_what_is_unknown_stays() -> None:
    asked = in_dutch(Question("Is there a study trip to Gent-Zuid for primary school teachers?", id=7))
    assert asked.question.text == "is er een studiereis naar Gent-Zuid voor basisschool leraren?"
    assert (asked.question.id, asked.language) == (7, "en")


def test_what_was_asked_before_is_put_in_dutch_too() -> None:
    asked = in_dutch(Question("En wat kost dat?", history=(Turn("When does the study trip start?", "In mei."),)))
    assert asked.question.history == (Turn("wanneer de studiereis beginnen?", "In mei."),)
    assert asked.language is None  # this one is in Dutch


def test_a_dutch_question_stays_as_it_is() -> None:
    question = Question("Wat kost de reis?", history=(Turn("Is er een reis?"),))
    assert in_dutch(question).question is question
