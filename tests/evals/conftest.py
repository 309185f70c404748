"""One index of the sample documents, and one honest run over all own cases, for every test that needs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.start import open_assistant
from evals.answers import Result, ask_all
from evals.baseline import Outcome
from evals.cases import CASES, Case, read_cases
from ingest.settings import Settings
from ingest.sync import update_index

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="session")
def own_corpus() -> Path:
    """The documents that the own cases are about."""
    return CORPUS


@pytest.fixture(scope="session")
def own_cases() -> list[Case]:
    return read_cases(CASES)


@pytest.fixture(scope="session")
def own_assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """What answers in `bronwijs eval`, over an index made once."""
    settings = Settings(corpus=CORPUS, index=str(tmp_path_factory.mktemp("evals") / "index"))
    update_index(settings)
    return open_assistant(settings, for_staff=True)


@pytest.fixture(scope="session")
def own_results(own_cases: list[Case], own_assistant: Assistant) -> list[Result]:
    """The results of `bronwijs eval`."""
    return ask_all(own_cases, own_assistant, CORPUS)


@pytest.fixture(scope="session")
def make_outcome() -> Callable[..., Outcome]:
    """An outcome that is right, in all that is not given."""

    def make(id_: str, *, right: bool = True, why: str = "goed", question: str = "Wat kost de reis?", **changed: float | None) -> Outcome:
        marks = {
            "answered": True, "all_facts": True, "share_of_facts": 1.0, "document": True, "page": True, "refused": None, "noticed": None,
            "quotes": 1, "quotes_not_literal": 0, "sentences_uncited": 0, "figures_uncited": 0, "faults": 0, "statements": 2,
            "statements_supported": 2, "dutch": True, "words": 40, "ms": 50.0,
        }  # fmt: skip
        return Outcome(id_, question, right, why, marks | changed)

    return make
