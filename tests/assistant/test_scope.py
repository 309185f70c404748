"""A source on another time or place than was asked for is told so, and only when that is plain."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from assistant.asked import asked
from assistant.cover import question_terms
from assistant.dates import period
from assistant.evidence import Evidence
from assistant.keyword import KeywordIndex
from assistant.scope import other_place, other_time
from assistant.score import Scored
from assistant.stretch import Stretch
from assistant.told import preference_told
from ingest.dutch import terms
from ingest.sources import Source

TODAY = date(2026, 1, 15)


@pytest.fixture(scope="session")
def evidence(units_of):
    """Evidence that is one sentence; what the sentence says of the question covers it."""

    def make(question: str, text: str, **known) -> Evidence:
        [unit] = units_of(text, source=Source(**known))
        query = question_terms(question, KeywordIndex([text, question]))
        around = np.array([float(term.stem in terms(text)) for term in query])
        return Evidence(question, asked(question), query, (Scored(Stretch((unit,)), 1.0, around, around, True, {}),))

    return make


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("Hoeveel starters zijn er dit schooljaar?", "In schooljaar 2024-2025 waren er 48 starters.", "schooljaar 2024-2025"),
        ("Hoeveel starters zijn er dit schooljaar?", "Dit schooljaar zijn er 48 starters.", "schooljaar 2024-2025"),
        ("Hoeveel cursisten zijn er dit jaar?", "In 2021 waren er 34 cursisten, in 2024 122.", "2021 en 2024"),
        ("Hoeveel cursisten waren er in 2022?", "In 2024 waren er 122 cursisten.", "2024"),
        ("Wat is er volgend schooljaar?", "In 2025-2026 is er een training.", "schooljaar 2025-2026"),
    ],
)
def test_a_source_on_another_time(evidence, question, text, told):
    gap = other_time(evidence(question, text), TODAY, written=period("2025-07"))
    assert gap is not None and gap.told == told


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Hoeveel starters zijn er dit schooljaar?", "In schooljaar 2025-2026 zijn er 48 starters."),
        ("Hoeveel starters zijn er dit schooljaar?", "Komend schooljaar zijn er 48 starters."),
        ("Hoeveel starters zijn er dit schooljaar?", "Er zijn 48 starters."),
        ("Hoeveel starters zijn er?", "In schooljaar 2023-2024 waren er 48 starters."),
        ("Hoeveel starters zijn er dit schooljaar?", "Sinds 2001 zijn er 48 starters."),
        ("Hoeveel starters zijn er dit schooljaar?", "Er zijn 48 starters (Jansen, 2013)."),
        ("Is er na 2025 nog geld?", "In 2024 kregen scholen geld."),
        ("Hoeveel cursisten waren er in 2024?", "In 2021 waren er 34 cursisten, in 2024 122."),
    ],
)
def test_a_source_on_the_same_time_or_on_none(evidence, question, text):
    assert other_time(evidence(question, text), TODAY, written=period("2025-07")) is None


def test_what_was_this_school_year_in_a_document_of_a_year_is_not_known(evidence):
    found = evidence("Hoeveel starters zijn er dit schooljaar?", "Dit schooljaar zijn er 48 starters.")
    assert other_time(found, date(2024, 10, 1), written=period("2025")) is None
    assert other_time(found, date(2024, 10, 1), written=period("2025-10")) is not None


@pytest.mark.parametrize(
    ("question", "text", "known", "told"),
    [
        ("Hoeveel starters zijn er in Amsterdam?", "Er zijn 48 starters.", {"region": "Utrecht"}, ("Amsterdam", "Utrecht")),
        (
            "Hoeveel begeleiding krijgt een starter in het mbo?",
            "Een starter krijgt een uur.",
            {"sector": ("po",)},
            ("het mbo", "het primair onderwijs"),
        ),
    ],
)
def test_a_source_on_another_place(evidence, question, text, known, told):
    gap = other_place(evidence(question, text, **known), preference_told(question, today=TODAY))
    assert gap is not None and (gap.asked, gap.told) == told


@pytest.mark.parametrize(
    ("question", "text", "known"),
    [
        ("Hoeveel starters zijn er in Utrecht?", "Er zijn 48 starters.", {"region": "Utrecht"}),
        ("Hoeveel starters zijn er in Amsterdam?", "In Amsterdam zijn er 48 starters.", {"region": "Utrecht"}),
        ("Hoeveel starters zijn er in Amsterdam?", "Er zijn 48 starters.", {"region": "Nederland"}),
        ("Hoeveel starters zijn er in Amsterdam?", "Er zijn 48 starters.", {}),
        ("Hoe praten we over Samen Opleiden?", "Er zijn vier gesprekken.", {"region": "Utrecht"}),
        ("Krijgt een starter in het mbo begeleiding?", "In het mbo krijgt een starter een uur.", {"sector": ("po",)}),
        ("Krijgt een starter op de basisschool begeleiding?", "Een starter krijgt een uur.", {"sector": ("po",)}),
    ],
)
def test_a_source_on_the_same_place_or_on_none(evidence, question, text, known):
    assert other_place(evidence(question, text, **known), preference_told(question, today=TODAY)) is None
