from __future__ import annotations

import math

import numpy as np
import pytest

from assistant.keyword import K1, B, KeywordIndex
from ingest.dutch import stem

TEXTS = (
    "De lerarenbeurs betaalt studieverlof voor een leraar.",
    "Een zelfevaluatie kost een leraar een uur.",
    "Het portfolio telt mee.",
    "",
)


@pytest.fixture(scope="module")
def index() -> KeywordIndex:
    return KeywordIndex(TEXTS)


def terms_of(index: KeywordIndex, question: str) -> list[str]:
    return [term for term, _ in index.query_terms(question)]


def test_a_typing_error_is_put_right(index) -> None:
    assert index.query_terms("lerarenbuers") == [(stem("lerarenbeurs"), "lerarenbuers")]


def test_a_word_that_was_wrongly_split_is_joined(index) -> None:
    assert stem("zelfevaluatie") in terms_of(index, "zelf evaluatie")


@pytest.mark.parametrize(
    ("question", "verb", "word"),
    [
        ("Hoe meld ik me aan?", "aanmelden", "meld"),
        ("Hoe meld ik me aan voor de cursus?", "aanmelden", "meld"),
        ("Is het nodig om me aan te melden?", "aanmelden", "melden"),
        ("Wie voeren de gesprekken in de klas uit?", "uitvoeren", "voeren"),
    ],
)
def test_a_verb_is_joined_with_its_particle(question, verb, word) -> None:
    index = KeywordIndex(["Aanmelden kan tot mei.", "Uitvoeren doet de school."])
    assert (stem(verb), word) in index.query_terms(question)


@pytest.mark.parametrize("question", ["Wat meld ik aan de school?", "Melden wij dat aan jullie allemaal?"])
def test_a_preposition_is_no_particle(question) -> None:
    assert stem("aanmelden") not in terms_of(KeywordIndex(["Aanmelden kan tot mei."]), question)


def test_a_word_that_is_joined_to_a_stop_word_is_none() -> None:
    index = KeywordIndex(["Daarover gaat het verhaal."])
    assert terms_of(index, "Gaat het daar over?") == terms_of(index, "Gaat het daar?")


def test_an_unknown_compound_gives_the_known_words_in_it(index) -> None:
    assert terms_of(index, "studieverlofuur") == [stem("studieverlof"), stem("uur")]


def test_a_known_compound_stays_whole(index) -> None:
    assert terms_of(index, "studieverlof") == [stem("studieverlof")]


def test_an_unknown_word_stays_what_it_is(index) -> None:
    assert index.query_terms("xylofoon") == [(stem("xylofoon"), "xylofoon")]
    assert not index.knows("xylofoon")


def test_short_words_and_numbers_are_not_corrected(index) -> None:
    assert terms_of(index, "2031 uuk") == ["2031", "uuk"]


def test_a_term_asked_twice_counts_once(index) -> None:
    assert terms_of(index, "leraar of leraar") == [stem("leraar")]


def test_rarity_is_the_formula_of_robertson_and_zaragoza(index) -> None:
    assert index.rarity(stem("portfolio")) == pytest.approx(math.log(1 + (4 - 1 + 0.5) / 1.5))
    assert index.rarity(stem("leraar")) == pytest.approx(math.log(1 + (4 - 2 + 0.5) / 2.5))
    assert index.rarity("xylofoon") == pytest.approx(math.log(1 + 4.5 / 0.5))


def test_scores_are_bm25_by_hand() -> None:
    index = KeywordIndex(["kat kat hond", "hond", "vis paard vogel geit"])
    length = 3 / ((3 + 1 + 4) / 3)
    by_hand = index.rarity("kat") * 2 / (2 + K1 * (1 - B + B * length))
    assert index.scores(["kat"]) == pytest.approx([by_hand, 0, 0], abs=1e-5)


def test_a_passage_with_the_words_scores_above_the_others(index) -> None:
    scores = index.scores([stem("portfolio")])
    assert scores.shape == (4,)
    assert np.flatnonzero(scores).tolist() == [2]


def test_unknown_terms_score_nothing_anywhere(index) -> None:
    assert not index.scores(["xylofoon"]).any()


def test_an_empty_index_answers_with_nothing() -> None:
    empty = KeywordIndex([])
    assert empty.scores(["kat"]).shape == (0,)
    assert empty.query_terms("Wat kost de kat?")


def test_passages_without_words_make_an_index_too() -> None:
    assert KeywordIndex(["", "…"]).scores(["kat"]).tolist() == [0, 0]


# One analyser for index and question: each part of it finds a document that nothing else would.

ABOUT = {
    "plural": "Bij elk boek hoort een erratum en een loket.",
    "verb": "De boer heeft geploegd.",
    "compound": "Het zwangerschapsverlof duurt zestien weken.",
    "variant": "Een zij-instromer krijgt les van een vakcoach.",
    "mail": "Stuur ons een e-mail.",
    "synonym": "Zij krijgen een coach.",
    "abbreviation": "Kies een Professioneel LeerNetwerk (PLN) bij u in de buurt. Elk PLN komt samen.",
    "pln": "Het PLN Scheikunde ontwerpt proeven.",
    "typo": "De lerarenbeurs is er elk jaar.",
}


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("plural", "loketten bij wie?"),
        ("plural", "errata"),
        ("verb", "ploegen"),
        ("compound", "verlof"),
        ("compound", "verlof bij zwangerschap"),
        ("variant", "zijinstromer"),
        ("variant", "zij instromer"),
        ("variant", "zij-instromers"),
        ("mail", "email"),
        ("synonym", "mentor"),
        ("pln", "professionele leernetwerken"),
        ("abbreviation", "Wat is PLN?"),
        ("typo", "lerarenbuers"),
    ],
)
def test_a_question_finds_what_is_worded_otherwise(name, question) -> None:
    scores = KeywordIndex(list(ABOUT.values())).search(question)
    assert scores[list(ABOUT).index(name)] > 0, question


def test_what_an_abbreviation_stands_for_is_found_where_only_that_is_said() -> None:
    index = KeywordIndex(["Een Professioneel LeerNetwerk (PLN) is er voor u.", "Professionele leernetwerken komen samen.", "De fiets."])
    found = index.search("PLN")
    assert found[0] > found[1] > found[2] == 0


def test_own_words_count_more_than_kin_and_synonyms() -> None:
    index = KeywordIndex(["Het verlof duurt lang.", "Het zwangerschapsverlof duurt lang.", "De fiets is duur."])
    found = index.search("verlof")
    assert found[0] > found[1] > found[2] == 0


def test_a_question_without_known_words_scores_nothing(index) -> None:
    assert not index.search("xylofoon").any()
