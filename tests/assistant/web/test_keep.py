"""A conversation that a browser keeps: it comes back as it was, and whatever else comes back is left out."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.answer import Question
from assistant.preference import NO_PREFERENCE, NOTHING_PREFERRED, Preference
from assistant.web import keep
from assistant.web.show import Turn, conversation


@pytest.fixture(scope="module")
def turns(assistant) -> list[Turn]:
    questions = (
        "Wat kost het geschiktheidsonderzoek?",
        "Uit welke onderdelen bestaat het traject?",
        "Wat kost een fiets in Parijs?",
        "Dank u wel!",
    )
    return [Turn(text, answer=assistant.answer(Question(text)), also=("En dan?",)) for text in questions]


def test_a_conversation_comes_back_as_it_was_shown(turns):
    stored = json.loads(json.dumps(keep.kept(turns)))
    back = keep.taken_up(stored)
    assert any(sentence.short for turn in turns for sentence in turn.answer.sentences)
    assert conversation(back) == conversation(turns)
    assert [turn.answer.text for turn in back] == [turn.answer.text for turn in turns]


def test_what_counted_in_an_answer_and_what_is_chosen_for_the_next_come_back(assistant):
    chosen = Preference(sectors=("vo",), regions=())
    answer = assistant.answer(Question("Wat kost het onderzoek voor zij-instromers?", preference=chosen))
    stored = json.loads(json.dumps(keep.kept([Turn("x", answer=answer)], chosen)))
    assert keep.taken_up(stored)[0].answer.preferred == answer.preferred != NOTHING_PREFERRED
    assert keep.chosen_in(stored) == chosen


@pytest.mark.parametrize("chosen", [None, 7, "vo", ["vo"], {"sectors": ["klas"]}, {"x": []}, {"regions": ["x" * (keep.LONGEST + 1)]}])
def test_what_is_no_choice_is_none(chosen):
    assert keep.chosen_in({"version": keep.VERSION, "chosen": chosen}) == NO_PREFERENCE


@pytest.mark.parametrize("value", [None, 7, [], "x", {}])
def test_nothing_kept_is_nothing_chosen(value):
    assert keep.chosen_in(value) == NO_PREFERENCE


def test_a_conversation_from_before_there_were_preferences_is_taken_up(turns):
    stored = json.loads(json.dumps(keep.kept(turns)))
    del stored["chosen"]
    for turn in stored["turns"]:
        del turn["answer"]["preferred"]
    assert len(keep.taken_up(stored)) == len(turns) and keep.chosen_in(stored) == NO_PREFERENCE


def test_a_question_without_answer_is_not_kept(turns):
    assert len(keep.kept([*turns, Turn("x", problem="Weg."), Turn("y", step="read")])["turns"]) == len(turns)


def test_only_the_last_turns_are_kept(turns, monkeypatch):
    monkeypatch.setattr(keep, "MOST_TURNS", 2)
    assert [turn["question"] for turn in keep.kept(turns)["turns"]] == [turn.question for turn in turns[-2:]]


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
        (("answer", "preferred"), None), (("answer", "preferred", "told"), {"sectors": ["<b>"]}),
        (("answer", "preferred", "chosen"), {"regions": [f"r{n}" for n in range(keep.MOST_CHOSEN + 1)]}),
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
