"""A date that is over matters where somebody might still count on it, and not where it is history."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.dates import period
from assistant.passed import is_past, passed_dates

TODAY = date(2026, 3, 2)
JULY_2025 = period("2025-07")


def passed(text: str, question: str = "", today: date = TODAY) -> list[str]:
    return [each.words for each in passed_dates(text, today, question=question, written=JULY_2025)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Aanmelden kan tot 1 maart 2026.", "1 maart 2026"),
        ("Lever uiterlijk 1 maart 2026 in.", "1 maart 2026"),
        ("De inschrijving sluit op 1 Maart 2026.", "1 maart 2026"),
        ("Inschrijven kan tot en met 01-03-2024.", "1 maart 2024"),
        ("U kunt u inschrijven t/m 14 sept. 2025.", "14 september 2025"),
        ("Aanmelden: vóór 14 september 2025", "14 september 2025"),
        ("vóór 14 september 2025 | Aanmelden voor de reis | pagina 5", "14 september 2025"),
        ("Vul daarom vóór 18 juli de vragenlijst in.", "18 juli 2025"),
        ("De evaluatie moest vóór 18 juli binnen zijn.", "18 juli 2025"),
        ("Aanvragen kan van 1 april tot en met 30 juni 2012.", "1 april tot en met 30 juni 2012"),
        ("Deadline: 1 december 2025", "1 december 2025"),
    ],
)
def test_what_had_to_be_done_before_a_date_always_counts(text, words):
    assert passed(text) == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De cursus start op 3 februari 2026.", "3 februari 2026"),
        ("De open dag vindt plaats op 14-09-2025.", "14 september 2025"),
        ("De open dag is op zaterdag 14 september 2025.", "14 september 2025"),
        ("16 t/m 19 november 2025 | Studiereis naar Vlaanderen", "16 tot en met 19 november 2025"),
        ("In september begint een nieuwe ronde.", "september 2025"),
        ("In het najaar wordt bekend of er weer geld komt.", "het najaar van 2025"),
        ("De regeling wordt in het eerste kwartaal van 2025 ingevoerd.", "het eerste kwartaal van 2025"),
        ("De oplevering was voorzien in de zomer van 2025.", "de zomer van 2025"),
        ("De regeling loopt van augustus 2024 tot en met december 2025.", "augustus 2024 tot en met december 2025"),
        ("Deze regeling vervalt met ingang van 1 januari 2017.", "1 januari 2017"),
        ("Het bestuur wil dat in 2020 alle opleiders erin staan.", "2020"),
    ],
)
def test_what_a_sentence_looks_forward_to_counts(text, words):
    assert passed(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Aanmelden kan tot 2 maart 2026.",
        "Aanmelden kan tot 3 maart 2026.",
        "In de zomer van 2026 volgt de presentatie.",
        "Op 1 maart 2026 werd het gebouw geopend.",
        "Het programma voor leraren is op 1 maart 2024 gestart.",
        "In oktober 2020 is het akkoord gesloten.",
        "In 2024 schreven 122 cursisten zich 379 keer in.",
        "Op 23 juni kregen 48 leraren hun certificaat.",
        "Vanaf 1 januari 2025 kunt u terecht bij het loket.",
        "Sinds 2001 delen zij de verantwoordelijkheid.",
        "De regeling van 6 mei 2009 kan worden aangehaald.",
        "Het spinnenweb (2003) wordt veel gebruikt.",
        "Publicatie: 27-06-2024",
        "2021 | 34 cursisten | 49 inschrijvingen",
        "HBO-raad, Den Haag, januari 2012.",
        "Aanvragen kan jaarlijks van 1 april tot en met 30 juni.",
        "Leerlingen krijgen na de zomer weer les.",
        "Het adres wordt Meir 12, 2000 Antwerpen.",
    ],
)
def test_what_is_still_to_come_or_history_does_not(text):
    assert passed(text) == []


def test_before_a_day_is_too_late_on_the_day_itself():
    [found] = passed_dates("Meld u vóór 2 maart 2026 aan.", TODAY)
    assert found.is_today
    assert not passed_dates("Meld u vóór 3 maart 2026 aan.", TODAY)


def test_a_question_that_looks_back_needs_no_word_of_an_event():
    text = "In september 2025 gaat de nieuwe fase van start."
    assert passed(text, "Wanneer begint de nieuwe fase?") == ["september 2025"]
    assert passed(text, "Wanneer begon de nieuwe fase?") == []
    assert passed("Aanmelden kan tot 1 maart 2026.", "Tot wanneer kon ik me aanmelden?") == ["1 maart 2026"]
    assert passed("De evaluatie moest vóór 18 juli binnen zijn.", "Hoeveel scholen kregen geld?") == []


def test_a_bare_date_counts_where_a_date_is_asked_for():
    assert passed("Startmiddag van de studiereis: 3 oktober 2025", "Wanneer is de startmiddag?") == ["3 oktober 2025"]


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Wanneer was de conferentie?", True),
        ("Wanneer is het akkoord gesloten?", True),
        ("Hoeveel mensen deden mee?", True),
        ("Wanneer is de conferentie?", False),
        ("Wanneer begint de volgende ronde?", False),
        ("Wanneer is de volgende ronde gepland?", False),
    ],
)
def test_what_looks_back(text, is_so):
    assert is_past(text) is is_so
