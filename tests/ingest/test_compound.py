"""Compounds and their parts."""

import pytest

from ingest.compound import compound_parts


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("kwaliteitskader", ("kwaliteit", "kader")),
        ("lerarenopleidingen", ("leraren", "opleidingen")),
        ("studentenraad", ("studenten", "raad")),
        ("zwangerschapsverlof", ("zwangerschap", "verlof")),
        ("subsidieaanvraag", ("subsidie", "aanvraag")),
    ],
)
def test_a_compound_has_its_parts(word, parts):
    assert compound_parts(word) == parts


def test_a_part_that_is_a_compound_is_cut_too():
    assert compound_parts("basisschoolleerling") == ("basisschool", "basis", "school", "leerling")


@pytest.mark.parametrize("word", ["gebruikers", "begeleiding", "leerlingen", "belangrijk", "verantwoordelijk", "les", "", "zij-instroom"])
def test_what_is_no_compound_has_none(word):
    assert compound_parts(word) == ()
