"""What can be chosen is what the documents tell of themselves."""

from __future__ import annotations

from datetime import date

from assistant.choices import MOST, choices
from assistant.preference import Preference
from assistant.told import preferred_in
from ingest.sources import Source

LINES = ("# Kop", "Dit is een document van een enkele alinea, en die zegt niets.")


def test_it_is_what_the_documents_are_for_and_about(view_of):
    known = {
        "b": Source(title="Beta", audience=("medewerker", "docent"), sector=("vo",), region="Utrecht en Twente", published="2025-07"),
        "a": Source(title="Alfa", sector=("po",), region="Nederland", published="2025-10-01"),
    }
    found = choices(view_of(known, b=LINES, a=LINES))
    assert found == {
        "audience": ("docent", "medewerker"),
        "sectors": ("po", "vo"),
        "regions": ("Twente", "Utrecht"),
        "school_years": ("2025-2026", "2024-2025"),
        "documents": ("a.md", "b.md"),
    }


def test_of_documents_that_say_nothing_only_they_themselves_can_be_chosen(view_of):
    assert choices(view_of(een=LINES, twee=LINES)) == {"documents": ("een.md", "twee.md")}


def test_of_a_single_document_and_of_none_there_is_nothing_to_choose(view_of):
    assert choices(view_of(een=LINES)) == choices(view_of()) == {}


def test_of_very_many_places_those_of_most_documents_are_offered(view_of):
    places = [f"plaats{n}" for n in range(MOST + 5)]
    known = {"a": Source(region=", ".join(places)), "b": Source(region=places[-1])}
    found = choices(view_of(known, a=LINES, b=LINES))["regions"]
    assert len(found) == MOST and places[-1].capitalize() in found


def test_all_that_is_offered_can_be_preferred(view_of):
    view = view_of({"a": Source(audience=("docent",), region="kop van noord-holland", published="2025-10-01")}, a=LINES, b=LINES)
    chosen = Preference(**choices(view))
    assert preferred_in(chosen, "Wat kost het?", view, today=date(2026, 1, 1)).chosen == chosen
