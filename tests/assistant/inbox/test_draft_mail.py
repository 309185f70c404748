import email
import os
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest

from assistant.inbox.draft_mail import MARK, QUOTED_CHARACTERS, QUOTED_LINES, draft_mail, mail_key, message_ids, raw_key, reply_subject
from assistant.inbox.letter import Address, Letter, Reply

LONG_ID = f"<{'A' * 150}@outlook.voorbeeld.nl>"
SENT = datetime(2026, 3, 12, 9, 5, tzinfo=timezone(timedelta(hours=1)))


def opened(draft: EmailMessage) -> EmailMessage:
    """The draft as a program finds it that gets its bytes."""
    found = email.message_from_bytes(draft.as_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage) and not found.defects
    return found


def text_of(draft: EmailMessage) -> str:
    return opened(draft).get_content().replace("\r\n", "\n")


def test_a_draft_is_a_reply_that_was_not_sent(reply):
    made = reply(message_id="<2@voorbeeld.nl>", references=("<0@voorbeeld.nl>", "<1@voorbeeld.nl>"), subject="Kosten", sent=SENT)
    found = opened(draft_mail(made, sender="Het loket <loket@voorbeeld.nl>"))
    assert found["To"] == "Jan Jansen <jan@voorbeeld.nl>" and found["From"] == "Het loket <loket@voorbeeld.nl>"
    assert found["Subject"] == "Re: Kosten" and found["X-Unsent"] == "1"
    assert found["In-Reply-To"] == "<2@voorbeeld.nl>"
    assert found["References"].split() == ["<0@voorbeeld.nl>", "<1@voorbeeld.nl>", "<2@voorbeeld.nl>"]
    assert found["Message-ID"].endswith("@voorbeeld.nl>") and found["Date"].datetime and found[MARK] == mail_key(made.letter.mail)
    assert not any(name in found for name in ("Cc", "Bcc", "Sender"))


def test_the_original_is_quoted_under_it(reply):
    found = text_of(draft_mail(reply("Beste Jan,", sent=SENT)))
    assert found == "Beste Jan,\n\nOp 12 maart 2026 om 09:05 schreef Jan Jansen:\n> Wat kost het?\n"
    raw = b"From: jan@voorbeeld.nl\r\nContent-Type: text/plain; charset=latin-1\r\n\r\nCaf\xe9?\r\n\r\n> eerder\r\n-- \r\nJan\r\n"
    assert "schreef Jan Jansen:\n> Café?\n>\n>> eerder\n> --\n> Jan\n" in text_of(draft_mail(reply(sent=SENT), original=raw))


def test_what_a_colleague_wrote_over_a_forwarded_mail_is_not_quoted(reply):
    made = reply(forwarded_by=Address("collega@voorbeeld.nl"), history="Geen idee wat deze zeurpiet wil.", signature="Jan")
    raw = b"From: collega@voorbeeld.nl\r\nContent-Type: text/plain\r\n\r\nGeen idee wat deze zeurpiet wil.\r\n\r\n> Wat kost het?\r\n"
    for original in (None, raw):
        found = text_of(draft_mail(made, original=original))
        assert "> Wat kost het?\n>\n> Jan\n" in found and "zeurpiet" not in found


def test_an_english_mail_is_quoted_in_english(reply):
    made = reply(sent=SENT)
    english = Reply(Letter(made.letter.mail, language="en"), text="Dear Jan,")
    assert "On 12 March 2026 at 09:05 Jan Jansen wrote:\n> " in text_of(draft_mail(english))


@pytest.mark.parametrize(
    ("name", "address", "found"),
    [
        ("Jansen, Jan", "jan@voorbeeld.nl", '"Jansen, Jan" <jan@voorbeeld.nl>'),
        ('Jan "de baas"', "jan@voorbeeld.nl", '"Jan \\"de baas\\"" <jan@voorbeeld.nl>'),
        ("Zoë Ünal", "zoe+vraag@voorbeeld.nl", "Zoë Ünal <zoe+vraag@voorbeeld.nl>"),
        ("", '"een naam"@voorbeeld.nl', '"een naam"@voorbeeld.nl'),
        ("", "jan@[192.0.2.1]", "jan@[192.0.2.1]"),
        ("Jan", "jan@käse.nl", "Jan <jan@xn--kse-qla.nl>"),
        ("jan@elders.nl", "jan@voorbeeld.nl", '"jan@elders.nl" <jan@voorbeeld.nl>'),
        ("Jan\r\nBcc: kwaad@voorbeeld.nl", "jan@voorbeeld.nl", '"Jan Bcc: kwaad@voorbeeld.nl" <jan@voorbeeld.nl>'),
    ],
)
def test_odd_addresses_survive(reply, name, address, found):
    assert str(opened(draft_mail(reply(sender=Address(address, name))))["To"]) == found


def test_a_name_that_is_longer_than_a_line_survives(reply):
    made = draft_mail(reply(sender=Address("e@voorbeeld.nl", "é" * 90))).as_bytes()
    # Read as it was prescribed: Python's newer reader puts spaces into it.
    assert str(make_header(decode_header(email.message_from_bytes(made)["To"]))) == f"{'é' * 90} <e@voorbeeld.nl>"


@pytest.mark.parametrize(
    "address", ["", "jan", "jan@@voorbeeld.nl", "@voorbeeld.nl", "zoë@voorbeeld.nl", "a@b.nl\r\nBcc: c@d.nl", "a@b.nl, c@d.nl"]
)
def test_where_nothing_can_be_sent_to_the_clerk_sees_what_stood_there(reply, address):
    found = opened(draft_mail(reply(sender=Address(address, "Zoë"), sent=SENT)))
    assert found["To"] is None and found["Bcc"] is None
    if address:
        assert f"schreef Zoë <{' '.join(address.split())}>:" in found.get_content()


def test_no_header_is_added_by_what_stands_in_a_mail(reply):
    evil = "x\r\nBcc: kwaad@voorbeeld.nl\n\u2028X-Evil: 1\x00"
    made = reply(subject=evil, message_id=f"<a\r\nBcc: {evil}@b>", references=(evil, f"<{evil}>"), sender=Address("jan@voorbeeld.nl", evil))
    found = opened(draft_mail(made, sender=f"loket@voorbeeld.nl{evil}"))
    names = {name.lower() for name in found}
    assert names <= {
        *("from", "to", "subject", "date", "message-id", "x-unsent", MARK.lower()),
        *("content-type", "content-transfer-encoding", "mime-version"),
    }


def test_long_message_ids_and_long_threads_stay_readable(reply):
    chain = ("<eerste@voorbeeld.nl>", *(f"<{number}{'b' * 100}@voorbeeld.nl>" for number in range(60)))
    made = draft_mail(reply(message_id=LONG_ID, references=chain))
    found = opened(made)
    ids = found["References"].split()
    assert found["In-Reply-To"] == LONG_ID and ids[-1] == LONG_ID and ids[0] == chain[0] and ids[-2] == chain[-1] and len(ids) == 20
    assert b"=?" not in made.as_bytes() and max(map(len, made.as_bytes().split(b"\r\n"))) < 998


def test_long_paragraphs_come_back_as_one_line_and_every_letter_survives(reply):
    text = f"Beste Jan,\n\n{'Een lange zin met een € en een ’. ' * 60}\n\n.\nFrom hier af\n  ingesprongen"
    made = draft_mail(reply(text))
    assert text_of(made).startswith(text.rstrip() + "\n\n")
    assert max(map(len, made.as_bytes().split(b"\r\n"))) <= 78 and made.as_bytes().isascii()


def test_what_steers_a_screen_is_not_quoted_and_a_long_mail_is_cut(reply):
    found = text_of(draft_mail(reply(written="rood\x1b[31m\u202e\n" * 1000)))
    assert "\x1b" not in found and "\u202e" not in found
    assert found.count("> rood") == QUOTED_LINES and found.endswith("> […]\n")
    one_line = text_of(draft_mail(reply(written="rood " * 100_000)))
    assert len(one_line) < QUOTED_CHARACTERS + 200 and one_line.endswith("\n> […]\n")


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("Re: RE: re : Kosten", "Re: Kosten"),
        ("Antw.: AW: Kosten", "Re: Kosten"),
        ("Re[3]: Kosten", "Re: Kosten"),
        ("Reis naar Twente", "Re: Reis naar Twente"),
        ("Fwd: Re: Kosten", "Re: Fwd: Re: Kosten"),
        ("  ", "Re: uw e-mail"),
    ],
)
def test_a_subject_has_one_re(subject, found):
    assert reply_subject(subject) == found


def test_broken_originals_are_quoted_as_they_were_read(reply):
    for raw in (
        b"",
        b"\xff\xfe",
        b"Content-Type: text/plain; charset=nergens\r\n\r\nhoi",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
    ):
        assert "Beste Jan" in text_of(draft_mail(reply(), original=raw))


def test_a_key_is_of_a_mail_and_tells_nothing_of_it(reply):
    mail = reply().letter.mail
    assert len(mail_key(mail)) == 32 and mail_key(mail) == mail_key(reply().letter.mail)
    assert mail_key(mail) != mail_key(reply(message_id="<2@voorbeeld.nl>").letter.mail)
    header = b"From: a@b.nl\r\nMessage-ID:\r\n <1@b.nl>\r\nSubject: caf\xe9\r\n\r\n"
    assert raw_key(header) == raw_key(header + b"tekst") and message_ids(header) == ["<1@b.nl>"]
    assert raw_key(b"From: a@b.nl\r\nReceived: 1\r\n\r\n") != raw_key(b"From: a@b.nl\r\nReceived: 2\r\n\r\n")


@pytest.mark.skipif(not shutil.which("mutt"), reason="mutt is not installed (sudo apt install mutt)")
def test_mutt_opens_it_as_a_draft(reply, tmp_path):
    text = f"Beste Jan,\n\n{'Een lange zin met een € erin. ' * 30}"
    made = draft_mail(reply(text, message_id=LONG_ID, sender=Address("jan@voorbeeld.nl", "Jansen, Zoë"), sent=SENT))
    (tmp_path / "draft.eml").write_bytes(made.as_bytes())
    (tmp_path / "catch").write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/to\ncat > {tmp_path}/sent\n')
    (tmp_path / "catch").chmod(0o700)
    (tmp_path / "rc").write_text(
        f'set sendmail="{tmp_path}/catch"\nset copy=no\nset charset=utf-8\nset send_charset=utf-8\nset realname=""\n'
    )
    command = ["mutt", "-n", "-F", str(tmp_path / "rc"), "-H", str(tmp_path / "draft.eml")]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    subprocess.run(command, stdin=subprocess.DEVNULL, env=environment, check=True, timeout=60, capture_output=True)
    found = email.message_from_bytes((tmp_path / "sent").read_bytes(), policy=policy.default)
    assert (tmp_path / "to").read_text().split()[-1] == "jan@voorbeeld.nl" and found["To"].addresses[0].display_name == "Jansen, Zoë"
    assert found["Subject"] == "Re: Kosten" and found["In-Reply-To"] == LONG_ID
    assert found.get_content().startswith(text.rstrip()) and "> Wat kost het?" in found.get_content()
