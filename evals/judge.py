"""A language model as a second opinion on answers, beside our own figures and never mixed with them.

Each statement is judged on what it cites (faithful), each answer on its question (relevant). A reply counts only as
strict JSON of the shape that was asked for; a yes to a statement counts only with words that stand in what it cites.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from llama_index.core.bridge.pydantic import BaseModel, ConfigDict, ValidationError
from llama_index.core.llms import LLM
from rich.table import Table

from assistant.answer import Answer, Question, SentenceKind
from assistant.model import ModelUnavailable, ask_model
from evals import prompts
from evals.answers import Result
from evals.metrics import Figure, is_answer
from evals.report import shown
from ingest.show import squeeze

Shape = TypeVar("Shape", bound=BaseModel)

PATIENCE = 3  # replies in a row that may fail to come before the rest is left unasked


class Ruling(StrEnum):
    YES = "yes"
    NO = "no"
    UNPROVEN = "unproven"  # yes, but the words that should prove it do not stand in what is cited
    UNREADABLE = "unreadable"
    NO_REPLY = "no_reply"


class Faithful(BaseModel):
    """The reply on a statement."""

    model_config = ConfigDict(strict=True, extra="forbid")
    supported: bool
    words: str


class Relevant(BaseModel):
    """The reply on an answer."""

    model_config = ConfigDict(strict=True, extra="forbid")
    relevant: bool


@dataclass(frozen=True)
class Opinion:
    """What a model says of one statement, with the words that it gives as proof."""

    text: str
    ruling: Ruling
    words: str = ""


@dataclass(frozen=True)
class Judged:
    """What a model says of one answer."""

    id: str
    statements: tuple[Opinion, ...]
    relevant: Ruling

    @property
    def rulings(self) -> list[Ruling]:
        return [*(opinion.ruling for opinion in self.statements), self.relevant]


def check_model(model: LLM) -> None:
    """Raises ModelUnavailable when the model does not reply at all: better to know that before half an hour of questions."""
    ask_model(model, prompts.RELEVANT, _as_json(gesprek=[], vraag="Hoe laat is het?", antwoord="Het is drie uur."), shape=Relevant)


class Judge:
    """A model that gives rulings. After PATIENCE replies in a row that did not come it is asked no more."""

    def __init__(self, model: LLM) -> None:
        self._model = model
        self._silent = 0

    @property
    def is_gone(self) -> bool:
        return self._silent >= PATIENCE

    def judge_all(self, results: Sequence[Result], *, on_judged: Callable[[], None] = lambda: None) -> list[Judged]:
        """What the model says of each answer that states something, as far as it goes on replying."""
        judged: list[Judged] = []
        for result in results:
            if self.is_gone:
                break
            if is_answer(result.answer):
                judged.append(self.judge(result))
            on_judged()
        return judged

    def judge(self, result: Result) -> Judged:
        """What the model says of one answer and of each statement in it."""
        quotes = {citation.n: citation.quote for citation in result.answer.citations}
        statements = tuple(
            self.judge_statement(sentence.text, [quotes[n] for n in sentence.citations if n in quotes])
            for sentence in result.answer.sentences
            if sentence.kind is SentenceKind.STATEMENT
        )
        return Judged(result.case.id, statements, self.judge_relevance(result.case.question, result.answer))

    def judge_statement(self, statement: str, quotes: Sequence[str]) -> Opinion:
        """Whether the quotes carry a statement, in the eyes of the model."""
        reply = self._reply(prompts.FAITHFUL, _as_json(bewering=statement, bronnen=quotes), Faithful)
        if isinstance(reply, Ruling):
            return Opinion(statement, reply)
        if not reply.supported:
            return Opinion(statement, Ruling.NO, reply.words)
        return Opinion(statement, Ruling.YES if _stands_in(reply.words, quotes) else Ruling.UNPROVEN, reply.words)

    def judge_relevance(self, question: Question, answer: Answer) -> Ruling:
        """Whether an answer goes into its question, in the eyes of the model."""
        earlier = [{"vraag": turn.question, "antwoord": turn.answer} for turn in question.history]
        text = " ".join(sentence.text for sentence in answer.sentences)
        reply = self._reply(prompts.RELEVANT, _as_json(gesprek=earlier, vraag=question.text, antwoord=text), Relevant)
        if isinstance(reply, Ruling):
            return reply
        return Ruling.YES if reply.relevant else Ruling.NO

    def _reply(self, instruction: str, text: str, shape: type[Shape]) -> Shape | Ruling:
        """The reply in its shape, or why there is none."""
        if self.is_gone:
            return Ruling.NO_REPLY
        try:
            reply = ask_model(self._model, instruction, text, shape=shape)
        except ModelUnavailable:
            self._silent += 1
            return Ruling.NO_REPLY
        self._silent = 0
        try:
            return shape.model_validate_json(reply)
        except ValidationError:
            return Ruling.UNREADABLE


def _as_json(**parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False)


def _stands_in(words: str, quotes: Sequence[str]) -> bool:
    """True if words stand literally in one of the quotes, whatever their capitals."""
    return bool(words.strip()) and any(squeeze(words).casefold() in squeeze(quote).casefold() for quote in quotes)


def figures(judged: Sequence[Judged]) -> list[Figure]:
    """Counts of what the model says: of readable replies how many are a yes, and of all replies how many are no use.

    faithful = yes with proof / (yes + yes without proof + no), over statements; relevant = yes / (yes + no), over answers.
    """
    statements = [opinion.ruling for each in judged for opinion in each.statements]
    every = [ruling for each in judged for ruling in each.rulings]
    found = [
        _share("faithful", Ruling.YES, _readable(statements)),
        _share("unproven", Ruling.UNPROVEN, _readable(statements)),
        _share("relevant", Ruling.YES, _readable(each.relevant for each in judged)),
        _share("unreadable", Ruling.UNREADABLE, every),
        _share("no_reply", Ruling.NO_REPLY, every),
    ]
    return [figure for figure in found if figure.total]


def _readable(rulings: Iterable[Ruling]) -> list[Ruling]:
    return [ruling for ruling in rulings if ruling not in (Ruling.UNREADABLE, Ruling.NO_REPLY)]


def _share(name: str, wanted: Ruling, rulings: Sequence[Ruling]) -> Figure:
    return Figure(name, sum(ruling is wanted for ruling in rulings), len(rulings))


NAMES = {
    "faithful": "Zinnen gedragen door hun citaat",
    "unproven": "… wel volgens het model, maar zonder letterlijk bewijs",
    "relevant": "Antwoorden die ingaan op de vraag",
    "unreadable": "Onleesbare oordelen",
    "no_reply": "Geen oordeel gekregen",
}


def table(judged: Sequence[Judged], *, model: str, answers: int) -> Table:
    """The figures of a judging model, under its name; `answers` is how many there were to judge."""
    made = Table(title=f"Oordeel van taalmodel {model} over {len(judged)} van {answers} antwoorden (staat los van de andere cijfers)")
    made.title_justify = "left"
    made.add_column("Wat")
    made.add_column("Hoeveel", justify="right")
    for figure in figures(judged):
        made.add_row(NAMES[figure.name], shown(figure))
    return made


def as_json(judged: Sequence[Judged], *, model: str) -> dict[str, Any]:
    """{"model", "figures": {name: {"value", "total", "unit"}}, "cases": {id: {"relevant", "statements": [{"text", "ruling", "words"}]}}}"""
    return {
        "model": model,
        "figures": {figure.name: {"value": figure.value, "total": figure.total, "unit": figure.unit} for figure in figures(judged)},
        "cases": {each.id: {"relevant": each.relevant, "statements": [vars(opinion) for opinion in each.statements]} for each in judged},
    }
