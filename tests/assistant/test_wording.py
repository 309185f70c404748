from __future__ import annotations

import pytest

from assistant import wording
from assistant.answer import Reason


@pytest.mark.parametrize("reason", list(Reason))
def test_every_refusal_says_so_and_what_was_looked_for(reason) -> None:
    text = wording.not_found(reason, "reis, gent", has_passages=True)
    assert text.startswith("Dit staat niet in de documenten")
    assert "reis, gent" in text
    assert "Hieronder" in text


def test_a_refusal_does_not_point_at_what_is_not_there() -> None:
    text = wording.not_found(Reason.TOO_THIN, "", has_passages=False)
    assert "Hieronder" not in text
    assert "gezocht" not in text


def test_reasons_that_a_reader_can_use_are_told_apart() -> None:
    plain = wording.not_found(Reason.TOO_THIN, "reis", has_passages=True)
    other_year = wording.not_found(Reason.OTHER_YEAR, "reis", has_passages=True)
    no_fact = wording.not_found(Reason.NO_SUCH_FACT, "reis", has_passages=True)
    assert "ander jaar" in other_year
    assert len({plain, other_year, no_fact}) == 3


def test_an_introduction_names_what_is_given() -> None:
    assert wording.introduction("Gids", "Kosten") == "Uit ‘Gids’, onder ‘Kosten’:"
    assert wording.introduction("Gids", "") == "Uit ‘Gids’:"
    assert wording.introduction("", "Kosten") == "Onder ‘Kosten’:"
    assert wording.introduction("", "") == ""


@pytest.mark.parametrize(
    ("number", "label", "words"),
    [(6, "4", "pagina 6 (gedrukt: 4)"), (6, "6", "pagina 6"), (6, None, "pagina 6"), (2, "ii", "pagina 2 (gedrukt: ii)"), (None, "4", "")],
)
def test_a_page_is_called_by_both_its_numbers_where_they_differ(number, label, words) -> None:
    assert wording.page(number, label) == words


def test_whom_to_ask_names_where_it_stands() -> None:
    text = wording.ask_a_person("Anna (a@voorbeeld.nl)", "Gids")
    assert "Anna (a@voorbeeld.nl)" in text
    assert "‘Gids’" in text


def test_there_is_a_reply_to_whatever_is_no_question() -> None:
    assert {Reason.SMALL_TALK, Reason.ORDER, Reason.ABOUT_ASSISTANT} <= set(wording.REPLIES)
    assert all(len(text.split()) > 5 for text in wording.REPLIES.values())


def test_sentences_with_a_gap_are_filled() -> None:
    assert "‘wie?’" in wording.PART_MISSING.format(part="wie?")
    assert "1 mei 2026" in wording.dates_passed(["1 mei 2026"], is_guess=False)
