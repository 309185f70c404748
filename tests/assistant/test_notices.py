from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Citation
from assistant.notices import notices

TODAY = date(2026, 3, 2)


def quote(text: str, n: int = 1) -> Citation:
    return Citation(n, "gids.pdf", "Gids", text)


@pytest.mark.parametrize(
    "text", ["Aanmelden kan tot 1 maart 2026.", "Lever uiterlijk 1 maart 2026 in.", "De inschrijving sluit op 1 Maart 2026."]
)
def test_a_deadline_that_has_passed_is_told(text) -> None:
    [notice] = notices([quote(text, 3)], TODAY)
    assert notice.kind == "date_passed"
    assert "1 maart 2026" in notice.text.lower()
    assert notice.citations == (3,)


@pytest.mark.parametrize(
    "text",
    [
        "Aanmelden kan tot 2 maart 2026.",
        "Aanmelden kan tot 3 maart 2026.",
        "Op 1 maart 2026 werd het gebouw geopend.",
        "Aanmelden kan tot 1 maart.",
        "Aanmelden kan tot 31 februari 2026.",
        "",
    ],
)
def test_a_date_of_today_or_later_or_without_a_deadline_is_not(text) -> None:
    assert notices([quote(text)], TODAY) == ()


def test_a_date_is_told_once() -> None:
    found = notices([quote("Aanmelden tot 1 maart 2026."), quote("Uiterlijk 1 maart 2026, liefst vóór 1 februari 2026.", 2)], TODAY)
    assert [(notice.citations, notice.text.count("2026")) for notice in found] == [((1,), 1), ((2,), 1)]


def test_an_event_of_some_days_that_is_over_is_no_news() -> None:
    assert notices([quote("16 t/m 19 november 2025 Studiereis naar Vlaanderen")], TODAY) == ()
