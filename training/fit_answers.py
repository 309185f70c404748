"""Fit the weights with which answers are chosen and given: `assistant/weights.json`.

    python training/fit_answers.py --half evals/cases corpus [--whole CASES CORPUS]

Of a set that is given with --half only the half goes in that reports call "tuned" (evals/report.py); the other half stays
unseen, and is what the figures printed at the end are about. A set given with --whole goes in as a whole.

Two linear models, one after the other:

1. *answers*: which stretch of text answers a question. Softmax over the candidates of each question (a conditional logit,
   McFadden 1974), fitted to a target in which a stretch weighs the more, the more of the facts it states, and a little
   less for each word.
2. *sure*: whether the documents answer the question at all. Logistic regression on questions that they answer (1), questions
   that they do not answer (0), and questions of which the documents that answer are left out (0, at half the weight).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from assistant.abstain import confidence, signs
from assistant.asked import asked
from assistant.cover import Term, question_terms
from assistant.evidence import READ, Evidence, weigh
from assistant.retrieve import Retriever, View
from assistant.rewrite import is_difference, parts, stand_alone
from assistant.score import Candidates, find_candidates, ranked
from assistant.stretch import Stretch
from assistant.weights import FILE
from evals.cases import Case, read_cases
from evals.facts import states
from evals.report import half
from evals.silent import without
from ingest.embed import open_embedder
from ingest.settings import Settings
from ingest.store import Store
from ingest.sync import update_index

PER_WORD = 0.25 / 50  # what a word costs, in shares of the facts
ANOTHER_PAGE = 0.7  # what facts are worth that stand on a page the case does not name
SHARPNESS = 0.3  # of the target: a stretch worth this much less weighs e times less
PENALTY = 15.0  # L2, on standardized features
STRENGTH_SURE = 0.1  # inverse of the L2 penalty, likewise
LEFT_OUT_WEIGHT = 0.5


@dataclass(frozen=True)
class Example:
    """A question with its candidates, and of each which facts it states and what it is worth."""

    case: Case
    question: str
    terms: tuple[Term, ...]
    candidates: Candidates
    states: np.ndarray  # (candidates, facts)
    worth: np.ndarray  # (candidates,)
    is_fit: bool
    is_left_out: bool = False

    @property
    def is_answered(self) -> bool:
        """True if the documents at hand hold the answer."""
        return self.case.answerable and not self.is_left_out


def read_examples(cases: Path, corpus: Path, *, whole: bool) -> Iterator[Example]:
    """The questions of a set, and those with an answer once more without the documents that hold it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as index:
        settings = Settings(corpus=corpus, index=index)
        update_index(settings)
        embedder = open_embedder(settings.embedder)
        view = Retriever(Store(settings, create=False), embedder, for_staff=True).view()
        views = {frozenset[str](): view}
        for case in read_cases(cases):
            if len(parts(case.question.text)) > 1 or is_difference(case.question.text):
                continue
            documents = frozenset(case.places or {})
            for left_out in (frozenset[str](), documents) if documents else (documents,):
                at_hand = views.get(left_out) or views.setdefault(left_out, without(view, left_out))
                is_fit = whole or half(case.id) == "tuned"
                if example := _example(case, at_hand, embedder, is_fit=is_fit, is_left_out=bool(left_out)):
                    yield example


def _example(case: Case, view: View, embedder: BaseEmbedding, *, is_fit: bool, is_left_out: bool) -> Example | None:
    question = stand_alone(case.question.text, case.question.history)
    hits = view.search(question, embedder.get_query_embedding(question), READ)
    terms = question_terms(question, view.keyword)
    candidates = find_candidates(question, asked(question), terms, hits=hits, view=view, embedder=embedder)
    if candidates is None:
        return None
    stated = np.array([_stated(case, stretch) for stretch in candidates.stretches]).reshape(len(candidates.stretches), -1)
    share = stated.mean(axis=1) if stated.size else np.zeros(len(stated))
    place = np.array([_place(case, stretch) for stretch in candidates.stretches])
    cost = np.array([PER_WORD * stretch.length for stretch in candidates.stretches])
    worth = np.where(share > 0, share * place - cost, 0.0)
    return Example(case, question, terms, candidates, stated, worth, is_fit, is_left_out)


def _stated(case: Case, stretch: Stretch) -> list[bool]:
    if stretch.document not in (case.places or {}):
        return [False] * len(case.facts)
    return [any(states(stretch.text, alternative) for alternative in group) for group in case.facts]


def _place(case: Case, stretch: Stretch) -> float:
    pages = (case.places or {}).get(stretch.document)
    if pages is None:
        return 0.0
    on = {page for unit in stretch.units for page, _, _ in unit.pieces()}
    return 1.0 if not pages or on & set(pages) else ANOTHER_PAGE


def fit_answers(fitted: Sequence[Example]) -> dict[str, float]:
    """The weight of each feature of a stretch."""
    useful = [example for example in fitted if example.is_answered and example.worth.max() > 0]
    sizes = [len(example.worth) for example in useful]
    starts = np.cumsum(sizes) - sizes
    target = np.concatenate([_target(example.worth) for example in useful])
    table = np.concatenate([example.candidates.features.table for example in useful])
    spread = table.std(axis=0) + 1e-6
    table = table / spread

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        total = np.repeat(np.add.reduceat(np.exp(scores), starts), sizes)
        value = PENALTY * float(weights @ weights) / 2 - float(target @ (scores - np.log(total)))
        return value, table.T @ (np.exp(scores) / total - target) + PENALTY * weights

    best = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x / spread
    return _rounded(useful[0].candidates.features.names, best)


def _target(worth: np.ndarray) -> np.ndarray:
    weight = np.exp((worth - worth.max()) / SHARPNESS) * (worth > 0)
    return weight / weight.sum()


def fit_sure(fitted: Sequence[Example], answers: Mapping[str, float]) -> dict[str, float]:
    """The weight of each sign that what was chosen answers the question."""
    rows, outcomes, counts = [], [], []
    for example in fitted:
        evidence = evidence_of(example, answers)
        rows.append(signs(evidence))
        outcomes.append(example.is_answered)
        counts.append(LEFT_OUT_WEIGHT if example.is_left_out else 1.0)
    names = [name for name in rows[0] if name != "always"]
    table = np.array([[row[name] for name in names] for row in rows])
    spread = table.std(axis=0) + 1e-6
    model = LogisticRegression(C=STRENGTH_SURE, max_iter=5000).fit(table / spread, outcomes, sample_weight=counts)
    return _rounded(("always", *names), np.concatenate([model.intercept_, model.coef_[0] / spread]))


def _rounded(names: Sequence[str], weights: np.ndarray) -> dict[str, float]:
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def evidence_of(example: Example, answers: Mapping[str, float]) -> Evidence:
    return weigh(example.question, asked(example.question), example.terms, ranked(example.candidates, answers))


def is_right(example: Example, evidence: Evidence) -> bool:
    """True if what was chosen states every fact, in a document that answers the question."""
    chosen = {item.stretch for item in evidence.chosen}
    rows = [i for i, stretch in enumerate(example.candidates.stretches) if stretch in chosen]
    return bool(example.states[rows].any(axis=0).all())


def report(name: str, found: Sequence[Example], answers: Mapping[str, float], sure: Mapping[str, float]) -> None:
    """What the weights do on a set: right answers, and the trade-off between the two ways to be wrong over the threshold."""
    chosen = [(example, evidence_of(example, answers)) for example in found]
    answered = [(example, evidence) for example, evidence in chosen if example.is_answered]
    right = sum(is_right(example, evidence) for example, evidence in answered)
    lengths = [sum(item.stretch.length for item in evidence.chosen) for _, evidence in answered]
    print(f"{name}: all facts chosen for {right} of {len(answered)}, in a median of {np.median(lengths):.0f} words")
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        unsure = [(example, evidence) for example, evidence in chosen if confidence(evidence, sure) < threshold]
        counts = [
            sum(example.is_answered for example, _ in unsure),
            sum(is_right(example, evidence) for example, evidence in unsure if example.is_answered),
            sum(not example.case.answerable for example, _ in unsure),
            sum(example.is_left_out for example, _ in unsure),
        ]
        totals = [len(answered), right, sum(not e.case.answerable for e, _ in chosen), sum(e.is_left_out for e, _ in chosen)]
        shown = ", ".join(f"{count} of {total}" for count, total in zip(counts, totals, strict=True))
        print(f"  below {threshold}: answerable, of which chosen right, unanswerable, documents left out: {shown}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--half", "--whole"):
        parser.add_argument(name, nargs=2, type=Path, action="append", default=[], metavar=("CASES", "CORPUS"))
    args = parser.parse_args()
    found = [example for cases, corpus in args.half for example in read_examples(cases, corpus, whole=False)]
    found += [example for cases, corpus in args.whole for example in read_examples(cases, corpus, whole=True)]
    fitted = [example for example in found if example.is_fit]
    answers = fit_answers(fitted)
    sure = fit_sure(fitted, answers)
    FILE.write_text(json.dumps({"answers": answers, "sure": sure}, indent=1) + "\n", encoding="utf-8")
    report("fitted", fitted, answers, sure)
    report("unseen", [example for example in found if not example.is_fit], answers, sure)


if __name__ == "__main__":
    main()
