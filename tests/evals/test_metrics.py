"""Each metric by hand, on an answer made up for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, Notice, Question, Sentence, SentenceKind, Status, Verdict
from evals.cases import Case
from evals.citations import Fault
from evals.metrics import cites_document, cites_page, figures, has_notice, marks

CASE = Case("1", Question("Wat kost de reis?"), True, facts=(("300 euro",), ("gent",)), places={"reis.md": (), "gids.pdf": (3,)})
NO_CASE = Case("2", Question("Wie is de koning?"), False)


def answer(
    text: str = "De reis naar Gent kost 300 euro.", *, quote: str | None = None, document: str = "reis.md", page: int | None = None
) -> Answer:
    return Answer(
        question="Wat kost de reis?",
        standalone_question="Wat kost de reis?",
        status=Status.ANSWERED,
        sentences=(Sentence("In ‘Reis’ staat:", SentenceKind.CONNECTIVE), Sentence(text, SentenceKind.STATEMENT, (1,), Verdict.LITERAL)),
        citations=(Citation(1, document, "Reis", quote or text, page=page),),
        elapsed_ms=12.0,
    )


REFUSAL = replace(answer(), status=Status.NOT_FOUND, sentences=(), citations=())


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "reis.md").write_text("De reis naar Gent kost 300 euro.", encoding="utf-8")
    return tmp_path


def test_a_right_answer_has_all_marks(corpus):
    found = marks(CASE, answer(), corpus)
    assert (found.answered, found.all_facts, found.share_of_facts, found.document, found.page) == (True, True, 1.0, True, True)
    assert (found.refused, found.quotes, found.quotes_not_literal, found.sentences_uncited, found.figures_uncited) == (None, 1, 0, 0, 0)
    assert (found.sentences, found.words, found.ms) == (2, 11, 12.0)
    assert (found.faults, found.statements, found.statements_supported, found.dutch) == ((), 1, 1, None)


def test_half_the_facts_are_half_a_share(corpus):
    found = marks(CASE, answer("De reis kost 300 euro."), corpus)
    assert (found.all_facts, found.share_of_facts) == (False, 0.5)


def test_a_refusal_has_no_facts_and_is_right_where_the_documents_are_silent(corpus):
    assert marks(CASE, REFUSAL, corpus).all_facts is False
    assert marks(NO_CASE, REFUSAL, corpus).refused is True
    assert marks(NO_CASE, answer(), corpus).refused is False


def test_an_answer_gets_the_marks_of_its_citations_and_its_language(corpus):
    words = "De reis naar Gent is voor alle leraren van de school en duurt twee dagen."
    found = marks(CASE, answer(words, quote="De reis naar Gent is niet voor iedereen."), corpus)
    assert (found.statements_supported, found.statements, found.dutch, found.faults) == (0, 1, True, ())
    assert marks(CASE, answer(page=9), corpus).faults == (Fault.NO_SUCH_PAGE,)


def test_a_page_counts_only_in_the_document_it_belongs_to():
    assert cites_page(CASE, answer(document="gids.pdf", page=3))
    assert not cites_page(CASE, answer(document="gids.pdf", page=4)) and cites_document(CASE, answer(document="gids.pdf", page=4))
    assert not cites_document(CASE, answer(document="ander.pdf", page=3)) and not cites_page(CASE, answer(document="ander.pdf", page=3))


def test_a_quote_that_does_not_stand_there_is_counted(corpus):
    assert marks(CASE, answer(quote="De reis kost 400 euro."), corpus).quotes_not_literal == 1


def test_a_notice_is_right_when_it_is_the_one_asked_for():
    passed = replace(CASE, notice="date_passed")
    warned = replace(answer(), notices=(Notice("date_passed", "1 mei is voorbij."),))
    assert (has_notice(passed, warned), has_notice(passed, answer()), has_notice(CASE, answer())) == (True, False, None)


def test_where_no_notice_may_come_any_is_wrong():
    quiet = replace(CASE, forbids_notices=True)
    warned = replace(answer(), notices=(Notice("date_passed", "1 mei is voorbij."),))
    assert (has_notice(quiet, warned), has_notice(quiet, answer()), has_notice(CASE, warned)) == (False, True, None)


def test_figures_are_counts_with_their_totals(corpus):
    all_marks = [marks(CASE, answer(), corpus), marks(CASE, REFUSAL, corpus), marks(NO_CASE, REFUSAL, corpus)]
    found = {figure.name: (figure.value, figure.total) for figure in figures(all_marks)}
    assert found["all_facts"] == found["document"] == found["page"] == (1, 2)
    assert found["needless_refusals"] == (1, 2)
    assert found["refused"] == (1, 1)
    assert found["quotes_not_literal"] == (0, 1)
    assert found["supported"] == found["well_formed"] == (1, 1)  # refusals that cite nothing have nothing to form
    assert "noticed" not in found and "dutch" not in found


def test_lengths_are_a_median_and_a_95th_percentile_of_the_answers_given(corpus):
    long = replace(answer(), sentences=3 * answer().sentences)
    found = {figure.name: figure.value for figure in figures([marks(CASE, each, corpus) for each in (answer(), long, REFUSAL)])}
    assert (found["median_sentences"], found["median_words"]) == (4.0, 22.0)  # halfway between 2 and 6 sentences, 11 and 33 words
    assert found["p95_sentences"] == pytest.approx(2 + 0.95 * 4)
    assert found["p95_words"] == pytest.approx(11 + 0.95 * 22)


def test_an_empty_set_has_only_figures_that_need_no_case():
    assert {figure.value for figure in figures([])} == {0}
