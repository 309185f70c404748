"""Figures are read with what they count; what only looks like one is left."""

from __future__ import annotations

import pytest

from assistant.dates import period
from assistant.figures import Kind, agree, figures


def one(text: str):
    [found] = figures(text)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("60 zij-instromers", Kind.COUNT, 60, 60),
        ("acht deelprojecten", Kind.COUNT, 8, 8),
        ("vijfentwintig leden", Kind.COUNT, 25, 25),
        ("drieëntwintig leden", Kind.COUNT, 23, 23),
        ("maximaal 12.000 woorden", Kind.COUNT, 12000, 12000),
        ("€ 1.500,- per persoon", Kind.AMOUNT, 1500, 1500),
        ("1.250 euro", Kind.AMOUNT, 1250, 1250),
        ("€ 2,5 miljoen", Kind.AMOUNT, 2.5e6, 2.5e6),
        ("bijna 80% van de scholen", Kind.PERCENT, 80, 80),
        ("25-30 procent", Kind.PERCENT, 25, 30),
        ("anderhalve dag per week", Kind.DURATION, 1.5, 1.5),
        ("10 tot 12 weken", Kind.DURATION, 10, 12),
        ("een half jaar", Kind.DURATION, 0.5, 0.5),
    ],
)
def test_a_figure_is_read_with_its_kind(text, kind, low, high):
    found = one(text)
    assert (found.kind, found.low, found.high) == (kind, low, high)


def test_what_is_counted_stands_behind_it():
    assert one("ruim 80 grote opleidingsscholen").of == ("grot", "opleidingsschol")
    assert (one("ruim 80 scholen").hedge, one("drie dagen").of, one("1.250 euro").words) == ("ruim", ("dag",), "1.250 euro")


@pytest.mark.parametrize(
    "text",
    [
        "van 13.00 tot 15.00 uur", "Telefoon: +31 (0)53 489 3592", "zie pagina 5", "artikel 12, lid 3", "niveau 4", "1 op de 3 stopt",
        "een op de drie", "een school", "12 Mogelijk komt er meer", "in 2024",
    ],
)  # fmt: skip
def test_what_is_no_figure_is_not_read(text):
    assert figures(text) == []


def test_a_date_is_a_figure_and_its_day_is_not():
    assert [each.kind for each in figures("Op 23 juni kregen 48 leraren hun diploma.")] == [Kind.DATE, Kind.COUNT]
    with_year, without = figures("14 september 2025"), figures("14 september", written=period("2025-07"))
    assert with_year[0].low == without[0].low
    assert not figures("14 september")[0].has_year


@pytest.mark.parametrize(
    ("a", "b", "is_so"),
    [
        ("80 scholen", "80 scholen", True),
        ("80 scholen", "81 scholen", False),
        ("ruim 80 scholen", "86 scholen", True),
        ("ruim 80 scholen", "79 scholen", False),
        ("ongeveer 40 scholen", "42 scholen", True),
        ("ongeveer 40 scholen", "60 scholen", False),
        ("bijna 80%", "78%", True),
        ("minimaal 10 uur", "12 uur", True),
        ("maximaal 10 uur", "12 uur", False),
        ("25-30%", "28%", True),
        ("12 – 23 mei 2025", "14 mei 2025", True),
    ],
)
def test_figures_agree_when_both_can_be_so(a, b, is_so):
    assert agree(one(a), one(b)) is is_so
    assert agree(one(b), one(a)) is is_so
