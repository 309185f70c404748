from __future__ import annotations

import pytest

from assistant.preference import NO_PREFERENCE, Preference, found_documents, preference_from
from ingest.errors import BronwijsError

TITLES = {"brochures/gids.pdf": "Gids", "nieuws/gids.pdf": "Gids voor nu", "nieuws/juli.md": "Nieuws"}


def test_it_is_true_when_anything_is_preferred() -> None:
    assert not NO_PREFERENCE and not Preference(sectors=())
    assert Preference(documents=("gids.pdf",))


def test_what_is_chosen_goes_before_what_is_told() -> None:
    chosen, told = Preference(sectors=("vo",), regions=()), Preference(sectors=("po",), regions=("Utrecht",), kinds=("brochure",))
    assert chosen.over(told) == Preference(sectors=("vo",), regions=(), kinds=("brochure",))
    assert told.beside(chosen) == Preference(kinds=("brochure",))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (["vo"], '"preference" is geen object'),
        ({"sector": "vo"}, "kent \"sector\" niet; bedoelt u 'sectors'?"),
        ({"sectors": "vwo"}, "'vwo' ken ik niet; kies uit: po, vo, mbo, ho"),
        ({"audience": ["leerling"]}, "kies uit: docent, zij-instromer, medewerker"),
        ({"school_years": "2025"}, "'2025' is geen schooljaar zoals 2025-2026"),
        ({"school_years": "2025-2027"}, "is geen schooljaar"),
        ({"regions": [7]}, '"regions" is geen lijst van woorden'),
        ({"regions": " "}, '"regions" is geen lijst van woorden'),
    ],
)
def test_what_is_wrong_is_said(record, said) -> None:
    with pytest.raises(BronwijsError) as problem:
        preference_from(record)
    assert said in str(problem.value)


def test_capitals_and_ways_to_write_a_school_year_do_not_matter() -> None:
    assert preference_from({"sectors": "VO", "audience": None, "school_years": ["2025–2026", "2025/26"]}) == Preference(
        sectors=("vo",), school_years=("2025-2026",)
    )


@pytest.mark.parametrize(
    ("wanted", "paths"),
    [
        (["nieuws/juli.md"], ("nieuws/juli.md",)),
        (["JULI.md"], ("nieuws/juli.md",)),
        (["Gids"], ("brochures/gids.pdf",)),
        (["gids.pdf", "Gids"], ("brochures/gids.pdf", "nieuws/gids.pdf")),
    ],
)
def test_a_document_is_named_by_path_file_or_title(wanted, paths) -> None:
    assert found_documents(wanted, TITLES) == paths


def test_a_document_that_is_not_there_is_said_so() -> None:
    with pytest.raises(BronwijsError, match=r"'nieuws/jul\.md' zit niet in de index; bedoelt u 'nieuws/juli\.md'\?"):
        found_documents(["nieuws/jul.md"], TITLES)
