"""Sentences become questions that need little mending, or none at all."""

from __future__ import annotations

import pytest

from evals.draft import blank, question, says_of_what
from evals.spot import spots

ORDINARY = {"de", "het", "een", "in", "op", "aan", "voor", "sinds", "studenten", "scholen", "inmiddels", "aanmelden", "er", "van", "dit"}


def questions(sentence: str) -> list[str]:
    return [made for spot in spots(sentence) if (made := question(sentence, spot, ORDINARY))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("De inschrijving sluit op 1 mei 2026.", "Wanneer sluit de inschrijving?"),
        ("Op 1 mei 2026 sluit de inschrijving.", "Wanneer sluit de inschrijving?"),
        ("Voor docenten sluit de inschrijving op 1 mei.", "Wanneer sluit de inschrijving voor docenten?"),
        ("Aanmelden kan tot 14 juni.", "Tot wanneer kan ik mij aanmelden?"),
        ("Aanmelden voor de reis gaat via reis@voorbeeld.nl.", "Via welk e-mailadres kan ik mij aanmelden voor de reis?"),
        ("De reis naar Gent kost 300 euro per persoon.", "Wat kost de reis naar Gent per persoon?"),
        ("Scholen ontvangen € 16.000 uit het fonds.", "Hoeveel euro ontvangen scholen uit het fonds?"),
        ("In 2024 deden 104 scholen mee.", "Hoeveel scholen deden in 2024 mee?"),
        ("Sinds 2001 werken Saxion en de besturen samen.", "Sinds welk jaar werken Saxion en de besturen samen?"),
        ("De opleiding duurt twee jaar, en daarna volgt een toets.", "Hoe lang duurt de opleiding?"),
        ("De training is gratis en duurt drie dagen.", None),
        ("Inmiddels bestaat het aanbod uit 38 cursussen voor leraren.", "Uit hoeveel cursussen bestaat het aanbod voor leraren?"),
        ("Er zijn veertien plaatsen per jaar.", "Hoeveel plaatsen zijn er per jaar?"),
        ("Anna de Wit is directeur van het lab in Delft.", "Wie is directeur van het lab in Delft?"),
        ("Het lab (opgericht in 2019) heeft twaalf leden in Delft.", "Hoeveel leden heeft het lab in Delft?"),
        ("De proeftuinen liggen in twee wijken, Oost en West.", "In hoeveel wijken liggen de proeftuinen?"),
        ("Klaar voor de Stap trok in zijn eerste jaar 5.000 bezoekers.", "Hoeveel bezoekers trok Klaar voor de Stap in zijn eerste jaar?"),
    ],
)
def test_a_plain_sentence_becomes_a_question(sentence, expected):
    assert (questions(sentence) or [None])[-1] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Wie zich vóór 1 mei aanmeldt, krijgt korting.",  # a clause in front
        "Zij begonnen in september 2023.",  # points at another sentence
        "Begint de cursus op 1 mei?",
        "Januari 2012.",
        "De kosten worden in 2025 aan wie dat wil.",  # a passive without its participle
        "Op drie scholen en één instituut zijn proeven gestart.",
        "In oktober 2020 sloten de minister, de hogescholen en de universiteiten het akkoord.",
    ],
)
def test_what_is_no_plain_sentence_becomes_none(sentence):
    assert questions(sentence) == []


def test_a_sentence_with_a_gap_is_made_only_of_a_whole_sentence():
    def gapped(sentence: str) -> str | None:
        return blank(sentence, spots(sentence)[0])

    assert gapped("Wie zich vóór 1 mei aanmeldt, krijgt korting.") == "Vóór welke datum: Wie zich … aanmeldt, krijgt korting?"
    assert gapped("Jansen (januari 2012).") is None
    assert gapped("Dan krijgt zij 3 boeken.") is None


def test_a_question_is_about_its_nouns():
    assert says_of_what("In welk jaar begon de opleiding in Delft?") == {"opleid", "delft"}
