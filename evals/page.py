"""A report as one HTML page that needs nothing else: figures, plots and every case, with filters. Pure: plain data in, text out.

Everything that documents and askers wrote is text here: the template escapes by itself, and the page's own policy lets no
script or style run but the two that are written into it, and nothing be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import ChainableUndefined, Environment, FileSystemLoader
from markupsafe import Markup

from evals import wording
from evals.explain import Case, Fact, facts_of, hints, is_answered, standing, verdict
from evals.metrics import Figure
from evals.plots import Bars, dutch, plots
from evals.report import HALVES, MAIN, NAMES, counted, shown
from ingest.days import moment_in_dutch

HERE = Path(__file__).parent
FACETS = {
    "uitkomst": "Uitkomst",
    "soort": "Soort vraag",
    "stijl": "Stijl van de vraag",
    "vrager": "Vrager",
    "document": "Document",
    "helft": "Helft",
}
LOWER_IS_BETTER = ("needless_refusals", "quotes_not_literal")
_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Choice:
    """One value of a facet, and how many of its cases are right."""

    value: str
    name: str
    right: int
    total: int


@dataclass(frozen=True)
class Facet:
    """What cases can be filtered by. `key` stands in the address of a filtered page."""

    key: str
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Piece:
    """A run of text: plain (""), a "fact" that was asked for, or a "mark" [n]."""

    kind: str
    text: str


@dataclass(frozen=True)
class ShownCase:
    """A case with all that the page says of it."""

    case: Case
    anchor: str
    facets: Mapping[str, Sequence[str]]
    facts: Sequence[Fact]
    verdict: str
    hints: Sequence[str]
    is_answered: bool

    @property
    def asked_for(self) -> list[str]:
        """All alternatives of all facts, to point out wherever they stand."""
        return [alternative for fact in self.facts for alternative in fact.alternatives]


def page(report: Mapping[str, Any]) -> str:
    """The HTML of a report, as `bronwijs eval answers --out` writes it. Missing keys leave out what they would show."""
    cases = sorted((_shown_case(case) for case in report.get("cases") or ()), key=lambda each: bool(each.case.get("right")))
    script, style = (HERE / "page.js").read_text(encoding="utf-8"), (HERE / "page.css").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("page.html")
        .render(
            cases=cases,
            right=sum(bool(each.case.get("right")) for each in cases),
            facets=facets(cases),
            figures=_figures(report.get("figures") or {}),
            halves=_halves(report.get("halves") or {}),
            plots=plots(report),
            made=_moment(report.get("made")),
            memory=report.get("memory_mb"),
            script=Markup(script),
            style=Markup(style),
            policy=_policy(script, style),
            words=wording,
            half_names=HALVES,
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=ChainableUndefined
    )
    environment.filters |= {"pieces": pieces, "dutch": dutch, "address": address, "without_heads": without_heads}
    environment.globals |= {"standing": standing}
    environment.tests["bars"] = lambda plot: isinstance(plot, Bars)
    return environment


def _policy(script: str, style: str) -> str:
    """What the page may do: run this script, use this style, fetch nothing. https://www.w3.org/TR/CSP3/"""
    rules = ("default-src 'none'", "img-src data:", f"script-src {_digest(script)}", f"style-src {_digest(style)}")
    return "; ".join((*rules, "base-uri 'none'", "form-action 'none'"))


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _shown_case(case: Case) -> ShownCase:
    facts = facts_of(case)
    return ShownCase(
        case=case,
        anchor=f"vraag-{quote(str(case.get('id', '')), safe='')}",
        facets=_facets_of(case),
        facts=facts,
        verdict=verdict(case, facts),
        hints=hints(case, facts),
        is_answered=is_answered(case),
    )


def _facets_of(case: Case) -> dict[str, list[str]]:
    return {
        "uitkomst": ["goed"] if case.get("right") else ["fout", str(case.get("why") or "onbekend")],
        "soort": [kind for kind in str(case.get("kind") or "").split(",") if kind],
        "stijl": list(case.get("style") or ()),
        "vrager": [case["audience"]] if case.get("audience") else [],
        "document": list(case.get("places") or ()),
        "helft": [case["half"]] if case.get("half") else [],
    }


def facets(cases: Sequence[ShownCase]) -> dict[str, Facet]:
    """What the cases can be filtered by, the most frequent value first; a facet without values is left out."""
    words = {"soort": wording.kind, "stijl": wording.style, "helft": lambda half: HALVES.get(half, half)}
    made = {key: Facet(key, name, tuple(_choices(cases, key, words.get(key, str)))) for key, name in FACETS.items()}
    return {key: facet for key, facet in made.items() if facet.choices}


def _choices(cases: Sequence[ShownCase], key: str, name_of: Any) -> Iterable[Choice]:
    outcomes: dict[str, list[bool]] = {}
    for each in cases:
        for value in each.facets[key]:
            outcomes.setdefault(value, []).append(bool(each.case.get("right")))
    for value, rights in sorted(outcomes.items(), key=lambda entry: -len(entry[1])):
        yield Choice(value, name_of(value), sum(rights), len(rights))


def _figures(figures: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The figures with their name, what they say in Dutch, and the share that a count is of its total."""
    found = []
    for code, figure in figures.items():
        value, total = figure.get("value") or 0, figure.get("total")
        found.append(
            {
                "name": NAMES.get(code, code),
                "shown": shown(Figure(code, value, total, figure.get("unit") or "")).replace(".", ","),
                "about": wording.FIGURES.get(code, ""),
                "share": value / total if total else None,
                "lower_is_better": code in LOWER_IS_BETTER,
            }
        )
    return found


def _halves(halves: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """The main figures of each half of the cases, as a head and rows; nothing of nothing."""
    if not halves:
        return {}
    names = [name for name in MAIN if any(name in figures for figures in halves.values())]
    rows = [(NAMES[name], *(_counted(name, figures.get(name)) for figures in halves.values())) for name in names]
    return {"head": [HALVES.get(name, name) for name in halves], "rows": rows}


def _counted(name: str, figure: Mapping[str, Any] | None) -> str:
    return counted(Figure(name, figure["value"], figure.get("total"))).replace(".", ",") if figure else ""


def _moment(made: Any) -> str:
    """A moment as people write it; what is no moment stays as it is.

    >>> _moment("2025-09-01T14:05:09"), _moment(None), _moment("gisteren")
    ('1 september 2025, 14.05 uur', '', 'gisteren')
    """
    try:
        return moment_in_dutch(datetime.fromisoformat(made))
    except (TypeError, ValueError):
        return str(made or "")


def address(value: str, key: str) -> str:
    """The fragment of the page that shows only the cases with this value of a facet.

    >>> address("een & ander", "soort")
    '#soort=een+%26+ander'
    """
    return f"#{urlencode({key: value})}"


def pieces(text: str | None, alternatives: Sequence[str] = (), numbers: Sequence[int] = ()) -> list[Piece]:
    """A text in runs: the facts that stand literally in it, the marks [n] of these numbers, and what lies between.

    >>> [(piece.kind, piece.text) for piece in pieces("Vóór 14 september. [1]", ["14 september"], [1])]
    [('', 'Vóór '), ('fact', '14 september'), ('', '. '), ('mark', '1')]
    """
    text = text or ""
    spans = [(*match.span(), "mark", match[1]) for match in _MARK.finditer(text) if int(match[1]) in numbers]
    for alternative in alternatives:
        spans += [(*match.span(), "fact", match[0]) for match in _pattern(alternative).finditer(text) if match[0]]
    found, end = [], 0
    for start, stop, kind, words in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= end:
            found += [Piece("", text[end:start])] if start > end else []
            found.append(Piece(kind, words))
            end = stop
    return [*found, Piece("", text[end:])] if text[end:] else found


def without_heads(text: str | None) -> str:
    """A passage without the marks that stand before its headings.

    >>> without_heads("# Kosten\\nNiets. # 1 is gratis.")
    'Kosten\\nNiets. # 1 is gratis.'
    """
    return re.sub(r"(?m)^#+ ", "", text or "")


def _pattern(alternative: str) -> re.Pattern[str]:
    """What finds an alternative literally: its /pattern/, or its words with any white space between."""
    if len(alternative) > 2 and alternative[0] == alternative[-1] == "/":
        return re.compile(alternative[1:-1], re.IGNORECASE)
    words = r"\s+".join(map(re.escape, alternative.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
