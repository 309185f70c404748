from __future__ import annotations

from evals.near_miss import misses

LINES = ["In 2023 en 2024 deden 104 scholen in Utrecht mee.", "Anna de Wit leidt het lab.", "Bo van Dam: 053 123 45 67"]
ASKED = [
    ("Hoeveel scholen deden in 2024 mee?", "number", ("104",)),
    ("Hoeveel scholen in Utrecht doen mee?", "number", ("104",)),
    ("Wie leidt het lab?", "person", ("Anna de Wit",)),
    ("Wie leidt de school?", "person", ("Bo van Dam",)),
]


def test_a_question_with_another_year_place_or_fact_is_near_and_missed():
    made = {miss.question: miss.like for miss in misses(ASKED, LINES)}
    assert made == {
        "Hoeveel scholen deden in 2022 mee?": "Hoeveel scholen deden in 2024 mee?",
        "Hoeveel scholen in Groningen doen mee?": "Hoeveel scholen in Utrecht doen mee?",
        "Wat is het telefoonnummer van Anna de Wit?": "Wie leidt het lab?",
    }


def test_a_year_or_place_that_the_documents_name_is_no_miss():
    named = " ".join(str(year) for year in range(2000, 2030))
    assert [miss.question for miss in misses(ASKED[:1], [named, *LINES])] == ["Hoeveel scholen deden in 1999 mee?"]
    elsewhere = misses(ASKED[1:2], ["Scholen in Utrecht, Groningen en Leeuwarden doen mee."])
    assert [miss.question for miss in elsewhere] == ["Hoeveel scholen in Assen doen mee?"]


def test_without_years_and_places_nothing_is_swapped():
    assert misses([("Wat kost de reis?", "amount", ("300 euro",))], ["De reis kost 300 euro."]) == []
