"""What the page shows of a conversation, as HTML. Pure; every text goes through `escape`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote, urlencode

from assistant import wording
from assistant.addresses import EMAIL
from assistant.answer import Answer, Citation, Contact, Notice, Passage, Sentence, SentenceKind, Status, Verdict, Writer
from assistant.render import as_text, contact_title
from assistant.web import words
from assistant.web.escape import escape
from assistant.web.source import Asked
from ingest.chunk import HEADING_SEPARATOR
from ingest.document import CELL_MARK, HEADING_MARK

LONGEST_MAIL = 1500  # characters; Windows opens no mail of which the link has more than 2,048
OPENING = 300  # characters of a passage that are marked when it is opened
_SAYS = {
    Verdict.LITERAL: ("bw-literal", words.LITERAL),
    Verdict.SUPPORTED: ("bw-supported", words.IN_OWN_WORDS),
    Verdict.UNSUPPORTED: ("bw-lost", words.NOT_FOUND),
}


@dataclass(frozen=True)
class Turn:
    """A question with what is known of its answer: a step that is going on, the answer, or a problem.

    `draft` is what a model has written so far; nobody has checked it. `also` may be asked next.
    """

    question: str
    step: str = ""
    answer: Answer | None = None
    problem: str = ""
    also: tuple[str, ...] = ()
    draft: str = ""


@dataclass(frozen=True)
class _Links:
    """Leads from a turn to sources: by their document's key in the index, of documents that are there."""

    turn: str
    keys: Mapping[str, str]

    def to(self, document: str, page: int | None, words: str) -> str:
        """The address of a source; empty when the document is not there."""
        key = self.keys.get(document)
        return Asked(key, page, words).link if key else ""


def conversation(turns: Sequence[Turn], keys: Mapping[str, str] | None = None) -> str:
    """All turns, oldest first. `keys` has the key in the index of each document, by its path."""
    return "".join(_turn(turn, number, keys or {}) for number, turn in enumerate(turns, start=1))


def _turn(turn: Turn, number: int, keys: Mapping[str, str]) -> str:
    if turn.problem:
        body = f'<div class="bw-problem" role="alert">{escape(turn.problem)}</div>'
    elif turn.answer:
        body = answer_html(turn.answer, key=str(number), keys=keys) + _also(turn.also) + _actions(turn.answer)
    else:
        body = _steps(turn.step) + (_draft(turn.draft) if turn.draft else "")
    return f'<article class="bw-turn" id="beurt-{number}"><h2 class="bw-question">{escape(turn.question)}</h2>{body}</article>'


def _steps(now: str) -> str:
    """The steps of answering; those that are done, the one that is going on, and those to come."""
    names = [name for name in wording.STEPS if name != "write" or now == "write"]  # only a model takes its time to write
    reached = names.index(now) if now in names else 0
    states = ["bw-done" if at < reached else "bw-now" if at == reached else "bw-later" for at in range(len(names))]
    items = "".join(f'<li class="{state}">{escape(wording.STEPS[name])}</li>' for state, name in zip(states, names, strict=True))
    return f'<ol class="bw-steps">{items}</ol>'


def _draft(text: str) -> str:
    lines = "<br>".join(escape(line) for line in text.splitlines())
    return f'<div class="bw-draft"><p class="bw-about">{escape(wording.UNCHECKED)}</p><p>{lines}</p></div>'


def answer_html(answer: Answer, *, key: str, keys: Mapping[str, str] | None = None) -> str:
    """An answer with notices, sources and what comes near. `key` keeps its anchors apart from other answers'."""
    links = _Links(key, keys or {})
    parts = [f'<div class="bw-answer bw-{answer.status.value}">', _sentences(answer, links), _checked(answer.sentences)]
    parts += [_notice(notice) for notice in answer.notices]
    if answer.writer is Writer.MODEL:
        parts.append(f'<p class="bw-about">{escape(wording.BY_MODEL)}</p>')
    if answer.status is Status.NOT_FOUND:
        parts += [_person(answer), _nearest(answer.passages, links)]
    else:
        parts += [_person(answer) if answer.contact else "", _sources(answer.citations, links)]
    return "".join([*parts, "</div>"])


def _sentences(answer: Answer, links: _Links) -> str:
    """The sentences of an answer; the literal words of documents look like quotes, so that nobody takes ours for theirs."""
    cited = {citation.n: citation for citation in answer.citations}
    blocks = []
    for is_quote, run in groupby(answer.sentences, key=lambda sentence: sentence.verdict is Verdict.LITERAL):
        inner = _paragraphs(list(run), cited, links)
        blocks.append(f'<blockquote class="bw-quoted">{inner}</blockquote>' if is_quote else inner)
    return "".join(blocks)


def _paragraphs(sentences: Sequence[Sentence], cited: Mapping[int, Citation], links: _Links) -> str:
    blocks: list[str] = []
    is_in_list = False
    for sentence in sentences:
        if sentence.is_item != is_in_list:
            blocks.append("<ul>" if sentence.is_item else "</ul>")
            is_in_list = sentence.is_item
        marks = "".join(_mark(cited[n], sentence, links) for n in sentence.citations if n in cited)
        inner = _with_short_answer(sentence) + (f'&nbsp;<span class="bw-marks">{marks}</span>' if marks else "") + _doubt(sentence)
        if sentence.is_item:
            blocks.append(f"<li>{inner}</li>")
        else:
            blocks.append(f'<p class="bw-{sentence.kind.value}">{inner}</p>')
    return "".join(blocks) + ("</ul>" if is_in_list else "")


def _with_short_answer(sentence: Sentence) -> str:
    """The sentence, with the words in it that answer by themselves in bold."""
    if not sentence.short:
        return escape(sentence.text)
    pieces = re.split("(" + "|".join(map(re.escape, sentence.short)) + ")", sentence.text)
    return "".join(f"<strong>{escape(piece)}</strong>" if piece in sentence.short else escape(piece) for piece in pieces)


def _mark(citation: Citation, sentence: Sentence, links: _Links) -> str:
    """The number of a source behind a sentence, that opens it."""
    kind, verdict = _SAYS.get(sentence.verdict, ("", "")) if sentence.verdict else ("", "")
    name = ", ".join(part for part in (f"{wording.SOURCE} {citation.n}", verdict, _place(citation)) if part)
    href = links.to(citation.document, citation.page, citation.quote) or f"#bron-{links.turn}-{citation.n}"
    return (
        f'<a class="bw-mark {kind}" href="{escape(href)}" data-beurt="{escape(links.turn)}" data-nummer="{citation.n}" '
        f'title="{escape(name)}" aria-label="{escape(name)}">{citation.n}</a>'
    )


def _place(citation: Citation) -> str:
    page = wording.page(citation.page, citation.page_label)
    return f"{citation.title}{', ' + page if page else ''}"


def _doubt(sentence: Sentence) -> str:
    is_doubtful = sentence.kind is SentenceKind.STATEMENT and sentence.verdict is Verdict.UNSUPPORTED
    return f' <em class="bw-doubt">{escape(wording.NOT_SUPPORTED)}</em>' if is_doubtful else ""


def _checked(sentences: Sequence[Sentence]) -> str:
    """What the check of an answer's sentences came to, in one quiet line."""
    counts = Counter(sentence.verdict for sentence in sentences if sentence.kind is SentenceKind.STATEMENT)
    literal, own, lost = (counts[verdict] for verdict in (Verdict.LITERAL, Verdict.SUPPORTED, Verdict.UNSUPPORTED))
    if not literal + own + lost:
        return ""
    mark = '<span aria-hidden="true">✓</span> ' if not lost else ""
    return f'<p class="bw-checked{" bw-in-doubt" if lost else ""}">{mark}{escape(words.checked(literal, own, lost))}</p>'


def _notice(notice: Notice) -> str:
    return f'<p class="bw-notice" role="note">{escape(notice.text)}</p>'


def _person(answer: Answer) -> str:
    """Whom to ask, with a mail that is written already."""
    known = f"<p>{_contact(answer.contact, contact_title(answer))}</p>" if answer.contact else ""
    mail = mail_to_a_person(answer.question, answer.contact)
    return f'<div class="bw-contact">{known}<a class="bw-button" href="{escape(mail)}">{escape(words.ASK_A_HUMAN)}</a></div>'


def mail_to_a_person(question: str, contact: Contact | None) -> str:
    """A mail with the question in it, to the contact if that has an address; else the sender fills in to whom.

    >>> mail_to_a_person("Wat kost het?", None)[:52]
    'mailto:?subject=Vraag%3A%20Wat%20kost%20het%3F&body='
    """
    address = contact.email if contact and contact.email and EMAIL.fullmatch(contact.email) else ""
    name = f" {contact.name}" if contact and contact.name else ""
    subject = words.MAIL_SUBJECT.format(question=" ".join(question.split())[:80])
    return _mail(address, subject, words.MAIL_BODY.format(name=name, question=question[:LONGEST_MAIL]))


def _mail(address: str, subject: str, body: str) -> str:
    said = {"subject": subject, "body": body.replace("\n", "\r\n")}
    return f"mailto:{quote(address, safe='@')}?{urlencode(said, quote_via=quote)}"


def _contact(contact: Contact, title: str) -> str:
    ways = []
    if contact.email:
        ways.append(f'<a href="mailto:{escape(quote(contact.email, safe="@"))}">{escape(contact.email)}</a>')
    ways += [escape(way) for way in (contact.phone, contact.url) if way]
    name = f"{escape(contact.name)}, " if contact.name else ""
    return f"{escape(wording.ASK_VIA)} {name}{' · '.join(ways)}. {escape(wording.contact_source(title))}"


def _sources(citations: Sequence[Citation], links: _Links) -> str:
    if not citations:
        return ""
    firsts = {citation.document: citation.n for citation in reversed(citations)}
    items = "".join(_source(citation, links, is_first=firsts[citation.document] == citation.n) for citation in citations)
    return f'<section class="bw-sources" aria-label="{escape(words.SOURCES)}"><h3>{escape(words.SOURCES)}</h3><ol>{items}</ol></section>'


def _source(citation: Citation, links: _Links, *, is_first: bool) -> str:
    """One source. What is to be said of the document as a whole is said at the first of its quotes."""
    about = [wording.page(citation.page, citation.page_label)]
    about += [citation.publisher, wording.published(citation.published)] if is_first else []
    retold = wording.retold(citation.retold_from) if is_first else ""
    href = links.to(citation.document, citation.page, citation.quote)
    return (
        f'<li id="bron-{links.turn}-{citation.n}" tabindex="-1"><span class="bw-number" aria-hidden="true">{citation.n}</span>'
        f"<div>{_opener(citation.title, href, links.turn, citation.n)}"
        f'<p class="bw-about">{escape(" · ".join(part for part in about if part))}'
        f"{f'<br><em>{escape(retold)}</em>' if retold else ''}</p>"
        f"<blockquote>{_lines(citation.quote)}</blockquote></div></li>"
    )


def _opener(title: str, href: str, turn: str, number: int) -> str:
    """The title of a source, that opens it where it can be opened."""
    if not href:
        return f"<strong>{escape(title)}</strong>"
    return (
        f'<a class="bw-open" href="{escape(href)}" data-beurt="{escape(turn)}" data-nummer="{number}" '
        f'title="{escape(words.TO_THE_SOURCE)}">{escape(title)}</a>'
    )


def _nearest(passages: Sequence[Passage], links: _Links) -> str:
    if not passages:
        return ""
    items = "".join(_passage(passage, number, links) for number, passage in enumerate(passages, start=1))
    return f'<section class="bw-sources bw-nearest"><h3>{escape(words.NEAREST)}</h3><ol>{items}</ol></section>'


def _passage(passage: Passage, number: int, links: _Links) -> str:
    about = [wording.page(passage.page, None), (passage.heading or "").rsplit(HEADING_SEPARATOR, 1)[-1]]
    href = links.to(passage.document, passage.page, _opening(passage.text))
    return (
        f"<li><div>{_opener(passage.title, href, links.turn, number)}"
        f'<p class="bw-about">{escape(" · ".join(part for part in about if part))}</p>'
        f"<blockquote>{_lines(_opening(passage.text))}</blockquote></div></li>"
    )


def _opening(text: str) -> str:
    """How a passage begins, to find it by: whole lines without its headings.

    >>> _opening("# Kosten\\nDe reis kost 50 euro.\\nEten hoort erbij.")
    'De reis kost 50 euro.\\nEten hoort erbij.'
    """
    body = [line for line in text.split("\n") if line and not line.startswith(HEADING_MARK)] or [text.removeprefix(HEADING_MARK)]
    kept = body[:1]
    for line in body[1:]:
        if sum(map(len, kept)) + len(line) > OPENING:
            break
        kept.append(line)
    return "\n".join(kept)


def _also(questions: Sequence[str]) -> str:
    if not questions:
        return ""
    items = "".join(f"<li>{ask_button(question)}</li>" for question in questions)
    return f'<section class="bw-also" aria-label="{escape(words.ALSO_ASK)}"><h3>{escape(words.ALSO_ASK)}</h3><ul>{items}</ul></section>'


def ask_button(question: str) -> str:
    """A question that is asked with one click."""
    return f'<button type="button" class="bw-ask-this" data-vraag="{escape(question)}">{escape(question)}</button>'


def _actions(answer: Answer) -> str:
    """What can be done with an answer: copied, mailed, printed, linked to."""
    if answer.status is Status.REPLY:
        return ""
    text = f"{answer.question}\n\n{as_text(answer)}\n\n{wording.NO_RIGHTS}"
    link = "?" + urlencode({"vraag": answer.standalone_question})
    mail = _mail("", " ".join(answer.question.split())[:120], text if len(text) <= LONGEST_MAIL else text[:LONGEST_MAIL] + words.CUT)
    return (
        f'<div class="bw-actions" role="group" aria-label="{escape(words.ACTIONS)}">'
        f'<button type="button" data-kopie="{escape(text)}" data-gedaan="{escape(words.COPIED)}">{escape(words.COPY)}</button>'
        f'<a href="{escape(mail)}">{escape(words.MAIL)}</a>'
        f'<button type="button" data-druk>{escape(words.PRINT)}</button>'
        f'<button type="button" data-link="{escape(link)}" data-gedaan="{escape(words.LINK_COPIED)}">{escape(words.LINK)}</button></div>'
    )


def _lines(text: str) -> str:
    """Text with its lines kept and the mark of headings taken away."""
    lines = (line.removeprefix(HEADING_MARK).replace(CELL_MARK, " | ") for line in text.split("\n"))
    return "<br>".join(escape(line) for line in lines)
