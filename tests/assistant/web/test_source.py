"""What is shown of a source, and where in a document a quote stands."""

from __future__ import annotations

import re

import pytest

from assistant.web import words
from assistant.web.locate import find_quote
from assistant.web.source import AROUND, LONGEST_QUOTE, Asked, Shown, source_html, text_before
from ingest.show import Box, Sheet
from ingest.store import Record

RECORD = Record("gids.md", "1", "Gids", 1, key="k1")
LINES = (
    "# Kosten",
    "De reis kost 50 euro.",
    "Vak\tUren",
    "- een pas",
    "# Meer",
    "Een lange alinea over het vervolg van de reis door het land.",
)


def shown(nodes, quote: str, **changes) -> str:
    facts = {"record": RECORD, "nodes": nodes, "asked": Asked("k1", changes.pop("page", None), quote)}
    return source_html(Shown(**{**facts, **changes}))


def test_a_quote_is_found_across_spaces_and_hyphens(nodes_of):
    nodes = nodes_of("# Over", "Voor zij-instromers geldt dit niet.")
    found = find_quote(nodes, "zij- instromers  geldt", None)
    assert nodes[found.passage].text[found.start : found.end] == "zij-instromers geldt"


def test_of_two_places_the_one_on_the_page_that_is_asked_for_is_meant(nodes_of, as_block):
    nodes = nodes_of(
        *(as_block(line, page) for page in (1, 2) for line in ("# Kop", "Het kost 50 euro en dat is voor iedereen hetzelfde.")), words=5
    )
    pages = [nodes[find_quote(nodes, "Het kost 50 euro", page).passage].metadata["page"] for page in (1, 2, 9)]
    assert pages == [1, 2, 1]


@pytest.mark.parametrize("quote", ["", " ", "Dit staat er niet."])
def test_what_is_not_there_is_not_found(nodes_of, quote):
    assert find_quote(nodes_of(*LINES), quote, None) is None


def test_the_text_before_a_quote_ends_where_it_begins(nodes_of):
    assert text_before(nodes_of(*LINES), "50 euro", None).endswith("De reis kost ")


def test_text_is_shown_with_headings_cells_and_the_quote_marked(nodes_of):
    html = shown(nodes_of(*LINES), "De reis kost 50 euro.")
    assert '<h3>Kosten</h3><p><mark id="hier">De reis kost 50 euro.</mark></p><p>Vak | Uren</p>' in html and words.NOT_IN_TEXT not in html


def test_a_quote_of_more_lines_is_marked_on_each(nodes_of):
    html = shown(nodes_of(*LINES), "50 euro.\nVak Uren\n- een")
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", html) == ["50 euro.", "Vak | Uren", "- een"]


def test_a_quote_that_is_not_there_is_said_and_the_text_is_shown(nodes_of):
    html = shown(nodes_of(*LINES), "Dit staat er niet.")
    assert words.NOT_IN_TEXT in html and "De reis kost 50 euro." in html and "<mark" not in html


def test_of_a_long_document_the_part_around_the_quote_is_shown(nodes_of):
    lines = [line for n in range(100) for line in (f"# Kop {n}", f"Dit is alinea nummer {n} van het hele lange document van ons.")]
    html = shown(nodes_of(*lines, words=10), "alinea nummer 50 van")
    assert words.EARLIER in html and words.LATER in html and html.count("<h3>") == 2 * AROUND + 1
    assert words.EARLIER not in shown(nodes_of(*lines, words=10), "alinea nummer 2 van")


def test_a_page_is_shown_with_boxes_that_grow_with_it(nodes_of):
    html = shown(nodes_of(*LINES), "50 euro", page=2, sheet=Sheet(3, 400, 600, (Box(0.1, 0.2, 0.3, 0.05),)), has_file=True)
    html = re.sub(r"\s+", " ", html)
    assert 'style="left: 10.000%; top: 20.000%; width: 30.000%; height: 5.000%"' in html and "pagina 2 van 3" in html
    assert 'src="/bron/k1/bladzijde/2"' in html and words.NOT_ON_IMAGE not in html
    assert 'href="/bron/k1?bladzijde=1"' in html and 'href="/bron/k1?bladzijde=3"' in html


def test_the_last_page_leads_only_back(nodes_of):
    html = shown(nodes_of(*LINES), "", page=3, sheet=Sheet(3, 400, 600, ()))
    assert "bladzijde=2" in html and "bladzijde=4" not in html and words.NOT_ON_IMAGE not in html


def test_the_site_may_begin_elsewhere(nodes_of):
    html = shown(nodes_of(*LINES), "", page=1, sheet=Sheet(3, 400, 600, ()), root="/vraagbaak/", has_file=True)
    assert all(link.startswith("/vraagbaak/bron/") for link in re.findall(r'(?:src|href)="([^"]*)"', html))


def test_a_link_carries_no_more_than_it_can():
    assert len(Asked("k1", 1, "a" * 10_000).link) < LONGEST_QUOTE + 100
