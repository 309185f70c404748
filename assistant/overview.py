"""What there is of a kind: the lists and tables of it in all that was found, not the one passage that says most. Pure.

"Welke routes zijn er voor een zij-instromer in het vo?" is answered by the rows of every table of routes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from llama_index.core.schema import NodeWithScore

from assistant.about import sectors_in
from assistant.cover import Coverage, Term, question_terms
from assistant.orders import orders_about
from assistant.retrieve import View
from assistant.units import Unit, UnitKind
from ingest.document import CELL_MARK
from ingest.dutch import fold, stem, words

READ = 30  # passages
NEAR_THE_FRONT = 3  # words of a heading, within which it names what the list under it is a list of
FEWEST_ITEMS = 2  # of a list that tells what there is
MOST_ITEMS, MOST_WORDS = 12, 150  # of an overview
ITEM_WORDS = 25  # of a row: beyond them its first cell alone is told
ENOUGH = 0.75  # from which a word of the question is covered by the headings over a list, or by one of its items

_KINDS = (
    r"(?P<kind>\w*(?:routes?|wegen|manieren|mogelijkheden|opties|trajecten|opleidingen|cursussen|trainingen|workshops|activiteiten"
    r"|programma’?'?s|projecten|netwerken|bijeenkomsten|pilots|subsidies|regelingen|assessments|expertises|thema’?'?s|diensten))"
)
_ASKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bwelke (?:\w+ ){{0,2}}?{_KINDS} (?:zijn|bestaan|hebben|heb|heeft|biedt|bieden|kan|kun|kunnen|noemen|staan)\b",
        rf"\bwat voor (?:\w+ )?{_KINDS} (?:zijn|bestaan|hebben|heeft|biedt|bieden)\b",
        rf"\b(?:overzicht|lijst) van (?:alle |de )*(?:\w+ )?{_KINDS}\b",
        rf"\b(?:noem|geef) (?:me |mij )?(?:alle |de )*(?:\w+ )?{_KINDS}\b",
    )
)
_TEACHER = r"(?:leraar|docent|leerkracht|juf|meester)"
_TO_TEACH = rf"(?:{_TEACHER} (?:te )?word|voor de klas|het onderwijs in|naar het onderwijs|in het onderwijs (?:gaan |te )?werk|les ?geven)"
_WAY = (
    r"(?:hoe|waar) (?:begin|start)|hoe (?:pak|kan|kun|moet)|mogelijkheden"
    r"|(?:welke?|wat voor) (?:routes?|weg|wegen|opties|opleiding|traject)"
)
_HOW_TO_BECOME = re.compile(
    rf"\bhoe (?:kan|kun|word)t? (?:ik|je|u|men|iemand) (?:een )?(?:bevoegde? )?{_TEACHER}\b"
    rf"|\b(?:wil|zou|overweeg|overwegen|denk)\b.*\b{_TO_TEACH}.*\b(?:{_WAY})"
)
# Who wants to go, or to teach less, wants another way; who sets a condition does not ask for all there is.
_OTHERWISE = re.compile(
    r"\b(?:stop|stoppen|ophouden|opzeggen|weg uit|verlaten|ontslag|minder|niet meer|andere baan"
    r"|zonder|binnen|hoe lang|duurt|kost|kosten|gratis)\b"
)
ROUTES = "routes"  # what they want who ask how to become a teacher
_ROUTES_SOUGHT = "Welke routes zijn er naar het onderwijs?"


@dataclass(frozen=True)
class Part:
    """Items of one list or table, `of` how many that belong in an overview, and the region that its document is about ("" for none)."""

    units: tuple[Unit, ...]
    region: str
    of: int = 0

    @property
    def items(self) -> int:
        """How many there are; the sentence that introduces them is none."""
        return sum(unit.group >= 0 for unit in self.units)


def kind_asked(question: str) -> str | None:
    """The noun that a question wants all of, folded; None when it asks for no overview.

    >>> kind_asked("Welke trajecten zijn er in Utrecht?"), kind_asked("Hoe word ik docent?"), kind_asked("Welke route kost niets?")
    ('trajecten', 'routes', None)
    """
    text = fold(question)
    if asks_how_to_become(question):
        return ROUTES
    match = next(filter(None, (pattern.search(text) for pattern in _ASKS)), None)
    return match["kind"] if match else None


def asks_how_to_become(question: str) -> bool:
    """True for somebody who wants to teach and asks how.

    >>> asks_how_to_become("Ik ben kok en wil voor de klas. Hoe begin ik?"), asks_how_to_become("Wat verdient een leraar?")
    (True, False)
    """
    text = fold(question)
    return bool(_HOW_TO_BECOME.search(text)) and not _OTHERWISE.search(text)


def sought(question: str) -> str:
    """What to search for an overview: the question, or for who asks how to become a teacher, the routes that there are."""
    return _ROUTES_SOUGHT if asks_how_to_become(question) else question


def overview(question: str, hits: Sequence[NodeWithScore], view: View) -> list[Part]:
    """The lists of what is asked in the passages found: best first, and those of one region together."""
    kind = kind_asked(question)
    if kind is None:
        return []
    lists = [items for items in _lists(hits, view) if _is_list_of(kind, items) and _is_in_sector(question, items)]
    found = [part for items in lists if (part := _on_subject(items, _subject(question, kind, view), view))]
    return sorted(_within_limits(found), key=lambda part: part.region)


def _subject(question: str, kind: str, view: View) -> list[Term]:
    """The words for what a question wants all of that kind on; of who wants to become a teacher the names: where, at which school."""
    terms = question_terms(question, view.keyword)
    if asks_how_to_become(question):
        return [term for term in terms if term.is_strange or term.is_telling and view.keyword.knows(term.stem)]
    return [term for term in terms if stem(fold(term.word)) != stem(kind) and not term.is_kind]


def _lists(hits: Sequence[NodeWithScore], view: View) -> Iterator[list[Unit]]:
    """The lists and tables that the passages found have a part of, whole, in the order in which they were found."""
    seen: set[tuple[str, int]] = set()
    for hit in hits[:READ]:
        document = hit.node.metadata["document"]
        units = view.units(document)
        for group in (unit.group for unit in units if unit.name == hit.node.node_id and unit.group >= 0):
            if (document, group) not in seen:
                seen.add((document, group))
                yield [unit for unit in units if unit.group == group and not orders_about(unit.text)]


def _is_list_of(kind: str, items: Sequence[Unit]) -> bool:
    """True for a table of which the first column is of a kind, and for a list under a heading or sentence that begins with it."""
    first = items[0]
    if first.kind is UnitKind.ROW:
        head = fold(first.lead.split(CELL_MARK)[0])
        return bool(head.strip()) and stem(head.strip()) == stem(kind)
    over = (text for text in (first.heading, first.lead) if not text.endswith("?"))
    return any(kind in words(text)[:NEAR_THE_FRONT] for text in over)


def _is_in_sector(question: str, items: Sequence[Unit]) -> bool:
    """False for a list under a heading that names other sectors than the question does."""
    wanted, named = sectors_in(question), sectors_in(items[0].heading)
    return not wanted or not named or bool(wanted & named)


def _on_subject(items: Sequence[Unit], subject: Sequence[Term], view: View) -> Part | None:
    """The items of one list that are on the subject, by what they say, what stands over them, or all that their document is about."""
    first = items[0]
    told = [_shown(next(line)) for _, line in groupby(items, key=lambda unit: unit.line)]
    told = [unit for unit in told if unit.text and unit.text not in first.lead.replace(CELL_MARK, " | ")]  # the head of a table is no item
    over = f"{first.heading} . {first.lead} . {first.node.metadata['heading']} . {first.node.metadata['title']}"
    asked = [term for term in subject if term.is_telling or not view.mentions(first.node.metadata["document"], term.stem)]
    if asked:
        cover = Coverage(asked, [over, *(unit.text for unit in items)])
        told = [unit for unit in told if _is_on(unit, items, over, cover)]
    if len(told) < FEWEST_ITEMS:
        return None
    return Part((*_introduced(first, view), *told), first.node.metadata.get("region", ""))


def _introduced(first: Unit, view: View) -> list[Unit]:
    """The sentence that introduces a list, given its first item: without it a reader may not know what the items are."""
    before = view.units(first.node.metadata["document"])[first.index - 1] if first.index else None
    return [before] if before and before.kind is UnitKind.SENTENCE and before.text == first.lead else []


def _is_on(unit: Unit, items: Sequence[Unit], over: str, cover: Coverage) -> bool:
    """True if an item, with what stands over it, names all of the subject."""
    whole = [cover.of(other.text) for other in items if other.line == unit.line]
    return bool(np.min(np.max([cover.of(over), *whole], axis=0)) >= ENOUGH)


def _shown(unit: Unit) -> Unit:
    """An item as an overview shows it: of a row the cells that say what it is."""
    if unit.kind is not UnitKind.ROW:
        return unit
    cuts = [match.start() for match in re.finditer(re.escape(CELL_MARK), unit.raw)]
    ends = [unit.start + cut for cut in cuts[1::-1] if unit.raw[:cut].strip("| \n")]
    short = (replace(unit, end=end) for end in ends if len(unit.node.text[unit.start : end].split()) <= ITEM_WORDS)
    return next(short, replace(unit, end=ends[-1]) if ends else unit)


def _within_limits(parts: Sequence[Part]) -> list[Part]:
    """As many items of each list as can be read together, in turns: the first of each, the second of each …"""
    kept = [0] * len(parts)
    words = 0
    for place in range(max((len(part.units) for part in parts), default=0)):
        for at, part in enumerate(parts):
            length = len(part.units[place].text.split()) if place < len(part.units) else 0
            if length and kept[at] == place and sum(kept) < MOST_ITEMS and words + length <= MOST_WORDS:
                kept[at] += 1
                words += length
    return [replace(part, units=part.units[:count], of=part.items) for part, count in zip(parts, kept, strict=True) if count]
