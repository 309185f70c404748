"""Abbreviations that documents explain."""

from __future__ import annotations

import pytest

from ingest.abbreviate import abbreviations, explained, long_form
from ingest.dutch import stem, terms


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Sluit u aan bij een Professioneel LeerNetwerk (PLN) in de buurt.", "pln", "Professioneel LeerNetwerk"),
        ("Aanvragen gaat via DUS-I (Dienst Uitvoering Subsidies aan Instellingen).", "dusi", "Dienst Uitvoering Subsidies Instellingen"),
        ("Volg de beroepsbegeleidende leerweg (BBL) of niet.", "bbl", "beroepsbegeleidende leerweg"),
        ("De Algemene verordening gegevensbescherming (AVG) geldt.", "avg", "Algemene verordening gegevensbescherming"),
    ],
)
def test_an_abbreviation_is_learned_where_it_is_explained(text, short, long):
    assert abbreviations(explained(text))[short] == set(terms(long))


@pytest.mark.parametrize("text", ["Kom in de zomer (ZPT) naar Gent.", "Dat kan (niet) altijd.", "Bel Anna (053) 123.", "(PLN)", ""])
def test_brackets_that_explain_nothing_teach_nothing(text):
    assert not abbreviations(explained(text))


def test_the_long_form_begins_where_the_first_letter_begins_a_word():
    assert long_form("PLN", "Doe mee aan het Professioneel LeerNetwerk ") == "Professioneel LeerNetwerk"
    assert long_form("PLN", "Zie het plan ") is None


def test_what_two_documents_call_by_one_abbreviation_is_put_together():
    found = abbreviations([*explained("Het Regionaal Platform (RP)."), *explained("Het Rapport Personeel (RP).")])
    assert {stem("platform"), stem("personeel")} < found["rp"]
