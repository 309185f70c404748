"""What in a sentence can be asked for."""

from __future__ import annotations

import pytest

from evals.spot import spots


def found(sentence: str) -> list[tuple[str, str, str]]:
    return [(spot.kind, spot.fact, spot.asks) for spot in spots(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("De inschrijving sluit op 1 mei 2026.", ("date", "1 mei 2026", "Wanneer")),
        ("Aanmelden kan uiterlijk op vrijdag 3 juni.", ("date", "vrijdag 3 juni", "Tot wanneer")),
        ("De reis is van 16 tot en met 19 november 2025.", ("date", "16 tot en met 19 november 2025", "Wanneer")),
        ("Sinds 2001 werken de scholen samen.", ("date", "2001", "Sinds welk jaar")),
        ("De les begint om 13.00 uur.", ("date", "13.00 uur", "Hoe laat")),
        ("Het kost € 1.250,- per persoon.", ("amount", "€ 1.250,-", "Hoeveel euro")),
        ("Het kost 3 miljoen euro.", ("amount", "3 miljoen euro", "Hoeveel euro")),
        ("Bijna 80% van de scholen doet mee.", ("number", "80%", "Hoeveel procent van de scholen")),
        ("Er deden 60 nieuwe docenten mee.", ("number", "60", "Hoeveel nieuwe docenten")),
        ("Zij werken op twaalf scholen.", ("number", "twaalf", "Op hoeveel scholen")),
        ("De training duurt drie dagen.", ("duration", "drie dagen", "Hoeveel dagen")),
        ("Mail naar info@voorbeeld.nl.", ("contact", "info@voorbeeld.nl", "Naar welk e-mailadres")),
        ("Bel ons op 053 - 123 45 67.", ("contact", "053 - 123 45 67", "Op welk telefoonnummer")),
        ("Meld u aan via www.voorbeeld.nl/reis.", ("contact", "www.voorbeeld.nl/reis", "Via welke website")),
        ("Dr. Anna de Wit is directeur van het lab.", ("person", "Dr. Anna de Wit", "Wie")),
    ],
)
def test_a_fact_is_found_with_what_asks_for_it(sentence, expected):
    assert found(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Zie artikel 3 van de wet en groep 7 van de school.",
        "In Part 2 werken scholen samen.",
        "De twee scholen werken samen.",
        "De eerste drie weken zijn zwaar.",
        "De reeks ‘7 vragen aan’ staat op de site.",
        "Het Bestuursakkoord is gesloten.",
        "Utrecht Leert is bij de uitreiking.",
        "In het jaar 2024.",
        "",
    ],
)
def test_what_is_no_fact_to_ask_for_is_left_alone(sentence):
    assert found(sentence) == []


def test_what_is_left_out_of_a_question_covers_the_small_words():
    sentence = "Er deden ongeveer 60 docenten van de school mee."
    [spot] = spots(sentence)
    assert sentence[spot.start : spot.end] == "ongeveer 60 docenten van de school"


def test_a_fact_lies_in_no_other():
    assert [fact for _, fact, _ in found("Mail info@voorbeeld.nl of bel 053 123 45 67 vóór 14 september 2025.")] == [
        "info@voorbeeld.nl",
        "053 123 45 67",
        "14 september 2025",
    ]
