from __future__ import annotations

import numpy as np
import pytest

from assistant.asked import Asked, asked
from assistant.cover import Term, question_terms
from assistant.features import Features
from assistant.score import CONTACT_DOCUMENTS, Candidates, Scored, find_candidates, ranked
from assistant.stretch import Stretch

FAR = [f"Zin {n} gaat over iets heel anders dan een reis, namelijk over de bus van de school." for n in range(12)]
MAIL = "Mail naar loket@voorbeeld.nl."


@pytest.fixture(scope="module")
def candidates_of(view_of, embedder):
    """The candidates for a question from its `k` nearest passages."""

    def find(question: str, *, k: int = 10, **documents) -> Candidates | None:
        view = view_of(**documents)
        hits = view.search(question, embedder.get_query_embedding(question), k)
        query = question_terms(question, view.keyword)
        return find_candidates(question, asked(question), query, hits=hits, view=view, embedder=embedder)

    return find


@pytest.fixture
def made(units_of) -> Candidates:
    """Three stretches with two features."""
    stretches = [Stretch((unit,)) for unit in units_of("Een reis is duur. Een bus is gratis. Een trein is snel.")]
    own, around = np.array([[0.0], [0.5], [1.0]]), np.array([[0.1], [0.6], [1.0]])
    table = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 0.0]])
    return Candidates(stretches, Features(("near", "far"), table, own, around, np.array([False, True, False])))


def test_a_score_is_the_weighted_sum_of_the_features(made) -> None:
    found = ranked(made, {"near": 2.0, "far": 3.0})
    assert [(item.stretch.text, item.score) for item in found] == [
        ("Een bus is gratis.", 6),
        ("Een reis is duur.", 2),
        ("Een trein is snel.", 2),
    ]


def test_each_keeps_what_its_score_was_made_of(made) -> None:
    best = ranked(made, {"near": 2.0, "far": 3.0})[0]
    assert (best.own.tolist(), best.around.tolist(), best.shows) == ([0.5], [0.6], True)
    assert best.features == {"near": 0, "far": 2}


def test_a_feature_without_a_weight_does_not_count(made) -> None:
    assert [item.score for item in ranked(made, {"near": 1.0})] == [1, 1, 0]


def best(candidates: Candidates) -> Scored:
    return ranked(candidates)[0]


def test_what_answers_goes_before_what_is_about_the_same(candidates_of) -> None:
    lines = ["# Reis", "De reis kost 300 euro. De bus vertrekt bij de school. Op de reis gaan twee begeleiders mee."]
    assert "De reis kost 300 euro." in best(candidates_of("Wat kost de reis?", gids=lines)).stretch.text


def test_what_shows_the_kind_of_answer_goes_before_what_does_not(candidates_of) -> None:
    found = ranked(candidates_of("Wanneer is de reis naar Gent?", gids=["De reis naar Gent is leuk.", "# Bus", "De bus gaat op 3 mei."]))
    assert [item.shows for item in found if item.stretch.text == "De bus gaat op 3 mei."] == [True]
    assert [item.shows for item in found if item.stretch.text == "De reis naar Gent is leuk."] == [False]


def test_a_heading_counts_for_what_stands_below_it(candidates_of) -> None:
    below = "Dat is 300 euro per persoon."
    found = candidates_of("Wat kost de reis?", gids=["# Feest", below.replace("300", "200"), "# Reis", below])
    assert best(found).stretch.text == below


def test_only_stretches_of_the_passages_found_are_candidates(candidates_of) -> None:
    found = candidates_of("Wat kost de reis?", k=1, gids=["De reis kost 300 euro."], bus=["De bus is gratis."])
    assert {stretch.document for stretch in found.stretches} == {"gids.md"}


def test_a_contact_may_stand_on_any_page_of_a_best_document(candidates_of) -> None:
    lines = ["# Reis", "Over de reis naar Gent kunt u ons mailen.", *FAR, "# Colofon", MAIL]
    question = "Wat is het e-mailadres voor de reis naar Gent?"
    found = [stretch.text for stretch in candidates_of(question, k=1, gids=lines).stretches]
    assert MAIL in found
    assert FAR[-1] not in found
    assert MAIL not in [stretch.text for stretch in candidates_of("Wanneer is de reis naar Gent?", k=1, gids=lines).stretches]


def test_the_contacts_of_further_documents_do_not_count(candidates_of) -> None:
    """Each document is near by its first passage; only those of the best documents give what stands elsewhere in them."""
    near = {f"gids{n}": ["# Reis", "De reis naar Gent. " * 5, *FAR, "# Colofon", f"Mail naar loket{n}@voorbeeld.nl."] for n in range(4)}
    found = candidates_of("Wat is het e-mailadres voor de reis naar Gent?", k=4, **near)
    assert sum("@" in stretch.text for stretch in found.stretches) == CONTACT_DOCUMENTS


def test_without_passages_or_without_terms_there_are_no_candidates(view_of, embedder) -> None:
    view = view_of(gids=["De reis is gratis."])
    hits = view.search("reis", embedder.get_query_embedding("reis"), 1)
    query = (Term("reis", "reis", 1.0),)
    assert find_candidates("reis", Asked.OTHER, query, hits=[], view=view, embedder=embedder) is None
    assert find_candidates("reis", Asked.OTHER, (), hits=hits, view=view, embedder=embedder) is None
    assert find_candidates("reis", Asked.OTHER, query, hits=hits, view=view, embedder=embedder) is not None
