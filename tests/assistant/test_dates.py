"""Dates are read in every Dutch way of writing, and what has no year gets the one its document implies."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.dates import may_name_date, moments, period, school_year, written_of

JULY_2025 = period("2025-07")


def read(text: str, **how) -> list[tuple[str, str]]:
    return [(str(each.first), str(each.last)) for each in moments(text, **how)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("vóór 14 september 2025", "2025-09-14", "2025-09-14"),
        ("op 14 sept. 2025 om 13.00 uur", "2025-09-14", "2025-09-14"),
        ("vóór 01-03-2024", "2024-03-01", "2024-03-01"),
        ("op 1/3/2024", "2024-03-01", "2024-03-01"),
        ("op 1.3.24", "2024-03-01", "2024-03-01"),
        ("2024-03-01", "2024-03-01", "2024-03-01"),
        ("tot en met 1 maart 2024", "2024-03-01", "2024-03-01"),
        ("de 3e maart 2024", "2024-03-03", "2024-03-03"),
        ("in maart 2025", "2025-03-01", "2025-03-31"),
        ("begin oktober 2025", "2025-10-01", "2025-10-11"),
        ("eind december 2025", "2025-12-21", "2025-12-31"),
        ("najaar 2024", "2024-09-01", "2024-11-30"),
        ("de winter van 2024", "2024-12-01", "2025-02-28"),
        ("schooljaar 2023-2024", "2023-08-01", "2024-07-31"),
        ("in 2023–24", "2023-08-01", "2024-07-31"),
        ("de jaren 2013-2016", "2013-01-01", "2016-12-31"),
        ("eind 2024", "2024-09-01", "2024-12-31"),
        ("het eerste kwartaal van 2025", "2025-01-01", "2025-03-31"),
        ("in Q2 2025", "2025-04-01", "2025-06-30"),
        ("de tweede helft van 2025", "2025-07-01", "2025-12-31"),
        ("in 2020", "2020-01-01", "2020-12-31"),
        ("16 t/m 19 november 2025", "2025-11-16", "2025-11-19"),
        ("12 – 23 mei 2025", "2025-05-12", "2025-05-23"),
        ("van 28 augustus tot en met 29 september 2023", "2023-08-28", "2023-09-29"),
        ("augustus 2024 tot en met december 2025", "2024-08-01", "2025-12-31"),
        ("van 15 december tot 15 januari 2026", "2025-12-15", "2026-01-15"),
        ("januari-maart 2025", "2025-01-01", "2025-03-31"),
    ],
)
def test_a_date_is_read_however_it_is_written(text, first, last):
    assert read(text) == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "31 februari 2025", "bel 053 489 35 92", "06-12345678", "€ 2025", "dat kost 2.025 euro", "1 op de 3", "van 13.00 tot 15.00 uur",
        "12-2025", "in september", "op 16 juli", "",
    ],
)  # fmt: skip
def test_what_is_no_date_or_has_no_known_year_is_not_read(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Op 16 juli studeert de groep af.", "2025-07-16"),
        ("In september begint het.", "2025-09-30"),
        ("Op 3 maart is de dag.", "2026-03-03"),
        ("In het najaar hoort u meer.", "2025-11-30"),
        ("Maandag 17 tot en met woensdag 19 november.", "2025-11-19"),
    ],
)
def test_without_a_year_the_first_after_the_text_was_written_is_meant(text, last):
    [found] = moments(text, written=JULY_2025)
    assert (str(found.last), found.has_year) == (last, False)


def test_of_what_has_been_the_last_before_it_was_written_is_meant():
    assert read("In oktober kregen scholen geld.", written=JULY_2025, looks_back=True) == [("2024-10-01", "2024-10-31")]


def test_in_a_document_of_a_year_a_date_lies_in_that_year():
    assert read("Op 3 maart is de dag.", written=period("2025")) == [("2025-03-03", "2025-03-03")]
    assert read("Op 3 maart is de dag.", written=written_of("Gids 2024-2025", [])) == [("2025-03-03", "2025-03-03")]


def test_a_date_without_a_year_has_that_of_the_date_it_stands_with():
    assert read("op 1 mei en 2 juni 2024", written=JULY_2025) == [("2024-05-01", "2024-05-01"), ("2024-06-02", "2024-06-02")]


@pytest.mark.parametrize(
    ("published", "days"),
    [("2025", 365), ("2025-07", 31), ("2025-07-14", 1), ("2025-07-14T10:00:00", 1), ("2025-13", 0), ("juli 2025", 0), ("", 0), (None, 0)],
)
def test_a_time_of_publication_is_a_period(published, days):
    found = period(published)
    assert (0 if found is None else (found.last - found.first).days + 1) == days


def test_when_a_document_was_written_follows_from_its_title_or_from_the_year_it_names_most():
    assert written_of("Nieuwsbrief zomer 2025", ["In schooljaar 2020-2021."]) == moments_period("zomer 2025")
    assert written_of("Gids", ["Dat geldt in 2023-2024.", "In 2023-2024 ook.", "Sinds 2001."]) == moments_period("2023-2024")
    assert written_of("Gids", ["In 2023 en in 2024."]) is None
    assert written_of("Gids", ["Op 3 maart."]) is None


def moments_period(text: str):
    [found] = moments(text)
    return type(JULY_2025)(found.first, found.last)


def test_years_and_spans_are_told_apart_from_days():
    assert [each.is_year for each in moments("in 2024, schooljaar 2023-2024, maart 2024")] == [True, True, False]
    assert [each.is_span for each in moments("1 tot en met 3 mei 2024, en op 5 mei 2024")] == [True, False]


def test_a_school_year_begins_in_august():
    assert (school_year(date(2025, 7, 31)), school_year(date(2025, 8, 1))) == (2024, 2025)


@pytest.mark.parametrize("text", ["in maart", "sept. 2025", "1-3-2024", "2024", "deze zomer", "Q1 2025"])
def test_what_holds_a_date_is_never_passed_over(text):
    assert may_name_date(text)
    assert not may_name_date("Er zijn 12 plaatsen voor leraren.")
