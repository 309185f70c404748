from __future__ import annotations

import pytest

from assistant.stretch import LIST_WORDS, MOST_ITEMS, MOST_SENTENCES, MOST_WORDS, Stretch, stretches
from ingest.document import CELL_MARK


@pytest.fixture
def texts_of(units_of):
    """The texts of each stretch of a document of some lines."""

    def make(*lines: str) -> list[tuple[str, ...]]:
        return [tuple(unit.text for unit in stretch.units) for stretch in stretches(units_of(*lines, words=2000))]

    return make


def sentence(first: str, words: int) -> str:
    return " ".join([first, *["woord"] * (words - 1)]) + "."


def test_a_heading_is_a_stretch_and_no_stretch_goes_across_one(texts_of) -> None:
    found = texts_of("De reis is duur.", "# Kosten", "De bus is gratis.")
    assert sorted(found) == [("De bus is gratis.",), ("De reis is duur.",), ("Kosten",)]


def test_sentences_come_alone_and_with_those_that_follow(texts_of) -> None:
    one, two, three = "De reis is duur.", "De bus is gratis.", "De trein rijdt niet."
    assert set(texts_of(f"{one} {two}", three)) == {(one,), (two,), (three,), (one, two), (two, three), (one, two, three)}


def test_there_are_no_more_sentences_together_than_can_be_read(texts_of) -> None:
    lines = [f"Hier staat zin {n} van het verhaal." for n in range(MOST_SENTENCES + 2)]
    assert max(len(texts) for texts in texts_of(*lines)) == MOST_SENTENCES


def test_a_long_sentence_comes_alone(texts_of) -> None:
    long, short = sentence("Lang", MOST_WORDS - 2), "De bus is gratis."
    assert texts_of(long, short) == [(long,), (short,)]
    assert (sentence("Lang", MOST_WORDS - 4), short) in texts_of(sentence("Lang", MOST_WORDS - 4), short)
    endless = sentence("Lang", 2 * MOST_WORDS)
    assert texts_of(endless) == [(endless,)]


def test_a_list_comes_whole_with_and_without_its_introduction_and_each_item_alone(texts_of) -> None:
    found = texts_of("Neem dit mee:", "- een jas", "- een pet", "De bus is gratis.")
    items = ("een jas", "een pet")
    assert sorted(found) == sorted(
        [items, ("een jas",), ("een pet",), ("Neem dit mee:",), ("Neem dit mee:", *items), ("De bus is gratis.",)]
    )


def test_a_list_follows_several_sentences_too(texts_of) -> None:
    before = "Wij gaan naar Gent."
    assert (before, "Neem dit mee:", "een jas", "een pet") in texts_of(before, "Neem dit mee:", "- een jas", "- een pet")


def test_a_list_of_one_item_is_one_stretch(texts_of) -> None:
    assert texts_of("- een jas") == [("een jas",)]


def test_an_item_of_several_sentences_stays_one(texts_of) -> None:
    first, second = sentence("Eerst", 30), sentence("Dan", 30)
    assert sorted(texts_of(f"- {first} {second}", "- een pet")) == sorted([(first, second), ("een pet",), (first, second, "een pet")])


def test_a_table_comes_whole_and_by_row(texts_of) -> None:
    head, row = ("dag", "plaats"), ("maandag", "Gent")
    assert sorted(texts_of(CELL_MARK.join(head), CELL_MARK.join(row))) == [
        ("dag | plaats",),
        ("dag | plaats", "maandag | Gent"),
        ("maandag | Gent",),
    ]


def test_a_list_of_many_items_is_cut(texts_of) -> None:
    items = [f"ding {n}" for n in range(MOST_ITEMS + 5)]
    found = texts_of(*(f"- {item}" for item in items))
    assert max(found, key=len) == tuple(items[:MOST_ITEMS])
    assert (items[-1],) in found


def test_a_list_of_many_words_is_cut_with_and_without_its_introduction(units_of) -> None:
    lines = ["Neem dit mee naar Gent:", *(f"- {sentence(f'Ding{n}', 21)}" for n in range(10))]
    found = [stretch for stretch in stretches(units_of(*lines, words=2000)) if len(stretch.units) > 1]
    assert [(stretch.units[0].text, stretch.length) for stretch in found] == [
        ("Neem dit mee naar Gent:", 5 + 5 * 21),
        (sentence("Ding0", 21), 6 * 21),
    ]
    assert all(stretch.length <= LIST_WORDS for stretch in found)


def test_a_first_item_that_is_too_long_is_shown_nonetheless(texts_of) -> None:
    endless = sentence("Lang", LIST_WORDS + 1).removesuffix(".")
    found = texts_of(CELL_MARK.join((endless, "Gent")), CELL_MARK.join(("kort", "Gent")))
    assert set(found) == {(f"{endless} | Gent",), ("kort | Gent",)}


def test_headings_that_number_the_parts_of_a_whole_go_together(texts_of) -> None:
    found = texts_of("# Stap 1. Aanmelden", "Dat kan altijd.", "# Stap 2. Gesprek", "# Overig", "# 1 Los")
    assert ("Stap 1. Aanmelden", "Stap 2. Gesprek") in found
    assert [texts for texts in found if len(texts) > 1] == [("Stap 1. Aanmelden", "Stap 2. Gesprek")]


def test_no_more_numbered_headings_than_items(texts_of) -> None:
    found = texts_of(*(f"# {n}. Deel" for n in range(1, MOST_ITEMS + 3)))
    assert max(len(texts) for texts in found) == MOST_ITEMS


def test_no_stretch_ends_with_a_scrap_that_breaks_off(texts_of) -> None:
    found = texts_of("Mail het loket.", "Nieuws vanuit het", "Bel ons.")
    assert ("Mail het loket.", "Nieuws vanuit het") not in found
    assert ("Mail het loket.", "Nieuws vanuit het", "Bel ons.") in found


def test_the_sentence_before_numbered_headings_announces_them(texts_of) -> None:
    found = texts_of("Een expertise kent twee soorten.", "# Soort 1: leren", "Dat gaat zo.", "# Soort 2: maken", "Dat ook.")
    assert ("Een expertise kent twee soorten.", "Soort 1: leren", "Soort 2: maken") in found


def test_headings_that_do_not_count_on_are_no_list(texts_of) -> None:
    found = texts_of("# 1. Sport", "# Stap 1 Kiezen", "# Stap 2 Delen", "# 2. Spel", "# 5 Bronnen", "# 2024 in beeld")
    assert sorted(texts for texts in found if len(texts) > 1) == [("1. Sport", "2. Spel"), ("Stap 1 Kiezen", "Stap 2 Delen")]


def test_a_stretch_knows_its_document_its_text_and_its_words(units_of) -> None:
    stretch = Stretch(tuple(units_of("De reis is duur. De bus niet.", path="reis.md")))
    assert (stretch.document, stretch.text, stretch.length) == ("reis.md", "De reis is duur. De bus niet.", 7)


def test_stretches_lie_over_each_other_only_in_one_document(units_of) -> None:
    one, two, three = units_of("Een reis is duur. Een bus is gratis. Een trein is snel.", path="reis.md")
    elsewhere = Stretch(tuple(units_of("Een reis is duur.", path="bus.md")))
    first, both, last = Stretch((one,)), Stretch((one, two)), Stretch((two, three))
    assert both.overlaps(last) and last.overlaps(both) and both.overlaps(first)
    assert not first.overlaps(last) and not first.overlaps(elsewhere)
    assert first.is_in(both) and both.is_in(both)
    assert not both.is_in(first) and not last.is_in(both) and not elsewhere.is_in(both)


def test_without_units_there_is_nothing_to_quote() -> None:
    assert stretches([]) == []
