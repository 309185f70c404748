"""What a browser says was chosen: there and back, and whatever else it says."""

from __future__ import annotations

import pytest

from assistant.preference import NO_PREFERENCE, Preference
from assistant.web.chosen import LONGEST, LONGEST_VALUE, preference_in, query_of

ALL = Preference(("docent",), ("vo", "mbo"), ("Den Haag & omgeving",), (), ("2025-2026",), ("map/gids.pdf",))


def test_a_preference_comes_back_as_it_was():
    query = query_of(ALL, {"map/gids.pdf": "k1"})
    assert "document=k1" in query and "gids" not in query
    assert preference_in(query, {"k1": "map/gids.pdf"}) == ALL


def test_a_document_that_is_not_there_stays_what_was_asked_for():
    assert preference_in("document=k9", {"k1": "gids.pdf"}) == Preference(documents=("k9",))


def test_said_twice_is_said_once():
    assert preference_in("sector=vo&sector=vo&sector=VO", {}) == Preference(sectors=("vo",))


@pytest.mark.parametrize(
    "query",
    [
        None, 7, {}, [], "", "&&&", "=", "sector", "sector=klas", "voor=<b>", "schooljaar=ooit", "audience=docent",
        "regio=" + "a" * LONGEST,
        "regio=" + "a" * (LONGEST_VALUE + 1), "%zz=%ff", "documents=x",
    ],
)  # fmt: skip
def test_what_is_no_choice_is_none(query):
    found = preference_in(query, {})
    assert found == (Preference(sectors=()) if query == "sector" else NO_PREFERENCE)


def test_of_more_than_anybody_chooses_the_rest_is_left_out():
    assert len(preference_in("&".join(f"regio=r{n}" for n in range(500)), {}).regions) <= 100
