"""What speaks for a passage, and the order that comes of it."""

from __future__ import annotations

import numpy as np
import pytest
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, TextNode

import assistant.rerank
from assistant.rerank import WEIGHTS, FeatureReranker, features, reranked

PASSAGES = {
    "reis": ["# Kosten van de reis", "De studiereis naar Gent kost 300 euro per leerling."],
    "ver": ["De reis gaat naar Gent. " + "Wij kijken er rond en eten er iets. " * 12 + "De bus kost niets."],
    "tuin": ["In de schooltuin groeien bonen, en de leerling eet die op."],
}
QUESTION = "Wat kost de studiereis naar Gent?"


@pytest.fixture
def view(view_of):
    return view_of(**PASSAGES)


def found(question: str, view) -> dict[str, np.ndarray]:
    flat = np.arange(len(view.nodes), dtype=float)
    return features(question, view, np.arange(len(view.nodes)), words=flat, meaning=flat, fused=flat)


def row_of(view, text: str) -> int:
    return next(i for i, node in enumerate(view.nodes) if text in node.text)


def test_there_is_a_weight_for_every_feature_and_no_other(view) -> None:
    assert set(found(QUESTION, view)) == set(WEIGHTS)


@pytest.mark.parametrize("name", ["covered", "near", "early", "shows"])
def test_each_feature_is_higher_for_the_passage_that_answers(name, view) -> None:
    values = found(QUESTION, view)[name]
    assert values[row_of(view, "300 euro")] > max(values[row_of(view, "Wij kijken")], values[row_of(view, "bonen")])


def test_a_passage_with_all_words_covers_the_question_and_one_with_none_does_not(view) -> None:
    covered = found(QUESTION, view)["covered"]
    assert covered[row_of(view, "300 euro")] == pytest.approx(1.0)
    assert covered[row_of(view, "bonen")] == 0


def test_words_made_of_the_same_cover_almost(view_of) -> None:
    view = view_of(een=["Het zwangerschapsverlof duurt kort."], twee=["Het verlof duurt kort."], drie=["De fiets is duur."])
    covered = found("Hoe lang duurt verlof?", view)["covered"]
    assert covered[1] > covered[0] > covered[2]


def test_words_next_to_each_other_stand_together_in_their_order_only(view_of) -> None:
    view = view_of(een=["De mentor spreekt leerlingen wekelijks."], twee=["Leerlingen spreekt de mentor wekelijks."])
    values = found("mentor spreekt", view)
    assert values["together"].tolist() == [1, 0]
    assert values["near"].tolist() == [1, 1]


def test_a_heading_that_is_the_question_counts(view) -> None:
    heading = found("Wat zijn de kosten van de reis?", view)["heading"]
    assert heading[row_of(view, "300 euro")] > 0.9
    assert heading[row_of(view, "bonen")] < 0.1


def test_a_document_has_its_share_of_the_scores(view_of) -> None:
    view = view_of(
        een=["# Een", "Een twee drie vier vijf zes zeven acht negen.", "# Twee", "De fiets staat buiten bij het hek van de school."],
        twee=["Bonen."],
    )
    fused = np.array([3.0, 1.0, -1.0])
    values = features("fiets", view, np.arange(3), words=fused, meaning=fused, fused=fused)["document"]
    assert values.tolist() == [1, 1, 0]


def test_passages_behind_the_first_stay_behind_in_their_order(view, monkeypatch) -> None:
    monkeypatch.setattr(assistant.rerank, "DEPTH", 1)
    fused = np.array([1.0, 3.0, 2.0])
    scores = reranked(QUESTION, view, words=fused, meaning=fused, fused=fused)
    assert np.argsort(-scores).tolist() == [1, 2, 0]


def test_the_passage_that_answers_comes_first_though_the_legs_say_otherwise(view) -> None:
    flat = np.zeros(len(view.nodes))
    scores = reranked(QUESTION, view, words=flat, meaning=flat, fused=flat)
    assert np.argmax(scores) == row_of(view, "300 euro")


def test_nothing_in_order_is_nothing(view_of) -> None:
    empty = np.zeros(0)
    assert reranked("Wat kost het?", view_of(), words=empty, meaning=empty, fused=empty).shape == (0,)


def test_a_question_without_words_is_no_trouble(view) -> None:
    assert np.isfinite(list(found("?", view).values())).all()


def test_it_is_a_llama_index_reranker(view, embedder) -> None:
    reranker = FeatureReranker(view, embedder)
    assert isinstance(reranker, BaseNodePostprocessor)
    hits = [NodeWithScore(node=node, score=0.0) for node in (TextNode(text="Elders", id_="elders"), *reversed(view.nodes))]
    ordered = reranker.postprocess_nodes(hits, query_str=QUESTION)
    assert "300 euro" in ordered[0].node.text
    assert ordered[-1].node.node_id == "elders"
    assert reranker.postprocess_nodes(hits) == hits
    assert reranker.postprocess_nodes([], query_str=QUESTION) == []
