"""The page for mail, at /inbox: its layout and how it is wired. What it shows is made in `inbox_show`; who comes in, in `door`."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import fastapi
import gradio as gr

from assistant.assistant import Assistant
from assistant.inbox.approved import ApprovedAnswers, Offer
from assistant.inbox.choose import approved_before, plain_text, without_sources
from assistant.inbox.compose import compose, reply_to
from assistant.inbox.database import beside
from assistant.inbox.draft_mail import draft_mail
from assistant.inbox.kept import KeptDrafts, days_from
from assistant.inbox.letter import Entry, Mail, Reply
from assistant.inbox.read import mail_in, read_text
from assistant.inbox.understand import understand
from assistant.web import inbox_show, inbox_words, words
from assistant.web.door import COOKIE, Account, Visitors, account_from
from assistant.web.escape import escape
from assistant.web.filters import Records
from assistant.web.guard import INBOX
from assistant.web.page import PLAIN, QUIET
from assistant.web.routes import form_stamp
from ingest.errors import BronwijsError

LONGEST_MAIL = 200_000  # characters that are pasted
LARGEST_FILE = 10_000_000  # bytes; inbox.js says so before it sends
_SAVE = "(parcel) => window.bronwijs?.save(parcel)"
_NAMED = re.compile(r"\d{1,4}:\d{1,4}")


@dataclass(frozen=True)
class Inbox:
    """What the page for mail works with: where drafts and approved answers are kept, and in whose name is written."""

    account: Account
    kept: KeptDrafts
    approved: ApprovedAnswers
    signature: str = ""
    sender: str = ""
    leaves: str = ""  # what is said of what leaves this machine


@dataclass(frozen=True)
class Work:
    """What one visitor is working on. `found` are the answers as they came, `reply` the draft after what was left out of them."""

    reply: Reply | None = None
    found: tuple[Entry, ...] = ()
    left_out: frozenset[tuple[int, int]] = frozenset()
    offers: dict[int, Offer] = field(default_factory=dict)
    before: str = ""  # the draft as the visitor had it before it was written again


def inbox_from(environment: Mapping[str, str], index: str, home: Path, *, signature: str, sender: str) -> Inbox | None:
    """The inbox that the environment asks for; None without a password. What it keeps stands beside the index, or in `home`.

    Raises BronwijsError when what is set cannot be used.
    """
    account = account_from(environment)
    if account is None:
        return None
    file = beside(index, home)
    return Inbox(account, KeptDrafts(file, days=days_from(environment)), ApprovedAnswers(file), signature, sender)


def mount_inbox(app: fastapi.FastAPI, assistant: Assistant, inbox: Inbox, visitors: Visitors) -> None:
    """Put the page at /inbox of a site, for who is logged in: the door of the site sees to that, and Gradio looks too."""
    stamp = form_stamp()
    gr.mount_gradio_app(
        app,
        inbox_page(assistant, inbox),
        path=INBOX,
        auth_dependency=lambda request: inbox.account.user if visitors.knows(request.cookies.get(COOKIE)) else None,
        footer_links=[],
        theme=gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        head="".join(
            [f'<link rel="stylesheet" href="../vorm/{name}.css?{stamp}">' for name in ("page", "inbox")]
            + [f'<script defer src="../vorm/{name}.js?{stamp}"></script>' for name in ("page", "inbox")]
        )
        + _said_in_script(),
        max_file_size="1kb",  # a file comes over as text, so that none is left on the disk
        run_history=False,
        show_error=False,
        ssr_mode=False,
    )


def inbox_page(assistant: Assistant, inbox: Inbox) -> gr.Blocks:
    """The page with its events, not yet served. What a visitor does stays in the visit."""
    bench = Bench(assistant, inbox)
    with gr.Blocks(title=inbox_words.TITLE, analytics_enabled=False) as blocks:
        work = gr.State(Work())
        gr.HTML(_header(), elem_classes="bw-top", **PLAIN)
        with gr.Row(elem_classes="bw-two", equal_height=False):
            with gr.Column(elem_classes="bw-left", min_width=280):
                mail = gr.Textbox(
                    label=inbox_words.MAIL,
                    placeholder=inbox_words.MAIL_HINT,
                    lines=7,
                    max_lines=14,
                    max_length=LONGEST_MAIL,
                    elem_id="mail",
                )
                gr.HTML(_file_picker(), elem_classes="bw-talk", **PLAIN)
                make = gr.Button(inbox_words.MAKE, variant="primary", elem_id="maak")
                ledger = gr.HTML("", elem_id="kladblok", elem_classes="bw-talk", **PLAIN)
            with gr.Column(elem_classes="bw-right", min_width=280):
                draft = gr.Textbox(label=inbox_words.DRAFT, placeholder=inbox_words.DRAFT_HINT, lines=22, max_lines=40, elem_id="concept")
                with gr.Row(elem_classes="bw-doing"):
                    copy = gr.Button(inbox_words.COPY, variant="primary", elem_id="kopieer")
                    save = gr.Button(inbox_words.DOWNLOAD, elem_id="opslaan")
                    undo = gr.Button(inbox_words.UNDO, elem_id="terug", visible=False)
                said = gr.HTML("", elem_id="gezegd", elem_classes="bw-talk", **PLAIN)
        with gr.Column(elem_classes="bw-search"):
            with gr.Row(equal_height=False, elem_classes="bw-asking"):
                wanted = gr.Textbox(
                    label=inbox_words.EARLIER, placeholder=inbox_words.EARLIER_HINT, lines=1, max_length=300, elem_id="zoek", scale=5
                )
                search = gr.Button(inbox_words.SEARCH, scale=0, elem_id="zoeken")
            earlier = gr.HTML("", elem_id="eerder", elem_classes="bw-talk", **PLAIN)
        told = f"{inbox_words.kept_for(inbox.kept.days)} {inbox.leaves}".strip()
        gr.HTML(f'<footer class="bw-footer">{escape(told)}</footer>', elem_classes="bw-bottom", **PLAIN)
        # How our script talks with the events: a file, what is left out, which question, and a draft to save.
        file, left_out, number, parcel = (gr.Textbox("", elem_id=name, visible="hidden") for name in ("bestand", "weg", "nummer", "pakket"))
        read, rewrite, approve, use, withdraw = (
            gr.Button("", elem_id=name, visible="hidden") for name in ("lees", "herschrijf", "keur", "gebruik", "trekin")
        )

        drawn = [ledger, draft, work, undo, said]
        make.click(bench.make_of_text, [mail], drawn, **QUIET)
        read.click(bench.make_of_file, [file], [*drawn, file, mail], **QUIET)
        rewrite.click(bench.rewrite, [left_out, draft, work], drawn, **QUIET)
        use.click(bench.use, [number, draft, work], drawn, **QUIET)
        undo.click(bench.undo, [work], [draft, undo, said], **QUIET)
        approve.click(bench.approve, [number, work], [ledger, work, said], **QUIET)
        withdraw.click(bench.withdraw, [number, work], [ledger, work, said], **QUIET)
        copy.click(bench.keep, [draft, work], None, **QUIET)
        save.click(bench.packed, [draft, work], [parcel], **QUIET).then(None, [parcel], js=_SAVE)
        for asked in (search.click, wanted.submit):
            asked(bench.search, [wanted], [earlier], **QUIET)
    return blocks


class Bench:
    """What the events of the page do. Holds nothing of a visitor; all of that is in a `Work`."""

    def __init__(self, assistant: Assistant, inbox: Inbox) -> None:
        self._assistant, self._inbox = assistant, inbox

    def make_of_text(self, text: Any) -> Iterator[tuple]:
        """The draft of a reply to a pasted mail, as (ledger, draft, work, undo, what is said)."""
        if not isinstance(text, str) or not text.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip(), inbox_show.problem_html(inbox_words.NOTHING)
            return
        yield from self._make(lambda: read_text(text[:LONGEST_MAIL]))

    def make_of_file(self, parcel: Any) -> Iterator[tuple]:
        """The same of a file, as inbox.js packs it, with the parcel emptied and the mail in the place of what was pasted."""
        for shown in self._make(lambda: unpacked(parcel)):
            work = shown[2]
            yield *shown, "", as_pasted(work.reply.letter.mail) if work.reply else ""

    def rewrite(self, left_out: Any, text: str, work: Work) -> tuple:
        """The draft again, without the sources that were left out."""
        if not work.reply:
            return self._gone()
        now = replace(work, left_out=named_in(left_out), before=text)
        return self._written(now, inbox_words.REWRITTEN)

    def use(self, number: Any, text: str, work: Work) -> tuple:
        """The draft again, with the approved answer to a question."""
        n = _whole(number)
        offer = work.offers.get(n)
        if not work.reply or not offer or offer.outdated:
            return self._gone()
        found = list(work.found)
        found[n - 1] = replace(found[n - 1], answer=approved_before(found[n - 1].answer, offer.answer))
        left_out = frozenset(each for each in work.left_out if each[0] != n)
        offers = {question: other for question, other in work.offers.items() if question != n}
        return self._written(replace(work, found=tuple(found), left_out=left_out, offers=offers, before=text), inbox_words.USED)

    def undo(self, work: Work) -> tuple:
        return work.before, gr.Button(visible=False), _status(inbox_words.UNDONE)

    def approve(self, number: Any, work: Work) -> tuple:
        """Keep the answer to a question for next time, with the sources that it has now."""
        n = _whole(number)
        if not work.reply or not 1 <= n <= len(work.reply.entries):
            return gr.skip(), gr.skip(), inbox_show.problem_html(inbox_words.GONE)
        entry = work.reply.entries[n - 1]
        try:
            self._inbox.approved.approve(entry.ask.question, plain_text(entry.answer), entry.answer.citations)
        except BronwijsError as problem:
            return gr.skip(), gr.skip(), inbox_show.problem_html(str(problem))
        return gr.skip(), gr.skip(), _status(inbox_words.APPROVED)

    def withdraw(self, number: Any, work: Work) -> tuple:
        """Forget an approved answer."""
        try:
            self._inbox.approved.withdraw(_whole(number))
        except BronwijsError as problem:
            return gr.skip(), gr.skip(), inbox_show.problem_html(str(problem))
        now = replace(work, offers={n: offer for n, offer in work.offers.items() if offer.answer.id != _whole(number)})
        return self._ledger(now), now, _status(inbox_words.WITHDRAWN)

    def keep(self, text: str, work: Work) -> None:
        """Keep a draft as the visitor leaves it, to find it again later."""
        if work.reply and isinstance(text, str):
            try:
                self._inbox.kept.keep(work.reply, text=text)
            except BronwijsError:  # it is copied already; that it is not found again later was said when it was made
                return

    def packed(self, text: str, work: Work) -> str:
        """The draft as a mail for inbox.js to save: JSON with a name, a kind, and bytes in base64; "" where there is none."""
        if not work.reply or not isinstance(text, str) or not text.strip():
            return ""
        self.keep(text, work)
        data = draft_mail(replace(work.reply, text=text), sender=self._inbox.sender).as_bytes()
        parcel = {"name": "antwoord.eml", "kind": "message/rfc822", "done": "downloaded", "data": base64.b64encode(data).decode()}
        return json.dumps(parcel)

    def search(self, wanted: Any) -> str:
        """Earlier drafts with these words."""
        try:
            return inbox_show.earlier_html(self._inbox.kept.find(wanted if isinstance(wanted, str) else ""))
        except BronwijsError as problem:
            return inbox_show.problem_html(str(problem))

    def _make(self, read: Callable[[], Mail]) -> Iterator[tuple]:
        yield inbox_show.busy_html(inbox_words.BUSY), "", Work(), gr.Button(visible=False), _status(inbox_words.BUSY)
        try:
            reply = reply_to(understand(read()), self._assistant, signature=self._inbox.signature)
            work = Work(reply, reply.entries, offers=self._offers(reply))
            shown = self._ledger(work)
        except BronwijsError as problem:
            yield inbox_show.problem_html(str(problem)), "", Work(), gr.Button(visible=False), ""
            return
        try:
            self._inbox.kept.keep(reply)
            said = _status(inbox_words.READY) if reply.text else ""
        except BronwijsError as problem:
            said = inbox_show.problem_html(str(problem))
        yield shown, reply.text, work, gr.Button(visible=False), said

    def _written(self, work: Work, done: str) -> tuple:
        """What is shown of work after its draft is written again."""
        left = {n: {source for question, source in work.left_out if question == n} for n in range(1, len(work.found) + 1)}
        entries = [replace(entry, answer=without_sources(entry.answer, left[n])) for n, entry in enumerate(work.found, start=1)]
        try:
            view = self._assistant.retriever.view()
            reply = compose(work.reply.letter, entries, view=view, signature=self._inbox.signature) if work.reply else None
        except BronwijsError as problem:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip(), inbox_show.problem_html(str(problem))
        now = replace(work, reply=reply)
        return self._ledger(now), reply.text if reply else "", now, gr.Button(visible=bool(work.before.strip())), _status(done)

    def _offers(self, reply: Reply) -> dict[int, Offer]:
        view = self._assistant.retriever.view()
        found = {n: self._inbox.approved.offer(entry.ask.question, view) for n, entry in enumerate(reply.entries, start=1)}
        return {n: offer for n, offer in found.items() if offer}

    def _ledger(self, work: Work) -> str:
        if not work.reply:
            return ""
        return inbox_show.ledger_html(work.reply, work.found, left_out=work.left_out, offers=work.offers, records=self._records())

    def _records(self) -> Records:
        try:
            return {record.path: record for record in self._assistant.documents()}
        except BronwijsError:
            return {}

    def _gone(self) -> tuple:
        return gr.skip(), gr.skip(), gr.skip(), gr.skip(), inbox_show.problem_html(inbox_words.GONE)


def unpacked(parcel: Any) -> Mail:
    """The mail in a parcel: JSON with a name and bytes in base64. Raises BronwijsError when it holds none."""
    try:
        said = json.loads(parcel)
        name, data = str(said["name"]), base64.b64decode(said["data"], validate=True)
    except (ValueError, TypeError, KeyError, binascii.Error, RecursionError) as problem:
        raise BronwijsError(inbox_words.NOT_READ) from problem
    if len(data) > LARGEST_FILE:
        raise BronwijsError(inbox_words.TOO_LARGE)
    return mail_in(name, data)


def as_pasted(mail: Mail) -> str:
    """A mail as one pastes it: from whom, what about, and what was written now.

    >>> as_pasted(Mail("Wat kost het?", subject="Kosten"))
    'Onderwerp: Kosten\\n\\nWat kost het?'
    """
    sender = f"{mail.sender.name} <{mail.sender.email}>".strip() if mail.sender else ""
    head = [f"{name}: {said}" for name, said in (("Van", sender), ("Onderwerp", mail.subject)) if said]
    return "\n".join([*head, "", mail.text] if head else [mail.text])[:LONGEST_MAIL]


def named_in(said: Any) -> frozenset[tuple[int, int]]:
    """The sources that are left out, each as (question, source).

    >>> sorted(named_in("1:2,3:1,x,4")), named_in(None)
    ([(1, 2), (3, 1)], frozenset())
    """
    parts = said.split(",")[:1000] if isinstance(said, str) else []
    pairs = (part.split(":") for part in parts if _NAMED.fullmatch(part) and part.isascii())
    return frozenset((int(question), int(source)) for question, source in pairs)


def _whole(said: Any) -> int:
    return int(said) if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 10 else 0


def _status(text: str) -> str:
    return f'<p class="bw-said" role="status">{escape(text)}</p>'


def _header() -> str:
    return (
        f'<a class="bw-skip" href="#mail">{escape(inbox_words.TO_THE_MAIL)}</a>'
        f'<header class="bw-header"><h1>Bronwijs</h1><p>{escape(inbox_words.TAGLINE)}</p>'
        f'<form method="post" action="afmelden"><button class="bw-out">{escape(inbox_words.LOG_OUT)}</button></form></header>'
    )


def _file_picker() -> str:
    return (
        f'<label class="bw-file"><input type="file" id="kies" accept=".eml,.msg,.txt,.md"><span>{escape(inbox_words.PICK_FILE)}</span> '
        f'<small class="bw-about">{escape(inbox_words.FILE_KINDS)}</small></label>'
    )


def _said_in_script() -> str:
    """The words that the scripts show, where they find them."""
    said = {
        "close": words.CLOSE, "previous": words.PREVIOUS, "next": words.NEXT, "larger": words.LARGER, "smaller": words.SMALLER,
        "source": words.SOURCE_LABEL, "loading": words.LOADING, "failed": words.SOURCE_FAILED, "one": inbox_words.SOURCE,
        "lost": inbox_words.LOST, "wrong": inbox_words.FAILED, "again": words.TRY_AGAIN, "copied": inbox_words.COPIED,
        "downloaded": inbox_words.DOWNLOADED, "too-large": inbox_words.TOO_LARGE,
    }  # fmt: skip
    return "".join(f'<meta name="bw-{name}" content="{escape(text)}">' for name, text in said.items())
