from __future__ import annotations

import pytest

from assistant.asked import Asked, asked
from assistant.cover import question_terms
from assistant.score import Scored, Weights, context, counts, score_units


@pytest.fixture(scope="module")
def score(view_of, embedder):
    """The scored units of one document for a question, best first."""

    def make(question: str, *lines: str) -> list[Scored]:
        view = view_of(gids=lines)
        hits = view.search(question, embedder.get_query_embedding(question), 10)
        return score_units(question, asked(question), question_terms(question, view.keyword), hits, view, embedder=embedder)

    return make


def test_the_best_comes_first(score) -> None:
    found = score("Wat kost de reis?", "# Reis", "De reis kost 300 euro. De bus vertrekt bij de school. Er zijn twee begeleiders mee.")
    assert found[0].unit.text == "De reis kost 300 euro."
    assert [item.unit.text for item in sorted(found, key=lambda item: -item.score)][0] == found[0].unit.text


def test_what_shows_the_kind_of_answer_goes_before_what_does_not(score) -> None:
    found = score("Wanneer is de reis naar Gent?", "De reis naar Gent is voor iedereen. Voor de reis vertrekt de bus op 3 mei.")
    assert found[0].unit.text == "Voor de reis vertrekt de bus op 3 mei."
    assert [item.holds for item in found] == [True, False]


def test_a_heading_counts_for_what_stands_below_it(score) -> None:
    below = "De kosten zijn 300 euro per persoon."
    found = score("Wat zijn de kosten van de reis?", "# Feest", below.replace("300", "200"), "# Reis", below)
    assert found[0].unit.text == below


def test_what_stands_beside_or_above_a_unit_counts_for_part_of_it(score) -> None:
    lines = ["Wij gaan naar Gent.", "Dat kost 300 euro.", "Neem een jas mee.", "# Vervoer en parkeren", "De bus is gratis."]
    found = {item.unit.text: item for item in score("Vervoer naar Gent", *lines)}
    assert found["Wij gaan naar Gent."].own.tolist() == [0, 1]
    assert found["Dat kost 300 euro."].own.tolist() == [0, 0]
    assert found["Dat kost 300 euro."].around.tolist() == [Weights().in_document, Weights().in_neighbour]
    assert found["De bus is gratis."].around.tolist() == [Weights().in_heading, Weights().in_document]


def test_without_passages_nothing_is_scored(view_of, embedder) -> None:
    view = view_of(gids=["De reis is gratis."])
    query = question_terms("Wat kost de reis?", view.keyword)
    assert score_units("Wat kost de reis?", Asked.AMOUNT, query, [], view, embedder=embedder) == []


def test_a_number_counts_a_noun_that_stands_beside_it() -> None:
    assert counts("scholen", "Er doen 104 scholen mee.")
    assert not counts("scholen", "Sinds 2024 doen meer scholen mee.")
    assert not counts("scholen", "Er doen 104 leraren mee.")


def test_a_unit_knows_its_headings_and_its_document(units_of) -> None:
    [_, unit] = units_of("# Kosten", "Gratis.", path="map/gids-2025.md", title="De gids", publisher="Stichting")
    assert context(unit) == ("Kosten", "Kosten", "De gids Stichting map gids 2025")
