"""A fact has the origin of the first who tells it."""

import pytest

from ingest.known.fact import UNKNOWN, Fact, Origin, first_known


@pytest.mark.parametrize(
    ("told", "fact"),
    [
        (("a", "b", "c"), Fact("a", Origin.SOURCES)),
        (("", "b", "c"), Fact("b", Origin.FILE)),
        (("", None, "c"), Fact("c", Origin.TEXT)),
        (("", None, ""), UNKNOWN),
    ],
)
def test_people_go_before_the_file_and_that_before_its_text(told, fact):
    assert first_known(*told) == fact
