"""A reply to a mail, of checked answers: what it says of the subject stands in the documents, and ours only joins that. Never sends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from assistant.addresses import EMAIL, PHONE, URL
from assistant.answer import Answer, Citation, Contact, Question, Reason, Sentence, SentenceKind, Status
from assistant.assistant import Assistant
from assistant.contact import given_contact
from assistant.dates import moments
from assistant.figures import Kind, figures
from assistant.inbox import words
from assistant.inbox.letter import Ask, Entry, Letter, Reply
from assistant.inbox.writer import complains
from assistant.orders import orders_about
from assistant.preference import Preference
from assistant.retrieve import View
from assistant.told import preference_told
from assistant.wording import IN_DUTCH
from ingest.dutch import fold

# Confidence from which an answer goes into a draft. Chosen on the tuned half of the mails in evals/: below it one answer was beside
# the point, and none was right.
GIVEN = 0.42
SURE = 0.6  # confidence from which an answer is not to be looked at for its own sake
_NO_CELL = re.compile(r"(?:niet vermeld|onbekend|n\.?v\.?t\.?|[-–])?", re.I)  # a cell that says nothing
ANSWERING = (Status.ANSWERED, Status.PARTLY)


def reply_to(letter: Letter, assistant: Assistant, *, signature: str, today: date | None = None) -> Reply:
    """A draft of a reply with its ledger; without a text where the letter needs none. Raises IndexUnavailable."""
    if letter.no_reply or not letter.asks:
        return Reply(letter)
    day, view = today or date.today(), assistant.retriever.view()
    regions = frozenset(region for about in view.about.values() for region in about.regions)
    preferred = [_preference(ask, letter, day, regions) for ask in letter.asks]
    asked = [Question(ask.question, today=day, preference=preference) for ask, preference in zip(letter.asks, preferred, strict=True)]
    entries = [Entry(ask, _sure_enough(assistant.answer(question))) for ask, question in zip(letter.asks, asked, strict=True)]
    return compose(letter, entries, view=view, signature=signature)


def _sure_enough(answer: Answer) -> Answer:
    """The answer; one that is likely to be beside the question counts as not found. Its citations stay, for who reads the ledger."""
    if answer.status not in ANSWERING or (answer.confidence or 0.0) >= GIVEN:
        return answer
    return replace(answer, status=Status.NOT_FOUND, sentences=(), notices=(), contact=None)


def _preference(ask: Ask, letter: Letter, today: date, regions: Collection[str]) -> Preference:
    """The sector and region that the writer tells of himself, where the question names none of its own.

    Of a region only one counts that documents are about: of any other, each of them is elsewhere.
    """
    asked = preference_told(ask.question, today=today)
    told = [preference_told(sentence, today=today) for sentence in letter.about]
    sectors = {sector for each in told for sector in each.sectors or ()}
    known = {region for each in told for region in each.regions or () if fold(region) in regions}
    return Preference(
        sectors=tuple(sectors) if len(sectors) == 1 and not asked.sectors else None,
        regions=tuple(known) if len(known) == 1 and not asked.regions else None,
    )


def compose(letter: Letter, entries: Sequence[Entry], *, view: View, signature: str) -> Reply:
    """The draft of a reply that gives these answers; `view` is what they came from."""
    notes = _Notes(view)
    informal, many = letter.informal, len(entries)
    answered = sum(entry.answer.status in ANSWERING for entry in entries)
    parts = [words.greeting(letter.name, informal=informal, solemn=_is_solemn(letter))]
    parts += [words.IN_DUTCH.get(letter.language, words.IN_DUTCH["en"])] if letter.language != "nl" else []
    if complains(letter.mail):
        parts.append(words.sorry(informal=informal))
    parts.append(words.opening(informal=informal, questions=many, answered=answered))
    parts += _answers(entries, notes, informal=informal) if answered else [_unanswered(entries, informal=informal)]
    parts += _whom_to_ask(entries, notes, informal=informal)
    parts.append(_next_step(entries, "\n".join(parts), view, informal=informal))
    parts.append(_closing(signature))
    if notes.lines():
        parts.append("\n".join([f"{words.SOURCES}:", *notes.lines()]))
    text = "\n\n".join(part for part in parts if part)
    return Reply(letter, words.subject(letter.mail.subject, informal=informal), text, tuple(entries), tuple(_to_check(letter, entries)))


@dataclass
class _Notes:
    """The footnotes of a draft: one for each page that is cited, in the order in which they are."""

    view: View
    _numbers: dict[tuple[str, int | None], int] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list)

    def number(self, citation: Citation) -> int:
        """The number of the footnote of a citation."""
        place = (citation.document, citation.page)
        if place not in self._numbers:
            self._numbers[place] = len(self._numbers) + 1
            self._lines.append(words.footnote(self._numbers[place], citation, self._link(citation.document)))
        return self._numbers[place]

    def lines(self) -> list[str]:
        return self._lines

    def _link(self, document: str) -> str:
        """Where the document is on the web, as far as people wrote it down."""
        rows = self.view.snapshot.rows.get(document)
        return str(self.view.nodes[rows[0]].metadata.get("address") or "") if rows else ""


def _answers(entries: Sequence[Entry], notes: _Notes, *, informal: bool) -> list[str]:
    """The answer to each question, below the question where there are more."""
    given = _Given()
    bodies = [_body(n, entry.answer, notes, given, informal=informal) for n, entry in enumerate(entries, start=1)]
    if len(bodies) == 1:
        return bodies
    return [f"{n}. {_shown(entry.ask)}\n{body}" for n, (entry, body) in enumerate(zip(entries, bodies, strict=True), start=1)]


def _unanswered(entries: Sequence[Entry], *, informal: bool) -> str:
    """What is said of a mail of which nothing is answered, besides that."""
    if len(entries) == 1:
        return words.why_not_found(entries[0].answer.reason, informal=informal)
    return "\n".join(f"{n}. {_shown(entry.ask)}" for n, entry in enumerate(entries, start=1))


def _shown(ask: Ask) -> str:
    """A question as its writer may read it: what was put in for the search is left out."""
    return ask.direct or ask.question


@dataclass
class _Given:
    """What was written before in a draft: at which question each sentence stands, and the notices."""

    sentences: dict[str, int] = field(default_factory=dict)
    notices: set[str] = field(default_factory=set)


def _body(n: int, answer: Answer, notes: _Notes, given: _Given, *, informal: bool) -> str:
    """The answer to one question. What was said at another is not said again."""
    if answer.status not in ANSWERING:
        why = words.why_not_found(answer.reason, informal=informal)
        return f"{words.NOT_FOUND} {why}".strip()
    said = [sentence.text for sentence in answer.sentences if sentence.kind is SentenceKind.STATEMENT]
    sentences = [sentence for sentence in answer.sentences if sentence.text not in IN_DUTCH.values()]  # the whole mail says so once
    new = [sentence for sentence in sentences if sentence.kind is SentenceKind.CONNECTIVE or sentence.text not in given.sentences]
    before = given.sentences.get(said[0]) if said else None
    if all(text in given.sentences for text in said):
        return words.see_before(before or n)
    given.sentences |= {text: n for text in said if text not in given.sentences}
    lead = [words.see_also(before)] if before else [words.NEAREST] if (answer.confidence or 0.0) < SURE else []
    remarks = [notice.text for notice in answer.notices if notice.text not in given.notices]
    given.notices |= set(remarks)
    written = _written(_in_reading_order(_introduced(new), answer), answer, notes, informal=informal)
    return "\n".join([*lead, written, *(words.in_tone(remark, informal=informal) for remark in remarks)])


def _introduced(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences without introductions that nothing follows any more."""
    kept = []
    for sentence, following in zip(sentences, [*sentences[1:], None], strict=True):
        introduces = sentence.kind is SentenceKind.CONNECTIVE and words.introduction(sentence.text) != sentence.text
        if not introduces or following is not None and following.kind is SentenceKind.STATEMENT:
            kept.append(sentence)
    return kept


def _in_reading_order(sentences: Sequence[Sentence], answer: Answer) -> list[Sentence]:
    """The sentences, with those of one passage that follow each other as they do there: an answer has the best of them first."""
    passages = {citation.n: citation.passage for citation in answer.citations}

    def place(sentence: Sentence) -> tuple[str, int]:
        passage = passages.get(sentence.citations[0], "") if sentence.citations else ""
        return passage, passage.find(sentence.text)

    ordered: list[Sentence] = []
    for (passage, is_moved), run in groupby(sentences, key=lambda each: (place(each)[0], not each.is_item and place(each)[1] >= 0)):
        ordered += sorted(run, key=lambda each: place(each)[1] if passage and is_moved else 0)
    return ordered


def _written(sentences: Sequence[Sentence], answer: Answer, notes: _Notes, *, informal: bool) -> str:
    """Sentences as lines of a mail, with a mark behind the last of those that stand on one page."""
    citations = {citation.n: citation for citation in answer.citations}
    marks = [tuple(dict.fromkeys(notes.number(citations[n]) for n in sentence.citations if n in citations)) for sentence in sentences]
    lines: list[str] = []
    for i, sentence in enumerate(sentences):
        is_last = i + 1 == len(sentences) or marks[i + 1] != marks[i]
        text = (
            _cells(sentence.text)
            if sentence.kind is SentenceKind.STATEMENT
            else words.in_tone(words.introduction(sentence.text), informal=informal)
        )
        text += "".join(f" [{n}]" for n in marks[i]) if is_last else ""
        goes_on = (
            lines
            and sentence.kind is SentenceKind.STATEMENT
            and not sentence.is_item
            and not lines[-1].startswith("- ")
            and not lines[-1].endswith(":")
        )
        if sentence.is_item:
            lines.append(f"- {text}")
        elif goes_on:
            lines[-1] += f" {text}"
        else:
            lines.append(text)
    return "\n".join(lines)


def _cells(text: str) -> str:
    """A row of a table in words: what it is about, and then the rest.

    >>> _cells("Kosten | 16.000 euro"), _cells("mei | Utrecht | gratis")
    ('Kosten: 16.000 euro', 'mei: Utrecht; gratis')
    """
    first, *rest = [cell for cell in text.split(" | ") if not _NO_CELL.fullmatch(cell)]
    return f"{first}: {'; '.join(rest)}" if rest else first


def _whom_to_ask(entries: Sequence[Entry], notes: _Notes, *, informal: bool) -> list[str]:
    """For each contact a sentence that says which of the questions may be asked there."""
    asked: dict[str, list[int]] = {}
    for n, entry in enumerate(entries, start=1):
        if _may_be_asked(entry.answer):
            contact = words.contact_words(entry.answer.contact)
            mark = "".join(f" [{notes.number(each)}]" for each in entry.answer.citations[:1])
            asked.setdefault(f"{contact}{mark}", []).append(n)
    return [words.ask_at(contact, numbers, informal=informal, of=len(entries)) for contact, numbers in asked.items()]


def _next_step(entries: Sequence[Entry], said: str, view: View, *, informal: bool) -> str:
    """What the writer can do next; "" where it was said already whom to ask."""
    if any(_may_be_asked(entry.answer) for entry in entries):
        return ""
    is_all_answered = all(entry.answer.status in ANSWERING for entry in entries)
    found = _contact_for_more(entries, view) if is_all_answered else None  # else it would seem to know the rest
    is_new = found is not None and not any(way and way in said for way in (found.email, found.phone, found.url))
    return words.next_step(words.contact_words(found) if found and is_new else "", informal=informal)


def _may_be_asked(answer: Answer) -> bool:
    """True if the contact near an answer that was not found may know it: the documents speak of the subject, but not of this."""
    return answer.contact is not None and answer.reason in (Reason.NO_SUCH_FACT, Reason.OTHER_YEAR)


def _contact_for_more(entries: Sequence[Entry], view: View) -> Contact | None:
    """Whom the most cited document names for all that it is about; None where none does."""
    cited = Counter(citation.document for entry in entries for citation in entry.answer.citations if entry.answer.status in ANSWERING)
    found = (_contact_of(document, view) for document, _ in cited.most_common())
    return next((contact for contact in found if contact), None)


def _contact_of(document: str, view: View) -> Contact | None:
    """The contact that people gave for a document, else the one mail address in it: of several, each is for something else."""
    units = view.units(document)
    if not units:
        return None
    addresses = {match[0] for unit in units for match in EMAIL.finditer(unit.text)}
    return given_contact(units[0].node.metadata) or (Contact(None, addresses.pop(), None, None, None) if len(addresses) == 1 else None)


def _is_solemn(letter: Letter) -> bool:
    return re.match(r"\s*(?:geacht|l\.?s\b|sehr geehrt|dear (?:sir|madam))", letter.mail.text, re.I) is not None


def _closing(signature: str) -> str:
    signature = signature.replace("\\n", "\n").strip()
    if re.match(r"(?:met|hartelijke|vriendelijke|groet)", signature, re.I):
        return signature
    return f"{words.CLOSING}\n\n{signature or words.BLANK}"


def _to_check(letter: Letter, entries: Sequence[Entry]) -> Iterator[str]:
    """What a person should look at before sending."""
    mail, many = letter.mail, len(entries)
    if letter.urgent:
        yield words.IN_HASTE
    if complains(mail):
        yield words.COMPLAINS
    if mail.forwarded_by and mail.sender:
        yield words.forwarded(mail.forwarded_by.email, " ".join(part for part in (mail.sender.name, f"<{mail.sender.email}>") if part))
    if letter.language != "nl":
        yield words.other_language(letter.language)
    if orders_about(mail.text):
        yield words.ORDERS
    if mail.attachments:
        yield words.attachments(mail.attachments)
    told: set[str] = set()
    for n, entry in enumerate(entries, start=1):
        new = [said for said in dict.fromkeys(_of_answer(entry.answer)) if said in (words.UNSURE, words.WHO_KNOWS) or said not in told]
        told |= set(new)
        yield from (words.of_question(n, said, of=many) for said in new)


def _of_answer(answer: Answer) -> Iterator[str]:
    """The figures, dates and addresses in an answer, its notices, and that it may be beside the question."""
    if answer.status in ANSWERING and (answer.confidence or 0.0) < SURE:
        yield words.UNSURE
    yield from (notice.text for notice in answer.notices)
    for sentence in answer.sentences:
        if sentence.kind is SentenceKind.STATEMENT:
            yield from _facts(sentence.text)
    if answer.status not in ANSWERING and not _may_be_asked(answer):
        yield words.WHO_KNOWS
    if answer.contact and _may_be_asked(answer):
        yield from (way for way in (answer.contact.email, answer.contact.phone, answer.contact.url) if way)


def _facts(text: str) -> Iterator[str]:
    """The dates, figures and addresses in a sentence, as they stand there.

    >>> list(_facts("De reis van 4 november 2025 kost € 250; mail reis@voorbeeld.nl."))
    ['datum 4 november 2025', 'bedrag € 250', 'reis@voorbeeld.nl']
    """
    for moment in moments(text):
        yield f"datum {text[moment.start : moment.end]}"
    for figure in figures(text):
        if figure.kind in (Kind.AMOUNT, Kind.DURATION, Kind.PERCENT) or figure.kind is Kind.COUNT and any(map(str.isdigit, figure.words)):
            yield f"{'bedrag' if figure.kind is Kind.AMOUNT else 'getal'} {figure.words}"
    for pattern in (EMAIL, PHONE, URL):
        yield from (match[0] for match in pattern.finditer(EMAIL.sub(" ", text) if pattern is URL else text))
