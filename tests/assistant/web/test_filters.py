"""The filter and its chips."""

from __future__ import annotations

import re
from html import unescape

import pytest

from assistant.choices import MOST_DOCUMENTS
from assistant.preference import NO_PREFERENCE, Preference, Preferred
from assistant.web import words
from assistant.web.chosen import preference_in
from assistant.web.filters import MANY, chosen_html, counted_html, filter_html
from ingest.snapshot import Record

GUIDE = {"gids.pdf": Record("gids.pdf", "1", "De gids", 1, key="k1")}
OFFERED = {"audience": ("docent",), "sectors": ("po", "vo"), "regions": ("Utrecht",), "documents": ("gids.pdf",)}


def boxes(html: str) -> list[tuple[str, str, bool]]:
    """(name, value, ticked) of each box to tick."""
    found = re.findall(r'<input type="checkbox" name="(.*?)" value="(.*?)"( checked)?>', html)
    return [(name, value, bool(ticked)) for name, value, ticked in found]


def buttons(html: str) -> dict[str, str]:
    """The query of each chip by its name for a screen reader."""
    return {unescape(name): unescape(said) for said, name in re.findall(r'data-(?:weg|keuze)="(.*?)" aria-label="(.*?)"', html)}


def test_what_is_offered_can_be_ticked_and_what_is_chosen_is():
    html = filter_html(OFFERED, Preference(sectors=("vo",), documents=("gids.pdf",)), GUIDE)
    assert boxes(html) == [
        ("voor", "docent", False), ("sector", "po", False), ("sector", "vo", True), ("regio", "Utrecht", False), ("document", "k1", True),
    ]  # fmt: skip
    assert "Voortgezet onderwijs" in html and "De gids" in html


def test_what_was_chosen_and_is_offered_no_more_can_be_unticked():
    html = filter_html(OFFERED, Preference(regions=("Twente",), documents=("weg.pdf",)), GUIDE)
    assert ("regio", "Twente", True) in boxes(html) and ("document", "weg.pdf", True) in boxes(html) and "er niet meer is" in html


def test_without_anything_to_choose_there_is_no_filter():
    assert filter_html({}, NO_PREFERENCE, {}) == ""


@pytest.mark.parametrize(("count", "is_long"), [(MANY, False), (MANY + 1, True)])
def test_among_many_documents_one_looks_by_typing(count, is_long):
    html = filter_html({"documents": tuple(f"{n}.pdf" for n in range(count))}, NO_PREFERENCE, {})
    assert ("bw-look" in html) == is_long


def test_that_not_all_documents_are_there_is_said():
    html = filter_html({"documents": tuple(f"{n}.pdf" for n in range(MOST_DOCUMENTS))}, NO_PREFERENCE, {})
    assert words.only_first(MOST_DOCUMENTS) in html


def test_each_choice_is_a_chip_that_takes_itself_away():
    chosen = Preference(audience=("docent",), regions=("Den Haag", "Utrecht"), documents=("gids.pdf", "weg.pdf"))
    assert buttons(chosen_html(chosen, GUIDE)) == {
        "Voor: docenten, weghalen": "voor=docent",
        "Regio: Den Haag, weghalen": "regio=Den+Haag",
        "Regio: Utrecht, weghalen": "regio=Utrecht",
        "Document: De gids, weghalen": "document=k1",
        f"Document: {words.GONE}, weghalen": "document=weg.pdf",
    }
    assert chosen_html(NO_PREFERENCE, GUIDE) == ""


def test_each_thing_that_counted_is_a_chip_that_asks_again_without_it():
    preferred = Preferred(Preference(sectors=("vo",), kinds=()), Preference(regions=("Utrecht", "Twente"), audience=("docent",)))
    html = counted_html(preferred, "Wat kost het?", GUIDE)
    assert html.count('data-vraag="Wat kost het?"') == 5 and words.TOLD in html and words.CHOSEN_FOR_THIS in html
    asked = {name: preference_in(query, {}).to_json() for name, query in buttons(html).items()}
    assert asked == {
        "Sector: voortgezet onderwijs, vraag opnieuw zonder": {"sectors": [], "kinds": []},
        "Soort: maakt niet uit, vraag opnieuw zonder": {"sectors": ["vo"]},
        "Voor: docenten, vraag opnieuw zonder": {"sectors": ["vo"], "kinds": [], "audience": []},
        "Regio: Utrecht, vraag opnieuw zonder": {"sectors": ["vo"], "kinds": [], "regions": ["Twente"]},
        "Regio: Twente, vraag opnieuw zonder": {"sectors": ["vo"], "kinds": [], "regions": ["Utrecht"]},
    }


def test_where_nothing_counted_nothing_is_said():
    assert counted_html(Preferred(), "Wat kost het?", GUIDE) == ""
