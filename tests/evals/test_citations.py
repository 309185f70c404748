"""The form of citations, and figures that a quote lacks: by hand, each fault on an answer made up for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, Contact, Notice, Sentence, SentenceKind, Status
from evals.citations import Fault, faults, figures_uncited, sentences_uncited

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
BROCHURE = "brochures/pro-u-en-assessmentcentrum-twente.pdf"
PAGES = "webpaginas/veelgestelde-vragen.md"


def cites(*numbers: int, text: str = "Zo is het.") -> Sentence:
    return Sentence(text, SentenceKind.STATEMENT, numbers)


def citation(n: int, document: str = BROCHURE, page: int | None = 1, quote: str = "Zo is het.") -> Citation:
    return Citation(n, document, "Gids", quote, page=page)


GOOD = Answer(
    question="",
    standalone_question="",
    status=Status.ANSWERED,
    sentences=(Sentence("In ‘Gids’ staat:", SentenceKind.CONNECTIVE), cites(1), cites(2, 1)),
    citations=(citation(1), citation(2, PAGES, None), citation(3), citation(4)),
    contact=Contact("Anna", None, None, None, 3),
    notices=(Notice("disagreement", "Een andere bron zegt iets anders.", (4, 1)),),
)


def test_an_answer_with_all_numbers_in_order_is_well_formed():
    assert faults(GOOD, CORPUS) == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"sentences": (cites(1), cites(2, 5))}, Fault.MARK_WITHOUT_CITATION),
        ({"sentences": (cites(1),)}, Fault.CITATION_UNUSED),
        ({"contact": None}, Fault.CITATION_UNUSED),
        ({"notices": ()}, Fault.CITATION_UNUSED),
        ({"sentences": (cites(2), cites(1))}, Fault.NUMBERS_OUT_OF_ORDER),
        ({"citations": (citation(1), citation(3), citation(2, PAGES, None), citation(4))}, Fault.NUMBERS_OUT_OF_ORDER),
        ({"citations": (citation(1), citation(2, "weg.pdf"), citation(3), citation(4))}, Fault.NO_SUCH_DOCUMENT),
        ({"citations": (citation(1), citation(2, "brochures"), citation(3), citation(4))}, Fault.NO_SUCH_DOCUMENT),
        ({"citations": (citation(1), citation(2, page=9), citation(3), citation(4))}, Fault.NO_SUCH_PAGE),
        ({"citations": (citation(1), citation(2, page=0), citation(3), citation(4))}, Fault.NO_SUCH_PAGE),
        ({"citations": (citation(1), citation(2, PAGES, 2), citation(3), citation(4))}, Fault.NO_SUCH_PAGE),
        ({"citations": (citation(1), citation(2, quote=" \n"), citation(3), citation(4))}, Fault.EMPTY_QUOTE),
    ],
)
def test_each_fault_is_found_and_no_other(change, fault):
    assert faults(replace(GOOD, **change), CORPUS) == (fault,)


def test_a_hole_in_the_numbers_is_a_fault():
    holed = replace(GOOD, sentences=(cites(1), cites(3)), citations=(citation(1), citation(3)), contact=None, notices=())
    assert faults(holed, CORPUS) == (Fault.NUMBERS_OUT_OF_ORDER,)


def quoting(text: str, quote: str) -> Answer:
    return replace(GOOD, sentences=(cites(1, text=text),), citations=(citation(1, quote=quote),))


@pytest.mark.parametrize(
    ("text", "quote", "lost"),
    [
        ("De reis kost 301 euro op 1 mei.", "De reis kost 300 euro op 1 mei.", ["301"]),
        ("De reis kost € 1.500,- op 1-5-2026.", "De reis kost 1500 euro op 1 mei 2026.", []),
        ("Op 2 mei.", "Op 1 mei.", ["2mei"]),
        ("Mail anna@voorbeeld.nl.", "Mail anne@voorbeeld.nl.", ["anna@voorbeeld.nl"]),
        ("Bel 053 123 45 67.", "Bel 053 123 45 68.", ["tel:0531234567"]),
        ("Zie www.voorbeeld.nl/reis.", "Zie voorbeeld.nl.", ["voorbeeld.nl/reis"]),
    ],
)
def test_a_figure_that_its_quote_has_not_is_named(text, quote, lost):
    assert figures_uncited(quoting(text, quote)) == lost


def test_a_figure_counts_only_in_the_quote_that_its_own_sentence_cites():
    other = replace(
        GOOD, sentences=(cites(1, text="Het kost 300 euro."),), citations=(citation(1), citation(2, quote="Het kost 300 euro."))
    )
    assert figures_uncited(other) == ["300"]


def test_a_statement_without_a_citation_is_counted_and_an_introduction_is_not():
    assert sentences_uncited(GOOD) == 0
    assert sentences_uncited(replace(GOOD, sentences=(*GOOD.sentences, cites()))) == 1
