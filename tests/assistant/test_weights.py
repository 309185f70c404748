from __future__ import annotations

import json
import math

import pytest

from assistant.abstain import signs
from assistant.asked import Asked
from assistant.cover import question_terms
from assistant.evidence import find_evidence
from assistant.features import features
from assistant.weights import FILE, WEIGHTS

QUESTION = "Wat kost het geschiktheidsonderzoek?"


@pytest.fixture(scope="module")
def hits(shelf):
    return shelf.search(shelf.view(), QUESTION)


def test_the_weights_are_those_of_the_file_and_are_numbers() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == WEIGHTS
    assert set(WEIGHTS) == {"answers", "sure"}
    assert all(math.isfinite(weight) for weights in WEIGHTS.values() for weight in weights.values())


def test_every_feature_has_a_weight_and_every_weight_a_feature(shelf, hits) -> None:
    view = shelf.view()
    query, found = question_terms(QUESTION, view.keyword), view.stretches("traject.md")
    measured = features(QUESTION, Asked.AMOUNT, query, stretches=found, hits=hits, view=view, embedder=shelf.embedder)
    assert set(measured.names) == set(WEIGHTS["answers"])


def test_every_sign_has_a_weight_and_every_weight_a_sign(shelf, hits) -> None:
    evidence = find_evidence(QUESTION, hits, shelf.view(), embedder=shelf.embedder)
    assert set(signs(evidence)) == set(WEIGHTS["sure"])
