"""What came out, for people and for programs: a table, JSON, and the cases that failed in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table

from assistant.contract import to_json
from evals.answers import Result
from evals.metrics import Figure, figures

NAMES = {
    "all_facts": "Alle feiten in het antwoord",
    "share_of_facts": "Deel van de feiten",
    "document": "Juiste document aangehaald",
    "page": "Juiste bladzijde aangehaald",
    "needless_refusals": "Onnodig geweigerd",
    "refused": "Terecht geweigerd",
    "noticed": "Melding bij het antwoord",
    "quotes_not_literal": "Citaten die er niet letterlijk staan",
    "sentences_uncited": "Zinnen zonder bron",
    "figures_uncited": "Getallen en adressen die niet in hun citaat staan",
    "median_words": "Woorden per antwoord, mediaan",
    "p95_words": "Woorden per antwoord, 95 %",
    "median_time": "Tijd per vraag, mediaan",
    "p95_time": "Tijd per vraag, 95 %",
}


def shown(figure: Figure) -> str:
    """A figure as people read it.

    >>> shown(Figure("document", 31, 34)), shown(Figure("median_time", 61.2, None, "ms")), shown(Figure("share_of_facts", 0.913))
    ('31 van 34 (91 %)', '61 ms', '0.91')
    """
    if figure.total:
        return f"{figure.value:.0f} van {figure.total} ({100 * figure.value / figure.total:.0f} %)"
    if figure.unit == "ms":
        return f"{figure.value:.0f} ms"
    return f"{figure.value:.0f}" if float(figure.value).is_integer() or figure.unit else f"{figure.value:.2f}"


def table(results: Sequence[Result]) -> Table:
    """The figures over all results."""
    made = Table(title=f"{len(results)} vragen", title_justify="left")
    made.add_column("Wat")
    made.add_column("Hoeveel", justify="right")
    for figure in figures([result.marks for result in results]):
        made.add_row(NAMES[figure.name], shown(figure))
    return made


def breakdown(results: Sequence[Result]) -> Table:
    """Per kind, style and audience of question: how many were answered or turned down as they should be."""
    made = Table(title="Goed, per soort vraag", title_justify="left")
    made.add_column("Soort")
    made.add_column("Goed", justify="right")
    for group, name_of in (("soort", _kinds), ("stijl", _styles), ("vrager", _audiences)):
        by_name: dict[str, list[bool]] = defaultdict(list)
        for result in results:
            for name in name_of(result):
                by_name[name].append(result.is_right)
        for name, outcomes in sorted(by_name.items(), key=lambda entry: -len(entry[1])):
            made.add_row(f"{group}: {name}", f"{sum(outcomes)} van {len(outcomes)}")
    return made


def _kinds(result: Result) -> Iterable[str]:
    return [kind for kind in result.case.kind.split(",") if kind]


def _styles(result: Result) -> Iterable[str]:
    return result.case.style


def _audiences(result: Result) -> Iterable[str]:
    return [result.case.audience] if result.case.audience else []


def failures(results: Sequence[Result]) -> str:
    """Every case that went wrong: what was asked, what was expected, and what came."""
    return "\n\n".join(_failure(result) for result in results if not result.is_right)


def _failure(result: Result) -> str:
    case, answer = result.case, result.answer
    expected = "weigering" if not case.answerable else " + ".join(" / ".join(group) for group in case.facts)
    places = ", ".join(f"{path} {list(pages)}" if pages else path for path, pages in (case.places or {}).items())
    cited = ", ".join(f"{c.document} p. {c.page}" if c.page else c.document for c in answer.citations)
    return (
        f"{case.id}  {case.question.text}\n  verwacht: {expected}{f'  in {places}' if places else ''}\n"
        f"  kreeg:    {why(result)} [{answer.status}{f', {answer.reason}' if answer.reason else ''}]"
        f"{f'  uit {cited}' if cited else ''}\n    {answer.text.replace(chr(10), f'{chr(10)}    ')}"
    )


def why(result: Result) -> str:
    """In a few words what is wrong with a result; "goed" when nothing is.

    The first thing that is wrong counts: an answer that misses facts is not blamed for its page as well.
    """
    marks = result.marks
    reasons: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: marks.refused is False, "een antwoord dat er niet is"),
        (lambda: marks.refused is None and not marks.answered, "onnodig geweigerd"),
        (lambda: marks.all_facts is False and not marks.share_of_facts, "de feiten ontbreken"),
        (lambda: marks.all_facts is False, "een deel van de feiten ontbreekt"),
        (lambda: marks.document is False, "uit een ander document"),
        (lambda: marks.page is False, "van een andere bladzijde"),
    )
    return next((text for is_so, text in reasons if is_so()), "goed")


def as_json(results: Sequence[Result]) -> dict[str, Any]:
    """Everything, for programs and for comparing: figures, and each case with its marks and answer."""
    return {
        "schema": 1,
        "figures": {
            figure.name: {"value": figure.value, "total": figure.total} for figure in figures([result.marks for result in results])
        },
        "cases": [
            {
                "id": result.case.id,
                "why": why(result),
                "right": result.is_right,
                "marks": asdict(result.marks),
                "answer": to_json(result.answer),
            }
            for result in results
        ],
    }
