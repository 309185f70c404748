"""Dates with a year are read as they are written, the impossible ones too."""

from __future__ import annotations

import pytest

from ingest.days import day_before, days, reversed_school_years, school_years


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("3 maart 2024", "2024-03-03"),
        ("3 mrt. 2024", "2024-03-03"),
        ("maart 2024", "2024-03"),
        ("03-03-2024", "2024-03-03"),
        ("14.07.16", "2016-07-14"),
        ("2024-03-03", "2024-03-03"),
        ("de 3e maart 2024", "2024-03-03"),
    ],
)
def test_each_way_of_writing(text, iso):
    assert [day.iso for day in days(text)] == [iso]


@pytest.mark.parametrize("text", ["3 maart", "versie 1.2.3", "art. 3-4-5a", "€ 1.500.000", "12-13-2024", "06-12345678", "in 2024"])
def test_what_is_no_date_with_a_year(text):
    assert days(text) == []


def test_the_place_in_the_text_and_the_weekday():
    [day] = days("Op dinsdag 4 november 2025 is er les.")
    assert (day.words, day.start, day.end, day.weekday) == ("dinsdag 4 november 2025", 3, 26, 1)


@pytest.mark.parametrize(("text", "is_impossible"), [("31 februari 2025", True), ("29 februari 2024", False), ("februari 2025", False)])
def test_a_day_that_the_calendar_does_not_have(text, is_impossible):
    assert [day.is_impossible for day in days(text)] == [is_impossible]


def test_school_years_need_a_word_for_it():
    assert school_years("Schooljaar 2025-2026 en academiejaar 25/26; de regeling 2013-2014") == ["2025-2026", "2025-2026"]
    assert school_years("schooljaren 2013-2016") == []
    assert reversed_school_years("studiejaar 2026/2025, schooljaar 2025-2026") == ["2026/2025"]


def test_the_day_before_the_first_of_a_month():
    assert day_before("2024-03-01") == "2024-02-29"
