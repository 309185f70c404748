from __future__ import annotations

import numpy as np
import pytest

from assistant.asked import Asked
from assistant.company import MOST_ITEMS, with_company
from assistant.score import Scored


@pytest.fixture(scope="module")
def company(units_of):
    """What the first unit with some words in it takes along, as texts."""

    def take(words: str, lines: list[str], *, kind: Asked = Asked.OTHER, own: float = 1.0, around: float = 1.0) -> list[str]:
        document = units_of(*lines)
        unit = next(unit for unit in document if words in unit.text)
        item = Scored(unit, 1.0, np.array([own]), np.array([around]), True)
        return [member.text for member in with_company(item, kind, document)]

    return take


LIST = ["# Reis", "Neem mee op reis:", "- Pen", "- Papier", "Tot snel!"]


def test_a_sentence_stands_alone(company) -> None:
    assert company("Tot snel", LIST) == ["Tot snel!"]


def test_an_introduction_takes_its_list_along(company) -> None:
    assert company("Neem mee", LIST) == ["Neem mee op reis:", "Pen", "Papier"]


def test_an_item_takes_the_list_along_when_a_list_was_asked(company) -> None:
    assert company("Papier", LIST, kind=Asked.LIST) == ["Neem mee op reis:", "Pen", "Papier"]


def test_an_item_takes_the_list_along_when_its_surroundings_are_what_was_asked(company) -> None:
    assert company("Papier", LIST, own=0.0, around=0.9) == ["Neem mee op reis:", "Pen", "Papier"]


def test_an_item_that_was_asked_itself_stands_alone(company) -> None:
    assert company("Papier", LIST, own=1.0, around=1.0) == ["Papier"]


def test_a_sentence_with_a_colon_takes_the_next_along(company) -> None:
    assert company("Let op:", ["Let op:", "De bus vertrekt vroeg.", "Tot snel!"]) == ["Let op:", "De bus vertrekt vroeg."]


def test_a_colon_before_a_heading_takes_nothing_along(company) -> None:
    assert company("Let op:", ["Dit is een lange inleiding van meer dan acht woorden. Let op:", "# Reis", "Gent."]) == ["Let op:"]


def test_a_heading_gives_what_stands_below_it_up_to_the_next(company) -> None:
    lines = ["# Reis", "Wij gaan met de bus.", "# Eten", "Soep."]
    assert company("Reis", lines) == ["Wij gaan met de bus."]
    assert company("Reis", ["# Reis", "Eén.", "Twee.", "Drie."]) == ["Eén.", "Twee."]


def test_a_heading_over_numbered_headings_gives_those(company) -> None:
    lines = ["# Stappen", "# 1. Aanmelden", "Vul het formulier in.", "# 2. Gesprek", "Kom langs.", "# Kosten", "Gratis."]
    assert company("Stappen", lines) == ["1. Aanmelden", "2. Gesprek"]


def test_a_heading_with_nothing_below_it_stands_alone(company) -> None:
    assert company("Slot", ["Tekst.", "# Slot"]) == ["Slot"]


def test_a_long_list_is_cut(company) -> None:
    lines = ["Er is veel:", *(f"- punt{number}" for number in range(MOST_ITEMS + 5))]
    assert len(company("Er is veel", lines)) == 1 + MOST_ITEMS
