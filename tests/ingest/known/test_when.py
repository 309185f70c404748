"""When a document was published, its school year, and until when it is valid: said only where the text is plain."""

from __future__ import annotations

import pytest

from ingest.known import Fact, Origin, known

BODY = "Een mentor is een ervaren leraar die elke week met een starter spreekt over zijn lessen."
ARTICLES = ("Artikel 1 Begrippen", "Artikel 2 Doel", "Artikel 3 Bedragen")


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Utrecht, juni 2025", "2025-06"),
        ("Den Haag, 3 maart 2024", "2024-03-03"),
        ("juli 2025", "2025-07"),
        ("Versie 1.2, 3 maart 2024", "2024-03-03"),
        ("Definitieve versie d.d. 14.07.16", "2016-07-14"),
        ("Handleiding aanvragen Publicatie | 27-06-2024", "2024-06-27"),
        ("Laatst bijgewerkt op 1 mei 2026", "2026-05-01"),
        ("NIEUWSBRIEF · mei 2025", "2025-05"),
        ("Nieuwsflits zomer 2025", "2025"),
        ("Door Jan Jansen 6-2-2024", "2024-02-06"),
    ],
)
def test_when_a_text_says_it_was_published(document, line, published):
    assert known(document("# Gids voor starters", line, BODY)).published == Fact(published, Origin.TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "Aanmelden kan tot 1 maart 2025 bij het loket.",
        "Peildatum: 14 mei 2024",
        "Datum: 31-08-2015 19:30 uur",
        "Versie 1, 31 februari 2025",
        "1 januari 2026\tBegin van de subsidie",
        "De regeling van 6 mei 2009 is vervallen.",
        "De eerste versie was er in mei 2023, de tweede in juli 2024.",
    ],
)
def test_a_date_that_is_of_something_else_is_not_when_it_was_published(document, line):
    assert known(document("# Gids voor starters", line, BODY)).published.value == ""


def test_two_dates_of_publication_are_none(document):
    assert known(document("# Gids", "Versie 1, 3 maart 2024", "Versie 2, 4 april 2024", BODY)).published.value == ""


def test_a_file_that_is_years_older_than_its_title_or_text_says_nothing_of_when(document):
    assert known(document(BODY, title="Aanvraagformulier scholing 2025", published="2020-08-13")).published.value == ""
    assert known(document(BODY, title="Aanvraagformulier scholing 2025", published="2024-08-13")).published.value == "2024-08-13"
    assert known(document("Versie d.d. 14 juli 2016", BODY, published="2018-09-30")).published.value == ""


@pytest.mark.parametrize(
    ("lines", "title", "years"),
    [
        ((BODY,), "Studiegids studiejaar 2025-2026", "2025-2026"),
        (("Geldig voor academiejaar 2016-2017", BODY), "Stagereglement", "2016-2017"),
        ((BODY, "In schooljaar 25/26 begint het.", "Voor het schooljaar 2025-2026 geldt dit."), "Gids", "2025-2026"),
        ((BODY, "Voor de schooljaren 2024-2025, 2025-2026 en 2026-2027 is er geld."), "Gids", ""),
        ((BODY, "Na schooljaar 2023-2024 is het gestopt."), "Gids", ""),
        (("Schooljaar 2025-2026", "In schooljaar 2024-2025 was het anders."), "Gids", ""),
        ((BODY,), "Regeling scholen 2013-2016", ""),
    ],
)
def test_the_school_year(document, lines, title, years):
    assert known(document("# Begin", *lines, title=title)).school_year.value == years


@pytest.mark.parametrize(
    ("lines", "title", "until"),
    [
        ((*ARTICLES, "Deze regeling gaat in op 1 mei 2009 en vervalt met ingang van 1 juli 2017."), "Regeling beurs", "2017-06-30"),
        (("Deze regeling vervalt met ingang van 1 juli 2017.",), "Brochure over de lerarenbeurs", ""),
        (("Geldig tot en met 31 juli 2026",), "Gids", "2026-07-31"),
        (("Geldig voor schooljaar 2025-2026",), "Gids", "2026-07"),
        (("Geldig voor academiejaar 2025-2026",), "Gids", "2026-08"),
        (("Dit document is geldig tot 1 september 2026.",), "Gids", "2026-08-31"),
        (("Deze gids blijft geldig tot en met 1 september 2026.",), "Gids", "2026-09-01"),
        (("Deze gids is geldig tot 31 februari 2026.",), "Gids", ""),
        (("Dit document eindigt op 31 februari 2026.",), "Gids", ""),
        (("Uw verklaring is geldig tot en met 31 juli 2026.",), "Gids", ""),
        (("Aanvragen kan tot en met 31 juli 2026.",), "Gids", ""),
        ((*ARTICLES, "Artikel 5 vervalt met ingang van 1 juli 2017."), "Regeling lerarenbeurs", ""),
    ],
)  # fmt: skip
def test_until_when_it_says_it_is_valid(document, lines, title, until):
    assert known(document("# Begin", *lines, title=title)).valid_until.value == until
