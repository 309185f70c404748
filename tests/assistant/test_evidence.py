from __future__ import annotations

import numpy as np
import pytest

from assistant.asked import Asked
from assistant.evidence import Evidence, find_evidence, question_terms
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


def test_a_phone_number_is_found_without_the_word_for_it(look) -> None:
    assert "Telefoon: 053 123 45 67" in quoted(look("Op welk nummer kan ik bellen over het traject?"))


def test_a_heading_is_never_the_whole_answer(look) -> None:
    for question in ("Kosten?", "Wat zijn de kosten?", "Aanmelden"):
        assert all(group[0].kind is not UnitKind.HEADING for group in look(question).groups)


def test_the_same_words_are_not_given_twice(view_of, shelf, look) -> None:
    sentence = "De vakbeurs in Zwolle is gratis voor studenten."
    doubled = type(shelf)(view_of(een=["# Vakbeurs", sentence], twee=["# Vakbeurs", sentence]), shelf.embedder)
    assert quoted(look("Is de vakbeurs in Zwolle gratis?", doubled)).count(sentence) == 1


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


def test_what_no_document_has_is_telling_when_it_is_rare(shelf) -> None:
    terms = {term.word: term for term in question_terms("Geldt de parkeervergunning ook voor Rotterdam?", shelf.view())}
    assert terms["parkeervergunning"].is_telling
    assert terms["rotterdam"].is_telling


def test_an_everyday_word_that_is_missing_is_not_telling(shelf) -> None:
    [loopt, *_] = question_terms("loopt het traject", shelf.view())
    assert not loopt.is_telling


def test_a_word_that_names_the_kind_of_answer_weighs_little(shelf) -> None:
    terms = {term.word: term.weight for term in question_terms("telefoonnummer geschiktheidsonderzoek", shelf.view())}
    assert terms["telefoonnummer"] < terms["geschiktheidsonderzoek"]


def test_a_part_of_a_question_knows_the_rest(shelf) -> None:
    view, whole = shelf.view(), "Wat kost het geschiktheidsonderzoek en wie betaalt?"
    hits = shelf.search(view, whole)
    part = find_evidence("wie betaalt?", hits, view, embedder=shelf.embedder, context=whole)
    assert "geschiktheidsonderzoek" in {term.word for term in part.terms}
    assert any("betaald door de school" in text for text in quoted(part))
