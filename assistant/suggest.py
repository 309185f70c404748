"""Questions to begin with, and to go on with: drawn from the documents at hand, and answered before they are offered."""

from __future__ import annotations

import difflib
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from assistant import wording
from assistant.answer import Answer, Question, Status
from assistant.assistant import Assistant
from assistant.preference import NO_PREFERENCE, Preference
from assistant.retrieve import View
from assistant.units import Unit, UnitKind
from ingest.errors import BronwijsError

PER_DOOR = 3
MOST_NEXT = 3
NEAR = 12  # passages: what stands further from a question is about something else
SURE = 0.85  # confidence of an answer that is offered; of the answers in evals/ that are this sure, 96 in 100 are right
TRIES = 24  # answers for one group of askers: a second, on a slow machine two
ALIKE = 0.85  # of the letters of two questions, in order
EVERYBODY = ""
_NUMBER = re.compile(r"^[\d.]+\s+")
_ASKING = (
    "Hoe|Wat|Wie|Waar|Waarom|Waarvoor|Wanneer|Welke?|Hoeveel|Voor wie|Tot wanneer|Vanaf wanneer|Kan|Kun|Mag|Moet|Kost|Krijg|Heb|Is|Zijn|Ik"
)
_QUESTION = re.compile(rf"(?:{_ASKING}) .{{8,100}}\?")
LEAST_WORDS = 5  # with fewer a question leans on what stands around it, as "Wat merkt u ervan?" does
_LEANS = re.compile(r"\b(?:dit|deze|dat|die|dan|er|er\w{2,3}|daar\w*|hier\w*|elke?|wie is wie|waar vindt u wat)\b", re.I)
_PERSONAL = re.compile(r"\b(?:ik|mij|mijn|me)\b", re.I)


@dataclass(frozen=True)
class Candidate:
    """A question that a document asks in a heading, or that is asked of it; `heading` is where the answer should stand."""

    text: str
    document: str = ""
    heading: str = ""


@dataclass
class _Checked:
    """What was found out while the documents were these."""

    stamp: str
    good: dict[tuple[str, Preference], bool] = field(default_factory=dict)
    doors: Mapping[str, tuple[str, ...]] | None = None


class Suggestions:
    """Offers questions that an assistant answers. Safe to share between threads; remembers until the documents change."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._checked = _Checked("")

    def ready(self) -> Mapping[str, tuple[str, ...]]:
        """The questions to begin with, if they were found already for these documents; else none."""
        try:
            return self._state(self._assistant.retriever.view()).doors or {}
        except BronwijsError:
            return {}

    def doors(self) -> Mapping[str, tuple[str, ...]]:
        """Up to three questions to begin with for each group of askers; for everybody ("") where no document names its readers."""
        try:
            view = self._assistant.retriever.view()
            state = self._state(view)
            with self._looking:  # of two visitors who come first, one looks
                if state.doors is None:
                    state.doors = self._find_doors(view, state)
            return state.doors
        except BronwijsError:
            return {}

    def after(self, answer: Answer, *, asked: Sequence[str]) -> tuple[str, ...]:
        """Up to three questions to go on with: headings near what was asked that ask one, in the documents' order of nearness."""
        if answer.status not in (Status.ANSWERED, Status.PARTLY):
            return ()
        try:
            view = self._assistant.retriever.view()
            state = self._state(view)
            near = self._assistant.retriever.search(view, answer.standalone_question, preferred=answer.preferred)[:NEAR]
            seen = {_plain(text) for text in (*asked, answer.standalone_question, *(cited.heading or "" for cited in answer.citations))}
            places = {(hit.node.metadata["document"], hit.node.node_id) for hit in near}
            found = [each for each in _drawn(view) if not _is_like(each.text, seen) and _stands_in(each, view, places)]
            good = self._good(found[: 2 * MOST_NEXT], state, answer.preferred.chosen)
            return tuple(each.text for each in good)[:MOST_NEXT]
        except BronwijsError:
            return ()

    def _state(self, view: View) -> _Checked:
        with self._lock:
            if self._checked.stamp != view.snapshot.stamp:
                self._checked = _Checked(view.snapshot.stamp)
            return self._checked

    def _find_doors(self, view: View, state: _Checked) -> dict[str, tuple[str, ...]]:
        drawn, doors, taken = list(_drawn(view)), {}, set()
        for door in (*wording.BEGIN_WITH, EVERYBODY):
            if door == EVERYBODY and any(doors.values()):
                break
            fitting = [each for each in drawn if door == EVERYBODY or door in _audience(view, each.document)]
            own = [Candidate(text) for text in wording.BEGIN_WITH.get(door, ())]
            fitting.sort(key=lambda each: not _PERSONAL.search(each.text))  # as a person asks goes before as a report does
            candidates = [each for each in (*own, *_spread(fitting)) if each.text not in taken]
            found = []
            for each in self._good(candidates[:TRIES], state):
                found.append(each.text)
                if len(found) == PER_DOOR:
                    break
            doors[door] = tuple(found)
            taken.update(found)
        return doors

    def _good(self, candidates: Iterable[Candidate], state: _Checked, chosen: Preference = NO_PREFERENCE) -> Iterator[Candidate]:
        """The candidates that get a sure answer, from where they should, with what a person chose."""
        for each in candidates:
            asked = (each.text, chosen)
            if asked not in state.good:
                state.good[asked] = is_good(each, self._assistant.answer(Question(each.text, preference=chosen)))
            if state.good[asked]:
                yield each


def is_good(candidate: Candidate, answer: Answer) -> bool:
    """True if an answer is whole and sure, and cites what stands under the heading that asks the question."""
    is_sure = answer.status is Status.ANSWERED and (answer.confidence or 0) >= SURE
    if not candidate.document:
        return is_sure
    first = answer.citations[0] if answer.citations else None
    return is_sure and first is not None and first.document == candidate.document and first.heading == candidate.heading


def _drawn(view: View) -> Iterator[Candidate]:
    """The questions that headings ask, in reading order."""
    for document in view.records:
        for unit in view.units(document) if document in view.by_document else ():
            if text := _asks(unit):
                yield Candidate(text, document, unit.text)


def _asks(unit: Unit) -> str:
    """The question that a heading asks, without its number; empty where it asks none that can stand alone."""
    text = _NUMBER.sub("", unit.text)
    is_question = unit.kind is UnitKind.HEADING and bool(_QUESTION.fullmatch(text))
    return text if is_question and len(text.split()) >= LEAST_WORDS and not _LEANS.search(text) else ""


def _stands_in(candidate: Candidate, view: View, places: set[tuple[str, str]]) -> bool:
    return any(
        unit.kind is UnitKind.HEADING and unit.text == candidate.heading and (candidate.document, unit.name) in places
        for unit in view.units(candidate.document)
    )


def _audience(view: View, document: str) -> list[str]:
    return [name.strip() for name in view.by_document[document][0].metadata["audience"].split(",")]


def _spread(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The first question of each document, then the second of each, and so on.

    >>> [each.text for each in _spread([Candidate("1", "a"), Candidate("2", "a"), Candidate("3", "b")])]
    ['1', '3', '2']
    """
    by_document: dict[str, list[Candidate]] = {}
    for each in candidates:
        by_document.setdefault(each.document, []).append(each)
    return [each for row in zip_longest(*by_document.values()) for each in row if each]


def _is_like(text: str, seen: set[str]) -> bool:
    """True if a question is one of those, or hardly another: "Wat levert het op?" after "Wat leverde het op?"."""
    return any(difflib.SequenceMatcher(None, _plain(text), other).ratio() > ALIKE for other in seen)


def _plain(text: str) -> str:
    return _NUMBER.sub("", text).casefold().strip(" ?")
