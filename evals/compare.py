"""Is this run better than an earlier one, or may it be chance? Two runs are compared case by case.

Of each figure: the difference with its 95 % interval (paired bootstrap), the chance of a difference as large if nothing
had changed (paired permutation test), and whether that is small enough with so many figures looked at (Holm).

A figure is called better or worse when its p after Holm's correction is below 0.05: were every change chance, one
comparison in twenty at most would call any figure different. That the figures lean on each other (an answer without the
facts often cites another page too) only makes it stricter. A figure that is the same in every case has a p of 1 whatever
happens and does not count among the many (Tarone 1990, "A Modified Bonferroni Method for Discrete Data"). So ten cases
that are lost and none won are always noticed, and twenty lost with ten won may be chance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from typing import Literal

import numpy as np
from rich.table import Table

from evals.baseline import Outcome
from evals.metrics import Figure
from evals.report import NAMES, counted
from evals.significance import Difference, Statistic, difference, holm
from ingest.errors import BronwijsError

SURE = 0.05  # chance of calling any figure different where none is

Pair = tuple[Outcome, Outcome]  # of one case, before and now
Value = Callable[[Outcome], float | None]  # of one case; None where it has no part in the figure


class Better(Enum):
    """Which way a figure should go."""

    UP = auto()
    DOWN = auto()
    EITHER = auto()  # a change is worth knowing, and neither good nor bad
    NOT_JUDGED = auto()


@dataclass(frozen=True)
class Measure:
    """A figure, taken from one case at a time."""

    name: str
    of: Value
    better: Better
    statistic: Statistic = np.sum
    out_of: Value | None = None  # shown as a count out of the sum of these
    unit: str = ""

    @property
    def title(self) -> str:
        return _OWN_NAMES.get(self.name) or NAMES[self.name]


def _mark(name: str) -> Value:
    return lambda outcome: outcome.marks.get(name)


def _one(_: Outcome) -> float:
    return 1.0


def _needless_refusal(outcome: Outcome) -> float | None:
    return None if outcome.marks.get("all_facts") is None else not outcome.marks.get("answered")


def _not_supported(outcome: Outcome) -> float | None:
    stated, carried = outcome.marks.get("statements"), outcome.marks.get("statements_supported")
    return None if stated is None or carried is None else stated - carried


def _well_formed(outcome: Outcome) -> float | None:
    found = outcome.marks.get("faults")
    return None if found is None or not (outcome.marks.get("quotes") or outcome.marks.get("statements")) else not found


def _words(outcome: Outcome) -> float | None:
    return outcome.marks.get("words") if outcome.marks.get("answered") else None


_OWN_NAMES = {
    "right": "Goed beantwoord of terecht geweigerd",
    "not_supported": "Zinnen die niet door hun citaat worden gedragen",
    "mean_words": "Woorden per antwoord, gemiddeld",
}
MEASURES = (
    Measure("right", lambda outcome: outcome.right, Better.UP, out_of=_one),
    Measure("all_facts", _mark("all_facts"), Better.UP, out_of=_one),
    Measure("share_of_facts", _mark("share_of_facts"), Better.UP, np.mean),
    Measure("document", _mark("document"), Better.UP, out_of=_one),
    Measure("page", _mark("page"), Better.UP, out_of=_one),
    Measure("refused", _mark("refused"), Better.UP, out_of=_one),
    Measure("needless_refusals", _needless_refusal, Better.DOWN, out_of=_one),
    Measure("noticed", _mark("noticed"), Better.UP, out_of=_one),
    # Flaws are counted, not the sound ones: those would drop with answers that say less.
    Measure("not_supported", _not_supported, Better.DOWN, out_of=_mark("statements")),
    Measure("well_formed", _well_formed, Better.UP, out_of=_one),
    Measure("quotes_not_literal", _mark("quotes_not_literal"), Better.DOWN, out_of=_mark("quotes")),
    Measure("sentences_uncited", _mark("sentences_uncited"), Better.DOWN),
    Measure("figures_uncited", _mark("figures_uncited"), Better.DOWN),
    Measure("dutch", _mark("dutch"), Better.UP, out_of=_one),
    Measure("mean_words", _words, Better.EITHER, np.mean, unit="words"),  # a median cannot be tested well, see significance.py
    Measure("median_time", _mark("ms"), Better.NOT_JUDGED, np.median, unit="ms"),
)


class Verdict(StrEnum):
    SAME = "gelijk"
    CHANCE = "kan toeval zijn"
    BETTER = "beter"
    WORSE = "slechter"
    OTHER = "anders"
    NOT_JUDGED = "niet beoordeeld"


@dataclass(frozen=True)
class Compared:
    """One figure of two runs; `totals` are what it is out of, before and now; `p` is corrected for the number of figures."""

    measure: Measure
    difference: Difference
    totals: tuple[float, float] | None
    p: float

    @property
    def verdict(self) -> Verdict:
        if self.measure.better is Better.NOT_JUDGED:
            return Verdict.NOT_JUDGED
        if not self.difference.differ:
            return Verdict.SAME
        if self.p >= SURE:
            return Verdict.CHANCE
        if self.measure.better is Better.EITHER:
            return Verdict.OTHER
        return Verdict.BETTER if (self.difference.change > 0) == (self.measure.better is Better.UP) else Verdict.WORSE


@dataclass(frozen=True)
class Comparison:
    """Two runs over the cases that are in both. `won` and `lost` are pairs of what came before and what comes now."""

    figures: tuple[Compared, ...]
    pairs: tuple[Pair, ...]
    only_before: tuple[Outcome, ...]
    only_now: tuple[Outcome, ...]
    not_compared: tuple[Measure, ...]  # figures that one of the runs lacks

    @property
    def won(self) -> list[Pair]:
        return [(old, new) for old, new in self.pairs if new.right and not old.right]

    @property
    def lost(self) -> list[Pair]:
        return [(old, new) for old, new in self.pairs if old.right and not new.right]

    @property
    def fallen(self) -> list[Compared]:
        """The figures that are worse, and not by chance."""
        return [figure for figure in self.figures if figure.verdict is Verdict.WORSE]

    def figure(self, name: str) -> Compared:
        return next(figure for figure in self.figures if figure.measure.name == name)


def compare(before: Sequence[Outcome], now: Sequence[Outcome]) -> Comparison:
    """Two runs, case by case. A case whose question was changed is another case. Raises BronwijsError when none is in both."""
    old = {(each.id, each.question): each for each in before}
    new = {(each.id, each.question): each for each in now}
    pairs = tuple((old[key], new[key]) for key in new if key in old)
    if not pairs:
        raise BronwijsError("Er is niets te vergelijken: geen enkele vraag staat in beide verslagen. Kies een verslag over deze vragen.")
    taking_part = {measure: _taking_part(measure, pairs) for measure in MEASURES}
    return Comparison(
        figures=_corrected([_compared(measure, members) for measure, members in taking_part.items() if members]),
        pairs=pairs,
        only_before=tuple(each for key, each in old.items() if key not in new),
        only_now=tuple(each for key, each in new.items() if key not in old),
        not_compared=tuple(measure for measure, members in taking_part.items() if not members and _is_missed(measure, pairs)),
    )


def _taking_part(measure: Measure, pairs: Sequence[Pair]) -> list[Pair]:
    return [(old, new) for old, new in pairs if measure.of(old) is not None and measure.of(new) is not None]


def _is_missed(measure: Measure, pairs: Sequence[Pair]) -> bool:
    """True for a figure that is judged, and that cases of one run have and of the other have not."""
    return measure.better is not Better.NOT_JUDGED and any(measure.of(each) is not None for pair in pairs for each in pair)


def _compared(measure: Measure, pairs: Sequence[Pair]) -> Compared:
    """A figure over the pairs that take part in it, with p as it is."""
    before, now = ([float(measure.of(each) or 0) for each in run] for run in zip(*pairs, strict=True))
    found = difference(before, now, statistic=measure.statistic)
    totals = None
    if out_of := measure.out_of:
        totals = (sum(out_of(old) or 0 for old, _ in pairs), sum(out_of(new) or 0 for _, new in pairs))
    return Compared(measure, found, totals, found.p)


def _corrected(figures: Sequence[Compared]) -> tuple[Compared, ...]:
    """The figures with p corrected for the number of those that are judged and may differ."""
    judged = [figure for figure in figures if figure.difference.differ and figure.measure.better is not Better.NOT_JUDGED]
    chances = dict(zip((figure.measure for figure in judged), holm([figure.p for figure in judged]), strict=True))
    return tuple(replace(figure, p=chances.get(figure.measure, figure.p)) for figure in figures)


def table(comparison: Comparison) -> Table:
    """The figures before and now, over the cases that are in both runs, with the 95 % interval of the difference."""
    made = Table(title=f"Vergeleken met het vorige verslag: {len(comparison.pairs)} vragen", title_justify="left")
    made.add_column("Wat")
    for name in ("Eerst", "Nu", "Verschil\n95 % zeker"):
        made.add_column(name, justify="right", no_wrap=True)
    made.add_column("Oordeel")
    for each in comparison.figures:
        first, now = (_shown(each, run) for run in ("before", "now"))
        made.add_row(each.measure.title, first, now, _change(each), _judgement(each))
    return made


def _shown(compared: Compared, run: Literal["before", "now"]) -> str:
    total = compared.totals and int(compared.totals[run == "now"])
    return counted(Figure(compared.measure.name, getattr(compared.difference, run), total, compared.measure.unit))


def _change(compared: Compared) -> str:
    """The difference with its interval; without one where nothing differs or nothing is judged."""
    found = compared.difference
    digits = 2 if compared.measure.statistic is np.mean and not compared.measure.unit else 0
    change, low, high = (f"{value:+.{digits}f}" if round(value, digits) else "0" for value in (found.change, found.low, found.high))
    return change if compared.verdict in (Verdict.SAME, Verdict.NOT_JUDGED) else f"{change}\n{low} tot {high}"


_COLOURS = {Verdict.BETTER: "bold green", Verdict.WORSE: "bold red", Verdict.OTHER: "bold"}


def _judgement(compared: Compared) -> str:
    verdict = compared.verdict
    if colour := _COLOURS.get(verdict):
        return f"[{colour}]{verdict}[/]\np {compared.p:.4f}"
    return f"{verdict}\np {compared.p:.2f}" if verdict is Verdict.CHANCE else verdict


def in_words(comparison: Comparison) -> str:
    """What the table does not show: which cases were won and lost, what could not be compared, and whether a figure fell."""
    parts = [
        _changed("Gewonnen", comparison.won),
        _changed("Verloren", comparison.lost),
        _alone("Alleen in het vorige verslag, niet vergeleken", comparison.only_before),
        _alone("Alleen in dit verslag, niet vergeleken", comparison.only_now),
        _named("Niet vergeleken, want niet in beide verslagen", comparison.not_compared),
        _named("Slechter dan in het vorige verslag, en niet door toeval", [each.measure for each in comparison.fallen])
        or "Geen enkel cijfer is aantoonbaar slechter dan in het vorige verslag.",
    ]
    return "\n\n".join(part for part in parts if part)


def _changed(name: str, pairs: Sequence[Pair]) -> str:
    lines = [f"  {new.id}  {new.question}\n        {old.why} → {new.why}" for old, new in pairs]
    return "\n".join([f"{name}: {_questions(len(pairs))}", *lines])


def _alone(name: str, outcomes: Sequence[Outcome]) -> str:
    return f"{name}: {_questions(len(outcomes))} ({', '.join(each.id for each in outcomes)})" if outcomes else ""


def _named(name: str, measures: Sequence[Measure]) -> str:
    return f"{name}: {'; '.join(measure.title for measure in measures)}." if measures else ""


def _questions(count: int) -> str:
    return "1 vraag" if count == 1 else f"{count} vragen"
