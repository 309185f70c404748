from __future__ import annotations

import pytest

from assistant.years import speaks_of_other_years, years


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("In 2024 en 2026.", {"2024", "2026"}),
        ("schooljaar 2024-2026", {"2024", "2025", "2026"}),
        ("2009–11", {"2009", "2010", "2011"}),
        ("artikel 20123, 1.2024.500 euro", {"2024"}),
        ("vorig jaar", set()),
    ],
)
def test_the_years_of_a_text(text, named) -> None:
    assert years(text) == named


def test_another_year_is_one_that_is_named_instead() -> None:
    assert speaks_of_other_years("Hoeveel waren het er in 2025?", "In 2023 waren het er 16.")
    assert not speaks_of_other_years("Hoeveel waren het er in 2025?", "In 2025 zijn het er 6, in 2023 waren het er 16.")
    assert not speaks_of_other_years("Hoeveel waren het er in 2025?", "Het zijn er 16.")
    assert not speaks_of_other_years("Hoeveel waren het er?", "In 2023 waren het er 16.")
