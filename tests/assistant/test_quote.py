from __future__ import annotations

import pytest

from assistant.answer import Citation, Draft, Sentence, SentenceKind
from assistant.quote import QuoteWriter


def written(*groups) -> Draft:
    writer = QuoteWriter()
    writer.write(groups)
    return writer.draft()


def statements(draft: Draft) -> list[Sentence]:
    return [sentence for sentence in draft.sentences if sentence.kind is SentenceKind.STATEMENT]


@pytest.fixture(scope="module")
def over_two_pages(units_of, as_block):
    sentence = "De begeleiding duurt twee jaar en eindigt met een gesprek."
    return units_of(as_block(sentence, 3, ((sentence.index("en eindigt"), 4),)), page_labels={3: "1", 4: "2"})


def test_a_quoted_sentence_cites_where_it_stands(units_of, as_block) -> None:
    facts = {"title": "Gids", "publisher": "Stichting", "published": "2025-01-01"}
    draft = written(units_of(as_block("# Kosten", 2), as_block("De reis is gratis.", 2), **facts)[1:])
    assert [(s.text, s.citations) for s in statements(draft)] == [("De reis is gratis.", (1,))]
    assert draft.citations == (
        Citation(1, "gids.md", "Gids", "De reis is gratis.", "Stichting", "2025-01-01", page=2, page_label=None, heading="Kosten"),
    )


def test_what_is_not_known_of_a_source_is_none(units_of) -> None:
    [citation] = written(units_of("De reis is gratis.")).citations
    assert (citation.publisher, citation.published, citation.page, citation.page_label, citation.heading) == (None,) * 5


def test_a_sentence_over_two_pages_gets_a_citation_for_each(over_two_pages) -> None:
    draft = written(over_two_pages)
    assert [(c.n, c.page, c.page_label, c.quote) for c in draft.citations] == [
        (1, 3, "1", "De begeleiding duurt twee jaar"),
        (2, 4, "2", "en eindigt met een gesprek."),
    ]
    assert statements(draft)[0].citations == (1, 2)


def test_units_in_a_row_share_one_quote(units_of) -> None:
    draft = written(units_of("Nodig zijn:", "- Pen", "- Papier"))
    assert [citation.quote for citation in draft.citations] == ["Nodig zijn:\n- Pen\n- Papier"]
    assert [(s.text, s.citations, s.is_item) for s in statements(draft)] == [
        ("Nodig zijn:", (1,), False),
        ("Pen", (1,), True),
        ("Papier", (1,), True),
    ]


def test_units_with_something_between_them_are_quoted_apart(units_of) -> None:
    first, _, last = units_of("Eerste zin van drie. Tweede zin van drie. Derde zin van drie.")
    assert [citation.quote for citation in written((first, last)).citations] == ["Eerste zin van drie.", "Derde zin van drie."]


def test_no_sentence_is_written_twice(units_of) -> None:
    found = units_of("De reis is gratis. Het eten niet.")
    draft = written(found, found, found[:1])
    assert [sentence.text for sentence in statements(draft)] == ["De reis is gratis.", "Het eten niet."]
    assert len(draft.citations) == 1


def test_a_quote_that_is_there_already_is_cited_again(units_of) -> None:
    whole, again = units_of("De reis is gratis voor iedereen."), units_of("De reis is gratis voor iedereen.", "Meer niet.")
    draft = written(whole, again[:1])
    assert len(draft.citations) == 1


def test_a_row_is_quoted_without_the_marks_between_its_cells(units_of) -> None:
    draft = written(units_of("Vak\tPlaatsen", "Wiskunde\t20")[1:])
    assert draft.citations[0].quote == "Wiskunde 20"
    assert statements(draft)[0].text == "Wiskunde | 20"


def test_each_place_is_introduced_once(units_of) -> None:
    gids = units_of("# Kosten", "De reis is gratis en dat blijft zo.", "# Eten", "U eet vegetarisch.", title="Gids")
    folder = units_of("Neem een jas mee.", path="folder.md", title="Folder")
    draft = written([gids[1]], [gids[3]], folder)
    said = [sentence for sentence in draft.sentences if sentence.kind is SentenceKind.CONNECTIVE]
    assert [("‘Gids’" in s.text, "‘Kosten’" in s.text, "‘Eten’" in s.text, "‘Folder’" in s.text) for s in said] == [
        (True, True, False, False),
        (False, False, True, False),
        (False, False, False, True),
    ]
    assert all(sentence.citations == () for sentence in said)


def test_what_the_writer_says_itself_cites_nothing() -> None:
    writer = QuoteWriter()
    writer.say("Meer staat er niet.")
    assert writer.draft() == Draft((Sentence("Meer staat er niet.", SentenceKind.CONNECTIVE),))
