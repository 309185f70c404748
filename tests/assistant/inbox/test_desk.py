import io
import json
import sys
from types import SimpleNamespace

import pytest

from assistant.inbox.desk import Desk, told
from ingest.errors import BronwijsError


@pytest.fixture
def desk(assistant) -> Desk:
    return Desk(assistant, signature="Loket")


def test_a_pile_of_mail_is_answered_one_by_one(desk, tmp_path, capsys):
    (tmp_path / "1.txt").write_text("Wat kost het geschiktheidsonderzoek?", encoding="utf-8")
    (tmp_path / "2.txt").write_text("Bedankt!", encoding="utf-8")
    (tmp_path / "3.msg").write_bytes(b"niets")
    replies = []
    assert desk.draft_all([str(tmp_path)], out=None, tell=replies.append) == 1
    assert [reply.letter.mail.source for reply in replies] == ["1.txt", "2.txt"]
    assert bool(replies[0].text) and not replies[1].text
    assert "3.msg" in capsys.readouterr().err
    assert "1.txt" in told(replies[0], as_json=False) and json.loads(told(replies[0], as_json=True))["source"] == "1.txt"


def test_a_pasted_mail_is_read_from_standard_input(desk, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Van: kim@x.nl\n\nWat kost het geschiktheidsonderzoek?")))
    replies = []
    assert desk.draft_all(["-"], out=None, tell=replies.append) == 0
    assert replies[0].letter.mail.sender.email == "kim@x.nl"


def test_what_is_not_there_is_said_in_words(desk, tmp_path):
    with pytest.raises(BronwijsError, match="bestaat niet"):
        desk.draft_all([str(tmp_path / "weg.eml")], out=None, tell=None)
