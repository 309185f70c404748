"""What can be quoted as one: some sentences in a row, a list with what introduces it, a row of a table. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.orders import orders_about
from assistant.units import Unit, UnitKind
from ingest.dutch import STOPWORDS, fold

MOST_SENTENCES = 4
MOST_WORDS = 85
LIST_WORDS = 130  # a list is cut where it grows beyond this
MOST_ITEMS = 20
_NUMBERED = re.compile(r"(?P<form>(?:[^\W\d]+ )?)(?P<number>\d{1,2})(?P<mark>[.:)]?) ")


@dataclass(frozen=True)
class Stretch:
    """Units that follow each other in a document, to be quoted together."""

    units: tuple[Unit, ...]

    @property
    def document(self) -> str:
        return self.units[0].node.metadata["document"]

    @property
    def text(self) -> str:
        return " ".join(unit.text for unit in self.units)

    @property
    def length(self) -> int:
        """Number of words."""
        return _length(self.units)

    def overlaps(self, other: Stretch) -> bool:
        return self.document == other.document and not {unit.index for unit in self.units}.isdisjoint(unit.index for unit in other.units)

    def is_in(self, other: Stretch) -> bool:
        return self.document == other.document and {unit.index for unit in self.units} <= {unit.index for unit in other.units}


def stretches(document: Sequence[Unit]) -> list[Stretch]:
    """Every stretch of a document, given as all its units in reading order; none with an order to a machine that reads along."""
    found = [Stretch((unit,)) for unit in document if unit.kind is UnitKind.HEADING]
    found += [Stretch(headings) for headings in _numbered_headings(document)]
    for is_text, run in groupby(document, key=lambda unit: unit.kind is not UnitKind.HEADING):
        if is_text:
            found += [Stretch(units) for units in _in_section(list(run))]
    orders = {unit.index for unit in document if orders_about(unit.text)}
    return [stretch for stretch in found if orders.isdisjoint(unit.index for unit in stretch.units)]


def _in_section(section: Sequence[Unit]) -> Iterator[tuple[Unit, ...]]:
    """The stretches of what stands under one heading."""
    # A sentence is a block of its own: a negative number that no other has.
    blocks = [tuple(block) for _, block in groupby(section, key=lambda unit: unit.group if unit.group >= 0 else -1 - unit.index)]
    for at, block in enumerate(blocks):
        if block[0].group >= 0:
            yield from _of_list(block)
        else:
            yield from _of_sentences(blocks[at : at + MOST_SENTENCES])


def _of_list(items: tuple[Unit, ...]) -> Iterator[tuple[Unit, ...]]:
    """A list or table as a whole, and each of its items alone."""
    each = [tuple(item) for _, item in groupby(items, key=lambda unit: unit.line)]
    if len(each) > 1:
        yield _not_too_long(items, LIST_WORDS)
    yield from each


def _of_sentences(blocks: Sequence[tuple[Unit, ...]]) -> Iterator[tuple[Unit, ...]]:
    """The first sentence, and with it ever more of those that follow; a list only as a whole, at the end."""
    taken: tuple[Unit, ...] = ()
    for place, block in enumerate(blocks):
        is_list = block[0].group >= 0
        # The sentence right before a list introduces it: it comes with as much of the list as there is room for.
        room = LIST_WORDS - _length(taken) if place == 1 else LIST_WORDS
        taken += _not_too_long(block, room) if is_list else block
        if _length(taken) > (LIST_WORDS if is_list else MOST_WORDS) and len(taken) > 1:
            return
        if not place or not _breaks_off(taken[-1]):
            yield taken
        if is_list:
            return


def _breaks_off(unit: Unit) -> bool:
    """True for a scrap of print that ends in the middle: "Nieuws vanuit het"."""
    return unit.kind is UnitKind.SENTENCE and unit.text[-1:].isalpha() and fold(unit.text.split()[-1]) in STOPWORDS


def _not_too_long(items: tuple[Unit, ...], most_words: int) -> tuple[Unit, ...]:
    """The beginning of a list, as far as it can be shown; at least its first item."""
    at = next((at for at in range(1, len(items)) if at == MOST_ITEMS or _length(items[: at + 1]) > most_words), len(items))
    return items[:at]


def _numbered_headings(document: Sequence[Unit]) -> Iterator[tuple[Unit, ...]]:
    """Headings that number the parts of a whole (steps, standards), alone and with the sentence before them: "Er zijn drie:"."""
    for run in _counting(unit for unit in document if unit.kind is UnitKind.HEADING):
        yield run
        before = document[run[0].index - 1] if run[0].index else None
        if before and before.kind is UnitKind.SENTENCE:
            yield (before, *run)


def _counting(headings: Iterable[Unit]) -> Iterator[tuple[Unit, ...]]:
    """Runs of headings that count on from each other in one form: "Stap 1", "Stap 2"; what stands under them may have headings too."""
    open_runs: dict[tuple[str, str], list[Unit]] = {}
    for heading in headings:
        match = _NUMBERED.match(heading.text)
        if not match:
            continue
        form, number = (match["form"], match["mark"]), int(match["number"])
        run = open_runs.setdefault(form, [])
        if number != len(run) + 1 or len(run) == MOST_ITEMS:
            if len(run) > 1:
                yield tuple(run)
            run = open_runs[form] = []
        if number == len(run) + 1:
            run.append(heading)
    yield from (tuple(run) for run in open_runs.values() if len(run) > 1)


def _length(units: Iterable[Unit]) -> int:
    return sum(len(unit.text.split()) for unit in units)
