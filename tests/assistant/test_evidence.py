from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from assistant.asked import Asked
from assistant.cover import Term
from assistant.evidence import (
    AS_GOOD,
    GO_ON,
    MOST_LEAD,
    MOST_STRETCHES,
    MOST_WORDS,
    NEARLY_AS_GOOD,
    WORDS_IN_DOUBT,
    Evidence,
    choose,
    find_evidence,
    weigh,
)
from assistant.score import Scored
from assistant.stretch import Stretch

TRAJECT = ["Het traject heeft drie onderdelen:", "Portfolio", "Proefles", "Eindgesprek"]


@pytest.fixture(scope="module")
def look(shelf):
    """The evidence for a question on a shelf."""

    def find(question: str, on=shelf) -> Evidence:
        view = on.view()
        return find_evidence(question, on.search(view, question), view, embedder=on.embedder)

    return find


@pytest.fixture
def document(units_of) -> Callable[..., Callable[..., Scored]]:
    """Gives of a document the stretch of the units `first` to `last`, with a score."""

    def make(*lines: str, path: str = "gids.md") -> Callable[..., Scored]:
        units = units_of(*lines, path=path, words=2000)

        def scored(first: int, last: int, score: float, *, is_hard: bool = False) -> Scored:
            stretch = Stretch(tuple(units[first : last + 1]))
            return Scored(stretch, score, np.ones(1), np.ones(1), is_hard, {"shows_hard_kind": float(is_hard)})

        return scored

    return make


def texts(scored: list[Scored]) -> list[str]:
    return [item.stretch.text for item in scored]


def quoted(evidence: Evidence) -> list[str]:
    return [unit.text for group in evidence.groups for unit in group]


def long(first: str, words: int) -> str:
    return " ".join([first, *["woord"] * (words - 1)]) + "."


# from a question to its evidence


def test_the_sentence_that_answers_comes_first(look) -> None:
    found = look("Wat kost het geschiktheidsonderzoek?")
    assert quoted(found)[0].startswith("Het geschiktheidsonderzoek kost 1.250 euro")
    assert found.asked is Asked.AMOUNT
    assert found.shows


def test_a_list_comes_whole_and_with_its_introduction(look) -> None:
    assert [unit.text for unit in look("Uit welke onderdelen bestaat het traject?").groups[0]] == TRAJECT


def test_a_phone_number_is_found_without_the_word_for_it(look) -> None:
    assert "Telefoon: 053 123 45 67" in quoted(look("Op welk nummer kan ik bellen over het traject?"))


def test_without_passages_there_is_no_evidence(shelf) -> None:
    found = find_evidence("Wat kost de reis?", [], shelf.view(), embedder=shelf.embedder)
    assert found.groups == ()
    assert not found.shows
    assert found.coverage == 0
    assert found.missing.sum() == pytest.approx(1)


def test_a_question_without_terms_has_no_evidence(look) -> None:
    found = look("Wat is het?")
    assert (found.terms, found.groups, found.coverage) == ((), (), 0)


def test_coverage_is_the_share_of_the_question_that_is_met(look) -> None:
    near = look("Wat kost het geschiktheidsonderzoek?")
    far = look("Wat kost een parkeervergunning in Rotterdam?")
    assert near.coverage > 0.9 > far.coverage
    assert near.coverage + near.missing.sum() == pytest.approx(1)
    assert np.all(near.missing >= 0)


def test_a_part_of_a_question_knows_the_rest(shelf) -> None:
    view, whole = shelf.view(), "Wat kost het geschiktheidsonderzoek en wie betaalt?"
    hits = shelf.search(view, whole)
    part = find_evidence("wie betaalt?", hits, view, embedder=shelf.embedder, part_of=whole)
    assert "geschiktheidsonderzoek" in {term.word for term in part.terms}
    assert any("betaald door de school" in text for text in quoted(part))


def test_the_passages_are_told_with_their_headings(look) -> None:
    text = look("Wat kost het geschiktheidsonderzoek?").text
    assert "Kosten" in text
    assert "wordt betaald door de school" in text
    assert "Traject" in text


# which stretches are chosen


def test_another_stretch_comes_along_when_it_is_nearly_as_good(document) -> None:
    scored = document("De reis is duur.", "# Bus", "De bus is gratis.", "# Trein", "De trein is snel.")
    best, near, far = scored(0, 0, 5), scored(2, 2, 5 - NEARLY_AS_GOOD), scored(4, 4, 4.99 - NEARLY_AS_GOOD)
    assert choose([best, near, far]) == [best, near]


def test_no_more_stretches_than_are_read(document) -> None:
    scored = document(*(f"Zin {n} over de reis." for n in range(6)))
    assert len(choose([scored(n, n, 5) for n in (0, 2, 4, 1, 3)])) == MOST_STRETCHES


def test_a_stretch_that_overlaps_adds_nothing(document) -> None:
    scored = document("De reis is duur.", "De bus is gratis.", "De trein is snel.")
    assert texts(choose([scored(0, 1, 5), scored(1, 2, 4.9), scored(2, 2, 4.8)])) == [
        "De reis is duur. De bus is gratis.",
        "De trein is snel.",
    ]


def test_nothing_is_added_beyond_the_most_words(document) -> None:
    scored = document(long("Reis", MOST_WORDS - 10), long("Bus", 11), long("Trein", 10))
    best, too_long, fits = scored(0, 0, 5), scored(1, 1, 4.99 - AS_GOOD), scored(2, 2, 4.9 - AS_GOOD)
    assert texts(choose([best, too_long, fits])) == texts([best, fits])


def test_what_is_as_good_as_the_best_comes_along_in_a_longer_answer(document) -> None:
    scored = document(long("Reis", MOST_WORDS), long("Bus", WORDS_IN_DOUBT - MOST_WORDS), long("Trein", 1))
    best, as_good, too_long = scored(0, 0, 5), scored(1, 1, 5 - AS_GOOD), scored(2, 2, 5 - AS_GOOD)
    assert choose([best, as_good, too_long]) == [best, as_good]


def test_the_lead_is_over_the_best_of_another_document(document) -> None:
    here, there = document("De reis is duur.", "De bus is gratis."), document("De reis is ver.", path="andere.md")
    best, beside, other = here(0, 0, 5), here(1, 1, 4), there(0, 0, 3)
    assert weigh("Reis?", Asked.OTHER, (), [best, beside, other]).lead == 2
    assert weigh("Reis?", Asked.OTHER, (), [best, beside]).lead == MOST_LEAD


def test_the_best_stretch_may_be_long(document) -> None:
    scored = document(long("Reis", WORDS_IN_DOUBT + 5), "De bus is gratis.")
    assert texts(choose([scored(0, 0, 5), scored(1, 1, 4.9)])) == [long("Reis", WORDS_IN_DOUBT + 5)]


def test_the_best_stretch_grows_to_the_longest_that_is_nearly_as_good(document) -> None:
    scored = document("De reis is duur.", "De bus is gratis.", "De trein is snel.")
    best, longer, longest = scored(0, 0, 5), scored(0, 1, 5 - GO_ON / 2), scored(0, 2, 5 - GO_ON)
    assert choose([best, longer, longest])[0] is longest
    assert choose([best, longer, scored(0, 2, 4.99 - GO_ON)])[0] is longer
    assert choose([best, scored(1, 2, 4.9), scored(0, 1, 4.99 - GO_ON)])[0] is best


def test_a_stretch_does_not_grow_beyond_the_most_words(document) -> None:
    scored = document(long("Reis", 20), long("Bus", MOST_WORDS - 19))
    assert texts(choose([scored(0, 0, 5), scored(0, 1, 5)])) == [long("Reis", 20)]


def test_a_heading_gives_the_best_of_what_begins_under_it(document) -> None:
    scored = document("# Kosten", "De reis kost 300 euro.", "De bus is gratis.", "# Bus")
    heading, second, first = scored(0, 0, 9), scored(2, 2, 6), scored(1, 1, 5)
    assert choose([heading, second, first]) == [first]
    assert choose([first, heading, second])[0] is first


def test_a_heading_that_shows_what_was_asked_answers_itself(document) -> None:
    scored = document("# Open dag op 3 mei", "Iedereen is welkom.")
    heading, below = scored(0, 0, 9, is_hard=True), scored(1, 1, 5)
    assert choose([heading, below]) == [heading]


def test_a_heading_over_nothing_stays(document) -> None:
    scored, other = document("# Kosten", "# Bus", "De bus is gratis."), document("# Reis", "De reis is duur.", path="reis.md")
    heading = scored(0, 0, 9)
    assert choose([heading, other(1, 1, 3), scored(2, 2, 3)]) == [heading]


def test_headings_that_number_the_parts_of_a_whole_stay(document) -> None:
    scored = document("# Stap 1. Aanmelden", "# Stap 2. Gesprek", "Dat duurt een uur.")
    steps = scored(0, 1, 9)
    assert choose([steps, scored(1, 1, 6), scored(2, 2, 5)])[0] is steps


# what was chosen, as a whole


@pytest.fixture
def evidence_of() -> Callable[..., Evidence]:
    def make(*chosen: Scored) -> Evidence:
        return Evidence("Reis?", Asked.OTHER, (), chosen)

    return make


def test_the_same_words_are_not_given_twice(document, evidence_of) -> None:
    one, two = document("De reis is duur.", "De bus is gratis."), document("de reis is duur.", path="reis.md")
    found = evidence_of(one(0, 1, 5), two(0, 0, 4))
    assert quoted(found) == ["De reis is duur.", "De bus is gratis."]
    assert len(found.groups) == 1


def test_what_is_new_in_a_further_stretch_is_given(document, evidence_of) -> None:
    one, two = document("De reis is duur."), document("De reis is duur.", "De bus is gratis.", path="reis.md")
    assert [[unit.text for unit in group] for group in evidence_of(one(0, 0, 5), two(0, 1, 4)).groups] == [
        ["De reis is duur."],
        ["De bus is gratis."],
    ]


def test_what_says_the_same_in_other_words_is_left_out_but_not_another_figure(document, evidence_of) -> None:
    one = document("De reis naar Gent duurt twee dagen.")(0, 0, 5)
    same = document("De reis naar Gent zelf duurt dus twee dagen.", path="reis.md")(0, 0, 4)
    other = document("De reis naar Gent duurt 3 dagen.", path="bus.md")(0, 0, 4)
    assert quoted(evidence_of(one, same)) == ["De reis naar Gent duurt twee dagen."]
    assert len(evidence_of(one, other).groups) == 2
    assert evidence_of(one, same).chosen == (one, same)  # it still counts in how sure the answer is


def test_of_what_says_the_same_the_one_on_a_page_is_quoted(document, evidence_of, as_block) -> None:
    web = document("De reis naar Gent duurt twee dagen.")(0, 0, 5)
    paper = document(as_block("De reis naar Gent zelf duurt dus twee dagen.", page=3), path="reis.pdf")(0, 0, 4)
    assert quoted(evidence_of(web, paper)) == ["De reis naar Gent zelf duurt dus twee dagen."]
    assert quoted(evidence_of(paper, web)) == ["De reis naar Gent zelf duurt dus twee dagen."]


def test_a_term_is_covered_by_the_stretch_that_covers_it_best(document) -> None:
    scored = document("De reis is duur.", "De bus is gratis.")
    one, two = replace(scored(0, 0, 5), around=np.array([1, 0.2])), replace(scored(1, 1, 4), around=np.array([0.5, 0.6]), shows=True)
    found = Evidence("Reis?", Asked.OTHER, (Term("reis", "reis", 3.0), Term("bus", "bus", 1.0)), (one, two))
    assert found.covered.tolist() == [1, 0.6]
    assert found.shares.tolist() == [0.75, 0.25]
    assert found.missing == pytest.approx([0, 0.25 * 0.4])
    assert found.coverage == pytest.approx(0.9)
    assert found.shows and not replace(found, chosen=(one,)).shows
