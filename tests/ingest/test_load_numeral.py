"""Numbers as lists write them."""

import pytest

from ingest.load.numeral import numeral


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [(1, "1", "1"), (12, "1", "12"), (3, "a", "c"), (26, "A", "Z"), (4, "i", "iv"), (1994, "I", "MCMXCIV"), (9, "i", "ix"), (0, "1", "0")],
)
def test_a_number_is_written_in_its_form(number, form, written):
    assert numeral(number, form) == written


@pytest.mark.parametrize(("number", "form"), [(0, "a"), (27, "a"), (0, "i"), (4000, "I"), (-1, "i"), (3, ""), (3, "bullet")])
def test_what_a_form_cannot_write_is_left_out(number, form):
    assert numeral(number, form) == ""
