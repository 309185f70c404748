"""What came out, for people and for programs: tables, JSON, and the cases that failed in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any
from zlib import crc32

from rich.table import Table

from assistant.contract import to_json
from evals.answers import Result
from evals.cases import Case
from evals.metrics import Figure, figures, middle_and_most

NAMES = {
    "all_facts": "Alle feiten in het antwoord",
    "share_of_facts": "Deel van de feiten",
    "document": "Juiste document aangehaald",
    "page": "Juiste bladzijde aangehaald",
    "needless_refusals": "Onnodig geweigerd",
    "refused": "Terecht geweigerd",
    "noticed": "Melding bij het antwoord",
    "supported": "Zinnen gedragen door hun citaat",
    "well_formed": "Bronvermelding welgevormd",
    "quotes_not_literal": "Citaten die er niet letterlijk staan",
    "sentences_uncited": "Zinnen zonder bron",
    "figures_uncited": "Getallen en adressen die niet in hun citaat staan",
    "dutch": "Antwoorden in het Nederlands",
    "median_sentences": "Zinnen per antwoord, mediaan",
    "p95_sentences": "Zinnen per antwoord, 95 %",
    "median_words": "Woorden per antwoord, mediaan",
    "p95_words": "Woorden per antwoord, 95 %",
    "median_time": "Tijd per vraag, mediaan",
    "p95_time": "Tijd per vraag, 95 %",
}
# Figures that are read together share a row.
ROWS = {
    ("refused", "needless_refusals"): "Terecht geweigerd · onnodig geweigerd",
    ("median_sentences", "p95_sentences"): "Zinnen per antwoord, mediaan · 95 %",
    ("median_words", "p95_words"): "Woorden per antwoord, mediaan · 95 %",
    ("median_time", "p95_time"): "Tijd per vraag, mediaan · 95 %",
}
MAIN = ("all_facts", "share_of_facts", "document", "page", "refused", "needless_refusals", "noticed", "supported")
STEPS = {"search": "zoeken", "read": "lezen", "check": "schrijven en controleren", "total": "alles samen"}
HALVES = {"tuned": "Gekozen op", "reported": "Gemeld"}


def half(case_id: str) -> str:
    """Whether weights and thresholds may be chosen on a case, "tuned", or its outcome is what is told of us, "reported".

    By the checksum of its id, so that a case stays where it is however many are added.

    >>> half("b001"), half("b004")
    ('reported', 'tuned')
    """
    return "tuned" if crc32(case_id.encode()) % 2 == 0 else "reported"


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
    """The figures over all results, with time and memory."""
    made = _empty_table(f"{len(results)} vragen", "Wat", "Hoeveel")
    for name, cells in _rows([figures([result.marks for result in results])], shown):
        made.add_row(name, *cells)
    for step, taken in steps(results).items():
        if step != "total":
            made.add_row(f"… {STEPS.get(step, step)}", f"{taken['median']:.0f} ms · {taken['p95']:.0f} ms")
    if memory := memory_mb(results):
        made.add_row("Geheugen, hoogste stand", f"{memory:.0f} MB")
    return made


def halves(results: Sequence[Result]) -> Table:
    """The main figures of the cases that choices were made on, beside those of the other half, which are the ones to tell."""
    made = _empty_table("Twee helften van de vragen", "Wat", *HALVES.values())
    parts = [[result.marks for result in results if half(result.case.id) == name] for name in HALVES]
    main = [[figure for figure in figures(part) if figure.name in MAIN] for part in parts]
    for name, cells in _rows(main, counted):
        made.add_row(name, *cells)
    return made


def _empty_table(title: str, first: str, *others: str) -> Table:
    made = Table(title=title, title_justify="left")
    made.add_column(first)
    for name in others:
        made.add_column(name, justify="right")
    return made


def _rows(columns: Sequence[Sequence[Figure]], show: Callable[[Figure], str]) -> Iterable[tuple[str, list[str]]]:
    """(name, a cell for each column) of all figures; figures that are read together share a row, in the place of the first."""
    by_name = [{figure.name: figure for figure in column} for column in columns]
    together = {name: names for names in ROWS for name in names}
    names = dict.fromkeys(together.get(name, (name,)) for name in NAMES)
    for group in names:
        cells = [" · ".join(show(column[name]) for name in group if name in column) or "–" for column in by_name]
        if any(name in column for name in group for column in by_name):
            yield ROWS.get(group) or NAMES[group[0]], cells


def counted(figure: Figure) -> str:
    """A figure without its percentage, where room is scarce.

    >>> counted(Figure("document", 31, 34)), counted(Figure("share_of_facts", 0.913))
    ('31 van 34', '0.91')
    """
    return f"{figure.value:.0f} van {figure.total}" if figure.total else shown(figure)


def breakdown(results: Sequence[Result]) -> Table:
    """Per kind, style and audience: how many were answered or turned down as they should be, and how many turned down at all."""
    made = _empty_table("Per soort vraag", "Soort", "Goed", "Terecht geweigerd", "Onnodig geweigerd")
    for group, name_of in (("soort", _kinds), ("stijl", _styles), ("vrager", _audiences)):
        by_name: dict[str, list[Result]] = defaultdict(list)
        for result in results:
            for name in name_of(result):
                by_name[name].append(result)
        for name, members in sorted(by_name.items(), key=lambda entry: -len(entry[1])):
            found = {figure.name: counted(figure) for figure in figures([member.marks for member in members])}
            right = f"{sum(member.is_right for member in members)} van {len(members)}"
            made.add_row(f"{group}: {name}", right, found.get("refused", ""), found.get("needless_refusals", ""))
    return made


def steps(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """Per step of answering, in ms, {"median", "p95"} over the questions that took it; "total" is the whole answer."""
    taken: dict[str, list[float]] = defaultdict(list)
    for result in results:
        for step, ms in result.effort.steps.items():
            taken[step].append(ms)
    if not taken:
        return {}
    taken["total"] = [result.marks.ms for result in results]
    return {step: {at: round(ms, 1) for at, ms in middle_and_most(values).items()} for step, values in taken.items()}


def memory_mb(results: Sequence[Result]) -> float | None:
    """The most memory that making the index and answering took, in MB; None where it is not known."""
    return max((round(result.effort.memory_mb, 1) for result in results if result.effort.memory_mb is not None), default=None)


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
    """Everything, for programs, for comparing and for a page: what was asked, what a right answer is, and what came.

    {"schema": 1, "figures": {name: {"value", "total", "unit"}}, "halves": {"tuned": figures, "reported": figures},
     "steps": {name: {"median", "p95"}} in ms, "memory_mb",
     "cases": [{"id", "half", "question", "history": [{"question", "answer"}], "answerable", "facts": [[text]],
                "places": {document: [page]}, "audience", "kind", "style": [name], "notice",
                "why", "right", "marks": {name: value}, "answer": as in assistant/contract.py}]}
    """
    parts = {name: [result for result in results if half(result.case.id) == name] for name in HALVES}
    return {
        "schema": 1,
        "figures": _figures_as_json(results),
        "halves": {name: _figures_as_json(part) for name, part in parts.items()},
        "steps": steps(results),
        "memory_mb": memory_mb(results),
        "cases": [
            _case_as_json(result.case)
            | {
                "why": why(result),
                "right": result.is_right,
                "marks": asdict(result.marks),
                "answer": to_json(result.answer),
            }
            for result in results
        ],
    }


def _figures_as_json(results: Sequence[Result]) -> dict[str, Any]:
    found = figures([result.marks for result in results])
    return {figure.name: {"value": figure.value, "total": figure.total, "unit": figure.unit} for figure in found}


def _case_as_json(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "half": half(case.id),
        "question": case.question.text,
        "history": [{"question": turn.question, "answer": turn.answer} for turn in case.question.history],
        "answerable": case.answerable,
        "facts": [list(group) for group in case.facts],
        "places": {document: list(pages) for document, pages in (case.places or {}).items()},
        "audience": case.audience,
        "kind": case.kind,
        "style": list(case.style),
        "notice": case.notice,
    }
