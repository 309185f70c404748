from __future__ import annotations

import numpy as np
import pytest

from assistant.asked import Asked
from assistant.evidence import Evidence, find_evidence
from assistant.units import UnitKind


@pytest.fixture(scope="module")
def look(shelf):
    """The evidence for a question on a shelf."""

    def find(question: str, on=shelf) -> Evidence:
        view = on.view()
        return find_evidence(question, on.search(view, question), view, embedder=on.embedder)

    return find


def quoted(evidence: Evidence) -> list[str]:
    return [unit.text for group in evidence.groups for unit in group]


def test_the_sentence_that_answers_comes_first(look) -> None:
    found = look("Wat kost het geschiktheidsonderzoek?")
    assert quoted(found)[0].startswith("Het geschiktheidsonderzoek kost 1.250 euro")
    assert found.asked is Asked.AMOUNT
    assert found.holds


def test_a_list_comes_whole_and_with_its_introduction(look) -> None:
    found = look("Uit welke onderdelen bestaat het traject?")
    assert [unit.text for unit in found.groups[0]] == ["Het traject heeft drie onderdelen:", "Portfolio", "Proefles", "Eindgesprek"]


def test_an_item_takes_its_list_along_when_the_list_was_asked(look) -> None:
    found = look("Welke onderdelen zijn er behalve proefles en portfolio?")
    assert [unit.text for unit in found.groups[0]] == ["Het traject heeft drie onderdelen:", "Portfolio", "Proefles", "Eindgesprek"]


def test_a_phone_number_is_found_without_the_word_for_it(look) -> None:
    assert "Telefoon: 053 123 45 67" in quoted(look("Op welk nummer kan ik bellen over het traject?"))


def test_a_heading_is_never_the_whole_answer(look) -> None:
    for question in ("Kosten?", "Wat zijn de kosten?", "Aanmelden"):
        assert all(group[0].kind is not UnitKind.HEADING for group in look(question).groups)


def test_the_same_words_are_not_given_twice(view_of, shelf, look) -> None:
    sentence = "De vakbeurs in Zwolle is gratis voor studenten."
    doubled = type(shelf)(view_of(een=["# Vakbeurs", sentence], twee=["# Vakbeurs", sentence]), shelf.embedder)
    found = look("Is de vakbeurs in Zwolle gratis?", doubled)
    assert quoted(found).count(sentence) == 1
    assert all(found.groups)


def test_without_passages_there_is_no_evidence(shelf) -> None:
    found = find_evidence("Wat kost de reis?", [], shelf.view(), embedder=shelf.embedder)
    assert found.groups == ()
    assert not found.holds
    assert found.coverage == 0


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
