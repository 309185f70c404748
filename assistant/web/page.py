"""The page: its layout and how it is wired. What it shows is made in `show`."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from pathlib import Path

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # gradio calls home unless this is set before it is imported

import gradio as gr

from assistant import wording
from assistant.answer import Question, Status
from assistant.answer import Turn as EarlierTurn
from assistant.assistant import Assistant
from assistant.web import show
from ingest.errors import BronwijsError
from ingest.refusal import why_not

PORTS_TO_TRY = 20
HIGHEST_PORT = 65535
LONGEST_QUESTION = 2000  # characters
_STYLE = Path(__file__).with_name("page.css")
_IN_DUTCH = "() => { document.documentElement.lang = 'nl'; }"
_SHOW_LAST = "() => { const turns = document.querySelectorAll('.bw-turn'); turns[turns.length - 1]?.scrollIntoView({block: 'start'}); }"


def serve(assistant: Assistant, *, host: str, port: int) -> None:
    """Show the page until it is stopped. A busy port is passed over, and said. Raises BronwijsError when it cannot be shown."""
    host = host.strip("[]")
    free = free_port(host, port)
    if free != port:
        print(wording.PORT_BUSY.format(port=port, free=free), flush=True)
    name = f"[{host}]" if ":" in host else host  # as IPv6 stands in a web address, and as gradio wants it
    blocks = page(assistant)
    try:
        blocks.launch(
            server_name=name,
            server_port=free,
            quiet=True,
            footer_links=[],
            theme=gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=["system-ui", "sans-serif"], font_mono=["monospace"]),
            css_paths=_STYLE,
            js=_IN_DUTCH,
            max_file_size="1kb",  # nothing is uploaded here, and gradio takes files from anyone
            ssr_mode=False,
            prevent_thread_lock=True,
        )
    except OSError as problem:  # gradio wants the port free on 127.0.0.1 too, and another program may just have taken it
        raise BronwijsError(f"De pagina kan niet open op poort {free}: die is net bezet. Kies een andere met --port.") from problem
    print(wording.PAGE_OPEN.format(address=f"http://{name}:{free}"), flush=True)
    blocks.block_thread()


def free_port(host: str, port: int) -> int:
    """The first free port from `port` on. Raises BronwijsError when there is none near, or nothing can listen on `host`."""
    last = min(port + PORTS_TO_TRY - 1, HIGHEST_PORT)
    for candidate in range(port, last + 1):
        try:
            _bind(host, candidate)
        except (OSError, UnicodeError) as problem:  # the latter from a name such as "a..b"
            if getattr(problem, "errno", None) != errno.EADDRINUSE:
                raise BronwijsError(_why_not(problem, host, candidate)) from problem
        else:
            return candidate
    raise BronwijsError(f"Op {host} is geen poort vrij van {port} tot en met {last}. Kies een andere met --port.")


def _bind(host: str, port: int) -> None:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


def _why_not(problem: OSError | UnicodeError, host: str, port: int) -> str:
    """What to tell a person about an address on which nothing can listen."""
    choose = "Kies met --host een ander, bijvoorbeeld 127.0.0.1 (alleen deze computer) of 0.0.0.0 (ook andere computers)."
    if isinstance(problem, socket.gaierror | UnicodeError):
        return f"Het adres ‘{host}’ is niet bekend. {choose}"
    if problem.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
        return f"Het adres ‘{host}’ is niet van deze computer, dus daar kan de pagina niet open. {choose}"
    if problem.errno == errno.EACCES:
        return f"Poort {port} op {host} is niet toegestaan. Kies een poort vanaf 1024 met --port."
    return f"De pagina kan niet open op {host}, poort {port}: {why_not(problem)}. Kies een andere met --host of --port."


def page(assistant: Assistant) -> gr.Blocks:
    """The page with its events, not yet served."""
    with gr.Blocks(title="Bronwijs", analytics_enabled=False) as blocks:
        turns = gr.State([])
        gr.HTML(f'<header class="bw-header"><h1>Bronwijs</h1><p>{show.escape(wording.TAGLINE)}</p></header>')
        talk = gr.HTML(lambda: show.welcome(assistant.documents()), elem_id="gesprek", elem_classes="bw-talk")
        with gr.Row(elem_classes="bw-ask"):
            box = gr.Textbox(
                label=wording.YOUR_QUESTION, placeholder=wording.PLACEHOLDER, lines=1, max_lines=4, max_length=LONGEST_QUESTION,
                autofocus=True, scale=5, elem_id="vraag",
            )  # fmt: skip
            send = gr.Button(wording.ASK, variant="primary", scale=1, elem_id="stel")
        with gr.Row(elem_classes="bw-examples") as row:
            examples = [gr.Button(text, size="sm", elem_classes="bw-example") for text in _examples(assistant)]
        again = gr.Button(wording.START_AGAIN, size="sm", visible=False, elem_id="opnieuw")
        gr.HTML(f'<footer class="bw-footer">{show.escape(wording.NO_RIGHTS)}</footer>')

        def ask(text: str, earlier: list[show.Turn]) -> Iterator[tuple]:
            for turn in answering(assistant, text, earlier):
                now = [*earlier, turn]
                yield show.conversation(now), now, "", gr.Row(visible=False), gr.Button(visible=True)

        def start_again() -> tuple:
            return show.welcome(assistant.documents()), [], gr.Row(visible=True), gr.Button(visible=False)

        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        shown = [talk, turns, box, row, again]
        asked = [send.click(ask, [box, turns], shown, **quiet), box.submit(ask, [box, turns], shown, **quiet)]
        asked += [button.click(ask, [button, turns], shown, **quiet) for button in examples]
        for event in asked:
            event.then(None, js=_SHOW_LAST)
        again.click(start_again, None, [talk, turns, row, again], **quiet)
    return blocks


def answering(assistant: Assistant, text: str, earlier: list[show.Turn]) -> Iterator[show.Turn]:
    """The turn of one question as it grows: each step, then the answer or a problem in words."""
    text = text.strip()[:LONGEST_QUESTION]
    history = tuple(EarlierTurn(turn.answer.standalone_question, turn.answer.text) for turn in earlier if turn.answer)
    try:
        for step in assistant.steps(Question(text, history=history)):
            yield show.Turn(text, step=step.name, answer=step.answer, draft=step.text)
    except BronwijsError as problem:
        yield show.Turn(text, problem=str(problem))


def _examples(assistant: Assistant) -> list[str]:
    """The example questions that the documents at hand answer."""
    try:
        return [text for text in wording.EXAMPLES if assistant.answer(Question(text)).status is Status.ANSWERED]
    except BronwijsError:
        return []
