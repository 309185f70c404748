"""A command line that speaks Dutch: in its help, and in what it says of a command that is wrong."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup
from typing_extensions import override

OPTIONS = "[OPTIES]"

rich_utils.ARGUMENTS_PANEL_TITLE, rich_utils.OPTIONS_PANEL_TITLE, rich_utils.COMMANDS_PANEL_TITLE = "Wat u meegeeft", "Opties", "Opdrachten"
rich_utils.DEFAULT_STRING, rich_utils.ENVVAR_STRING = "[anders: {}]", "[of de variabele {}]"
rich_utils.REQUIRED_LONG_STRING = "[verplicht]"

# What Typer says of a wrong command, and how we say it: one after the other. What is not here stays English.
_SAID = (
    (r"^Invalid value for (.+?): ", r"\1: "),
    (r"^Invalid value: ", ""),
    (r"\(env var: '(\w+)'\)", r"(of \1)"),
    (r"^Missing (?:argument|option|parameter) (.+?)\.$", r"\1 ontbreekt"),
    (r"^Missing command\.$", "er ontbreekt een opdracht"),
    (r"^No such option: (\S+)", r"de optie \1 bestaat niet"),
    (r"^No such command (\S+)\.", r"de opdracht \1 bestaat niet"),
    (r" \(Possible options: (.+)\)$| Did you mean (.+)\?$", r"; bedoelt u \1\2?"),
    (r"^Got unexpected extra arguments?(?:\(s\))? \((.+)\)$", r"'\1' is te veel"),
    (r"^Option (\S+) requires an argument\.$", r"achter \1 hoort een waarde"),
    (r"^Option (\S+) does not take a value\.$", r"achter \1 hoort geen waarde"),
    (r"Input should be a valid integer.*", "dat is geen heel getal"),
    (r"Input should be greater than or equal to (\S+)", r"dat moet \1 of meer zijn"),
    (r"Input should be less than or equal to (\S+)", r"dat moet \1 of minder zijn"),
    (r"Value error, ('.*') does not match the formats? .*", r"\1 is geen datum zoals 2026-03-31"),
)


class CommandLine(typer.Typer):
    """Commands with their help in Dutch. Those for a shell's completion are left out: they are English."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=_Group, options_metavar=OPTIONS, subcommand_metavar="OPDRACHT …", add_completion=False, **settings)

    @override
    def command(self, *names: str, **settings: Any) -> Any:
        return super().command(*names, cls=_Command, options_metavar=OPTIONS, **settings)


class _Dutch:
    """The words of a help text that Typer has no setting for."""

    def format_usage(self: Any, ctx: typer.Context, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Gebruik: ")

    def get_help_option(self: Any, ctx: typer.Context) -> Any:
        option = super().get_help_option(ctx)
        if option:
            option.help = "Laat deze uitleg zien."
        return option


class _Command(_Dutch, TyperCommand):
    pass


class _Group(_Dutch, TyperGroup):
    pass


def mistake(problem: typer.TyperException) -> str:
    """What is wrong with a command, and on a second line where the right ones stand; empty when its help was shown already."""
    said = problem.format_message().strip()
    for theirs, ours in _SAID:
        said = re.sub(theirs, ours, said)
    context = getattr(problem, "ctx", None)
    return f"{said}\nUitleg: {context.command_path} --help" if said and context else said
