"""What the page for mail shows beside a draft, as HTML. Pure; every text goes through `escape`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant import wording
from assistant.answer import Citation, SentenceKind, Verdict
from assistant.inbox import words as mail_words
from assistant.inbox.approved import Offer
from assistant.inbox.choose import day_of
from assistant.inbox.compose import ANSWERING
from assistant.inbox.kept import KeptDraft
from assistant.inbox.letter import Entry, Reply
from assistant.web import inbox_words
from assistant.web.escape import escape, lines_html
from assistant.web.filters import Records
from assistant.web.source import Asked

UP = "../"  # from the page for mail to where the site begins
LeftOut = frozenset[tuple[int, int]]  # (question, source), both counted from 1


def ledger_html(
    reply: Reply, answers: Sequence[Entry], *, left_out: Collection[tuple[int, int]], offers: Mapping[int, Offer], records: Records
) -> str:
    """Each question of a mail with what was found, and what a person is to check.

    `answers` are the entries as they were found, `reply` has them as they are now: without what was left out. `offers` has the
    approved answer to a question, by its number.
    """
    if not reply.text:
        why = mail_words.NO_REPLY[reply.letter.no_reply] if reply.letter.no_reply else inbox_words.NOTHING
        return f'<p class="bw-notice" role="note">{escape(why)}</p>'
    pairs = enumerate(zip(answers, reply.entries, strict=True), start=1)
    entries = "".join(
        _entry(n, found, now, {source for question, source in left_out if question == n}, offers.get(n), records)
        for n, (found, now) in pairs
    )
    can_choose = any(entry.answer.citations for entry in answers)
    rewrite = (
        f'<p class="bw-about">{escape(inbox_words.CHOOSE)}</p>'
        f'<button type="button" class="bw-quiet" data-herschrijf>{escape(inbox_words.REWRITE)}</button>'
        if can_choose
        else ""
    )
    return (
        f'<section class="bw-ledger" aria-label="{escape(inbox_words.QUESTIONS)}"><h2>{escape(inbox_words.QUESTIONS)}</h2>'
        f"{entries}{rewrite}{_to_check(reply.to_check)}</section>"
    )


def problem_html(text: str) -> str:
    return f'<div class="bw-problem" role="alert">{escape(text)}</div>'


def busy_html(text: str) -> str:
    return f'<p class="bw-loading">{escape(text)}</p>'


def earlier_html(found: Sequence[KeptDraft]) -> str:
    """Earlier drafts, each closed, with a button that copies it."""
    if not found:
        return f'<p class="bw-about" role="status">{escape(inbox_words.NONE_FOUND)}</p>'
    items = "".join(_earlier(draft) for draft in found)
    return f'<p class="bw-about" role="status">{escape(inbox_words.found(len(found)))}</p><ul class="bw-earlier">{items}</ul>'


def _earlier(draft: KeptDraft) -> str:
    about = " · ".join(part for part in (inbox_words.on(draft.made.astimezone()), draft.name or draft.email) if part)
    return (
        f"<li><details><summary>{escape(draft.subject or ' '.join(draft.questions) or about)}"
        f' <span class="bw-about">{escape(about)}</span></summary><div class="bw-kept">{_lines(draft.text)}</div>'
        f'<button type="button" class="bw-quiet" data-kopie="{escape(draft.text)}" data-gedaan="{escape(inbox_words.COPIED_THIS)}">'
        f"{escape(inbox_words.COPY_THIS)}</button></details></li>"
    )


def _entry(n: int, found: Entry, now: Entry, left_out: Collection[int], offer: Offer | None, records: Records) -> str:
    status = now.answer.status
    is_answered = status in ANSWERING
    sources = "".join(_source(n, citation, citation.n not in left_out, records) for citation in found.answer.citations)
    sources = f'<div class="bw-sources"><ol>{sources}</ol></div>' if sources else ""
    notices = "".join(f'<p class="bw-notice" role="note">{escape(notice.text)}</p>' for notice in now.answer.notices)
    approve = (
        f'<button type="button" class="bw-quiet" data-keur="{n}">{escape(inbox_words.APPROVE)}</button>'
        if is_answered and now.answer.citations and _is_checked(now)
        else ""
    )
    return (
        f'<article class="bw-entry" id="beurt-{n}"><h3><span class="bw-about">{escape(inbox_words.question(n))}</span> '
        f'{escape(now.ask.question)}</h3><p class="bw-about">{escape(inbox_words.IN_THE_MAIL)} ‘{escape(now.ask.text)}’</p>'
        f'<p class="bw-state bw-{status.value}">{escape(mail_words.STATUS[status.value])}{escape(_sure(now))}</p>{_offer(n, offer)}'
        f"{notices}{sources}{approve}</article>"
    )


def _is_checked(entry: Entry) -> bool:
    said = [sentence for sentence in entry.answer.sentences if sentence.kind is SentenceKind.STATEMENT]
    return all(sentence.verdict is not Verdict.UNSUPPORTED for sentence in said)


def _sure(entry: Entry) -> str:
    sure = entry.answer.confidence
    return f", zekerheid {round(100 * sure)}%" if sure is not None else ""


def _source(n: int, citation: Citation, is_kept: bool, records: Records) -> str:
    """A source with a box to leave it out, and a link that opens it."""
    record = records.get(citation.document)
    title = escape(citation.title)
    if record and record.key:
        href = UP + Asked(record.key, citation.page, citation.quote).link
        title = f'<a class="bw-open" href="{escape(href)}" data-beurt="{n}" data-nummer="{citation.n}">{title}</a>'
    page = wording.page(citation.page, citation.page_label)
    place = f' <span class="bw-about">{escape(page)}</span>' if page else ""
    name = f"{inbox_words.question(n)}, {wording.SOURCE.lower()} {citation.n}: {citation.title}"
    return (
        f'<li><input type="checkbox" data-bron="{n}:{citation.n}" aria-label="{escape(name)}"{" checked" if is_kept else ""}>'
        f"<div>{title}{place}"
        f"<blockquote>{lines_html(citation.quote)}</blockquote></div></li>"
    )


def _offer(n: int, offer: Offer | None) -> str:
    """An answer that was approved before, to use now, or why it cannot be."""
    if not offer:
        return ""
    approved = offer.answer
    use = f'<button type="button" class="bw-quiet" data-gebruik="{n}">{escape(inbox_words.USE)}</button>'
    said = f'<p class="bw-notice" role="note">{escape(inbox_words.OUTDATED)}</p>' if offer.outdated else use
    return (
        f'<div class="bw-contact"><p class="bw-about">{escape(inbox_words.BEFORE)}, {escape(inbox_words.on(day_of(approved)))}: '
        f"‘{escape(approved.question)}’</p><p>{_lines(approved.text)}</p>{said} "
        f'<button type="button" class="bw-quiet" data-trekin="{approved.id}">{escape(inbox_words.WITHDRAW)}</button></div>'
    )


def _to_check(said: Sequence[str]) -> str:
    if not said:
        return ""
    items = "".join(f"<li>{escape(each)}</li>" for each in said)
    return f'<div class="bw-check"><h3>{escape(inbox_words.TO_CHECK)}</h3><ul>{items}</ul></div>'


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))
