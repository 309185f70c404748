"""What the page shows, as HTML. Pure; every text of a document or a visitor is escaped here and nowhere else."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant import wording
from assistant.answer import Answer, Citation, Notice, Passage, Sentence, SentenceKind, Status, Verdict, Writer
from assistant.render import contact_title
from ingest.document import CELL_MARK, HEADING_MARK
from ingest.snapshot import Record

_TEMPLATE_MARKS = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;"})


@dataclass(frozen=True)
class Turn:
    """A question with what is known of its answer: a step that is going on, the answer, or a problem.

    `draft` is what a model has written so far; nobody has checked it.
    """

    question: str
    step: str = ""
    answer: Answer | None = None
    problem: str = ""
    draft: str = ""


def escape(text: str) -> str:
    """Text that a browser shows as it is: no tag, attribute or template mark of it means anything.

    >>> escape("<b onclick='x'>${a}</b>")
    '&lt;b onclick=&#x27;x&#x27;&gt;&#36;&#123;a&#125;&lt;/b&gt;'
    """
    return html.escape(text, quote=True).translate(_TEMPLATE_MARKS)


def conversation(turns: Sequence[Turn]) -> str:
    """All turns, oldest first."""
    return "".join(_turn(turn, number) for number, turn in enumerate(turns, start=1))


def welcome(documents: Sequence[Record]) -> str:
    """What a first visitor sees: what this is and which documents it knows."""
    if not documents:
        return f'<section class="bw-welcome"><p>{escape(wording.NO_DOCUMENTS)}</p></section>'
    items = "".join(_document(record) for record in documents)
    return (
        f'<section class="bw-welcome"><p>{escape(wording.WELCOME)}</p>'
        f"<details><summary>{escape(wording.known_documents(len(documents)))}</summary><ul>{items}</ul></details></section>"
    )


def _document(record: Record) -> str:
    retold = wording.retold(record.retold_from)
    return f"<li>{escape(record.title)}{f', <em>{escape(retold)}</em>' if retold else ''}</li>"


def _turn(turn: Turn, number: int) -> str:
    if turn.problem:
        body = f'<div class="bw-problem" role="alert">{escape(turn.problem)}</div>'
    elif turn.answer:
        body = answer_html(turn.answer, key=str(number))
    else:
        body = f'<p class="bw-step" role="status">{escape(wording.STEPS.get(turn.step, wording.STEPS["search"]))}</p>'
        body += _draft(turn.draft) if turn.draft else ""
    return f'<article class="bw-turn" id="beurt-{number}"><h2 class="bw-question">{escape(turn.question)}</h2>{body}</article>'


def _draft(text: str) -> str:
    lines = "<br>".join(escape(line) for line in text.splitlines())
    return f'<div class="bw-draft"><p class="bw-about">{escape(wording.UNCHECKED)}</p><p>{lines}</p></div>'


def answer_html(answer: Answer, *, key: str) -> str:
    """An answer with notices, sources and what comes near. `key` keeps its anchors apart from other answers'."""
    parts = [f'<div class="bw-answer bw-{answer.status.value}">', _sentences(answer.sentences, key)]
    parts += [_notice(notice) for notice in answer.notices]
    if answer.writer is Writer.MODEL:
        parts.append(f'<p class="bw-about">{escape(wording.BY_MODEL)}</p>')
    if answer.contact:
        parts.append(f'<p class="bw-contact">{_contact(answer)}</p>')
    if answer.status is Status.NOT_FOUND:
        parts.append(_nearest(answer.passages))
    elif answer.citations:
        parts.append(_sources(answer.citations, key))
    return "".join([*parts, "</div>"])


def _sentences(sentences: Sequence[Sentence], key: str) -> str:
    """The sentences of an answer; the literal words of documents look like quotes, so that nobody takes ours for theirs."""
    blocks = []
    for is_quote, run in groupby(sentences, key=lambda sentence: sentence.verdict is Verdict.LITERAL):
        inner = _paragraphs(list(run), key)
        blocks.append(f'<blockquote class="bw-quoted">{inner}</blockquote>' if is_quote else inner)
    return "".join(blocks)


def _paragraphs(sentences: Sequence[Sentence], key: str) -> str:
    blocks: list[str] = []
    is_in_list = False
    for sentence in sentences:
        if sentence.is_item != is_in_list:
            blocks.append("<ul>" if sentence.is_item else "</ul>")
            is_in_list = sentence.is_item
        inner = escape(sentence.text) + "".join(_mark(n, key) for n in sentence.citations) + _doubt(sentence)
        if sentence.is_item:
            blocks.append(f"<li>{inner}</li>")
        else:
            blocks.append(f'<p class="bw-{sentence.kind.value}">{inner}</p>')
    return "".join(blocks) + ("</ul>" if is_in_list else "")


def _mark(n: int, key: str) -> str:
    return f' <a class="bw-mark" href="#bron-{key}-{n}" aria-label="{escape(wording.SOURCE)} {n}">{n}</a>'


def _doubt(sentence: Sentence) -> str:
    is_doubtful = sentence.kind is SentenceKind.STATEMENT and sentence.verdict is Verdict.UNSUPPORTED
    return f' <em class="bw-doubt">{escape(wording.NOT_SUPPORTED)}</em>' if is_doubtful else ""


def _notice(notice: Notice) -> str:
    return f'<p class="bw-notice" role="note">{escape(notice.text)}</p>'


def _contact(answer: Answer) -> str:
    assert answer.contact is not None
    contact = answer.contact
    ways = []
    if contact.email:
        ways.append(f'<a href="mailto:{escape(contact.email)}">{escape(contact.email)}</a>')
    ways += [escape(way) for way in (contact.phone, contact.url) if way]
    name = f"{escape(contact.name)}, " if contact.name else ""
    return f"{escape(wording.ASK_VIA)} {name}{' · '.join(ways)}. {escape(wording.contact_source(contact_title(answer)))}"


def _sources(citations: Sequence[Citation], key: str) -> str:
    items = "".join(_source(citation, key) for citation in citations)
    return (
        f'<section class="bw-sources" aria-label="{escape(wording.SOURCES)}"><h3>{escape(wording.SOURCES)}</h3><ol>{items}</ol></section>'
    )


def _source(citation: Citation, key: str) -> str:
    place = wording.page(citation.page, citation.page_label)
    about = [citation.publisher, citation.published, citation.document]
    retold = wording.retold(citation.retold_from)
    return (
        f'<li id="bron-{key}-{citation.n}" tabindex="-1"><p class="bw-source"><strong>{escape(citation.title)}</strong>'
        f"{', ' + escape(place) if place else ''}"
        f"{f'<br><em>{escape(retold)}</em>' if retold else ''}</p>"
        f"<blockquote>{escape(citation.quote)}</blockquote>"
        f"<details><summary>{escape(wording.IN_ITS_PASSAGE)}</summary>"
        f'<div class="bw-passage">{_highlighted(citation.passage, citation.quote)}</div>'
        f'<p class="bw-about">{escape(" · ".join(part for part in about if part))}</p></details></li>'
    )


def _nearest(passages: Sequence[Passage]) -> str:
    if not passages:
        return ""
    items = "".join(_passage(passage) for passage in passages)
    return f'<section class="bw-sources"><h3>{escape(wording.NEAREST)}</h3><ul>{items}</ul></section>'


def _passage(passage: Passage) -> str:
    place = wording.page(passage.page, None)
    return (
        f"<li><details><summary><strong>{escape(passage.title)}</strong>{', ' + escape(place) if place else ''}"
        f"{': ' + escape(passage.heading) if passage.heading else ''}</summary>"
        f'<div class="bw-passage">{_lines(passage.text)}</div></details></li>'
    )


def _highlighted(passage: str, quote: str) -> str:
    """A passage with the quote in it marked; the quote alone when it cannot be found."""
    before, found, after = passage.replace(CELL_MARK, " ").partition(quote)
    if not found:
        return f"<mark>{_lines(quote)}</mark>"
    return f"{_lines(before)}<mark>{_lines(quote)}</mark>{_lines(after)}"


def _lines(text: str) -> str:
    """Text with its lines kept and the mark of headings taken away."""
    lines = (line.removeprefix(HEADING_MARK).replace(CELL_MARK, " | ") for line in text.split("\n"))
    return "<br>".join(escape(line) for line in lines)
