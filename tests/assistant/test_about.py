from __future__ import annotations

import pytest

from assistant.about import About, about_document, names_place, people_in, school_years_in, sectors_in


def test_what_people_wrote_down_goes_before_the_title() -> None:
    known = {
        "title": "Brochure voor het vo in Zwolle",
        "sector": "po, mbo",
        "region": "Twente en Salland",
        "kind": "Gids",
        "audience": "docent",
    }
    assert about_document(known) == About(
        audience=frozenset({"docent"}),
        sectors=frozenset({"po", "mbo"}),
        regions=frozenset({"twente", "salland"}),
        kinds=frozenset({"gids"}),
    )


def test_a_title_tells_where_nobody_wrote_it_down() -> None:
    found = about_document({"title": "Nieuwsbrief voor zij-instromers in het vo, Zwolle, schooljaar 2024-2025"})
    assert found == About(
        audience=frozenset({"zij-instromer"}),
        sectors=frozenset({"vo"}),
        regions=frozenset({"zwolle"}),
        kinds=frozenset({"nieuwsbrief"}),
        school_years=frozenset({"2024-2025"}),
    )


def test_a_document_of_the_whole_country_is_of_no_region() -> None:
    assert about_document({"title": "Gids", "region": "Nederland"}).regions == frozenset()


@pytest.mark.parametrize(("published", "years"), [("2025-07", {"2024-2025"}), ("2025-08-01", {"2025-2026"}), ("2025", set()), ("", set())])
def test_a_document_is_of_the_school_year_in_which_it_was_published(published, years) -> None:
    assert about_document({"title": "Gids", "published": published}).school_years == years


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        ("Op basisscholen en in het PO", {"po"}),
        ("De PO-Raad en de VO-raad", set()),
        ("Lesgeven op een middelbare school of gymnasium", {"vo"}),
        ("ROC's en het mbo", {"mbo"}),
        ("Op wo 12 maart", set()),
        ("Het hoger beroepsonderwijs", {"ho"}),
        ("Een voorbeeld", set()),
    ],
)
def test_the_sectors_that_a_text_names(text, sectors) -> None:
    assert sectors_in(text) == sectors


def test_the_people_and_school_years_that_a_text_names() -> None:
    assert people_in("Vakdocenten, overstappers en bestuurders") == {"docent", "zij-instromer", "medewerker"}
    assert people_in("De lerarenbeurs") == frozenset()
    assert school_years_in("In 2025/26, niet in 2024.") == {"2025-2026"}


@pytest.mark.parametrize(
    ("text", "place", "is_named"),
    [
        ("Utrechtse scholen", "Utrecht", True),
        ("de Groningse aanpak", "Groningen", True),
        ("in Oost-Nederland", "oost-nederland", True),
        ("in Oost-Nederland", "nederland", False),
        ("Delftenaren", "Delft", False),
    ],
)
def test_a_text_names_a_place_or_says_that_something_is_from_there(text, place, is_named) -> None:
    assert names_place(text, place) is is_named
