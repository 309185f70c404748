"""The nouns of answering. No I/O, no logic beyond what a noun knows of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.preference import NO_PREFERENCE, NOTHING_PREFERRED, Preference, Preferred


class Status(StrEnum):
    ANSWERED = "answered"
    PARTLY = "partly"
    NOT_FOUND = "not_found"
    REPLY = "reply"  # small talk, an order, a question back


class Reason(StrEnum):
    """Why there is no (full) answer."""

    NOTHING_NEAR = "nothing_near"  # no passage shares a word with the question
    TOO_THIN = "too_thin"  # the nearest sentences leave too much of the question untouched
    UNKNOWN_WORD = "unknown_word"  # a telling word of the question stands nowhere near
    OTHER_YEAR = "other_year"  # the documents speak of another year
    NO_SUCH_FACT = "no_such_fact"  # the right subject, but not the date, amount, name … that was asked
    PART_MISSING = "part_missing"
    EMPTY_QUESTION = "empty_question"
    SMALL_TALK = "small_talk"
    ORDER = "order"
    ABOUT_ASSISTANT = "about_assistant"
    NO_DOCUMENTS = "no_documents"


class SentenceKind(StrEnum):
    STATEMENT = "statement"
    CONNECTIVE = "connective"


class Verdict(StrEnum):
    LITERAL = "literal"  # the words stand in what is cited
    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"


class Writer(StrEnum):
    """Who wrote an answer."""

    QUOTE = "quote"  # nobody: it consists of sentences of the documents
    MODEL = "model"


class Fault(StrEnum):
    """Why a language model that is set did not write an answer."""

    AWAY = "away"  # no reply, or not all of it in time
    USELESS = "useless"  # empty, endless, not in Dutch, without a source, or nothing that its sources say
    NOTHING_FOUND = "nothing_found"  # it says so itself


@dataclass(frozen=True)
class Turn:
    """An earlier question and the answer it got."""

    question: str
    answer: str = ""


@dataclass(frozen=True)
class Question:
    text: str
    id: Any = None  # whatever the asker's program joins on; given back unchanged
    history: Sequence[Turn] = ()
    today: date | None = None
    preference: Preference = NO_PREFERENCE  # what a person chose; it goes before what the question tells


@dataclass(frozen=True)
class Citation:
    """Where a statement stands. `page` is physical and 1-based; `quote` is literal; `passage` is what it stands in.

    `retold_from` names the original of a document that tells it in other words.
    """

    n: int
    document: str
    title: str
    quote: str
    publisher: str | None = None
    published: str | None = None
    page: int | None = None
    page_label: str | None = None
    heading: str | None = None
    retold_from: str | None = None
    passage: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True)
class Sentence:
    """One sentence or list item of an answer, without its citation marks. `short` are the words in it that answer by themselves."""

    text: str
    kind: SentenceKind
    citations: tuple[int, ...] = ()
    verdict: Verdict | None = None
    is_item: bool = False
    short: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passage:
    """A passage that was near, to show beside an answer or instead of one."""

    document: str
    title: str
    page: int | None
    heading: str | None
    score: float
    text: str


@dataclass(frozen=True)
class Contact:
    """Whom to ask, as it stands in a document."""

    name: str | None
    email: str | None
    phone: str | None
    url: str | None
    citation: int | None


@dataclass(frozen=True)
class Notice:
    kind: str
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What comes back on every question, whatever shows it: page, terminal, program or mail."""

    question: str
    standalone_question: str
    status: Status
    id: Any = None
    reason: Reason | None = None
    missing: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Passage, ...] = ()
    contact: Contact | None = None
    notices: tuple[Notice, ...] = ()
    preferred: Preferred = NOTHING_PREFERRED
    writer: Writer = Writer.QUOTE
    confidence: float | None = None  # probability that the documents answer this; None for a reply without looking
    elapsed_ms: float = 0.0

    @property
    def text(self) -> str:
        """The answer in Dutch, with marks such as [1] behind what is cited; list items and what we say on lines of their own."""
        lines: list[str] = []
        for sentence in self.sentences:
            marks = "".join(f" [{n}]" for n in sentence.citations)
            if sentence.is_item:
                lines.append(f"- {sentence.text}{marks}")
            elif lines and sentence.kind is SentenceKind.STATEMENT and not lines[-1].startswith("- ") and not lines[-1].endswith(":"):
                lines[-1] += f" {sentence.text}{marks}"
            else:
                lines.append(f"{sentence.text}{marks}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Draft:
    """What a writer hands over to be checked."""

    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Step:
    """A moment in answering, for a page that shows progress. `answer` comes with the last one.

    `text` is what a model has written so far, with the numbers of sources of its own: not yet checked.
    """

    name: str  # "search", "read", "check", "write", "done"
    passages: tuple[Passage, ...] = field(default=())
    answer: Answer | None = None
    text: str = ""
