"""Does a highlight stand on the quoted words?"""

from __future__ import annotations

import pytest
from fpdf import FPDF

from assistant.answer import Citation
from evals.highlights import Highlight, highlights, similarity

TEXT = "De reis kost 50 euro per leerling."


@pytest.fixture
def corpus(tmp_path):
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.multi_cell(0, 8, f"{TEXT} Eten hoort erbij.")
    pdf.output(tmp_path / "gids.pdf")
    return tmp_path


def cited(quote: str, document: str = "gids.pdf", page: int | None = 1) -> Citation:
    return Citation(1, document, "Gids", quote, page=page, passage=f"{TEXT} Eten hoort erbij.")


def test_what_is_highlighted_is_what_was_quoted(corpus):
    (found,) = highlights([cited(TEXT)], corpus)
    assert found.is_right and found.under.strip() == TEXT


def test_what_is_not_on_the_page_has_no_highlight(corpus):
    (found,) = highlights([cited("De reis is gratis.")], corpus)
    assert not found.is_right and found.under == ""


def test_what_has_no_pages_is_passed_over(corpus):
    assert list(highlights([cited(TEXT, page=None), cited(TEXT, document="gids.md")], corpus)) == []


@pytest.mark.parametrize("under", ["", "De reis kost 50", f"{TEXT} Eten hoort erbij.", "De reis kost 60 euro voor iedereen."])
def test_a_highlight_on_other_words_is_wrong(under):
    assert not Highlight(cited(TEXT), under).is_right


def test_similarity_is_of_edits_to_the_longer():
    assert similarity("", "") == 1 and similarity("ab", "") == 0
