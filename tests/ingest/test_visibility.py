"""Who may see a document: what is not surely for everybody is for staff only."""

import pytest

from ingest.visibility import INTERNAL, PUBLIC, is_public, may_be_internal


@pytest.mark.parametrize(("visibility", "public"), [(PUBLIC, True), (INTERNAL, False), ("", False), ("Public", False), ("secret", False)])
def test_only_what_is_said_to_be_public_is(visibility, public):
    assert is_public(visibility) is public


@pytest.mark.parametrize(
    "table",
    [
        {"visibility": "internal"},
        {"Visibility": "staff"},
        {"visibilty": True},
        {"visibility": [PUBLIC, INTERNAL]},
        {"zichtbaarheid": "Intern"},
        {"gids": {"md": {"visibility": "internal"}}},
        {"notes": [{"a": "intern"}]},
    ],
    ids=str,
)
def test_whatever_may_say_so_counts_as_internal(table):
    assert may_be_internal(table)


@pytest.mark.parametrize("table", [{}, {"title": "Het interne beleid"}, {"visibility": PUBLIC}, {"visibility": [PUBLIC]}, "los"], ids=str)
def test_what_says_nothing_of_it_does_not(table):
    assert not may_be_internal(table)
