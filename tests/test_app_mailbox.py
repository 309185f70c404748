"""`bronwijs inbox` with a real mailbox, and with what it kept: as a person types it."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from app import main
from tests.assistant.inbox.imap_server import DOVECOT, PASSWORD, USER, ImapServer

MAIL = """From: Kim de Wit <kim@voorbeeld.nl>
To: loket@voorbeeld.nl
Subject: Onderzoek
Message-ID: <{number}@voorbeeld.nl>
Date: Thu, 12 Mar 2026 09:05:00 +0100
Content-Type: text/plain; charset=utf-8

Beste mensen,

Hoeveel kost het geschiktheidsonderzoek?

Groet,
Kim de Wit
"""


@pytest.fixture
def server() -> Iterator[ImapServer]:
    if not DOVECOT:
        pytest.skip("Dovecot is not installed (sudo apt install dovecot-imapd)")
    found = ImapServer()
    found.start()
    yield found
    found.remove()


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def bronwijs(corpus: Path, tmp_path: Path, monkeypatch, capfd) -> Callable[..., Ran]:
    """Runs `bronwijs inbox` in this process, without settings of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("BRONWIJS_")]:
        monkeypatch.delenv(name)

    def run(*arguments: str, **environment: str) -> Ran:
        places = ["--corpus", str(corpus), "--index", str(tmp_path / ".bronwijs" / "index")]
        with monkeypatch.context() as here:
            for name, value in environment.items():
                here.setenv(name, value)
            here.setattr(sys, "argv", ["bronwijs", "inbox", *arguments, *places])
            capfd.readouterr()
            with pytest.raises(SystemExit) as ended:
                main()
        return Ran(ended.value.code or 0, *capfd.readouterr())

    return run


def test_a_mailbox_gets_its_drafts_once(server, bronwijs):
    client = server.client()
    for number in range(2):
        client.append("INBOX", None, None, MAIL.format(number=number).replace("\n", "\r\n").encode())
    account = {"HOST": "127.0.0.1", "PORT": str(server.tls), "USER": USER, "PASSWORD": PASSWORD, "CA": str(server.ca)}
    said = {f"BRONWIJS_IMAP_{name}": value for name, value in account.items()}
    first = bronwijs("--imap", **said)
    assert first.code == 0, first.err
    assert "2 concepten gemaakt in de map ‘Wat nog niet af is’." in first.out
    assert not any(word in first.out + first.err for word in ("Kim", "kim@", "Onderzoek", "geschiktheidsonderzoek", PASSWORD))
    again = bronwijs("--imap", "--json", **said)
    assert [json.loads(line)["happened"] for line in again.out.splitlines()] == ["earlier"] * 2
    client.select('"Wat nog niet af is"', readonly=True)
    numbers = client.search(None, "ALL")[1][0].split()
    assert len(numbers) == 2
    draft = message_from_bytes(client.fetch(numbers[0], "(BODY.PEEK[])")[1][0][1], policy=policy.default)
    assert draft["To"] == "Kim de Wit <kim@voorbeeld.nl>" and "1.500 euro" in draft.get_content()
    assert "> Hoeveel kost het geschiktheidsonderzoek?" in draft.get_content()
    found = bronwijs("--zoek", "geschiktheidsonderzoeken")
    assert found.out.count("Aan: Kim de Wit <kim@voorbeeld.nl>") == 2
    server.kill()
    away = bronwijs("--imap", **said)
    assert away.code == 3 and "daar luistert niets" in away.err


def test_a_draft_of_a_file_is_found_again_and_can_be_forgotten(bronwijs, tmp_path):
    (tmp_path / "mail.eml").write_text(MAIL.format(number=1), encoding="utf-8")
    made = bronwijs(str(tmp_path / "mail.eml"), "--out", str(tmp_path / "draft.eml"), "--afzender", "Loket <loket@voorbeeld.nl>")
    assert made.code == 0, made.err
    draft = message_from_bytes((tmp_path / "draft.eml").read_bytes(), policy=policy.default)
    assert draft["From"] == "Loket <loket@voorbeeld.nl>" and draft["In-Reply-To"] == "<1@voorbeeld.nl>" and draft["X-Unsent"] == "1"
    [found] = [json.loads(line) for line in bronwijs("--zoek", "kosten onderzoek", "--json").out.splitlines()]
    assert found["email"] == "kim@voorbeeld.nl" and "1.500 euro" in found["text"]
    assert "1 concept verwijderd" in bronwijs("--vergeet", "KIM@voorbeeld.nl").err
    assert "geen eerder concept" in bronwijs("--zoek", "onderzoek").err


def test_what_does_not_go_together_is_refused(bronwijs):
    for arguments in ((), ("--imap", "--zoek", "x"), ("mail.eml", "--imap"), ("--markeer-gelezen", "mail.eml"), ("--vergeet", "Kim")):
        assert bronwijs(*arguments).code == 2
    lacking = bronwijs("--imap", BRONWIJS_IMAP_HOST="imap.voorbeeld.nl")
    assert lacking.code == 2 and "BRONWIJS_IMAP_USER" in lacking.err and "BRONWIJS_IMAP_HOST" not in lacking.err
