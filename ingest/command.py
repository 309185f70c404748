"""The command `bronwijs bronnen`. Parses, calls, prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commandline import CommandLine
from ingest.errors import CorpusError

if TYPE_CHECKING:
    from ingest.lint import Finding

CORPUS = Path(__file__).resolve().parent.parent / "corpus"

cli = CommandLine(help="Kijk na of er iets mis is met de documenten.", no_args_is_help=True)

CorpusOption = Annotated[Path, typer.Option("--corpus", envvar="BRONWIJS_CORPUS", help="Map met documenten.", show_default="corpus/")]
TodayOption = Annotated[datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="Kijk na alsof het deze dag is.")]
OnlineOption = Annotated[
    bool, typer.Option("--online", help="Vraag ook elk webadres in de documenten of het er nog is. Dat kan lang duren.")
]
PrivateOption = Annotated[bool, typer.Option("--allow-private", help="Vraag dat ook aan adressen in het eigen netwerk.")]
AsJsonOption = Annotated[bool, typer.Option("--json", help="Geef JSON, voor programma's.")]


@cli.callback()
def sources() -> None:
    """Kijk na of er iets mis is met de documenten."""


@cli.command()
def check(
    corpus: CorpusOption = CORPUS,
    today: TodayOption = None,
    online: OnlineOption = False,
    allow_private: PrivateOption = False,
    as_json: AsJsonOption = False,
) -> None:
    """Zoek in de documenten wat ontbreekt, voorbij is of niet kan kloppen. Verandert niets.

    De uitkomst is 0 als er niets te melden is, 1 als er iets gevonden is en 2 als de opdracht niet klopt.
    """
    from rich.console import Console

    from ingest.lint import check_corpus
    from ingest.reach import Reach

    try:
        with Console(stderr=True, quiet=as_json).status("De documenten worden gelezen …") as status:
            day = today.date() if today else date.today()
            reach = Reach(allow_private=allow_private) if online else None
            found = check_corpus(corpus, today=day, reach=reach, on_file=lambda name: status.update(f"Gelezen: {name}"))
    except CorpusError as problem:
        raise typer.BadParameter(str(problem), param_hint="--corpus") from problem
    if as_json:
        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False))
    else:
        _show(found)
    raise typer.Exit(1 if found else 0)


def _show(found: Sequence[Finding]) -> None:
    """What was found as a table, document by document, and below it how much there is."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ingest.terminal import count

    console = Console()
    if not found:
        console.print("Er is niets gevonden dat niet klopt.")
        return
    table = Table("Document en plaats", "Ernst", "Wat er is, en wat u kunt doen")
    for path, of_one in groupby(found, key=lambda finding: finding.path):
        table.add_section()
        table.add_row(Text(path, style="bold", overflow="fold"))
        for finding in of_one:
            table.add_row(Text(_place(finding)), finding.severity.value, Text(finding.text, overflow="fold"))
    console.print(table)
    documents = len({finding.path for finding in found})
    console.print(f"{count(len(found), 'melding', 'meldingen')} in {count(documents, 'document', 'documenten')}.", highlight=False)


def _place(finding: Finding) -> str:
    where = [f"pagina {finding.page}"] if finding.page else []
    return "  " + ", ".join([*where, *([f"‘{finding.heading}’"] if finding.heading else [])])
