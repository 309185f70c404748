"""Two figures are for one thing, or for two: a part, another time, another name."""

from __future__ import annotations

import pytest

from assistant.claims import Claim, are_of_two_things, are_rate_and_count, claim_like, figures_of


@pytest.fixture(scope="session")
def claim(units_of):
    """The one claim in a sentence of a document."""

    def make(text: str, path: str = "gids.md") -> Claim:
        [unit] = units_of(text, path=path)
        return Claim(unit, figures_of(unit)[0])

    return make


@pytest.mark.parametrize(
    ("text", "other", "words"),
    [
        ("Er doen 31 scholen mee.", "In het netwerk zitten 24 scholen.", "31"),
        ("De reis kost 300 euro.", "De reis kost € 250.", "300 euro"),
        ("De cursus duurt drie dagen.", "De cursus duurt twee dagen.", "drie dagen"),
        ("Aanmelden kan tot 3 mei 2025.", "Meld u aan vóór 1 april 2025.", "3 mei 2025"),
    ],
)
def test_a_figure_for_the_same_is_found(claim, text, other, words):
    assert claim_like(claim(text).unit, claim(other)).figure.words == words


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Er doen 31 leraren mee.", "In het netwerk zitten 24 scholen."),
        ("De cursus duurt drie weken.", "De cursus duurt twee dagen."),
        ("Het budget is € 3.000.000.", "De reis kost € 250."),
        ("Er doen 31 scholen mee, en 24 scholen niet.", "In het netwerk zitten 40 scholen."),
        ("Er is één school.", "Er zijn twee scholen."),
        ("In maart 2025 komt de commissie.", "Op 14 april 2025 komt de commissie."),
        ("In de zomer van 2025 komt de commissie.", "In maart 2025 komt de commissie."),
        ("Er zijn maximaal 30 plaatsen.", "Er zijn minimaal 20 plaatsen."),
    ],
)
def test_a_figure_for_something_else_is_not(claim, text, other):
    assert claim_like(claim(text).unit, claim(other)) is None


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Er zijn nog 12 cursussen.", "Er zijn 38 cursussen."),
        ("Er zijn 38 cursussen in 2024.", "Er waren 30 cursussen in 2023."),
        ("Vanaf de start begonnen 117 leraren.", "Dit schooljaar begonnen 48 leraren."),
        ("Bij het Alfacollege werken 30 leraren.", "Bij het Betacollege werken 40 leraren."),
        ("De open dag is op 3 mei 2024.", "De open dag is op 4 juni 2025."),
    ],
)
def test_two_things_are_told_apart(claim, text, other):
    assert are_of_two_things(claim(text), claim(other))


def test_one_thing_is_not_taken_for_two(claim):
    assert not are_of_two_things(claim("Er zijn 38 cursussen bij Alfa."), claim("Het Alfa heeft 40 cursussen."))


def test_so_many_a_year_can_differ_from_the_number_of_this_year(claim):
    rate, count = claim("De regio begeleidt 60 starters per jaar."), claim("Dit schooljaar begonnen 48 starters.")
    assert are_rate_and_count(rate, count)
    assert not are_rate_and_count(rate, claim("Er begonnen 48 starters."))
    assert not are_rate_and_count(rate, claim("Dit schooljaar begonnen 48 starters.", "ander.md"))
    assert not are_rate_and_count(rate, claim("Dit schooljaar begonnen 48 leraren."))


def test_a_claim_is_stated_with_what_it_counts(claim):
    found = claim("Er doen ruim 31 grote basisscholen mee.")
    assert (found.statement(["basisschol"]).words, found.statement().words) == ("ruim 31 grote basisscholen", "ruim 31")
