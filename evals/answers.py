"""Measure answers against known facts: `python -m evals.answers CASES --corpus DIR`.

A case is a line of JSON: id, question, answerable, document, page (physical, 1-based; a list where the fact stands on
several; absent without pages), and facts: groups of alternative patterns, of which each group must match the answer.
`needs_ocr` cases are left out. No model judges; counts, not shares, because the sets are small.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Question, Status
from assistant.start import open_assistant, update_index
from evals.literal import is_literal
from ingest.settings import Settings

Case = Mapping[str, Any]


@dataclass
class Tally:
    """Counts over a set of cases."""

    answerable: int = 0
    all_facts: int = 0
    right_document: int = 0
    with_page: int = 0
    right_page: int = 0
    needless_refusals: int = 0
    unanswerable: int = 0
    refused: int = 0
    quotes: int = 0
    not_literal: int = 0
    median_words: float = 0
    median_ms: float = 0


def has_all_facts(case: Case, answer: Answer) -> bool:
    """True if every group of patterns has one that matches the answer's text."""
    return all(any(re.search(pattern, answer.text, re.IGNORECASE) for pattern in group) for group in case["facts"])


def cites(case: Case, answer: Answer, *, page: bool) -> bool:
    """True if a citation points to the case's document, and to its page when `page`."""
    pages = case["page"] if isinstance(case.get("page"), list) else [case.get("page")]
    return any(c.document == case["document"] and (not page or c.page in pages) for c in answer.citations)


def count(cases: Sequence[Case], answers: Sequence[Answer], corpus: Path) -> Tally:
    """The tally of answers to cases, in the same order. Quotes are looked up in the files themselves."""
    tally = Tally()
    for case, answer in zip(cases, answers, strict=True):
        is_answer = answer.status in (Status.ANSWERED, Status.PARTLY)
        if case["answerable"]:
            tally.answerable += 1
            tally.all_facts += is_answer and has_all_facts(case, answer)
            tally.right_document += is_answer and cites(case, answer, page=False)
            tally.with_page += case.get("page") is not None
            tally.right_page += is_answer and case.get("page") is not None and cites(case, answer, page=True)
            tally.needless_refusals += not is_answer
        else:
            tally.unanswerable += 1
            tally.refused += not is_answer
        tally.quotes += len(answer.citations)
        tally.not_literal += sum(not is_literal(c.quote, corpus / c.document, c.page) for c in answer.citations)
    tally.median_words = statistics.median(len(answer.text.split()) for answer in answers)
    tally.median_ms = statistics.median(answer.elapsed_ms for answer in answers)
    return tally


def read_cases(file: Path) -> list[Case]:
    """The cases of a file that can be answered without reading images."""
    cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [case for case in cases if not case.get("needs_ocr")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", type=Path, nargs="?", default=Path(__file__).parent / "cases" / "corpus.jsonl")
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parent.parent / "corpus")
    parser.add_argument("--failed", action="store_true", help="show the cases that failed")
    args = parser.parse_args()
    cases = read_cases(args.cases)
    with tempfile.TemporaryDirectory(prefix="bronwijs-eval-", ignore_cleanup_errors=True) as index:
        settings = Settings(corpus=args.corpus, index=index)
        update_index(settings)
        assistant = open_assistant(settings)
        answers = [assistant.answer(Question(case["question"], case["id"])) for case in cases]
        for name, value in asdict(count(cases, answers, args.corpus)).items():
            print(f"{name:18} {value:g}")
    if args.failed:
        for case, answer in zip(cases, answers, strict=True):
            is_answer = answer.status in (Status.ANSWERED, Status.PARTLY)
            if is_answer != case["answerable"] or is_answer and not has_all_facts(case, answer):
                print(f"\n{case['id']}  {case['question']}  [{answer.status}, {answer.reason}]\n{answer.text}")


if __name__ == "__main__":
    main()
