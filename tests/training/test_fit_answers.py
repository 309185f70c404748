from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from llama_index.core.schema import TextNode

from assistant.abstain import confidence
from assistant.answer import Question
from assistant.cover import Term
from assistant.features import Features
from assistant.score import Candidates
from assistant.stretch import Stretch
from assistant.units import Unit, UnitKind
from assistant.weights import WEIGHTS
from evals.cases import Case
from training.fit_answers import PER_WORD, Example, evidence_of, fit_answers, fit_sure, is_right, read_examples

NAMES = tuple(WEIGHTS["answers"])
CASE = Case("v1", Question("Wat is de reis?"), True, facts=(("300 euro",),), places={"gids.md": ()})


def stretch(text: str, index: int) -> Stretch:
    node = TextNode(text=text, id_=f"gids{index}", metadata={"document": "gids.md", "title": "Gids", "publisher": "", "heading": ""})
    return Stretch((Unit(node, node.node_id, UnitKind.SENTENCE, 0, len(text), index, index),))


@pytest.fixture
def example() -> Callable[..., Example]:
    """A question with two candidates, of which the first has the features given, and the second none."""

    def make(*, is_answered: bool = True, worth: tuple[float, float] = (1.0, 0.0), **values: float) -> Example:
        table = np.array([[values.get(name, 0.0) for name in NAMES], [0.0] * len(NAMES)])
        covered = np.array([[values.get("around", 0.0)], [0.0]])
        candidates = Candidates(
            [stretch("De reis kost 300 euro.", 0), stretch("De bus is gratis.", 1)],
            Features(NAMES, table, covered, covered, np.zeros(2, dtype=bool)),
        )
        states = np.array([[is_answered], [False]])
        case = replace(CASE, answerable=is_answered)
        return Example(case, case.question.text, (Term("reis", "reis", 1.0),), candidates, states, np.array(worth), True)

    return make


# answers


def test_what_the_right_stretches_have_gets_weight_and_what_the_others_have_loses_it(example) -> None:
    found = fit_answers([example(own=1.0), example(own=0.8, worth=(1.0, 0.0)), example(words=1.0, worth=(0.0, 1.0))])
    assert set(found) == set(NAMES)
    assert found["own"] > 0 > found["words"]
    assert found["density"] == 0


def test_questions_without_a_right_stretch_teach_nothing(example) -> None:
    useful = [example(own=1.0), example(own=0.5)]
    idle = [example(words=1.0, worth=(0.0, 0.0)), example(words=1.0, is_answered=False), replace(example(words=1.0), is_left_out=True)]
    assert fit_answers([*useful, *idle]) == fit_answers(useful)


def test_a_stretch_that_is_worth_less_is_aimed_at_less(example) -> None:
    weights = [fit_answers([example(own=1.0, worth=(1.0, 1.0 - gap))])["own"] for gap in (0.0, 0.1, 0.3)]
    assert weights[0] == 0
    assert 0 < weights[1] < weights[2]


def test_a_stretch_that_is_worth_nothing_is_not_aimed_at(example) -> None:
    little, nothing = (fit_answers([example(own=1.0, worth=(1.0, worth))])["own"] for worth in (1e-6, 0.0))
    assert little < nothing


# sure


def test_signs_that_come_with_an_answer_make_sure(example) -> None:
    known = [example(around=1.0, heading=0.9), example(around=0.9, heading=1.0)]
    unknown = [example(around=0.1, heading=0.2, is_answered=False), example(around=0.2, heading=0.1, is_answered=False)]
    answers = {"around": 1.0}
    sure = fit_sure([*known, *unknown], answers)
    assert sure.keys() == WEIGHTS["sure"].keys()
    assert sure["heading"] > 0
    at_least, at_most = (f(confidence(evidence_of(e, answers), sure) for e in es) for f, es in ((min, known), (max, unknown)))
    assert at_least > 0.5 > at_most


def test_what_was_left_out_counts_as_unanswered_but_less(example) -> None:
    known, unknown = example(around=1.0), example(around=0.1, is_answered=False)
    left_out = replace(example(around=0.1), is_left_out=True)
    lighter, heavier = (fit_sure([known, other], {"own": 1.0})["around"] for other in (left_out, unknown))
    assert 0 < lighter < heavier


def test_right_is_what_states_every_fact(example) -> None:
    found = example(own=1.0)
    assert is_right(found, evidence_of(found, {"own": 9.0}))
    assert not is_right(found, evidence_of(found, {"own": -9.0}))


# examples


def test_a_question_comes_once_more_without_the_documents_that_answer_it(corpus: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    records = [
        {"id": "v1", "question": "Wat kost het geschiktheidsonderzoek?", "document": "toelating.md", "facts": [["1.500 euro"]]},
        {"id": "v2", "question": "Wat verdient een rector?", "answerable": False},
        {
            "id": "v3",
            "question": "Wat kost het geschiktheidsonderzoek en wie betaalt het?",
            "document": "toelating.md",
            "facts": [["1.500 euro"]],
        },
    ]
    cases.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    known, left_out, unknown = read_examples(cases, corpus, whole=True)
    assert [(example.case.id, example.is_answered) for example in (known, left_out, unknown)] == [
        ("v1", True),
        ("v1", False),
        ("v2", False),
    ]
    assert all(example.is_fit for example in (known, left_out, unknown))
    assert {stretch.document for stretch in left_out.candidates.stretches} == {"webpaginas/begeleiding.html", "nieuws.txt"}
    best = known.candidates.stretches[known.worth.argmax()]
    assert "1.500 euro" in best.text
    assert known.worth.max() == pytest.approx(1 - PER_WORD * best.length)
    assert not left_out.worth.any() and not unknown.worth.any()


def test_the_other_half_of_a_set_stays_unseen(corpus: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    lines = [json.dumps({"id": f"v{n}", "question": "Wat verdient een rector?", "answerable": False}) for n in range(8)]
    cases.write_text("\n".join(lines), encoding="utf-8")
    assert {example.is_fit for example in read_examples(cases, corpus, whole=False)} == {True, False}
