"""The page: its layout and how it is wired. What it shows is made in `show` and `welcome`."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # gradio calls home unless this is set before it is imported

import fastapi
import gradio as gr

from assistant import wording
from assistant.answer import Question
from assistant.answer import Turn as EarlierTurn
from assistant.assistant import Assistant
from assistant.suggest import Suggestions
from assistant.web import keep, show, words
from assistant.web.escape import escape
from assistant.web.routes import form_stamp
from assistant.web.welcome import doors_html, welcome
from ingest.errors import BronwijsError

LONGEST_QUESTION = 2000  # characters
STORAGE = "bronwijs-gesprek"
# Only makes what the browser keeps the same after a restart: who reads this browser's storage reads this too.
SECRET = "bronwijs-in-deze-browser"
_ASK_LINKED = "() => window.bronwijs?.askLinked()"
PLAIN = {"apply_default_css": False, "padding": False}
AT_ONCE = 8  # visitors who are answered at the same time; Gradio lets them wait for each other otherwise
QUIET = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": AT_ONCE}


def mount_page(app: fastapi.FastAPI, assistant: Assistant) -> None:
    """Put the page at / of a site, behind the addresses that the site has already."""
    stamp = form_stamp()
    gr.mount_gradio_app(
        app,
        page(assistant),
        path="/",
        footer_links=[],
        theme=gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        head=f'<link rel="stylesheet" href="vorm/page.css?{stamp}"><script defer src="vorm/page.js?{stamp}"></script>{_said_in_script()}',
        max_file_size="1kb",  # nothing is uploaded here, and gradio takes files from anyone
        run_history=False,  # gradio would keep each question in the browser as well, out of sight
        show_error=False,
        ssr_mode=False,
    )


def page(assistant: Assistant) -> gr.Blocks:
    """The page with its events, not yet served."""
    suggestions = Suggestions(assistant)
    threading.Thread(target=suggestions.doors, daemon=True).start()  # the first visitor is not to wait for them
    with gr.Blocks(title="Bronwijs", analytics_enabled=False) as blocks:
        turns = gr.State([])
        count = gr.State(_Count())
        stored = gr.BrowserState(None, storage_key=STORAGE, secret=SECRET)
        gr.HTML(_header(), elem_classes="bw-top", **PLAIN)
        talk = gr.HTML(f'<p class="bw-loading">{escape(words.OPENING)}</p>', elem_id="gesprek", elem_classes="bw-talk", **PLAIN)
        doors = gr.HTML("", elem_id="deuren", elem_classes="bw-talk", **PLAIN)  # out of sight as soon as something is asked
        with gr.Row(elem_classes="bw-ask", equal_height=False):
            box = gr.Textbox(
                label=wording.YOUR_QUESTION, placeholder=wording.PLACEHOLDER, lines=1, max_lines=4, max_length=LONGEST_QUESTION,
                autofocus=True, scale=5, elem_id="vraag", show_label=True,
            )  # fmt: skip
            send = gr.Button(wording.ASK, variant="primary", scale=0, elem_id="stel")
        again = gr.Button(words.FORGET, size="sm", visible=False, elem_id="opnieuw")
        gr.HTML(f'<footer class="bw-footer">{escape(wording.NO_RIGHTS)} {escape(words.KEPT)}</footer>', elem_classes="bw-bottom", **PLAIN)

        def open_page(kept: Any) -> Iterator[tuple]:
            earlier = keep.taken_up(kept)
            shown = show.conversation(earlier, _keys(assistant)) if earlier else _welcome(assistant)
            yield shown, earlier, gr.Button(visible=bool(earlier)), doors_html(suggestions.ready())
            yield gr.skip(), gr.skip(), gr.skip(), doors_html(suggestions.doors())  # the first time that takes seconds

        def ask(text: str, earlier: list[show.Turn], count: _Count) -> Iterator[tuple]:
            count.changes += 1
            mine, keys = count.changes, _keys(assistant)
            for at, turn in enumerate(answering(assistant, text, earlier)):
                if count.changes != mine:  # wiped meanwhile
                    return
                now = [*earlier, turn]
                stored_now = keep.kept(now) if turn.answer else gr.skip()
                emptied = gr.skip() if at else ""  # once: a next question may be typed while this one is answered
                yield show.conversation(now, keys), now, emptied, gr.Button(visible=True), stored_now

        def go_on(now: list[show.Turn], count: _Count) -> tuple:
            before = count.changes
            also = what_next(suggestions, now)
            if not also or count.changes != before:  # a next question was asked meanwhile
                return gr.skip(), gr.skip(), gr.skip()
            now = [*now[:-1], replace(now[-1], also=also)]
            return show.conversation(now, _keys(assistant)), now, keep.kept(now)

        def start_again(count: _Count) -> tuple:
            count.changes += 1
            return _welcome(assistant), [], gr.Button(visible=False), keep.kept([])  # of None the browser takes no notice

        blocks.load(open_page, [stored], [talk, turns, again, doors], **QUIET).then(None, js=_ASK_LINKED)
        asked = gr.on([send.click, box.submit], ask, [box, turns, count], [talk, turns, box, again, stored], **QUIET)
        # An event of its own: a next question is taken while it is found out what could be asked next.
        asked.then(go_on, [turns, count], [talk, turns, stored], trigger_mode="multiple", **QUIET)
        again.click(start_again, [count], [talk, turns, again, stored], **QUIET)
    return blocks


@dataclass
class _Count:
    """How often a visitor's conversation changed; one object per visitor, which events that are going on share."""

    changes: int = 0


def answering(assistant: Assistant, text: str, earlier: list[show.Turn]) -> Iterator[show.Turn]:
    """The turn of one question as it grows: each step, then the answer or a problem in words."""
    text = text.strip()[:LONGEST_QUESTION]
    history = tuple(EarlierTurn(turn.answer.standalone_question, turn.answer.text) for turn in earlier if turn.answer)
    try:
        for step in assistant.steps(Question(text, history=history)):
            yield show.Turn(text, step=step.name, answer=step.answer, draft=step.text)
    except BronwijsError as problem:
        yield show.Turn(text, problem=str(problem))


def what_next(suggestions: Suggestions, turns: Sequence[show.Turn]) -> tuple[str, ...]:
    """What may be asked after the last answer of a conversation; nothing where that is no answer."""
    answer = turns[-1].answer if turns else None
    try:
        return tuple(suggestions.after(answer, asked=[turn.question for turn in turns])) if answer else ()
    except BronwijsError:
        return ()


def _header() -> str:
    return (
        f'<a class="bw-skip" href="#vraag">{escape(words.TO_THE_BOX)}</a>'
        f'<header class="bw-header"><h1>Bronwijs</h1><p>{escape(wording.TAGLINE)}</p></header>'
    )


def _said_in_script() -> str:
    """The words that the script shows, where it finds them."""
    said = {
        "close": words.CLOSE, "previous": words.PREVIOUS, "next": words.NEXT, "larger": words.LARGER, "smaller": words.SMALLER,
        "source": words.SOURCE_LABEL, "loading": words.LOADING, "failed": words.SOURCE_FAILED, "one": wording.SOURCE,
    }  # fmt: skip
    return "".join(f'<meta name="bw-{name}" content="{escape(text)}">' for name, text in said.items())


def _keys(assistant: Assistant) -> dict[str, str]:
    """The keys of the documents by their paths; none when the index cannot be read."""
    try:
        return {record.path: record.key for record in assistant.documents()}
    except BronwijsError:
        return {}


def _welcome(assistant: Assistant) -> str:
    try:
        return welcome(assistant.documents(), updated=assistant.updated())
    except BronwijsError as problem:
        return f'<div class="bw-problem" role="alert">{escape(str(problem))}</div>'
