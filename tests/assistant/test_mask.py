from __future__ import annotations

import pytest

from assistant.mask import Mask


@pytest.mark.parametrize(
    "private",
    [
        "jan.jansen+werk@prive.nl",
        "06-12345678",
        "06 12 34 56 78",
        "+31 6 1234 5678",
        "0031612345678",
        "053 489 6913",
        "111222333",
        "1112.22.333",
        "123456782",
        "NL91 ABNA 0417 1643 00",
        "NL91ABNA0417164300",
        "nl91abna0417164300",
        "BE68 5390 0754 7034",
        "7511 AB 12",
        "7511AB",
    ],
)
@pytest.mark.parametrize("around", ["Mijn gegevens: {}. Wat nu?", "{} is van mij", "Hoort ({}) daarbij?", "Is {} goed en hoe verder?"])
def test_what_identifies_someone_is_hidden_and_put_back(private, around) -> None:
    text = around.format(private)
    mask = Mask([text])
    hidden = mask.hide(text)
    assert private not in hidden and not any(digits in hidden for digits in private.split() if digits.isdigit() and len(digits) > 3)
    assert mask.show(hidden) == text
    assert mask.without(hidden) == around.format("")


@pytest.mark.parametrize(
    "text",
    [
        "Wat kost de reis in 2025-2026? Is dat 1.500 euro?",
        "Is 111222334 een goed nummer?",  # fails the eleven-test
        "Geldt dit van 16-11-2025 tot 19-11-2025?",
        "Wat is NL91 ABNA 0417 1643 01?",  # fails the checksum
        "Wat gebeurt er in klas 5 VWO, in 2025 OF in 2026?",
        "Kijk op www.utwente.nl/pro-u",
    ],
)
def test_what_identifies_nobody_stays(text) -> None:
    assert Mask([text]).hide(text) == text


def test_each_gets_a_mark_of_its_own_and_the_same_the_same() -> None:
    mask = Mask(["a@b.nl en c@d.nl", "nog eens a@b.nl"])
    assert mask.hide("c@d.nl, a@b.nl") == "[e-mailadres B], [e-mailadres A]"


def test_a_piece_of_a_number_is_hidden_too() -> None:
    assert "12345678" not in Mask(["Bel 06 12345678."]).hide("En dan? (het gaat over: 12345678)")


def test_what_is_public_stays() -> None:
    assert Mask(["Is a@b.nl het adres?"], public="E-mail: a@b.nl").hide("Is a@b.nl het adres?") == "Is a@b.nl het adres?"
