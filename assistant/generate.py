"""The model writer: what a language model makes of numbered sources, as a draft with their literal words as citations. Checks nothing."""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from assistant import prompts
from assistant.answer import Citation, Draft, Fault, Sentence, SentenceKind, Writer
from assistant.cite import cite
from assistant.evidence import Evidence
from assistant.language import is_dutch_text
from assistant.model import ModelUnavailable, stream_model
from assistant.units import Unit
from ingest.dutch import sentences

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

MOST_SOURCES = 24
MOST_WORDS = 500  # of all sources together: what a small model on a laptop reads in some seconds
MOST_CHARACTERS = 4000  # of a reply, ten times an answer
RETRY_WITHIN = 0.25  # of the time for an answer: a server that failed so soon was busy, and is asked once more
REST_S = 60.0  # after a reply that did not come the next questions are spared the wait
NOT_THERE = 0  # the number of a citation of a source that was not given
Message = tuple[str, str]  # role, text

_KEYS = r"[\[【]\s*(?:bron(?:nen)?|nrs?\.?)?\s*\d+(?:\s*(?:,|;|en|-|–)\s*\d+)*\s*[\]】]"
_LATE_KEYS = re.compile(rf"([.!?…:]+)\s*((?:{_KEYS}\s*)+)", re.I)
_KEY = re.compile(rf"\s*{_KEYS}", re.I)
_NUMBERS = re.compile(r"(?P<first>\d+)\s*[-–]\s*(?P<last>\d+)|(?P<one>\d+)")
_ITEM = re.compile(r"^(?:[-*•–]|\d{1,2}[.)])\s+")
_MARKUP = re.compile(r"\*\*|__|`|^#+ ")


class NoDraft(Exception):
    """The model gave no draft; another writer can."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class ModelWriter:
    """A model that writes. Safe to share between threads."""

    name = Writer.MODEL

    def __init__(self, model: LLM, *, patience_s: float, rest_s: float = REST_S) -> None:
        """`patience_s` is how long one answer may take, a second try and a repair included."""
        self._model = model
        self._patience_s = patience_s
        self._rest_s = rest_s
        self._rests_until = float("-inf")

    def deadline(self) -> float:
        """Until when, on the monotonic clock, an answer that is begun now may take."""
        return time.monotonic() + self._patience_s

    def reply(self, messages: Sequence[Message], *, until: float) -> Iterator[str]:
        """What the model has said so far, ever more of it. Closing it ends the request. Raises NoDraft."""
        if time.monotonic() < self._rests_until:
            raise NoDraft(Fault.AWAY)
        began = time.monotonic()
        try:
            try:
                yield from self._once(messages, until)
            except ModelUnavailable:
                if time.monotonic() - began > RETRY_WITHIN * self._patience_s:
                    raise
                yield from self._once(messages, until)
        except ModelUnavailable as problem:
            self._rests_until = time.monotonic() + self._rest_s
            raise NoDraft(Fault.AWAY) from problem

    def _once(self, messages: Sequence[Message], until: float) -> Iterator[str]:
        said = ""
        with contextlib.closing(stream_model(self._model, messages)) as pieces:
            for piece in pieces:
                said += piece
                if len(_spoken(said)) > MOST_CHARACTERS:
                    raise NoDraft(Fault.USELESS)
                if time.monotonic() > until:
                    raise ModelUnavailable("Het taalmodel is te traag.")
                yield _spoken(said)


def _spoken(said: str) -> str:
    """What was said aloud: some models think first, between marks."""
    if "</think>" in said:
        return said.rpartition("</think>")[2]
    return "" if said.lstrip().startswith("<think>") else said


def sources(found: Iterable[Evidence]) -> tuple[Unit, ...]:
    """What a model may write from: the units that were chosen, then the next best; the first is number 1."""
    chosen = [unit for evidence in found for group in evidence.groups for unit in group]
    units = [*chosen, *(unit for evidence in found for item in evidence.near for unit in item.stretch.units)]
    kept: list[Unit] = []
    length = 0
    for unit in dict.fromkeys(units):
        length += len(unit.text.split())
        if kept and (len(kept) == MOST_SOURCES or length > MOST_WORDS):
            break
        kept.append(unit)
    return tuple(kept)


def instructions(question: str, given: Sequence[Unit]) -> list[Message]:
    """What a model is told and asked."""
    listed = [_source(number, unit) for number, unit in enumerate(given, start=1)]
    return [("system", prompts.WRITE), ("user", json.dumps({"vraag": question, "bronnen": listed}, ensure_ascii=False))]


def _source(number: int, unit: Unit) -> dict[str, str | int]:
    page, _, _ = unit.pieces()[0]
    known = {"document": unit.node.metadata["title"], "bladzijde": page, "kop": unit.heading, "hoort_bij": unit.lead, "tekst": unit.text}
    return {"nr": number, **{name: value for name, value in known.items() if value}}


def repair(wrong: Iterable[Sentence]) -> str:
    """What a model is told of sentences that its sources do not say."""
    return prompts.REPAIR.format(sentences="\n".join(f"- {sentence.text}" for sentence in wrong))


def draft_of(reply: str, given: Sequence[Unit]) -> Draft:
    """The sentences of a reply, each with literal quotes of the sources it names. Raises NoDraft for what is no answer.

    A source that was not given has the number NOT_THERE, which no citation has.
    """
    if reply.strip().strip(".").casefold().startswith(prompts.NO_ANSWER.casefold()):
        raise NoDraft(Fault.NOTHING_FOUND)
    written = _with_introductions(list(_sentences(reply)))
    if not any(each.keys for each in written) or is_dutch_text(" ".join(each.text for each in written)) is False:
        raise NoDraft(Fault.USELESS)
    citations: list[Citation] = []
    numbers: dict[int, tuple[int, ...]] = {}
    for key in (key for each in written for key in each.keys):
        if key not in numbers:
            numbers[key] = _cite(given[key - 1], citations) if 0 < key <= len(given) else (NOT_THERE,)
    return Draft(
        tuple(
            Sentence(
                each.text,
                SentenceKind.STATEMENT,
                tuple(dict.fromkeys(number for key in each.keys for number in numbers[key])),
                is_item=each.is_item,
            )
            for each in written
        ),
        tuple(citations),
    )


def _cite(unit: Unit, citations: list[Citation]) -> tuple[int, ...]:
    """Add the citations of a unit, one for each page that it stands on; their numbers."""
    first = len(citations) + 1
    for page, label, words in unit.pieces():
        citations.append(cite(unit.node, len(citations) + 1, quote=words, heading=unit.heading, page=page, label=label))
    return tuple(range(first, len(citations) + 1))


class _Written(NamedTuple):
    """A sentence of a reply, and the numbers behind it."""

    text: str
    keys: tuple[int, ...]
    is_item: bool


def _sentences(reply: str) -> Iterator[_Written]:
    """The sentences of a reply; an item of a list is one, however many it holds.

    >>> [(each.text, each.keys) for each in _sentences("De reis kost **300 euro**. [2] Eten ook [1, 3].")]
    [('De reis kost 300 euro.', (2,)), ('Eten ook.', (1, 3))]
    """
    for line in reply.splitlines():
        plain = _MARKUP.sub("", line.strip())
        item = _ITEM.match(plain)
        body = _LATE_KEYS.sub(r" \2\1 ", plain[item.end() :] if item else plain)
        for start, end in [(0, len(body))] if item else sentences(body):
            text = " ".join(_KEY.sub("", body[start:end]).split())
            if re.search(r"\w", text):
                yield _Written(re.sub(r"\s+(?=[.!?…:,;])", "", text), _keys(body[start:end]), item is not None)


def _keys(text: str) -> tuple[int, ...]:
    """
    >>> _keys("Zo [1] en zo [bron 3-5]."), _keys("Zo."), _keys("Zo [2-999999999].")
    ((1, 3, 4, 5), (), (0,))
    """
    found: list[int] = []
    for keys in _KEY.findall(text):
        for match in _NUMBERS.finditer(keys):
            first, last = (int((match["first"] or match["one"])[:6]), int((match["last"] or match["one"])[:6]))
            found += range(first, last + 1) if first <= last < first + MOST_SOURCES else [NOT_THERE]
    return tuple(dict.fromkeys(found))


def _with_introductions(written: Sequence[_Written]) -> list[_Written]:
    """The sentences, where one that announces a list says what its items say."""
    found = list(written)
    for at, each in enumerate(written):
        if each.text.endswith(":") and not each.keys and not each.is_item:
            behind = at + 1
            while behind < len(written) and written[behind].is_item:
                behind += 1
            found[at] = each._replace(keys=tuple(dict.fromkeys(key for item in written[at + 1 : behind] for key in item.keys)))
    return found
