"""The page: its layout and how it is wired. What it shows is made in `show` and `welcome`."""

from __future__ import annotations

import base64
import json
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # gradio calls home unless this is set before it is imported

import fastapi
import gradio as gr

from assistant import wording
from assistant.answer import Question
from assistant.answer import Turn as EarlierTurn
from assistant.assistant import Assistant
from assistant.choices import choices
from assistant.preference import NO_PREFERENCE, Preference
from assistant.suggest import Suggestions
from assistant.web import keep, show, words
from assistant.web.chosen import preference_in, query_of
from assistant.web.escape import escape
from assistant.web.filters import Records, chosen_html, filter_html
from assistant.web.routes import form_stamp
from assistant.web.welcome import doors_html, welcome
from assistant.word import as_word, file_name
from ingest.errors import BronwijsError

LONGEST_QUESTION = 2000  # characters
STORAGE = "bronwijs-gesprek"
# Only makes what the browser keeps the same after a restart: who reads this browser's storage reads this too.
SECRET = "bronwijs-in-deze-browser"
_ASK_LINKED = "() => window.bronwijs?.askLinked()"
_SAVE = "(parcel) => window.bronwijs?.save(parcel)"
PLAIN = {"apply_default_css": False, "padding": False}
AT_ONCE = 8  # visitors who are answered at the same time; Gradio lets them wait for each other otherwise
QUIET = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": AT_ONCE}


def mount_page(app: fastapi.FastAPI, assistant: Assistant, kept: str = words.KEPT) -> None:
    """Put the page at / of a site, behind the addresses that the site has already. `kept` says what stays here and what leaves."""
    stamp = form_stamp()
    gr.mount_gradio_app(
        app,
        page(assistant, kept),
        path="/",
        footer_links=[],
        theme=gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        head=f'<link rel="stylesheet" href="vorm/page.css?{stamp}"><script defer src="vorm/page.js?{stamp}"></script>{_said_in_script()}',
        max_file_size="1kb",  # nothing is uploaded here, and gradio takes files from anyone
        run_history=False,  # gradio would keep each question in the browser as well, out of sight
        show_error=False,
        ssr_mode=False,
    )


def page(assistant: Assistant, kept: str = words.KEPT) -> gr.Blocks:
    """The page with its events, not yet served."""
    suggestions = Suggestions(assistant)
    threading.Thread(target=suggestions.doors, daemon=True).start()  # the first visitor is not to wait for them
    with gr.Blocks(title="Bronwijs", analytics_enabled=False) as blocks:
        turns = gr.State([])
        visit = gr.State(_Visit())
        stored = gr.BrowserState(None, storage_key=STORAGE, secret=SECRET)
        gr.HTML(_header(), elem_classes="bw-top", **PLAIN)
        talk = gr.HTML(f'<p class="bw-loading">{escape(words.OPENING)}</p>', elem_id="gesprek", elem_classes="bw-talk", **PLAIN)
        doors = gr.HTML("", elem_id="deuren", elem_classes="bw-talk", **PLAIN)  # out of sight as soon as something is asked
        with gr.Column(elem_classes="bw-ask"):
            with gr.Row(elem_classes="bw-narrow", equal_height=False):
                panel = gr.HTML("", elem_id="filter", elem_classes="bw-talk", **PLAIN)
                chips = gr.HTML("", elem_id="gekozen", elem_classes="bw-talk", **PLAIN)
            with gr.Row(elem_classes="bw-asking", equal_height=False):
                box = gr.Textbox(
                    label=wording.YOUR_QUESTION, placeholder=wording.PLACEHOLDER, lines=1, max_lines=4, max_length=LONGEST_QUESTION,
                    autofocus=True, scale=5, elem_id="vraag", show_label=True,
                )  # fmt: skip
                send = gr.Button(wording.ASK, variant="primary", scale=0, elem_id="stel")
        again = gr.Button(words.FORGET, size="sm", visible=False, elem_id="opnieuw")
        gr.HTML(f'<footer class="bw-footer">{escape(wording.NO_RIGHTS)} {escape(kept)}</footer>', elem_classes="bw-bottom", **PLAIN)
        # How our script talks with the events: what is chosen in the filter, and for one question only; an answer to save.
        choice, once = (gr.Textbox("", elem_id=name, visible="hidden") for name in ("keuze", "eenmalig"))
        number, parcel = (gr.Textbox("", elem_id=name, visible="hidden") for name in ("nummer", "pakket"))
        save = gr.Button("", elem_id="bewaar", visible="hidden")

        def open_page(kept: Any, visit: _Visit) -> Iterator[tuple]:
            earlier, records = keep.taken_up(kept), _records(assistant)
            visit.chosen = keep.chosen_in(kept)
            shown = show.conversation(earlier, records) if earlier else _welcome(assistant)
            is_kept = bool(earlier or visit.chosen)
            narrow = (_panel(assistant, visit.chosen, records), *_shown_choice(visit.chosen, records))
            yield shown, earlier, gr.Button(visible=is_kept), doors_html(suggestions.ready()), *narrow
            yield (
                gr.skip(),
                gr.skip(),
                gr.skip(),
                doors_html(suggestions.doors()),
                gr.skip(),
                gr.skip(),
                gr.skip(),
            )  # at first takes seconds

        def ask(text: str, chosen: str, once: str, earlier: list[show.Turn], visit: _Visit) -> Iterator[tuple]:
            visit.changes += 1
            mine, records = visit.changes, _records(assistant)
            paths = {record.key: path for path, record in records.items()}
            visit.chosen = preference_in(chosen, paths)
            preference = preference_in(once, paths).over(visit.chosen)
            narrow = _panel(assistant, visit.chosen, records)
            for at, turn in enumerate(answering(assistant, text, earlier, preference=preference)):
                if visit.changes != mine:  # wiped meanwhile
                    return
                now = [*earlier, turn]
                stored_now = keep.kept(now, visit.chosen) if turn.answer else gr.skip()
                # Once: a next question may be typed, and something else chosen, while this one is answered.
                emptied = (gr.skip(), gr.skip(), gr.skip()) if at else ("", "", narrow)
                yield show.conversation(now, records), now, gr.Button(visible=True), stored_now, *emptied

        def go_on(now: list[show.Turn], visit: _Visit) -> tuple:
            before = visit.changes
            also = what_next(suggestions, now)
            if not also or visit.changes != before:  # a next question was asked meanwhile
                return gr.skip(), gr.skip(), gr.skip()
            now = [*now[:-1], replace(now[-1], also=also)]
            return show.conversation(now, _records(assistant)), now, keep.kept(now, visit.chosen)

        def choose(chosen: str, now: list[show.Turn], visit: _Visit) -> tuple:
            records = _records(assistant)
            visit.chosen = preference_in(chosen, {record.key: path for path, record in records.items()})
            return chosen_html(visit.chosen, records), gr.Button(visible=bool(now or visit.chosen)), keep.kept(now, visit.chosen)

        def start_again(visit: _Visit) -> tuple:
            visit.changes += 1
            visit.chosen, records = NO_PREFERENCE, _records(assistant)
            wiped = keep.kept([], NO_PREFERENCE)  # of None the browser takes no notice
            narrow = (_panel(assistant, visit.chosen, records), *_shown_choice(visit.chosen, records))
            return _welcome(assistant), [], gr.Button(visible=False), wiped, *narrow

        narrowed = [panel, chips, choice]
        blocks.load(open_page, [stored, visit], [talk, turns, again, doors, *narrowed], **QUIET).then(None, js=_ASK_LINKED)
        for asked in (send.click, box.submit):
            asking = asked(ask, [box, choice, once, turns, visit], [talk, turns, again, stored, box, once, panel], **QUIET)
            asking.then(go_on, [turns, visit], [talk, turns, stored], **QUIET)
        choice.change(choose, [choice, turns, visit], [chips, again, stored], trigger_mode="always_last", **QUIET)
        again.click(start_again, [visit], [talk, turns, again, stored, *narrowed], **QUIET)
        save.click(packed, [number, turns], [parcel], **QUIET).then(None, [parcel], js=_SAVE)
    return blocks


@dataclass
class _Visit:
    """What events that are going on share; one object per visitor: how often the conversation changed, and what is chosen now."""

    changes: int = 0
    chosen: Preference = field(default=NO_PREFERENCE)


def answering(assistant: Assistant, text: str, earlier: list[show.Turn], *, preference: Preference = NO_PREFERENCE) -> Iterator[show.Turn]:
    """The turn of one question as it grows: each step, then the answer or a problem in words."""
    text = text.strip()[:LONGEST_QUESTION]
    history = tuple(EarlierTurn(turn.answer.standalone_question, turn.answer.text) for turn in earlier if turn.answer)
    try:
        if set(preference.documents or ()) - _records(assistant).keys():
            raise BronwijsError(words.CHOSEN_GONE)
        for step in assistant.steps(Question(text, history=history, preference=preference)):
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
        "saved": words.WORD_SAVED, "lost": words.LOST, "wrong": words.FAILED, "again": words.TRY_AGAIN,
    }  # fmt: skip
    return "".join(f'<meta name="bw-{name}" content="{escape(text)}">' for name, text in said.items())


def packed(number: str, turns: Sequence[show.Turn]) -> str:
    """The answer of a turn, counted from 1, as a Word file: JSON with its name and its bytes in base64; empty where there is none."""
    try:
        answer = turns[int(number) - 1].answer if int(number) > 0 else None
    except (ValueError, IndexError, TypeError):
        return ""
    if answer is None:
        return ""
    data = base64.b64encode(as_word(answer, today=date.today())).decode()
    return json.dumps({"name": file_name(answer.question), "data": data})


def _records(assistant: Assistant) -> Records:
    """The documents by their paths; none when the index cannot be read."""
    try:
        return {record.path: record for record in assistant.documents()}
    except BronwijsError:
        return {}


def _panel(assistant: Assistant, chosen: Preference, records: Records) -> str:
    try:
        return filter_html(choices(assistant.retriever.view()), chosen, records)
    except BronwijsError:
        return ""


def _shown_choice(chosen: Preference, records: Records) -> tuple[str, str]:
    """The chips of what is chosen, and the query that says it."""
    return chosen_html(chosen, records), query_of(chosen, {path: record.key for path, record in records.items()})


def _welcome(assistant: Assistant) -> str:
    try:
        return welcome(assistant.documents(), updated=assistant.updated())
    except BronwijsError as problem:
        return f'<div class="bw-problem" role="alert">{escape(str(problem))}</div>'
