from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.abstain import MET, NEARBY, Thresholds, confidence, reason_not_to_answer, signs
from assistant.answer import Reason
from assistant.asked import Asked, asked, holds
from assistant.cover import Term
from assistant.evidence import MOST_LEAD, Evidence
from assistant.score import Scored
from assistant.stretch import Stretch
from assistant.weights import WEIGHTS
from ingest.dutch import stem

REIS = Term("reis", "reis", 1.0)
ALWAYS, NEVER = Thresholds(enough=0.0), Thresholds(enough=1.0)
OF_THE_BEST = ("around", "heading", "explained_heading", "passage_rank")
NOTHING = dict.fromkeys((*OF_THE_BEST, "same_question"), 0.0)


@pytest.fixture
def evidence_of(units_of):
    """Evidence of one quote, `over` which a heading may stand; `covered` says of each term how well it is covered."""

    def make(
        question: str,
        quote: str,
        *,
        terms: Sequence[Term] = (REIS,),
        covered: Sequence[float] = (1.0,),
        over: str = "",
        **features: float,
    ) -> Evidence:
        units = units_of(*([f"# {over}"] if over else []), quote)
        shows = holds(asked(question), quote, question)
        around = np.array(covered)
        best = Scored(Stretch((units[-1],)), 1.0, around, around, shows, NOTHING | features)
        return Evidence(question, asked(question), tuple(terms), (best,))

    return make


# how sure


def test_confidence_is_the_logistic_function_of_the_weighted_signs(evidence_of) -> None:
    found = evidence_of("Wat kost de reis?", "De reis kost 300 euro.", around=0.9, density=0.4, heading=0.2)
    total = sum(WEIGHTS["sure"][name] * value for name, value in signs(found).items())
    assert confidence(found) == pytest.approx(math.exp(total) / (math.exp(total) + 1))


def test_confidence_by_hand(evidence_of) -> None:
    found = evidence_of("Wat kost de reis?", "De reis kost 300 euro.", around=0.5)
    assert confidence(found, {"always": 0.0}) == 0.5
    assert confidence(found, {"always": -1.0, "around": 4.0}) == pytest.approx(1 / (1 + math.exp(-1)))
    assert confidence(found, {"always": -1.0, "around": 4.0, "no_sign": 9.0}) == pytest.approx(1 / (1 + math.exp(-1)))


def test_nothing_found_is_not_sure_at_all(evidence_of) -> None:
    assert confidence(replace(evidence_of("Wat kost de reis?", "De reis kost 300 euro."), chosen=())) == 0


def test_the_threshold_decides(evidence_of) -> None:
    found = evidence_of("Wat kost de reis?", "De reis kost 300 euro.", around=1.0)
    sure = confidence(found)
    assert reason_not_to_answer(found, Thresholds(enough=sure)) is None
    assert reason_not_to_answer(found, Thresholds(enough=sure + 1e-6)) is Reason.TOO_THIN


# why not


def test_without_anything_near_there_is_no_answer(evidence_of) -> None:
    nothing = replace(evidence_of("Wat kost de reis?", "De reis kost 300 euro."), chosen=())
    assert reason_not_to_answer(nothing, ALWAYS) is Reason.NOTHING_NEAR


def test_where_only_the_fact_is_lacking_that_is_the_reason(evidence_of) -> None:
    question = "Wanneer is de reis?"
    assert reason_not_to_answer(evidence_of(question, "De reis gaat naar Gent."), ALWAYS) is Reason.NO_SUCH_FACT
    assert confidence(evidence_of(question, "De reis gaat naar Gent.", around=1.0)) == 0
    assert reason_not_to_answer(evidence_of(question, "De reis is op 3 mei."), NEVER) is Reason.TOO_THIN
    assert reason_not_to_answer(evidence_of(question, "De reis gaat naar Gent.", covered=[0.5]), NEVER) is Reason.UNKNOWN_WORD


def test_one_word_that_is_missing_is_the_reason_when_it_weighs(evidence_of) -> None:
    question, quote = "Gaat de reis naar Rotterdam?", "De reis gaat naar Gent."
    heavy, light = (REIS, Term("rotterdam", "rotterdam", 1.0)), (REIS, Term("rotterdam", "rotterdam", 0.2))
    assert reason_not_to_answer(evidence_of(question, quote, terms=heavy, covered=[1, 0]), NEVER) is Reason.UNKNOWN_WORD
    assert reason_not_to_answer(evidence_of(question, quote, terms=light, covered=[1, 0]), NEVER) is Reason.TOO_THIN


def test_a_quote_about_another_year_is_refused_however_sure(evidence_of) -> None:
    about_2024 = evidence_of("Wat kostte de reis in 2019?", "De reis kostte in 2024 300 euro.", over="Reizen in 2019")
    assert reason_not_to_answer(about_2024, ALWAYS) is Reason.OTHER_YEAR
    assert confidence(about_2024) == 0


@pytest.mark.parametrize(("over", "reason"), [("Jaarverslag 2024", Reason.OTHER_YEAR), ("Jaarverslag 2019", None), ("", Reason.OTHER_YEAR)])
def test_where_the_quote_names_no_year_its_passage_tells(evidence_of, over, reason) -> None:
    found = evidence_of("Wat kostte de reis in 2019?", "De reis kostte 300 euro.", over=over)
    assert reason_not_to_answer(found, ALWAYS) is reason


def test_a_year_inside_a_span_is_that_year(evidence_of) -> None:
    question = "Wat kostte de reis in 2025?"
    assert reason_not_to_answer(evidence_of(question, "De reis kost in 2024-26 300 euro."), ALWAYS) is None
    assert reason_not_to_answer(evidence_of(question, "De reis kost in 2021–2023 300 euro."), ALWAYS) is Reason.OTHER_YEAR


def test_a_question_without_a_year_may_be_about_any(evidence_of) -> None:
    assert reason_not_to_answer(evidence_of("Wat kost de reis?", "De reis kost in 2024 300 euro."), ALWAYS) is None


# the signs


def test_signs_of_the_best_stretch_are_its_features(evidence_of) -> None:
    given = {name: 0.1 * n for n, name in enumerate(OF_THE_BEST, start=1)}
    found = signs(evidence_of("Wat kost de reis?", "De reis kost 300 euro.", **given))
    assert {name: found[name] for name in OF_THE_BEST} == given
    assert found["always"] == 1


def test_signs_of_what_is_covered(evidence_of) -> None:
    terms = [Term(word, word, weight) for word, weight in (("a", 4.0), ("b", 3.0), ("c", 2.0), ("d", 1.0))]
    found = signs(evidence_of("Wat kost de reis?", "De reis.", terms=terms, covered=[1.0, MET, MET - 0.1, 0.0]))
    assert found["terms_met"] == 2 / 4
    assert found["most_missing"] == pytest.approx(max(0.4 * 0, 0.3 * (1 - MET), 0.2 * (1.1 - MET), 0.1))


def test_a_telling_word_or_a_strange_name_is_a_sign(evidence_of) -> None:
    telling, strange = replace(REIS, is_telling=True), replace(REIS, is_strange=True)
    question, quote = "Gaat de reis door?", "De reis gaat door."
    assert [signs(evidence_of(question, quote, terms=[term]))["telling_asked"] for term in (REIS, telling)] == [0, 1]
    far, near = NEARBY - 0.01, NEARBY
    assert [signs(evidence_of(question, quote, terms=[strange], covered=[share]))["strange_far"] for share in (far, near)] == [1, 0]
    assert signs(evidence_of(question, quote, covered=[far]))["strange_far"] == 0


def test_a_fact_about_another_body_is_a_sign(evidence_of) -> None:
    body = replace(REIS, is_body=True)
    far, near = NEARBY - 0.01, NEARBY
    assert [signs(evidence_of("Wat kost de reis?", "De reis.", terms=[body], covered=[share]))["body_far"] for share in (far, near)] == [
        1,
        0,
    ]
    assert signs(evidence_of("Wat kost de reis?", "De reis.", covered=[far]))["body_far"] == 0
    assert signs(evidence_of("Waarom is er een reis?", "De reis.", terms=[body], covered=[far]))["body_far"] == 0


def test_a_role_that_nobody_has_is_a_sign(evidence_of) -> None:
    role = Term(stem("penningmeester"), "penningmeester", 1.0)
    who, quote = "Wie is de penningmeester?", "Anna de Wit leidt de reis."
    assert signs(evidence_of(who, quote, terms=[role], covered=[0.0]))["role_far"] == 1
    assert signs(evidence_of(who, quote, terms=[role], covered=[1.0]))["role_far"] == 0
    person = Term(stem("verantwoordelijk"), "verantwoordelijk", 1.0)  # no role, though it stands where one would
    assert signs(evidence_of("Wie is er verantwoordelijk?", quote, terms=[person], covered=[0.0]))["role_far"] == 0


def test_another_kind_of_answer_that_shows_is_a_sign(evidence_of) -> None:
    def found(question: str, quote: str) -> float:
        return signs(evidence_of(question, quote))["shows_other_kind"]

    assert found("Wanneer is de reis?", "De reis is op 3 mei.") == 0
    assert found("Waarom is er een reis?", "Omdat het leuk is.") == 1
    assert found("Waarom is er een reis?", "De reis gaat naar Gent.") == 0


def test_how_the_best_stretch_scores_is_a_sign(evidence_of) -> None:
    found = evidence_of("Wat kost de reis?", "De reis kost 300 euro.")
    ahead = replace(found, chosen=(replace(found.chosen[0], score=7.0),), lead=MOST_LEAD / 2)
    assert [signs(ahead)[name] for name in ("score", "lead")] == [0.7, 0.5]
    assert signs(found)["lead"] == 0


def test_a_question_of_many_terms_is_told_from_a_short_one(evidence_of) -> None:
    assert signs(evidence_of("Wat kost de reis?", "De reis."))["terms"] == 0.1
    terms = [Term(f"{n}", f"{n}", 1.0) for n in range(12)]
    assert signs(evidence_of("Wat kost de reis?", "De reis.", terms=terms, covered=[1.0] * 12))["terms"] == 1


@pytest.mark.parametrize(
    ("kind", "sign"),
    [
        (Asked.LIST, "asks_list"),
        (Asked.YES_NO, "asks_yes_no"),
        (Asked.DEFINITION, "asks_definition"),
        (Asked.REASON, "asks_reason"),
        (Asked.PERSON, "asks_name"),
        (Asked.DURATION, "asks_number"),
        (Asked.OTHER, "asks_other"),
        (Asked.DATE, None),
    ],
)
def test_the_kind_of_question_is_a_sign(evidence_of, kind, sign) -> None:
    found = signs(replace(evidence_of("Reis?", "De reis."), asked=kind))
    assert [name for name, value in found.items() if name.startswith("asks_") and value] == ([sign] if sign else [])
