from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.abstain import Thresholds, reason_not_to_answer
from assistant.answer import Reason
from assistant.asked import asked, holds
from assistant.cover import Term
from assistant.evidence import Evidence
from ingest.dutch import stem

SURE = Thresholds(enough=0.75, missing_telling=0.8)


@pytest.fixture
def evidence_of(units_of):
    """Evidence of one quote for a question of one plain term, which is covered."""

    def make(question: str, quote: str, *, score: float = 1.0, around: str = "") -> Evidence:
        groups = (tuple(units_of(quote)),)
        shows = holds(asked(question), quote, question)
        return Evidence(
            question=question,
            asked=asked(question),
            terms=(Term("reis", "reis", 1.0),),
            groups=groups,
            covered=np.array([1.0]),
            led=np.array([1.0]),
            holds=shows,
            score=score,
            text=f"{quote} {around}",
        )

    return make


def test_evidence_that_covers_the_question_is_answered(evidence_of) -> None:
    assert reason_not_to_answer(evidence_of("Wat kost de reis?", "De reis kost 300 euro."), SURE) is None


def test_without_anything_near_there_is_no_answer(evidence_of) -> None:
    nothing = replace(evidence_of("Wat kost de reis?", "De reis kost 300 euro."), groups=())
    assert reason_not_to_answer(nothing, SURE) is Reason.NOTHING_NEAR


def test_a_quote_about_another_year_is_refused(evidence_of) -> None:
    about_2024 = evidence_of("Wat kostte de reis in 2019?", "De reis kostte in 2024 300 euro.", score=9)
    assert reason_not_to_answer(about_2024, SURE) is Reason.OTHER_YEAR


def test_a_passage_about_another_year_is_refused_when_the_quote_names_none(evidence_of) -> None:
    question, quote = "Wat kostte de reis in 2019?", "De reis kostte 300 euro."
    assert reason_not_to_answer(evidence_of(question, quote, score=9, around="Jaarverslag 2024"), SURE) is Reason.OTHER_YEAR
    assert reason_not_to_answer(evidence_of(question, quote, score=9, around="Jaarverslag 2019"), SURE) is None


def test_a_year_inside_a_span_is_that_year(evidence_of) -> None:
    question = "Wat kostte de reis in 2025?"
    assert reason_not_to_answer(evidence_of(question, "De reis kost in 2024-26 300 euro."), SURE) is None
    assert reason_not_to_answer(evidence_of(question, "De reis kost in 2021–2023 300 euro."), SURE) is Reason.OTHER_YEAR


def test_a_name_that_stands_nowhere_near_is_refused(evidence_of) -> None:
    found = evidence_of("Gaat de reis naar Rotterdam?", "De reis gaat naar Gent en dat is mooi.")
    terms = (Term("reis", "reis", 1.0), Term("rotterdam", "rotterdam", 2.0, is_telling=True))
    missing = replace(found, terms=terms, covered=np.array([1.0, 0.0]), led=np.array([1.0, 0.0]))
    assert reason_not_to_answer(missing, SURE) is Reason.UNKNOWN_WORD
    assert reason_not_to_answer(replace(missing, covered=np.array([1.0, 1.0]), led=np.array([1.0, 1.0])), SURE) is None


def test_the_same_word_missing_is_borne_when_it_tells_nothing(evidence_of) -> None:
    found = evidence_of("Gaat de reis fijn door?", "De reis gaat naar Gent en dat is mooi.")
    terms = (Term("reis", "reis", 1.0), Term("fijn", "fijn", 2.0))
    assert reason_not_to_answer(replace(found, terms=terms, covered=np.array([1.0, 0.0]), led=np.array([1.0, 0.0])), SURE) is None


def test_no_date_where_a_date_was_asked_is_refused(evidence_of) -> None:
    question = "Wanneer is de reis?"
    assert reason_not_to_answer(evidence_of(question, "De reis gaat naar Gent."), SURE) is Reason.NO_SUCH_FACT
    assert reason_not_to_answer(evidence_of(question, "De reis is op 3 mei."), SURE) is None


def test_a_role_that_nobody_has_is_refused_however_high_the_score(evidence_of) -> None:
    found = evidence_of("Wie is de penningmeester van de reis?", "De reis wordt geleid door Anna de Wit.", score=9)
    terms = (Term("reis", "reis", 1.0), Term(stem("penningmeester"), "penningmeester", 1.0))
    assert (
        reason_not_to_answer(replace(found, terms=terms, covered=np.array([1.0, 0.0]), led=np.array([1.0, 0.0])), SURE)
        is Reason.UNKNOWN_WORD
    )
    assert reason_not_to_answer(replace(found, terms=terms, covered=np.array([1.0, 1.0]), led=np.array([1.0, 1.0])), SURE) is None


def test_thin_evidence_is_refused_and_the_threshold_decides(evidence_of) -> None:
    thin = evidence_of("Vertel over de reis.", "De reis gaat naar Gent.", score=0.5)
    assert reason_not_to_answer(thin, SURE) is Reason.TOO_THIN
    assert reason_not_to_answer(thin, replace(SURE, enough=0.4)) is None
