"""A conversation that a browser keeps: it comes back as it was, and whatever else comes back is left out."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.answer import Question
from assistant.web import keep
from assistant.web.show import Turn, conversation


@pytest.fixture(scope="module")
def turns(assistant) -> list[Turn]:
    questions = ("Uit welke onderdelen bestaat het traject?", "Wat kost een fiets in Parijs?", "Dank u wel!")
    return [Turn(text, answer=assistant.answer(Question(text)), also=("En dan?",)) for text in questions]


def test_a_conversation_comes_back_as_it_was_shown(turns):
    stored = json.loads(json.dumps(keep.kept(turns)))
    back = keep.taken_up(stored)
    assert conversation(back) == conversation(turns)
    assert [turn.answer.text for turn in back] == [turn.answer.text for turn in turns]


def test_a_question_without_answer_is_not_kept(turns):
    assert len(keep.kept([*turns, Turn("x", problem="Weg."), Turn("y", step="read")])["turns"]) == len(turns)


def test_only_the_last_turns_are_kept(turns, monkeypatch):
    monkeypatch.setattr(keep, "MOST_TURNS", 2)
    assert [turn["question"] for turn in keep.kept(turns)["turns"]] == [turn.question for turn in turns[1:]]


@pytest.mark.parametrize(
    "value", [None, "", 7, [], {}, {"version": 0, "turns": []}, {"version": keep.VERSION}, {"version": keep.VERSION, "turns": "x"}]
)
def test_what_is_no_conversation_is_none(value):
    assert keep.taken_up(value) == []


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("question",), 7), (("also",), [7]), (("answer",), None), (("answer", "status"), "anders"),
        (("answer", "sentences"), [{"text": 1}]),
        (("answer", "citations", 0, "page"), "<b>"), (("answer", "citations", 0, "n"), True), (("answer", "citations", 0, "title"), None),
        (("answer", "sentences", 0, "text"), "x" * (keep.LONGEST + 1)), (("items",), []),
    ],
)  # fmt: skip
def test_a_turn_that_someone_changed_is_left_out_and_the_others_stay(turns, where, value):
    stored = json.loads(json.dumps(keep.kept(turns)))
    place = stored["turns"][0]
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = value
    assert [turn.question for turn in keep.taken_up(stored)] == [turn.question for turn in turns[1:]]


def test_half_an_answer_is_no_turn(turns):
    stored = keep.kept([replace(turns[0])])
    del stored["turns"][0]["answer"]["writer"]
    assert keep.taken_up(stored) == []
