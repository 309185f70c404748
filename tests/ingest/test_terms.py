"""The terms of passages as numbers: back in words, by term, of some passages, and taken over from before."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

import ingest.terms
from ingest.dutch import kin_terms, terms
from ingest.terms import Gathered, Lists, Terms, analysed

TEXTS = ["De kat zit.", "Een kat en nog een kat.", "", "De Raad van Toezicht (RvT) vergadert over zwangerschapsverlof."]


def shown(found: Terms) -> list[tuple[list[str], list[str]]]:
    """(terms, kin) of each passage."""
    return [(found.in_words(found.own.of_passage(row)), found.in_words(found.kin.of_passage(row))) for row in range(len(found))]


def having(found: Terms, term: str) -> tuple[list[int], list[int]]:
    rows, counts = found.own.having(found.numbers[term])
    return rows.tolist(), counts.tolist()


def test_each_passage_has_the_terms_of_the_analyser_in_order():
    assert shown(analysed(TEXTS)) == [(terms(text), kin_terms(text)) for text in TEXTS]


def test_each_term_has_its_passages_with_how_often():
    found = analysed(TEXTS)
    assert having(found, "kat") == ([0, 1], [1, 2])
    assert found.own.frequency[found.numbers["kat"]] == 2
    assert found.own.lengths.tolist() == [len(terms(text)) for text in TEXTS]


def test_without_passages_there_are_no_terms():
    found = analysed([])
    assert (len(found), list(found.vocabulary), found.own.frequency.tolist()) == (0, [], [])


def test_what_a_passage_explains_goes_by_passage():
    assert [(row, short) for row, (short, _) in analysed(TEXTS).explained] == [(3, "rvt")]


@pytest.mark.parametrize("rows", [[0, 3], [1], [], [0, 1, 2, 3]])
def test_of_some_passages_there_is_what_those_alone_would_have(rows):
    some, alone = analysed(TEXTS).of_rows(np.array(rows, dtype=np.int64)), analysed([TEXTS[row] for row in rows])
    assert shown(some) == shown(alone)
    assert some.explained == alone.explained
    for term in alone.vocabulary:
        assert having(some, term) == having(alone, term)
    gone = set(some.vocabulary) - set(alone.vocabulary)
    assert not any(some.own.frequency[some.numbers[term]] for term in gone)


def test_what_was_taken_apart_before_is_taken_over_in_any_order_and_what_went_leaves_no_terms():
    gathered = Gathered(analysed(TEXTS))
    gathered.take(3, 4)
    gathered.add("Een hond.")
    gathered.take(0, 1)
    found, anew = gathered.terms(), analysed([TEXTS[3], "Een hond.", TEXTS[0]])
    assert shown(found) == shown(anew)
    assert (set(found.vocabulary), found.explained) == (set(anew.vocabulary), anew.explained)
    assert all(having(found, term) == having(anew, term) for term in anew.vocabulary)


def test_to_take_over_takes_nothing_apart(monkeypatch):
    gathered = Gathered(analysed(TEXTS))
    monkeypatch.setattr(ingest.terms, "terms", lambda text: pytest.fail("taken apart again"))
    gathered.take(0, len(TEXTS))
    assert len(gathered.terms()) == len(TEXTS)


def test_lists_by_hand():
    lists = Lists.of(np.array([2, 0, 2, 2], dtype=np.int32), np.array([2, 0, 2]), 3)
    assert (lists.rows.tolist(), lists.counts.tolist(), lists.firsts.tolist()) == ([0, 0, 2], [1, 1, 2], [0, 1, 1, 3])


def test_another_list_of_words_is_another_analyser_and_one_of_questions_is_not(tmp_path, monkeypatch):
    folder = tmp_path / "ingest"
    shutil.copytree(ingest.terms._HERE, folder, ignore=shutil.ignore_patterns("embedder", "load", "known", "__pycache__"))
    monkeypatch.setattr(ingest.terms, "_HERE", folder)
    prints = []
    for name in ("", "words/synonyms.txt", "words/stopwords.txt", "dutch.py"):
        if name:
            (folder / name).write_text((folder / name).read_text(encoding="utf-8") + "\n# anders\n", encoding="utf-8")
        prints.append(ingest.terms.analyser_print.__wrapped__())
    assert prints[0] == prints[1] and len({*prints}) == 3
