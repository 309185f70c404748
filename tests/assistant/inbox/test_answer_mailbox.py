"""A whole round over a real mailbox: once and only once, whatever breaks off, and nothing else changed."""

import imaplib
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from assistant.inbox.answer_mailbox import Happened, answer_mailbox
from assistant.inbox.draft_mail import MARK
from assistant.inbox.handled import Handled
from assistant.inbox.letter import NoReply
from assistant.inbox.mailbox import MailboxProblem, Security
from ingest.errors import AWAY, BronwijsError, IndexUnavailable

DRAFTS = '"Wat nog niet af is"'


def mail(number: int, *, subject: str = "", extra: str = "", body: str = "Wat kost het?") -> bytes:
    lines = [
        f"From: Aanvrager {number} <aanvrager{number}@voorbeeld.nl>",
        "To: loket@voorbeeld.nl",
        f"Subject: {subject or f'Vraag {number}'}",
        f"Message-ID: <{number}@voorbeeld.nl>",
        "Date: Thu, 12 Mar 2026 09:05:00 +0100",
        "Content-Type: text/plain; charset=utf-8",
        *extra.splitlines(),
        "",
        body,
        "",
    ]
    return "\r\n".join(lines).encode()


def put(server, *mails: bytes, folder: str = "INBOX", flags: str | None = None, when: datetime | None = None) -> None:
    client = server.client()
    for raw in mails:
        moment = imaplib.Time2Internaldate(when) if when else None
        assert client.append(folder, flags, moment, raw)[0] == "OK"
    client.logout()


def contents(server, folder: str = "INBOX") -> list[tuple[bytes, frozenset[bytes]]]:
    """Of each mail in a folder its bytes and its flags, looked at without changing either."""
    client = server.client()
    client.select(folder, readonly=True)
    found = []
    for number in client.search(None, "ALL")[1][0].split():
        [(about, raw), *_] = client.fetch(number, "(FLAGS BODY.PEEK[])")[1]
        found.append((raw, frozenset(imaplib.ParseFlags(about)) - {b"\\Recent"}))
    client.logout()
    return found


def drafts(server) -> list:
    return [message_from_bytes(raw, policy=policy.default) for raw, _ in contents(server, DRAFTS)]


def remove(server, folder: str) -> None:
    client = server.client()
    client.select(folder)
    client.store("1:*", "+FLAGS", r"(\Deleted)")
    client.expunge()
    client.logout()


def test_ten_mails_get_ten_drafts_and_a_second_run_changes_nothing(server, account, drafted, file):
    put(server, *(mail(number) for number in range(10)))
    before = contents(server)
    first = answer_mailbox(account(server), drafted, file=file)
    assert [each.happened for each in first.mails] == [Happened.DRAFTED] * 10
    made = contents(server, DRAFTS)
    assert sorted(draft["To"] for draft in drafts(server)) == sorted(f"Aanvrager {n} <aanvrager{n}@voorbeeld.nl>" for n in range(10))
    assert sorted(draft["In-Reply-To"] for draft in drafts(server)) == sorted(f"<{n}@voorbeeld.nl>" for n in range(10))
    assert all(flags == {b"\\Draft", b"\\Seen"} for _, flags in made)
    second = answer_mailbox(account(server), drafted, file=file)
    assert [each.happened for each in second.mails] == [Happened.EARLIER] * 10
    assert contents(server, DRAFTS) == made
    assert contents(server) == before and all(not flags for _, flags in before)  # byte for byte, and unseen


def test_a_draft_that_the_clerk_threw_away_or_sent_is_not_made_again(server, account, drafted, file):
    put(server, mail(1))
    answer_mailbox(account(server), drafted, file=file)
    remove(server, DRAFTS)
    assert answer_mailbox(account(server), drafted, file=file).count(Happened.EARLIER) == 1
    assert not drafts(server)


def test_without_what_this_machine_remembers_the_drafts_themselves_tell(server, account, drafted, file):
    put(server, mail(1), mail(2, extra="X-Other: no id").replace(b"Message-ID: <2@voorbeeld.nl>\r\n", b""))
    answer_mailbox(account(server), drafted, file=file)
    again = answer_mailbox(account(server), drafted, file=file.with_name("other.db"))
    assert [each.happened for each in again.mails] == [Happened.HAD_DRAFT] * 2
    assert len(drafts(server)) == 2


def test_a_reply_that_a_person_began_gets_no_second_beside_it(server, account, drafted, file):
    put(server, mail(1))
    put(server, b"Subject: Re: Vraag 1\r\nIn-Reply-To:\r\n <1@voorbeeld.nl>\r\n\r\nBeste\r\n", folder=DRAFTS, flags=r"(\Draft)")
    assert answer_mailbox(account(server), drafted, file=file).count(Happened.HAD_DRAFT) == 1
    assert len(drafts(server)) == 1


def test_a_server_that_is_killed_halfway_costs_nothing_that_was_done(server, account, drafted, file):
    put(server, *(mail(number) for number in range(10)))
    before = contents(server)
    met = []

    def until_killed(each):
        met.append(each.message_id)
        if len(met) == 6:
            server.kill()
        return drafted(each)

    with pytest.raises(MailboxProblem) as problem:
        answer_mailbox(account(server), until_killed, file=file, pause_s=0)
    assert problem.value.exit_status == AWAY and "5 concepten zijn bewaard" in str(problem.value)
    server.start()
    assert len(drafts(server)) == 5
    rest = answer_mailbox(account(server), drafted, file=file)
    assert (rest.count(Happened.EARLIER), rest.count(Happened.DRAFTED)) == (5, 5)
    assert sorted(draft["In-Reply-To"] for draft in drafts(server)) == sorted(f"<{n}@voorbeeld.nl>" for n in range(10))
    assert contents(server) == before


def test_a_server_that_comes_back_at_once_is_gone_on_with(server, account, drafted, file):
    put(server, *(mail(number) for number in range(4)))
    met = []

    def restarted(each):
        met.append(each.message_id)
        if len(met) in (2, 4):
            server.kill()
            server.start()
        return drafted(each)

    done = answer_mailbox(account(server), restarted, file=file, pause_s=0)
    assert [each.happened for each in done.mails] == [Happened.DRAFTED] * 4
    assert len(drafts(server)) == len({draft["In-Reply-To"] for draft in drafts(server)}) == 4
    assert len(met) == 4  # what was drafted for a mail is not drafted again


class CutOff:
    """A way to the server that breaks right after a draft was taken, before its sender hears of it."""

    def __init__(self, port: int) -> None:
        self._to, self._cut = port, False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._to))
            threading.Thread(target=self._pass, args=(near, far, b""), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, b"Append completed"), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, stop: bytes) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                if stop and stop in data and not self._cut:
                    self._cut = True
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listener.close()


def test_a_draft_that_arrived_while_the_word_of_it_was_lost_is_not_stored_twice(server, account, drafted, file):
    put(server, *(mail(number) for number in range(3)))
    way, kept = CutOff(server.plain), []
    try:
        through = account(server, port=way.port, security=Security.NONE)
        done = answer_mailbox(through, drafted, file=file, pause_s=0, keep=kept.append)
    finally:
        way.close()
    assert [each.happened for each in done.mails] == [Happened.DRAFTED] * 3
    assert len(drafts(server)) == 3 and len(kept) == 3


def test_a_program_that_dies_between_storing_and_remembering_makes_no_second_draft(server, account, drafted, file, monkeypatch):
    put(server, mail(1), mail(2))

    def die(self, key):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(Handled, "add", die)
        answer_mailbox(account(server), drafted, file=file)
    assert len(drafts(server)) == 1
    done = answer_mailbox(account(server), drafted, file=file)
    assert sorted(each.happened for each in done.mails) == [Happened.DRAFTED, Happened.HAD_DRAFT]
    assert len(drafts(server)) == 2


def test_one_bad_mail_stops_no_other_and_is_tried_again(server, account, drafted, file):
    put(server, *(mail(number) for number in range(3)))

    def odd(each):
        if "1" in each.subject:
            raise ValueError(each.text)
        if "2" in each.subject:
            raise BronwijsError("dit kan niet")
        return drafted(each)

    done = answer_mailbox(account(server), odd, file=file)
    assert [each.happened for each in done.mails] == [Happened.DRAFTED, Happened.FAILED, Happened.FAILED]
    assert [each.reason for each in done.mails] == ["", "er kon geen concept worden gemaakt (ValueError)", "dit kan niet"]
    assert answer_mailbox(account(server), drafted, file=file).count(Happened.DRAFTED) == 2


def test_an_index_that_is_away_stops_the_round(server, account, file):
    put(server, mail(1), mail(2))

    def away(each):
        raise IndexUnavailable("de index is weg")

    with pytest.raises(IndexUnavailable):
        answer_mailbox(account(server), away, file=file)
    assert not drafts(server)


def test_what_wants_no_reply_gets_none_and_is_named(server, account, drafted, file):
    put(server, mail(1, subject="spam"), mail(2))
    done = answer_mailbox(account(server), drafted, file=file)
    assert [(each.happened, each.no_reply) for each in done.mails] == [(Happened.NO_REPLY, NoReply.SPAM), (Happened.DRAFTED, None)]
    assert len(drafts(server)) == 1


def test_mails_are_marked_as_read_only_when_asked(server, account, drafted, file):
    put(server, mail(1), mail(2, subject="spam"))
    put(server, mail(3), flags=r"(\Deleted)")
    answer_mailbox(account(server), drafted, file=file, mark_seen=True)
    assert [flags for _, flags in contents(server)] == [{b"\\Seen"}, frozenset(), {b"\\Deleted"}]  # which nobody removed, either


def test_seen_answered_deleted_and_old_mails_are_left_alone(server, account, drafted, file):
    for number, flags in enumerate((r"(\Seen)", r"(\Answered)", r"(\Deleted)")):
        put(server, mail(number), flags=flags)
    put(server, mail(8), when=datetime.now(UTC) - timedelta(days=40))
    done = answer_mailbox(account(server), drafted, file=file)
    assert not done.mails and done.older == 1 and not drafts(server)


def test_of_a_very_large_mail_the_beginning_is_read(server, account, drafted, file):
    large = EmailMessage(policy=policy.SMTP)
    large["From"], large["Subject"], large["Message-ID"] = "aanvrager@voorbeeld.nl", "Groot", "<groot@voorbeeld.nl>"
    large.set_content("Wat kost het?")
    for name, size in (("foto.jpg", 1_500_000), ("laatste.pdf", 10)):
        large.add_attachment(bytes(size), maintype="application", subtype="octet-stream", filename=name)
    put(server, large.as_bytes())
    read = []
    done = answer_mailbox(account(server, megabytes=1), lambda each: read.append(each) or drafted(each), file=file)
    assert [(each.happened, each.is_whole) for each in done.mails] == [(Happened.DRAFTED, False)]
    assert read[0].text.strip() == "Wat kost het?" and read[0].attachments == ("foto.jpg",)


def test_the_same_mail_twice_gets_one_draft(server, account, drafted, file):
    put(server, mail(1), mail(1, extra="X-List: a second way"))
    answer_mailbox(account(server), drafted, file=file)
    assert len(drafts(server)) == 1


def test_two_mails_with_one_message_id_get_two_drafts(server, account, drafted, file):
    put(server, mail(1), mail(1, subject="Iets anders"))
    answer_mailbox(account(server), drafted, file=file)
    assert len({draft[MARK] for draft in drafts(server)}) == 2


def test_a_mail_that_a_server_does_not_take_is_named_with_its_words(imap, account, drafted, file):
    quota = "mail_plugins = quota\nplugin {\n  quota = maildir:User\n  quota_rule = *:storage=4K\n}"
    server = imap(limits=quota)
    put(server, mail(1))
    done = answer_mailbox(account(server), lambda each: replace(drafted(each), text="woord " * 3000), file=file)
    assert [each.happened for each in done.mails] == [Happened.FAILED]
    assert "OVERQUOTA" in done.mails[0].reason


def test_two_rounds_at_once_take_no_turns(server, account, drafted, file):
    put(server, mail(1))

    def another(each):
        with pytest.raises(MailboxProblem, match="al bezig"):
            answer_mailbox(account(server), drafted, file=file)
        return drafted(each)

    assert answer_mailbox(account(server), another, file=file).count(Happened.DRAFTED) == 1
    assert len(drafts(server)) == 1


def test_drafts_come_from_the_address_that_was_set_or_from_the_user(server, account, drafted, file):
    put(server, mail(1))
    answer_mailbox(account(server), drafted, file=file)
    put(server, mail(2))
    answer_mailbox(account(server), drafted, file=file, sender="Het loket <info@voorbeeld.nl>")
    assert sorted(str(draft["From"]) for draft in drafts(server)) == ["Het loket <info@voorbeeld.nl>", "loket@voorbeeld.nl"]


def test_what_is_reported_and_remembered_tells_nothing_of_a_mail(server, account, drafted, file):
    put(server, mail(1, subject="Geheimzinnig", body="Mijn naam is Vertrouwelijk."))
    told = []
    answer_mailbox(account(server), drafted, file=file, on_mail=told.append)
    assert len(told) == 1
    kept = b"".join(path.read_bytes() for path in file.parent.iterdir())
    for secret in ("Geheimzinnig", "Vertrouwelijk", "aanvrager1", "1@voorbeeld.nl"):
        assert secret not in repr(told) and secret.encode() not in kept
