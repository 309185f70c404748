"""The command `bronwijs eval`. Parses, calls, prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"

cli = typer.Typer(help="Meet hoe goed de antwoorden zijn, zonder netwerk en zonder model als rechter.", invoke_without_command=True)

CasesOption = Annotated[Path, typer.Option("--cases", help="Bestand (JSONL) met vragen, of een map ermee.", show_default="evals/cases")]
CorpusOption = Annotated[Path, typer.Option("--corpus", help="Map met de documenten.", show_default="corpus/")]
FailedOption = Annotated[bool, typer.Option("--failed", help="Laat ook elke vraag zien die misging.")]
JsonOption = Annotated[Path | None, typer.Option("--out", help="Schrijf alles ook als JSON naar dit bestand.")]


@cli.callback()
def everything(context: typer.Context) -> None:
    """Zonder opdracht: alle eigen vragen over corpus/."""
    if context.invoked_subcommand is None:
        answers()


@cli.command()
def answers(
    cases: CasesOption = HERE / "cases", corpus: CorpusOption = CORPUS, failed: FailedOption = False, out: JsonOption = None
) -> None:
    """Beantwoord vragen waarvan het antwoord bekend is, en tel wat goed ging."""
    from rich.console import Console
    from rich.progress import Progress

    from evals import report
    from evals.answers import run
    from evals.cases import check_cases, read_cases

    asked = read_cases(cases)
    check_cases(asked, corpus)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Vragen", total=len(asked))
        results = run(asked, corpus, on_result=lambda _: progress.advance(bar))
    console = Console(highlight=False)
    if failed:
        print(report.failures(results), end="\n\n")
    console.print(report.breakdown(results))
    console.print(report.table(results))
    if out:
        out.write_text(json.dumps(report.as_json(results), ensure_ascii=False, indent=1), encoding="utf-8")
