"""Why a case came out as it did, in Dutch, and what a reader can check it by. Pure; reads the plain data of a report.

A case here is a mapping as in the JSON of `bronwijs eval answers --out`; any key may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.answer import Status
from evals import wording
from evals.facts import states

Case = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """A group of alternatives, those that the answer states, and the numbers from 1 of the near passages that state one."""

    alternatives: tuple[str, ...]
    stated: tuple[str, ...]
    near: tuple[int, ...] = ()

    @property
    def is_found(self) -> bool:
        return bool(self.stated)

    @property
    def name(self) -> str:
        """The first alternative that is plain words; a pattern only where there is nothing else."""
        return next((each for each in self.alternatives if not each.startswith("/")), self.alternatives[0])


class Standing(StrEnum):
    """Where a citation points, compared with where the answer stands."""

    RIGHT = "right"
    OTHER_PAGE = "other_page"
    OTHER_DOCUMENT = "other_document"


def facts_of(case: Case) -> list[Fact]:
    """The facts a case asks for. A refusal states none, and a near passage is looked at only for what the answer lacks."""
    text = _answer(case).get("answer") or "" if is_answered(case) else ""
    passages = [f"{passage.get('heading') or ''}\n{passage.get('text') or ''}" for passage in _answer(case).get("passages") or ()]
    return [_fact(group, text, passages) for group in case.get("facts") or () if group]


def _fact(group: Sequence[str], text: str, passages: Sequence[str]) -> Fact:
    stated = tuple(each for each in group if states(text, each))
    near = () if stated else tuple(n for n, passage in enumerate(passages, start=1) if any(states(passage, each) for each in group))
    return Fact(tuple(group), stated, near)


def standing(case: Case, citation: Mapping[str, Any]) -> Standing | None:
    """Whether a citation points to a place that answers the case; None where no place is known."""
    places = case.get("places") or {}
    if not places:
        return None
    if citation.get("document") not in places:
        return Standing.OTHER_DOCUMENT
    pages = places[citation["document"]]
    return Standing.RIGHT if not pages or citation.get("page") in pages else Standing.OTHER_PAGE


def is_answered(case: Case) -> bool:
    """True unless the question was turned down or got a reply without facts."""
    return _answer(case).get("status") in (Status.ANSWERED, Status.PARTLY)


def verdict(case: Case, facts: Sequence[Fact]) -> str:
    """One sentence that says why a case is right or wrong; the first thing that is wrong counts."""
    if case.get("right"):
        return _praise(case)
    if not case.get("answerable", True):
        return "Beantwoord, terwijl de documenten dit niet zeggen. Hier hoorde een weigering."
    if not is_answered(case):
        return _needless(case)
    missing = [fact for fact in facts if not fact.is_found]
    if missing:
        return _missing(missing, of=len(facts))
    return _elsewhere(case) or f"{wording.sentence_case(str(case.get('why') or 'fout'))}."


def _praise(case: Case) -> str:
    if not case.get("answerable", True):
        return "Goed: terecht geweigerd, want de documenten zeggen dit niet."
    has_pages = any((case.get("places") or {}).values())
    return f"Goed: alle feiten, uit het juiste document{' en van de juiste bladzijde' if has_pages else ''}."


def _needless(case: Case) -> str:
    code = _answer(case).get("reason")
    because = f" ({wording.REASONS.get(code, code)})" if code else ""
    places = _places(case)
    return f"Onnodig geweigerd{because}.{f' Het antwoord staat in {places}.' if places else ''}"


def _missing(missing: Sequence[Fact], *, of: int) -> str:
    names = wording.listed([wording.quoted(fact.name) for fact in missing])
    verb = "staat" if len(missing) == 1 else "staan"
    if len(missing) < of:
        return f"Een deel van de feiten ontbreekt: {names} {verb} niet in het antwoord."
    return f"{'Het feit ontbreekt' if of == 1 else 'De feiten ontbreken'}: {names} {verb} niet in het antwoord."


def _elsewhere(case: Case) -> str:
    """What is wrong with where an answer comes from; empty when nothing is."""
    citations = _answer(case).get("citations") or ()
    standings = {standing(case, citation) for citation in citations}
    got = wording.listed(list(dict.fromkeys(_cited(citation) for citation in citations))) or "geen bron"
    if standings & {None, Standing.RIGHT}:
        return ""
    if Standing.OTHER_PAGE in standings:
        return f"Van een andere bladzijde: verwacht {_places(case)}; kreeg {got}."
    return f"Uit een ander document: verwacht {_places(case)}; kreeg {got}."


def hints(case: Case, facts: Sequence[Fact]) -> list[str]:
    """What helps to see where it went wrong: whether the missing facts were near, whether the place was right, other flaws."""
    found = []
    if not case.get("right") and case.get("answerable", True):
        found += _where_lost(case, [fact for fact in facts if not fact.is_found])
    if notice := case.get("notice"):
        name = wording.quoted(wording.NOTICES.get(notice, notice))
        if not any(each.get("kind") == notice for each in _answer(case).get("notices") or ()):
            found.append(f"De melding {name} had erbij gemoeten, maar bleef weg.")
    return [*found, *_flaws(case.get("marks") or {})]


def _flaws(marks: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the citations of an answer, whether or not it is right."""
    for name, words in wording.FLAWS.items():
        if marks.get(name):
            yield f"{words}: {marks[name]}."
    if marks.get("statements_supported", 0) < marks.get("statements", 0):
        yield f"Beweringen die hun citaat niet draagt: {marks['statements'] - marks['statements_supported']}."
    if faults := marks.get("faults"):
        yield f"Vorm van de bronvermelding: {wording.listed([wording.FAULTS.get(fault, fault) for fault in faults])}."


def _where_lost(case: Case, missing: Sequence[Fact]) -> list[str]:
    found = []
    near = sorted({n for fact in missing for n in fact.near})
    count = len(_answer(case).get("passages") or ())
    if missing and near:
        all_of_it = all(fact.near for fact in missing)
        what = "Wat ontbreekt" if all_of_it else "Een deel van wat ontbreekt"
        found.append(f"{what}, staat wel in passage {wording.listed([str(n) for n in near])} hieronder, maar is niet gebruikt.")
    elif missing and count:
        found.append(f"Wat ontbreekt, staat ook niet in de passages die het dichtst bij kwamen ({count}).")
    if is_answered(case) and missing:
        standings = {standing(case, citation) for citation in _answer(case).get("citations") or ()}
        if Standing.RIGHT in standings:
            found.append("De juiste plaats is wel aangehaald, maar niet de zin waar het om gaat.")
        elif standings and None not in standings:
            found.append(f"Ook de plaats klopt niet: het staat in {_places(case)}.")
    return found


def _places(case: Case) -> str:
    return wording.listed([wording.place(document, pages or ()) for document, pages in (case.get("places") or {}).items()], "of in")


def _cited(citation: Mapping[str, Any]) -> str:
    page = citation.get("page")
    return wording.place(str(citation.get("document")), [page] if page else [])


def _answer(case: Case) -> Mapping[str, Any]:
    return case.get("answer") or {}
