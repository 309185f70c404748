"""`bronwijs bronnen check` tells a person and a program what is odd, and its exit status says whether there was anything."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from ingest.command import cli
from ingest.errors import FetchError

BODY = "Een mentor is een ervaren leraar die elke week met een starter spreekt over zijn lessen."


@pytest.fixture
def run(monkeypatch):
    """Runs the command with wide lines, so that no word is cut in two."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("BRONWIJS_CORPUS", raising=False)
    return lambda *arguments: CliRunner().invoke(cli, ["check", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "gids.md").write_text(
        f"# Gids voor starters\n\n{BODY}\n\n## Contact\n\nMail loket@voorbeeld of meld u aan vóór 14 september 2025.\n", encoding="utf-8"
    )
    return tmp_path


def test_what_was_found_is_a_table_and_exit_status_1(run, folder):
    result = run("--corpus", folder, "--today", "2026-03-02")
    assert result.exit_code == 1
    assert all(
        words in result.stdout for words in ("gids.md", "‘Contact’", "loket@voorbeeld", "termijn", "let op", "2 meldingen in 1 document.")
    )


def test_today_decides_what_is_over(run, folder):
    result = run("--corpus", folder, "--today", "2025-03-02")
    assert "termijn" not in result.stdout and "1 melding in 1 document." in result.stdout


def test_for_a_program_it_is_json(run, folder):
    result = run("--corpus", folder, "--today", "2026-03-02", "--json")
    found = json.loads(result.stdout)
    assert {each["code"] for each in found} == {"address", "deadline_passed"}
    assert set(found[0]) == {"path", "code", "severity", "text", "page", "heading"}


def test_where_nothing_is_odd_it_says_so_and_exits_0(run, tmp_path):
    (tmp_path / "gids.md").write_text(f"# Gids voor starters\n\n{BODY}\n", encoding="utf-8")
    result = run("--corpus", tmp_path)
    assert (result.exit_code, result.stdout.strip()) == (0, "Er is niets gevonden dat niet klopt.")
    assert run("--corpus", tmp_path, "--json").stdout.strip() == "[]"


@pytest.mark.parametrize("arguments", [("--today", "morgen"), ("--corpus", "/bestaat/niet"), ("--zomaar",)])
def test_a_wrong_command_is_exit_status_2(run, arguments):
    assert run(*arguments).exit_code == 2


def test_with_online_each_address_is_asked(run, tmp_path, monkeypatch):
    def download(address, **_):
        raise FetchError("dit adres bestaat niet (meer) (404)")

    monkeypatch.setattr("ingest.reach.download", download)
    (tmp_path / "gids.md").write_text(f"# Gids voor starters\n\n{BODY} Zie www.voorbeeld.nl.\n", encoding="utf-8")
    assert run("--corpus", tmp_path, "--json").stdout.strip() == "[]"
    [finding] = json.loads(run("--corpus", tmp_path, "--json", "--online").stdout)
    assert finding["code"] == "address_dead" and "www.voorbeeld.nl" in finding["text"] and "404" in finding["text"]
