from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from assistant.answer import Answer, Question, Sentence, SentenceKind, Status


def statement(text: str, *cited: int, is_item: bool = False) -> Sentence:
    return Sentence(text, SentenceKind.STATEMENT, cited, is_item=is_item)


def text_of(*sentences: Sentence) -> str:
    return Answer("Vraag?", "Vraag?", Status.ANSWERED, sentences=sentences).text


def test_a_mark_stands_behind_the_sentence_that_cites() -> None:
    assert text_of(statement("De reis duurt drie dagen.", 1, 2)) == "De reis duurt drie dagen. [1] [2]"


def test_sentences_run_on_and_what_we_say_ourselves_has_a_line_of_its_own() -> None:
    first, then = Sentence("Uit ‘Gids’:", SentenceKind.CONNECTIVE), Sentence("Onder ‘Eten’:", SentenceKind.CONNECTIVE)
    text = text_of(first, statement("Eén.", 1), statement("Twee.", 2), then, statement("Drie.", 3))
    assert text == "Uit ‘Gids’:\nEén. [1] Twee. [2]\nOnder ‘Eten’:\nDrie. [3]"


def test_items_get_lines_of_their_own_and_what_follows_them_too() -> None:
    text = text_of(statement("Nodig:", 1), statement("Pen", 1, is_item=True), statement("Papier", 1, is_item=True), statement("Klaar.", 2))
    assert text == "Nodig: [1]\n- Pen [1]\n- Papier [1]\nKlaar. [2]"


def test_an_answer_without_sentences_has_no_text() -> None:
    assert text_of() == ""


def test_what_was_answered_cannot_be_changed_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        Question("Wat?").text = "Wie?"
