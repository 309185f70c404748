from __future__ import annotations

import pytest

from assistant.answer import Answer, Sentence, SentenceKind, Status
from evals.language import ENOUGH, is_dutch, is_dutch_text

DUTCH = "De opleiding begint in september en duurt twee jaar."
ENGLISH = "The course starts in September and takes you two years to finish."


def answer(*sentences: tuple[str, SentenceKind]) -> Answer:
    return Answer("", "", Status.ANSWERED, sentences=tuple(Sentence(text, kind) for text, kind in sentences))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DUTCH, True),
        (ENGLISH, False),
        ("Der Kurs beginnt im September und dauert für alle zwei Jahre lang.", False),
        ("Dr. Pieter Boerman | Directeur Pre-U, Pre-University Programma", None),
        ("Telefoon: +31 (0)53 489 6913, act@utwente.nl, www.utwente.nl/pro-u/act", None),
        ("1.250 euro", None),
        ("", None),
    ],
)
def test_a_language_is_told_only_from_ordinary_words(text, expected):
    assert is_dutch_text(text) is expected


def test_it_takes_enough_words():
    words = ["zo", "gaat", "het", "elke", "dag", "weer", "op", "school"]
    assert is_dutch_text(" ".join(words[:ENOUGH])) is True
    assert is_dutch_text(" ".join(words[: ENOUGH - 1])) is None


def test_addresses_do_not_count_as_words():
    assert is_dutch_text("zie a@b.nl c.nl/d www.e.nl/f https://g.nl/h i@j.nl k.nl l.nl m.nl") is None


def test_our_introduction_does_not_hide_what_is_stated():
    introduction = (
        "In ‘Gids voor de opleiding tot leraar’ staat onder ‘Wanneer begint het en wat moet u dan doen’:",
        SentenceKind.CONNECTIVE,
    )
    english = ("Students can apply for it in the spring.", SentenceKind.STATEMENT)
    assert is_dutch(answer(*[introduction] * 3, english)) is False
    assert is_dutch(answer(introduction, (DUTCH, SentenceKind.STATEMENT))) is True


def test_a_refusal_is_judged_on_all_it_says():
    assert is_dutch(answer(("I could not find this in any of the documents that I have.", SentenceKind.CONNECTIVE))) is False
