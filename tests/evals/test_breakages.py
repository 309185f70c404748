"""Sixty own cases, answered honestly and then with one thing broken on purpose: the figure that should notice, notices.

Retrieval and refusing are broken in the product; pages, citations and digits in its answers, before they are marked. Each
breakage names its figure beforehand, so p is not corrected for looking at many.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from zlib import crc32

import numpy as np
import pytest

import assistant.assistant
from assistant.answer import Reason
from assistant.keyword import KeywordIndex
from evals.answers import ask_all
from evals.baseline import outcome
from evals.compare import compare
from evals.metrics import marks
from evals.rank import ndcg
from evals.retrieval import rank_cases, values
from evals.significance import difference

SIZE = 60
CLEAR = 0.05


@pytest.fixture(scope="module")
def sample(own_cases):
    """The same sixty whatever is added, save where that takes the place of one; a fifth or so cannot be answered."""
    return sorted(own_cases, key=lambda case: crc32(case.id.encode()))[:SIZE]


@pytest.fixture(scope="module")
def honest(sample, own_assistant, own_corpus):
    return ask_all(sample, own_assistant, own_corpus)


@pytest.fixture
def broken(honest, own_corpus):
    """What the honest answers are worth after a change to each."""

    def run(change):
        changed = [(result, change(result.answer)) for result in honest]
        assert sum(answer != result.answer for result, answer in changed) >= 10
        return against(honest, [replace(result, answer=answer, marks=marks(result.case, answer, own_corpus)) for result, answer in changed])

    return run


@pytest.fixture
def asked_again(honest, sample, own_assistant, own_corpus):
    """What the assistant's answers are worth now."""
    return lambda: against(honest, ask_all(sample, own_assistant, own_corpus))


def against(before, now):
    found = compare([outcome(result) for result in before], [outcome(result) for result in now])
    return {figure.measure.name: figure.difference for figure in found.figures}


def rose(found):
    return found.change > 0 and found.p < CLEAR


def fell(found):
    return found.change < 0 and found.p < CLEAR


def same(*found):
    return not any(each.differ for each in found)


def test_the_sample_is_sixty_with_all_sorts_of_questions(sample):
    assert len(sample) == SIZE
    assert 10 <= sum(not case.answerable for case in sample) <= 20
    assert len({case.where.rsplit(",", 1)[0] for case in sample}) >= 6  # files
    assert any(case.question.history for case in sample)


def test_unbroken_nothing_moves(asked_again):
    found = asked_again()
    assert same(*(found[name] for name in found if name != "median_time"))


def test_without_keywords_the_right_passages_come_later(sample, own_assistant, embedder, monkeypatch):
    before = _gains(sample, own_assistant, embedder)
    monkeypatch.setattr(KeywordIndex, "scores", lambda index, query: np.zeros(len(index.terms)))
    assert fell(difference(before, _gains(sample, own_assistant, embedder)))


def _gains(sample, assistant, embedder):
    """nDCG@10 of what the assistant searches with, of each answerable case."""
    return values(rank_cases(sample, assistant.retriever.view(), embedder), "reranked", partial(ndcg, k=10))


def test_the_page_beside_the_right_one_is_a_wrong_page_and_the_quote_is_not_there(broken):
    found = broken(
        lambda answer: replace(answer, citations=tuple(replace(each, page=each.page and each.page + 1) for each in answer.citations))
    )
    assert fell(found["page"]) and rose(found["quotes_not_literal"])
    assert same(found["all_facts"], found["document"], found["refused"])


def test_two_swapped_citations_do_not_carry_their_sentences(broken):
    found = broken(_swap_citations)
    assert rose(found["not_supported"]) and rose(found["figures_uncited"])
    assert same(found["all_facts"], found["document"], found["page"], found["quotes_not_literal"], found["well_formed"])


def _swap_citations(answer):
    if len(answer.citations) < 2:
        return answer
    first, second, *others = answer.citations
    return replace(answer, citations=(replace(second, n=first.n), replace(first, n=second.n), *others))


def test_answering_everything_is_not_refusing_rightly(asked_again, monkeypatch):
    monkeypatch.setattr(assistant.assistant, "reason_not_to_answer", lambda *evidence: None)
    found = asked_again()
    assert fell(found["refused"])
    assert found["needless_refusals"].change <= 0


def test_refusing_everything_is_refusing_needlessly(asked_again, monkeypatch):
    monkeypatch.setattr(assistant.assistant, "reason_not_to_answer", lambda *evidence: Reason.TOO_THIN)
    found = asked_again()
    assert rose(found["needless_refusals"]) and fell(found["all_facts"]) and fell(found["document"]) and fell(found["page"])
    assert found["refused"].now == found["refused"].pairs and found["all_facts"].now == 0


def test_a_changed_digit_stands_in_no_citation(broken):
    found = broken(_change_a_digit)
    assert rose(found["figures_uncited"]) and rose(found["not_supported"])
    assert found["all_facts"].change < 0
    assert same(found["document"], found["page"], found["refused"], found["quotes_not_literal"])


def _change_a_digit(answer):
    """One more in the first digit that a statement has."""
    for place, sentence in enumerate(answer.sentences):
        if sentence.citations and re.search(r"\d", sentence.text):
            text = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), sentence.text, count=1)
            return replace(answer, sentences=(*answer.sentences[:place], replace(sentence, text=text), *answer.sentences[place + 1 :]))
    return answer
