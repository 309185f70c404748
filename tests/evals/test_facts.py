"""A fact counts however it is written, and a number never passes for another."""

from __future__ import annotations

import pytest

from evals.facts import share_stated, states, states_all


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Het kost € 1.500,- per persoon.", "1500 euro"),
        ("Het kost 1500 euro.", "€ 1.500"),
        ("Aanmelden kan tot 1 september 2026.", "1-9-2026"),
        ("Aanmelden kan tot 1 sept. 2026.", "2026-09-01"),
        ("Aanmelden kan vóór 14 september 2025.", "14 september"),
        ("Op 16/07/2025 is het feest.", "16 juli 2025"),
        ("Er zijn zestig plaatsen.", "60"),
        ("Er zijn 48 starters.", "achtenveertig"),
        ("Eén op de drie stopt.", "1 op de 3"),
        ("Bel +31 (0)53 489 35 92.", "053-4893592"),
        ("Zie https://www.utwente.nl/pro-u/.", "utwente.nl/pro-u"),
        ("Mail naar Act@UTwente.nl.", "act@utwente.nl"),
        ("De helft, dus 50 procent.", "50%"),
        ("Voor een zij-instromer.", "zij instromer"),
        ("In 3,5 jaar.", "3,5"),
        ("Het is Eén goede café.", "cafe"),
        ("Een vakdidacticus scheikunde.", "/vakdidactic\\w+/"),
        ("Bel 53 489 6913.", "53 489 ?6913"),
        ("Sinds 2023² zijn er 14³.", "2023 zijn er 14"),
        ("Aanmelden kan tot 14\n  september 2025.", "14 september 2025"),
    ],
)
def test_the_same_fact_in_another_way_of_writing(text, fact):
    assert states(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Er zijn 140 plaatsen.", "14"),
        ("Er zijn 14 plaatsen.", "140"),
        ("Het duurt 3,5 jaar.", "35"),
        ("Het duurt 3,5 jaar.", "5"),
        ("Op 14 september 2024.", "14 september 2025"),
        ("Op 4 september.", "14 september"),
        ("Een leraar stopt.", "1"),
        ("Bel 053 489 35 93.", "053 489 35 92"),
        ("Mail naar info@utwente.nl.", "utwente.nl"),
        ("Sinds 2023² zijn er plaatsen.", "20232"),
        ("Er zijn 14 plaatsen, te weten 14\n\nSeptember is druk.", "14 september"),
        ("Kijk op pagina 14\nseptember 2025: begin", "14 september"),
        ("Een onderwijsassistent.", "assistent"),
        ("", "iets"),
    ],
)
def test_another_fact_does_not_count(text, fact):
    assert not states(text, fact)


def test_every_group_needs_one_of_its_alternatives():
    facts = (("50", "de helft"), ("reis",))
    assert states_all("De reis kost de helft.", facts)
    assert not states_all("De reis kost niets.", facts)
    assert share_stated("De reis kost niets.", facts) == 0.5
