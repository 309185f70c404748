from __future__ import annotations

import pytest

from assistant.answer import Citation, Draft, Sentence, SentenceKind, Verdict
from assistant.quote import QuoteWriter
from assistant.verify import verify
from ingest.document import Block, BlockKind


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


def test_a_page_may_begin_at_a_space(units_of, as_block) -> None:
    sentence = "De begeleiding duurt twee jaar en eindigt met een gesprek."
    draft = written(units_of(as_block(sentence, 3, ((sentence.index(" en eindigt"), 4),))))
    assert [citation.quote for citation in draft.citations] == ["De begeleiding duurt twee jaar", "en eindigt met een gesprek."]


def test_units_in_a_row_share_one_quote(units_of) -> None:
    draft = written(units_of("Nodig zijn:", "- Pen", "- Papier"))
    assert [citation.quote for citation in draft.citations] == ["Nodig zijn:\n- Pen\n- Papier"]
    assert [(s.text, s.citations, s.is_item) for s in statements(draft)] == [
        ("Nodig zijn:", (1,), False),
        ("Pen", (1,), True),
        ("Papier", (1,), True),
    ]


def test_a_quote_leaves_out_the_numbers_that_a_program_counts(units_of) -> None:
    steps = [Block(BlockKind.ITEM, text, mark=f"{n}.") for n, text in enumerate(("Schrijf u in.", "Betaal.", "Begin."), 1)]
    found = units_of("Zo gaat het:", *steps, "Daarna bent u klaar.")
    [citation] = written(found[:4]).citations
    assert citation.quote == "Zo gaat het:\nSchrijf u in.\nBetaal.\nBegin."
    assert citation.quote in citation.passage
    [one] = written(found[2:3]).citations
    assert one.quote == "Betaal." and "2. Betaal." in one.passage


def test_units_with_something_between_them_are_quoted_apart(units_of) -> None:
    first, _, last = units_of("Eerste zin van drie. Tweede zin van drie. Derde zin van drie.")
    assert [citation.quote for citation in written((first, last)).citations] == ["Eerste zin van drie.", "Derde zin van drie."]


def test_no_quote_runs_on_into_the_next_passage(units_of) -> None:
    found = units_of(*(f"De {which} alinea is met tien woorden te lang voor twee." for which in ("eerste", "tweede")), words=8)
    assert found[0].node is not found[1].node
    assert [citation.quote for citation in written(found).citations] == [unit.text for unit in found]


def test_an_item_alone_is_no_list(units_of) -> None:
    items = units_of("Nodig zijn:", "- Pen", "- Papier")[1:]
    assert [s.is_item for s in statements(written(items[:1]))] == [False]
    assert [s.is_item for s in statements(written(items))] == [True, True]


def test_no_sentence_is_written_twice(units_of) -> None:
    found = units_of("De reis is gratis. Het eten niet.")
    draft = written(found, found, found[:1])
    assert [sentence.text for sentence in statements(draft)] == ["De reis is gratis.", "Het eten niet."]
    assert len(draft.citations) == 1


def test_a_row_is_quoted_without_the_marks_between_its_cells(units_of) -> None:
    draft = written(units_of("Vak\tPlaatsen", "Wiskunde\t20")[1:])
    assert draft.citations[0].quote == "Wiskunde 20"
    assert statements(draft)[0].text == "Wiskunde | 20"


def test_headings_in_a_row_are_quoted_each_without_our_mark(units_of) -> None:
    found = units_of("# Stappen", "# 1. Aanmelden", "# 2. Assessment", "# 3. Contract", "Daarna begint u in de praktijk.")
    draft = written(found[1:4])
    assert [citation.quote for citation in draft.citations] == ["1. Aanmelden", "2. Assessment", "3. Contract"]
    assert [(s.text, s.citations, s.verdict) for s in verify(draft) if s.kind is SentenceKind.STATEMENT] == [
        ("1. Aanmelden", (1,), Verdict.LITERAL),
        ("2. Assessment", (2,), Verdict.LITERAL),
        ("3. Contract", (3,), Verdict.LITERAL),
    ]


def test_a_quote_that_goes_on_past_a_heading_ends_before_it(units_of) -> None:
    found = units_of("# Eten", "Het eten is gratis.", "# Slapen", "Slapen kan er niet.")
    assert [citation.quote for citation in written(found[1:]).citations] == ["Het eten is gratis.", "Slapen\nSlapen kan er niet."]


@pytest.fixture(scope="module")
def around_a_footnote(units_of, as_block):
    """A sentence that ends on page 2, the footnote of page 1, and what follows on page 2: the pages are 1, 2, 1, 2."""
    sentence = "De opleiding duurt twee jaar, waarbij de student een dag naar school gaat."
    return units_of(
        as_block(sentence, 1, ((sentence.index("student"), 2),)),
        as_block("1 Zie de regeling van het ministerie.", 1),
        as_block("De kosten zijn 450 euro.", 2),
    )


def test_a_page_that_comes_back_is_cited_for_what_stands_there(around_a_footnote) -> None:
    draft = written(around_a_footnote)
    assert [(c.page, c.quote) for c in draft.citations] == [
        (1, "De opleiding duurt twee jaar, waarbij de"),
        (2, "student een dag naar school gaat."),
        (1, "1 Zie de regeling van het ministerie."),
        (2, "De kosten zijn 450 euro."),
    ]
    assert [s.citations for s in statements(draft)] == [(1, 2), (3,), (4,)]
    assert {s.verdict for s in verify(draft) if s.kind is SentenceKind.STATEMENT} == {Verdict.LITERAL}


def test_sentences_on_one_page_share_a_quote_and_those_on_the_next_do_not(units_of, as_block) -> None:
    found = units_of(as_block("Dit staat op drie. Dit ook.", 3), as_block("Dit staat op vier.", 4))
    draft = written(found)
    assert [(c.page, c.quote) for c in draft.citations] == [(3, "Dit staat op drie. Dit ook."), (4, "Dit staat op vier.")]
    assert [s.citations for s in statements(draft)] == [(1,), (1,), (2,)]


def test_what_the_question_says_itself_is_not_introduced(units_of) -> None:
    groups = [units_of("# Zomertraject in Gent", "Elk zomertraject duurt zes weken.")[1:]]
    for asked, introductions in (("Hoe lang duurt het zomertraject in Gent?", 0), ("Hoe lang duurt het zomertraject?", 1)):
        writer = QuoteWriter(asked)
        writer.write(groups)
        assert len(writer.draft().sentences) == 1 + introductions


def test_a_group_is_introduced_where_that_is_needed(units_of) -> None:
    found = units_of("# Het zomertraject", "Dit traject duurt zes weken.", "Het zomertraject is gratis.", title="Gids")
    writer = QuoteWriter("Hoe lang duurt het?")
    writer.write([found[1:2], found[2:]])
    assert [s.text for s in writer.draft().sentences] == [
        "Onder ‘Het zomertraject’:",
        "Dit traject duurt zes weken.",
        "Het zomertraject is gratis.",
    ]


def test_what_the_writer_says_itself_cites_nothing() -> None:
    writer = QuoteWriter()
    writer.say("Meer staat er niet.")
    assert writer.draft() == Draft((Sentence("Meer staat er niet.", SentenceKind.CONNECTIVE),))
