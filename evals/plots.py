"""Plots of a report as geometry: lines and bars in a box of fixed size, with their numbers as a table. Pure; the page draws them.

A plot is a few dozen coordinates, so no plotting library is asked to carry tens of megabytes for it, and the colours stay the page's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals import wording
from evals.explain import is_answered
from evals.report import STEPS

Case = Mapping[str, Any]
WIDTH, HEIGHT = 440, 284
LEFT, RIGHT, TOP, BOTTOM = 52, 24, 26, 46  # room around the drawing for what stands beside the axes
ROW = 46  # height of one step in the plot of times
MOST_ROWS = 12  # of a table of thresholds: enough to choose one by


@dataclass(frozen=True)
class Axis:
    """One axis: its name and its marks, lowest and highest at the ends."""

    name: str
    low: float
    high: float
    ticks: tuple[float, ...]
    percent: bool = False

    def share(self, value: float) -> float:
        """Where a value lies between the ends: 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    def shown(self, value: float) -> str:
        return f"{100 * value:.0f} %" if self.percent else dutch(value)


@dataclass(frozen=True)
class Line:
    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Drawing:
    """What all plots have: words, an x axis, their numbers as a table, and the edges of what is drawn inside the box."""

    name: str
    about: str
    x: Axis
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    left = LEFT
    right = WIDTH - RIGHT
    top = TOP
    width = WIDTH
    height = HEIGHT

    @property
    def bottom(self) -> int:
        return self.height - BOTTOM

    def across(self, value: float) -> float:
        """The x of a value, in units of the drawing."""
        return round(self.left + self.x.share(value) * (self.right - self.left), 1)


@dataclass(frozen=True)
class Plot(Drawing):
    """Lines over two axes. `dot` is a point to single out, with what it is."""

    y: Axis
    lines: tuple[Line, ...]
    dot: tuple[float, float, str] | None = None

    def up(self, value: float) -> float:
        """The y of a value, in units of the drawing, from the top."""
        return round(self.bottom - self.y.share(value) * (self.bottom - self.top), 1)

    def path(self, line: Line) -> str:
        return " ".join(f"{self.across(x)},{self.up(y)}" for x, y in line.points)


@dataclass(frozen=True)
class Bar:
    """One step of answering: median and 95th percentile in ms."""

    name: str
    median: float
    p95: float


@dataclass(frozen=True)
class Bars(Drawing):
    """Times per step, a row each, over one axis in ms. The names stand above the bars, so nothing stands to the left."""

    bars: tuple[Bar, ...]

    left = 2
    top = 4

    @property
    def height(self) -> int:
        return self.top + ROW * len(self.bars) + BOTTOM

    def row(self, index: int) -> int:
        """The y of the top of a row."""
        return self.top + ROW * index


def plots(report: Mapping[str, Any]) -> list[Plot | Bars]:
    """The plots for which a report has the numbers."""
    cases = report.get("cases") or ()
    made = (*refusals(cases), recall(report.get("recall") or {}), steps(report.get("steps") or {}))
    return [plot for plot in made if plot]


def refusals(cases: Sequence[Case]) -> list[Plot]:
    """What a threshold on the confidence would refuse: over the threshold, and one share against the other.

    Below the threshold is refused. An answer without a confidence keeps its outcome: it was decided by something else.
    """
    asked = [case for case in cases if case.get("answerable", True)]
    others = [case for case in cases if not case.get("answerable", True)]
    levels = sorted({level for case in cases if (level := _confidence(case)) is not None})
    if not asked or not others or len(levels) < 2:
        return []
    thresholds = [*levels, levels[-1] + (levels[-1] - levels[0]) / 100]
    found = [(t, _share_refused(others, t), _share_refused(asked, t)) for t in thresholds]
    now = (sum(not is_answered(case) for case in asked) / len(asked), sum(not is_answered(case) for case in others) / len(others))
    head = ("Drempel", "Terecht geweigerd", "Onnodig geweigerd")
    rows = tuple((dutch(t), _percent(rightly), _percent(needless)) for t, rightly, needless in _spread(found, MOST_ROWS))
    low, high = thresholds[0], thresholds[-1]
    over = Plot(
        name="Wat een drempel weigert",
        about="Hoe zekerder een antwoord moet zijn, hoe meer Bronwijs weigert: terecht, maar ook onnodig.",
        x=Axis("drempel: hoe zeker een antwoord moet zijn", low, high, ticks(low, high)),
        y=_share_axis("geweigerd"),
        lines=(
            Line("terecht: staat er niet in", tuple((t, rightly) for t, rightly, _ in found)),
            Line("onnodig: staat er wel in", tuple((t, needless) for t, _, needless in found)),
        ),
        head=head,
        rows=rows,
    )
    against = Plot(
        name="Terecht tegen onnodig weigeren",
        about="Elk punt van de lijn is een drempel. Hoe verder naar linksboven, hoe beter Bronwijs het verschil ziet.",
        x=_share_axis("onnodig geweigerd"),
        y=_share_axis("terecht geweigerd"),
        lines=(Line("bij elke drempel", tuple((needless, rightly) for _, rightly, needless in found)),),
        head=head,
        rows=rows,
        dot=(*now, f"deze meting: {_percent(now[1])} terecht, {_percent(now[0])} onnodig"),
    )
    return [over, against]


def _share_refused(cases: Sequence[Case], threshold: float) -> float:
    return sum(not is_answered(case) if (level := _confidence(case)) is None else level < threshold for case in cases) / len(cases)


def _confidence(case: Case) -> float | None:
    return (case.get("answer") or {}).get("confidence")


def recall(legs: Mapping[str, Sequence[float]]) -> Plot | None:
    """The share of questions whose place is among the first k that were found, for each way of searching."""
    legs = {name: values for name, values in legs.items() if values}
    depth = max((len(values) for values in legs.values()), default=0)
    if depth < 2:
        return None
    names = [wording.LEGS.get(name, name) for name in legs]
    return Plot(
        name="Hoe vaak de juiste passage wordt gevonden",
        about="Bij hoeveel vragen de plaats met het antwoord bij de eerste zoveel passages zit, per manier van zoeken.",
        x=Axis("aantal passages", 1, depth, tuple(k for k in (1, 5, 10, 15, 20, 30, 40, 50) if k <= depth)),
        y=_share_axis("gevonden"),
        lines=tuple(
            Line(name, tuple((k, value) for k, value in enumerate(values, start=1)))
            for name, values in zip(names, legs.values(), strict=True)
        ),
        head=("Passages", *(wording.sentence_case(name) for name in names)),
        rows=tuple(
            (str(k), *(_percent(values[k - 1]) if k <= len(values) else "" for values in legs.values())) for k in range(1, depth + 1)
        ),
    )


def steps(times: Mapping[str, Mapping[str, float]]) -> Bars | None:
    """The time of each step, in ms."""
    bars = tuple(Bar(STEPS.get(name, name), time.get("median", 0.0), time.get("p95", 0.0)) for name, time in times.items())
    longest = max((max(bar.median, bar.p95) for bar in bars), default=0.0)
    if not longest:
        return None
    return Bars(
        name="Tijd per stap",
        about="De balk is de mediaan (de helft gaat sneller), het streepje de 95 % (van elke honderd vragen duren er vijf langer).",
        x=Axis("milliseconden", 0, longest * 1.02, ticks(0, longest)),
        bars=bars,
        head=("Stap", "Mediaan", "95 %"),
        rows=tuple((wording.sentence_case(bar.name), f"{dutch(bar.median)} ms", f"{dutch(bar.p95)} ms") for bar in bars),
    )


def ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Round values between two ends, at most so many.

    >>> ticks(0, 1), ticks(0.13, 0.91), ticks(0, 226)
    ((0.0, 0.2, 0.4, 0.6, 0.8, 1.0), (0.2, 0.4, 0.6, 0.8), (0.0, 50.0, 100.0, 150.0, 200.0))
    """
    rough = (high - low) / (most - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    return tuple(round(n * step, 10) for n in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1))


def dutch(value: float) -> str:
    """A number with a decimal comma, as precise as its size asks for.

    >>> dutch(0.4567), dutch(31.42), dutch(226), dutch(0)
    ('0,46', '31,4', '226', '0')
    """
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _share_axis(name: str) -> Axis:
    return Axis(name, 0, 1, (0, 0.25, 0.5, 0.75, 1), percent=True)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _spread(found: Sequence[tuple[float, float, float]], most: int) -> list[tuple[float, float, float]]:
    """At most so many of a row, evenly spread, with both ends."""
    if len(found) <= most:
        return list(found)
    return [found[round(n * (len(found) - 1) / (most - 1))] for n in range(most)]
