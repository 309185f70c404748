from __future__ import annotations

import numpy as np
import pytest

from assistant.cover import (
    CONTEXT_WEIGHT,
    SYNONYM,
    Coverage,
    Term,
    Vocabulary,
    question_terms,
    spelled_alike,
    tellingness,
)
from assistant.keyword import KeywordIndex
from ingest.dutch import stem, synonyms, terms


@pytest.fixture(scope="module")
def index() -> KeywordIndex:
    return KeywordIndex(["Het traject kost geld.", "Het traject telt drie gesprekken.", "Het geschiktheidsonderzoek gaat voor."])


def by_word(index: KeywordIndex, question: str, **more: str) -> dict[str, Term]:
    return {term.word: term for term in question_terms(question, index, **more)}


def test_a_rare_word_that_no_document_has_is_telling(index) -> None:
    assert by_word(index, "Geldt de parkeervergunning?")["parkeervergunning"].is_telling


def test_a_name_or_number_is_telling_whatever_the_documents_have(index) -> None:
    found = by_word(index, "Begint het traject in Rotterdam in 2031?")
    assert found["rotterdam"].is_telling
    assert found["2031"].is_telling


def test_an_everyday_word_or_a_known_one_is_not_telling(index) -> None:
    found = by_word(index, "Hoe loopt het geschiktheidsonderzoek?")
    assert not found["loopt"].is_telling
    assert not found["geschiktheidsonderzoek"].is_telling


def test_a_rare_word_weighs_more_than_one_that_is_everywhere(index) -> None:
    found = by_word(index, "geschiktheidsonderzoek traject")
    assert found["geschiktheidsonderzoek"].weight > found["traject"].weight


def test_a_word_that_names_the_kind_of_answer_weighs_little(index) -> None:
    found = by_word(index, "telefoonnummer geschiktheidsonderzoek")
    assert found["telefoonnummer"].weight < found["geschiktheidsonderzoek"].weight


def test_what_is_borrowed_from_the_other_half_weighs_half(index) -> None:
    own = by_word(index, "Wat kost het traject?")["traject"].weight
    found = by_word(index, "Wie betaalt?", context="Wat kost het traject en wie betaalt?")
    assert found["traject"].weight == pytest.approx(own * CONTEXT_WEIGHT)
    assert found["betaalt"].weight == by_word(index, "Wie betaalt?")["betaalt"].weight


def test_a_half_without_a_subject_of_its_own_borrows_it_whole(index) -> None:
    own = by_word(index, "Wat kost het traject?")["traject"]
    assert by_word(index, "Hoeveel kost het?", context="Wat kost het traject?")["traject"] == own


def test_a_word_of_several_terms_weighs_as_much_as_the_heaviest_of_them(index) -> None:
    found = [term for term in question_terms("De zij-instroomgids", index) if term.word == "zij-instroomgids"]
    assert len(found) > 1
    alone = [index.rarity(term.stem) * tellingness(term.word) for term in found]
    assert sum(term.weight for term in found) == pytest.approx(max(alone))
    assert found[0].weight / found[1].weight == pytest.approx(alone[0] / alone[1])


def test_a_name_of_several_words_is_a_body_and_a_strange_one_is_unknown(index) -> None:
    found = by_word(index, "Doet de Universiteit Traject mee, of Gent?")
    assert [found[word].is_body for word in ("universiteit", "traject", "gent")] == [True, True, False]
    assert [found[word].is_strange for word in ("universiteit", "traject", "gent")] == [True, False, True]


def test_words_that_are_rare_in_dutch_tell_most() -> None:
    assert 0.3 <= tellingness("zijn") < tellingness("portfolio") < tellingness("geschiktheidsonderzoek") <= 1


@pytest.mark.parametrize(
    ("term", "token", "alike"),
    [
        ("reis", "reis", 1.0),
        ("assessment", "zijinstroomassessment", 0.85),
        ("school", "scholing", 0.0),
        ("les", "lesbrief", 0.0),
        ("2025", "20251", 0.0),
    ],
)
def test_a_part_of_a_compound_is_nearly_the_word(term, token, alike) -> None:
    assert spelled_alike(term, token) == alike
    assert spelled_alike(token, term) == alike


def test_a_vocabulary_finds_every_word_that_is_spelled_alike() -> None:
    tokens = ["reis", "reizen", "schoolreis", "reisgids", "school", "scholing", "rei", "gids", "les", "lesbrief", "2025", "20251"]
    tokens += sorted(synonyms(stem("motto")))
    vocabulary = Vocabulary(tokens)
    for term in (*tokens, "reisgidsen", "basisschoolreis", stem("motto")):
        alike = {token: spelled_alike(term, token) for token in tokens if spelled_alike(term, token)}
        assert alike.keys() <= vocabulary.alike(term)
        assert vocabulary.alike(term) <= set(tokens)
    assert vocabulary.alike("reis") == {"reis", "reisgids", "schoolreis"}


def test_a_synonym_covers_a_term_nearly() -> None:
    cover = Coverage([Term(stem("slogan"), "slogan", 1.0)], ["Het motto is kort."])
    assert cover.of("Het motto is kort.").tolist() == [SYNONYM]


def test_the_rarity_of_a_text_is_that_of_the_terms_asked_for_and_of_all() -> None:
    texts = ["Het assessment is gratis.", "De bus is gratis.", ""]
    cover = Coverage([Term("zijinstroomassessment", "zij-instroomassessment", 1.0), Term("gratis", "gratis", 1.0)], texts)
    rarity_of = {"assessment": 4.0, "gratis": 1.0, "bus": 3.0}.__getitem__
    assert cover.rarity(texts[0], rarity_of) == pytest.approx((0.85 * 4 + 1, 5))
    assert cover.rarity(texts[1], rarity_of) == pytest.approx((1, 4))
    assert cover.rarity(texts[2], rarity_of) == (0, 0)


def test_coverage_is_the_best_match_of_each_term() -> None:
    texts = ["Het zij-instroomassessment is gratis.", "Niets ervan.", ""]
    cover = Coverage([Term("assessment", "assessment", 1.0), Term("gratis", "gratis", 1.0)], texts)
    assert cover.of(texts[0]).tolist() == [0.85, 1.0]
    assert not np.any(cover.of(texts[1]))
    assert cover.of(texts[2]).shape == (2,)


def test_a_heading_that_only_numbers_the_subject_says_nothing_else() -> None:
    headings = ["Artikel 3 Kosten", "Kosten en begeleiding", "Artikel 3", "Begeleiding"]
    cover = Coverage([Term(stem("kosten"), "kosten", 1.0)], headings)
    assert [cover.precision(heading) for heading in headings] == [1.0, 1 / len(terms(headings[1])), 0.0, 0.0]
