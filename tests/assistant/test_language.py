from __future__ import annotations

import pytest

from assistant.language import ENOUGH, is_dutch_text

DUTCH = "De opleiding begint in september en duurt twee jaar."
ENGLISH = "The course starts in September and takes you two years to finish."


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
