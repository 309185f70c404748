"""Answers that a clerk approved for next time: offered when nearly the same question comes, as long as their quotes still stand.

They are kept until someone withdraws them, without what tells who asked: mail addresses, numbers and home addresses are hidden.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from llama_index.core.schema import TextNode

from assistant.answer import Citation
from assistant.asked import asked
from assistant.figures import figures
from assistant.inbox.database import opened, overwrite, storable
from assistant.mask import Mask
from assistant.negate import denies
from assistant.told import preference_told
from assistant.units import literal
from assistant.verify import squeeze
from ingest.document import CELL_MARK
from ingest.dutch import stem, synonyms, terms, word_list
from ingest.errors import BronwijsError

_LIGHT = frozenset(stem(word) for name in ("asking", "ties") for word in word_list(name))
_TABLE = "CREATE TABLE IF NOT EXISTS approved (id INTEGER PRIMARY KEY, question TEXT UNIQUE, approved REAL, text TEXT, citations TEXT)"
_MUST = re.compile(r"\b(?:moet|moeten|hoeft?|hoeven|verplicht|nodig)\b", re.I)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


class Documents(Protocol):
    """What the documents say now; a `View` is one."""

    @property
    def by_document(self) -> Mapping[str, Sequence[TextNode]]:
        """The passages of each document, in reading order."""
        ...


@dataclass(frozen=True)
class ApprovedAnswer:
    id: int
    approved: datetime  # in UTC
    question: str
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Offer:
    """An approved answer to nearly the same question. `outdated` are the citations whose words stand in the documents no more."""

    answer: ApprovedAnswer
    outdated: tuple[Citation, ...]
    likeness: float


class ApprovedAnswers:
    """The approved answers in a file. May be shared by threads, the file by programs."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def approve(self, question: str, text: str, citations: Sequence[Citation]) -> None:
        """Keep an answer for next time, in the place of an earlier one to the same question.

        Raises BronwijsError where there is nothing to keep, or no source to check it by next time.
        """
        if not question.strip() or not text.strip():
            raise BronwijsError("Er is geen vraag of geen antwoord om te bewaren.")
        if not citations:
            raise BronwijsError("Dit antwoord heeft geen bron. Alleen een antwoord met een bron kan voor een volgende keer worden bewaard.")
        hidden = storable(Mask([question]).hide(question).strip())
        kept = json.dumps([asdict(citation) for citation in citations])
        with opened(self.file, _TABLE) as file:
            file.execute("DELETE FROM approved WHERE question = ?", (hidden,))
            row = (hidden, time.time(), storable(text), kept)
            file.execute("INSERT INTO approved (question, approved, text, citations) VALUES (?, ?, ?, ?)", row)

    def all(self) -> list[ApprovedAnswer]:
        """Every approved answer, the latest first."""
        if not self.file.exists():
            return []
        with opened(self.file, _TABLE) as file:
            rows = file.execute("SELECT id, approved, question, text, citations FROM approved ORDER BY approved DESC, id DESC").fetchall()
        return [_answer(row) for row in rows]

    def withdraw(self, id_: int) -> bool:
        """Remove an approved answer; False when it was gone already."""
        if not self.file.exists():
            return False
        with opened(self.file, _TABLE) as file:
            gone = file.execute("DELETE FROM approved WHERE id = ?", (id_,)).rowcount > 0
        if gone:
            overwrite(self.file)
        return gone

    def offer(self, question: str, documents: Documents) -> Offer | None:
        """The approved answer to the question most like this one, the latest of those that are as like; None when none is near."""
        found = [(likeness(question, answer.question), answer) for answer in self.all()]
        near = [pair for pair in found if pair[0]]
        if not near:
            return None
        best, answer = max(near, key=lambda pair: pair[0])
        return Offer(answer, tuple(citation for citation in answer.citations if not stands(citation, documents)), round(best, 3))


def likeness(one: str, other: str) -> float:
    """From 0 to 1: which share of the words of two questions have a counterpart in the other, the same stem or a synonym.

    0 where they differ in a word that tells, in what kind of answer they want (a date, a place, may or must …), a figure, a denial,
    a sector, a region, a school year or who asks: that is another question, however alike it looks.

    >>> likeness("Wat kost het assessment?", "Hoeveel kost een assessment?")
    1.0
    >>> likeness("Wat kost het in het vo?", "Wat kost het in het mbo?")
    0.0
    """
    if _telling(one) != _telling(other):
        return 0.0
    mine, theirs = set(terms(one)), set(terms(other))
    lacking = _without(mine, theirs) | _without(theirs, mine)
    if not (mine - _LIGHT) or lacking - _LIGHT:
        return 0.0
    return 1 - len(lacking) / (len(mine) + len(theirs))


def stands(citation: Citation, documents: Documents) -> bool:
    """True if the words of a citation stand in its document still."""
    nodes = documents.by_document.get(citation.document) or ()
    quote = squeeze(citation.quote.replace(CELL_MARK, " "))
    plain = squeeze(" ".join(node.text for node in nodes).replace(CELL_MARK, " "))
    numbered = squeeze(" ".join(literal(node, 0, len(node.text)) for node in nodes).replace(CELL_MARK, " "))
    return bool(quote) and (quote in plain or quote in numbered)


def _telling(question: str) -> tuple:
    told = preference_told(question, today=date(2000, 1, 1))  # any day: "dit schooljaar" is the same on both sides
    numbers = sorted(_NUMBER.findall(question)), sorted(figure.words for figure in figures(question))
    return (*numbers, denies(question), told, asked(question), bool(_MUST.search(question)))


def _without(words: set[str], others: set[str]) -> set[str]:
    """The words that have no counterpart among the others."""
    return {word for word in words if word not in others and not synonyms(word) & others}


def _answer(row: tuple) -> ApprovedAnswer:
    id_, approved, question, text, citations = row
    return ApprovedAnswer(
        id_, datetime.fromtimestamp(approved, UTC), question, text, tuple(Citation(**each) for each in json.loads(citations))
    )
