"""A draft for each unseen mail of a mailbox, once: however often it is run, and wherever it was broken off.

A mail is known by a key of its own (`raw_key`), which its draft carries. It has a draft when the drafts hold one with that key, or
any that replies to it; and it was dealt with when this machine has a mark of it, so that a draft which a clerk sent or threw away is
not made again. The draft is stored first and the mark made after: who is killed in between finds the draft the next time. The drafts
are read when a run begins and again when a connection was lost, for then nobody knows whether the last one arrived.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import filelock

from assistant.inbox.draft_mail import draft_mail, message_ids, raw_key
from assistant.inbox.handled import Handled
from assistant.inbox.letter import Mail, NoReply, Reply
from assistant.inbox.mailbox import Account, Connection, Existing, Head, Lost, MailboxProblem, Refused, connected
from assistant.inbox.read import read_mail
from ingest.errors import AWAY, BronwijsError

PAUSE_S = 5.0  # before the connection is made again
_IN_A_ROW = 2  # connections lost without a mail done in between: the server is away, and waiting is for the next run


class Happened(StrEnum):
    DRAFTED = "drafted"
    NO_REPLY = "no_reply"  # out of office, spam …: it needs none
    HAD_DRAFT = "had_draft"  # there is one already, ours or a person's
    EARLIER = "earlier"  # dealt with in an earlier run
    FAILED = "failed"


@dataclass(frozen=True)
class MailReport:
    """What happened to one mail. It names no writer and no subject: what a program prints may end up in a log."""

    uid: str
    arrived: datetime | None
    happened: Happened
    reason: str = ""  # of a failure, in Dutch
    no_reply: NoReply | None = None
    is_whole: bool = True  # False: of a very large mail only the beginning was read


@dataclass(frozen=True)
class Round:
    """What happened to all of them; `older` unseen mails were left alone because of their age."""

    mails: tuple[MailReport, ...]
    older: int
    folder: str  # with the drafts

    def count(self, happened: Happened) -> int:
        return sum(1 for mail in self.mails if mail.happened is happened)


def answer_mailbox(
    account: Account,
    draft: Callable[[Mail], Reply],
    *,
    file: Path,
    sender: str = "",
    mark_seen: bool = False,
    keep: Callable[[Reply], None] = lambda reply: None,
    on_mail: Callable[[MailReport], None] = lambda mail: None,
    pause_s: float = PAUSE_S,
) -> Round:
    """Store a draft for each unseen mail that wants one. Nothing is sent or removed; originals stay unseen unless `mark_seen`.

    `file` is where marks are kept, `sender` whom the drafts are from (else the user of the mailbox, where that is an address), and
    `keep` gets each reply that was stored. Raises MailboxProblem when the mailbox cannot be used or goes away for good; what was
    done before that stays done, and the next run does the rest. A problem with one mail stops no other.
    """
    with _alone(file):
        work = _Work(
            account, draft, Handled(file, f"{account.host}\0{account.user}"), sender or _address(account.user), mark_seen, keep, on_mail
        )
        lost = 0
        while True:
            done = len(work.reports)
            try:
                with connected(account) as connection:
                    return work.go_through(connection)
            except Refused as problem:
                raise MailboxProblem(f"De mailserver {account.host} weigert een opdracht. De server zegt: {problem}") from problem
            except MailboxProblem as problem:
                if lost and problem.exit_status == AWAY:
                    raise MailboxProblem(_gone(account, work)) from problem
                raise
            except Lost as problem:
                lost = lost + 1 if len(work.reports) == done else 1
                if lost >= _IN_A_ROW:
                    raise MailboxProblem(_gone(account, work)) from problem
                time.sleep(pause_s)


@dataclass
class _Work:
    """A round that is under way; it outlives a connection."""

    account: Account
    draft: Callable[[Mail], Reply]
    handled: Handled
    sender: str
    mark_seen: bool
    keep: Callable[[Reply], None]
    on_mail: Callable[[MailReport], None]
    reports: dict[str, MailReport] = field(default_factory=dict)  # by key
    offered: dict[str, Reply] = field(default_factory=dict)  # given to the server, which may have taken them or not

    def go_through(self, connection: Connection) -> Round:
        folder = connection.drafts_folder()
        existing = connection.existing_drafts(folder)
        uids, older = connection.unseen(readonly=not self.mark_seen)
        for uid in uids:
            self._do(connection, uid, folder, existing)
        return Round(tuple(self.reports.values()), older, folder)

    def _do(self, connection: Connection, uid: str, folder: str, existing: Existing) -> None:
        """Deal with one mail, unless that was done in this round."""
        key, arrived = f"uid {uid}", None
        try:
            head = connection.head(uid)
            if head is None:
                return  # someone moved it away meanwhile
            key, arrived = raw_key(head.raw), head.arrived
            if key not in self.reports:
                self._tell(key, self._deal(connection, head, key, folder, existing))
        except Refused as problem:
            self._tell(key, MailReport(uid, arrived, Happened.FAILED, f"de mailserver weigert het: {problem}"))
        except BronwijsError as problem:
            if problem.exit_status == AWAY:
                raise  # the index or the file of the inbox: it holds for every mail
            self._tell(key, MailReport(uid, arrived, Happened.FAILED, str(problem)))

    def _deal(self, connection: Connection, head: Head, key: str, folder: str, existing: Existing) -> MailReport:
        if key in existing.marks and key in self.offered:  # it arrived, and the word of that got lost
            return self._stored(connection, head, key)
        if self.handled.has(key):
            return MailReport(head.uid, head.arrived, Happened.EARLIER)
        if key in existing.marks or existing.replied_to & set(message_ids(head.raw)):
            self.handled.add(key)
            return MailReport(head.uid, head.arrived, Happened.HAD_DRAFT)
        whole = connection.whole(head)
        if whole is None:
            return MailReport(head.uid, head.arrived, Happened.FAILED, "het bericht is intussen weg")
        raw, is_whole = whole
        reply = self.offered.get(key) or _drafted(self.draft, raw)
        if reply.letter.no_reply or not reply.text.strip():
            self.handled.add(key)
            return MailReport(head.uid, head.arrived, Happened.NO_REPLY, no_reply=reply.letter.no_reply, is_whole=is_whole)
        message = draft_mail(reply, sender=self.sender, original=raw, key=key).as_bytes()
        self.offered[key] = reply
        connection.store_draft(folder, message)
        return self._stored(connection, head, key, is_whole=is_whole)

    def _stored(self, connection: Connection, head: Head, key: str, *, is_whole: bool = True) -> MailReport:
        if self.mark_seen:
            connection.mark_seen(head.uid)
        self.handled.add(key)
        self.keep(self.offered.pop(key))
        return MailReport(head.uid, head.arrived, Happened.DRAFTED, is_whole=is_whole)

    def _tell(self, key: str, report: MailReport) -> None:
        if key not in self.reports:
            self.reports[key] = report
            self.on_mail(report)


def _drafted(draft: Callable[[Mail], Reply], raw: bytes) -> Reply:
    """The reply to a mail. Raises BronwijsError, also for what nobody foresaw: one odd mail must not stop the others."""
    try:
        return draft(read_mail(raw))
    except BronwijsError:
        raise
    except Exception as problem:  # no words of it: they may hold words of the mail
        raise BronwijsError(f"er kon geen concept worden gemaakt ({type(problem).__name__})") from problem


def _gone(account: Account, work: _Work) -> str:
    done = sum(1 for mail in work.reports.values() if mail.happened is Happened.DRAFTED)
    concepts = "1 concept is bewaard" if done == 1 else f"{done} concepten zijn bewaard"
    return f"De verbinding met de mailserver {account.host} viel weg en kwam niet terug. {concepts}; start het later opnieuw voor de rest."


def _address(user: str) -> str:
    return user if "@" in user else ""


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """One round at a time on this machine: two would each find that there is no draft yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(file.with_name(f"{file.name}.lock"), mode=0o600)
    try:
        with lock.acquire(timeout=0):
            yield
    except filelock.Timeout as problem:
        raise MailboxProblem("Een ander programma is al bezig met concepten voor de mailbox. Probeer het straks opnieuw.") from problem
