"""The nouns of the inbox. No I/O, no logic beyond what a noun knows of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.answer import Answer


@dataclass(frozen=True)
class Address:
    email: str
    name: str = ""


@dataclass(frozen=True)
class Mail:
    """A mail as it came in, read and cut into what its writer wrote now and what stood there before.

    `text` holds no quoted history, no signature and no disclaimer; `history` and `signature` hold those.
    `attachments` are names only: nothing of them is opened.
    """

    text: str
    subject: str = ""
    sender: Address | None = None  # who wrote, or the Reply-To where there is one
    recipients: tuple[Address, ...] = ()
    sent: datetime | None = None
    message_id: str = ""  # between angle brackets, as it stands in the header
    references: tuple[str, ...] = ()
    history: str = ""
    signature: str = ""
    attachments: tuple[str, ...] = ()
    source: str = ""  # the file it was read from, for messages
    forwarded_by: Address | None = None  # who sent it on to us; `sender` is then who wrote it first, as far as an address of that is known
    is_automatic: bool = False  # its headers say that a program sent it
    is_marked_spam: bool = False  # a filter before us says so


class NoReply(StrEnum):
    """Why a mail gets no draft."""

    AUTOMATIC = "automatic"  # out of office, a bounce, a newsletter
    SPAM = "spam"
    EMPTY = "empty"
    NO_QUESTION = "no_question"  # a thank-you, an announcement


@dataclass(frozen=True)
class Ask:
    """A question in a mail: as it was written, so that it can be answered by itself, and as its writer may read it again."""

    text: str
    question: str
    direct: str = ""  # with nothing put in: "Ik hoor graag of dat kan." is "Kan dat?"


@dataclass(frozen=True)
class Letter:
    """What was understood of a mail."""

    mail: Mail
    asks: tuple[Ask, ...] = ()
    name: str = ""  # to greet with; "" when the mail does not tell
    informal: bool = False  # the writer says je
    language: str = "nl"  # two letters
    urgent: bool = False
    about: tuple[str, ...] = ()  # sentences in which the writer tells of himself
    no_reply: NoReply | None = None


@dataclass(frozen=True)
class Entry:
    """A line of the ledger: a question of the mail and what was found. The answer was checked like any other."""

    ask: Ask
    answer: Answer


@dataclass(frozen=True)
class Reply:
    """A draft of a reply and its ledger. `text` is "" when there is a reason for none."""

    letter: Letter
    subject: str = ""
    text: str = ""
    entries: tuple[Entry, ...] = ()
    to_check: tuple[str, ...] = field(default=())  # what a person should look at before sending: numbers, dates, notices
