"""Each metric by hand, on an answer made up for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, Notice, Question, Sentence, SentenceKind, Status, Verdict
from evals.cases import Case
from evals.metrics import cites_document, cites_page, figures, figures_uncited, has_notice, marks, sentences_uncited

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


def test_half_the_facts_are_half_a_share(corpus):
    found = marks(CASE, answer("De reis kost 300 euro."), corpus)
    assert (found.all_facts, found.share_of_facts) == (False, 0.5)


def test_a_refusal_has_no_facts_and_is_right_where_the_documents_are_silent(corpus):
    assert marks(CASE, REFUSAL, corpus).all_facts is False
    assert marks(NO_CASE, REFUSAL, corpus).refused is True
    assert marks(NO_CASE, answer(), corpus).refused is False


def test_a_page_counts_only_in_the_document_it_belongs_to():
    assert cites_page(CASE, answer(document="gids.pdf", page=3))
    assert not cites_page(CASE, answer(document="gids.pdf", page=4)) and cites_document(CASE, answer(document="gids.pdf", page=4))
    assert not cites_document(CASE, answer(document="ander.pdf", page=3)) and not cites_page(CASE, answer(document="ander.pdf", page=3))


def test_a_quote_that_does_not_stand_there_is_counted(corpus):
    assert marks(CASE, answer(quote="De reis kost 400 euro."), corpus).quotes_not_literal == 1


def test_a_changed_digit_is_a_figure_that_its_quote_has_not():
    assert figures_uncited(answer("De reis kost 301 euro op 1 mei.", quote="De reis kost 300 euro op 1 mei.")) == ["301"]
    assert figures_uncited(answer()) == []


def test_a_statement_without_a_citation_is_counted():
    bare = replace(answer(), sentences=(Sentence("Zo is het.", SentenceKind.STATEMENT),))
    assert (sentences_uncited(bare), sentences_uncited(answer())) == (1, 0)


def test_a_notice_is_right_when_it_is_the_one_asked_for():
    passed = replace(CASE, notice="date_passed")
    warned = replace(answer(), notices=(Notice("date_passed", "1 mei is voorbij."),))
    assert (has_notice(passed, warned), has_notice(passed, answer()), has_notice(CASE, answer())) == (True, False, None)


def test_figures_are_counts_with_their_totals(corpus):
    all_marks = [marks(CASE, answer(), corpus), marks(CASE, REFUSAL, corpus), marks(NO_CASE, REFUSAL, corpus)]
    found = {figure.name: (figure.value, figure.total) for figure in figures(all_marks)}
    assert found["all_facts"] == found["document"] == found["page"] == (1, 2)
    assert found["needless_refusals"] == (1, 2)
    assert found["refused"] == (1, 1)
    assert found["quotes_not_literal"] == (0, 1)
    assert "noticed" not in found
