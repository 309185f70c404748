"""The command line speaks Dutch: its help, and what it says of each mistake that Typer finds."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from ingest.commandline import CommandLine, mistake

ENGLISH = re.compile(
    r"\b(?:the|usage|options?|arguments?|commands?|show|this|missing|invalid|such|try|should|required|env var|did)\b", re.I
)

cli = CommandLine(help="Doet iets.", no_args_is_help=True)
inner = CommandLine(help="Doet ook iets.", no_args_is_help=True)
cli.add_typer(inner, name="binnen")


@cli.command()
def lees(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Wat u leest.")],
    port: Annotated[int, typer.Option(envvar="POORT", min=1, max=9, help="Een poort.")] = 7,
    today: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Een dag.")] = None,
    quick: Annotated[bool, typer.Option("--snel", help="Snel.")] = False,
) -> None:
    """Lees iets."""


@inner.command("een")
def one() -> None:
    """Doe het ene."""


@inner.command("twee")
def two() -> None:
    """Doe het andere."""


def said_of(*arguments: str) -> str:
    """What is said of a wrong command."""
    with pytest.raises(typer.TyperException) as found:
        cli(list(arguments), prog_name="bronwijs", standalone_mode=False)
    assert found.value.exit_code == 2
    return mistake(found.value)


@pytest.mark.parametrize("arguments", [(), ("lees",), ("binnen",), ("binnen", "een")])
def test_help_is_in_dutch(monkeypatch, arguments):
    monkeypatch.setenv("COLUMNS", "200")
    shown = CliRunner().invoke(cli, [*arguments, "--help"], prog_name="bronwijs").stdout
    assert " ".join(("Gebruik: bronwijs", *arguments, "[OPTIES]")) in shown
    assert "Laat deze uitleg zien." in shown
    assert not ENGLISH.findall(shown)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("lees",), "'BESTAND' ontbreekt"),
        (("lees", "a", "b"), "'b' is te veel"),
        (("lees", "a", "--zomaar"), "de optie --zomaar bestaat niet"),
        (("lees", "a", "--prt", "3"), "de optie --prt bestaat niet; bedoelt u --port?"),
        (("lees", "a", "--port", "x"), "'--port' (of POORT): dat is geen heel getal"),
        (("lees", "a", "--port", "0"), "'--port' (of POORT): dat moet 1 of meer zijn"),
        (("lees", "a", "--port", "10"), "'--port' (of POORT): dat moet 9 of minder zijn"),
        (("lees", "a", "--today", "morgen"), "'--today': 'morgen' is geen datum zoals 2026-03-31"),
        (("lees", "a", "--port"), "achter '--port' hoort een waarde"),
        (("lees", "a", "--snel=ja"), "achter '--snel' hoort geen waarde"),
        (("schrijf",), "de opdracht 'schrijf' bestaat niet"),
        (("binnen", "eens"), "de opdracht 'eens' bestaat niet; bedoelt u 'een'?"),
    ],
)
def test_a_mistake_is_said_in_dutch(arguments, said):
    first, *rest = said_of(*arguments).split("\n")
    assert first == said
    assert not rest or re.fullmatch(r"Uitleg: bronwijs( \w+)? --help", rest[0])


def test_where_the_right_commands_stand_is_said():
    assert said_of("binnen", "een", "--zomaar").endswith("\nUitleg: bronwijs binnen een --help")


def test_after_its_help_nothing_more_is_said(capsys):
    assert said_of("binnen") == ""
    assert "Doe het ene." in capsys.readouterr().out


@pytest.mark.parametrize(("hint", "said"), [(None, "geef een map"), ("--index", "--index: geef een map")])
def test_a_mistake_that_we_find_ourselves_keeps_its_words(hint, said):
    assert mistake(typer.BadParameter("geef een map", param_hint=hint)) == said
