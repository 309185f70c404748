"""The language model, where one is set: any server that speaks OpenAI's protocol, Ollama's among them. Nothing needs one."""

from __future__ import annotations

import contextlib
import gc
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ingest.addresses import is_this_machine
from ingest.errors import AWAY, BronwijsError

if TYPE_CHECKING:
    from llama_index.core.bridge.pydantic import BaseModel
    from llama_index.core.llms import LLM

URL, NAME, KEY, TIMEOUT = "BRONWIJS_LLM_URL", "BRONWIJS_LLM", "BRONWIJS_LLM_KEY", "BRONWIJS_LLM_TIMEOUT"


class ModelUnavailable(BronwijsError):
    """The server of the language model gave no reply, or none that is a reply."""

    exit_status = AWAY


@dataclass(frozen=True)
class ModelSettings:
    """`url` is the base address of the server, such as http://127.0.0.1:11434/v1; `name` is what it calls the model.

    `timeout_s` is how long one reply may take.
    """

    url: str = ""
    name: str = ""
    key: str = ""
    timeout_s: float = 120.0

    @property
    def is_set(self) -> bool:
        return bool(self.url and self.name)


def model_settings(environment: Mapping[str, str]) -> ModelSettings:
    """The settings in an environment; what is not there is empty. Raises BronwijsError when the time-out is no number of seconds.

    >>> model_settings({"BRONWIJS_LLM_URL": "http://127.0.0.1:11434/v1", "BRONWIJS_LLM": "gemma3"}).is_set, model_settings({}).is_set
    (True, False)
    """
    named = [environment.get(name, "").strip() for name in (URL, NAME, KEY)]
    timeout = environment.get(TIMEOUT, "").strip()
    return ModelSettings(*named, timeout_s=_seconds(timeout)) if timeout else ModelSettings(*named)


def server_elsewhere(address: str) -> str:
    """The name of the server at an address, if that is not this machine; empty otherwise, and for what is no address.

    >>> [server_elsewhere(each) for each in ("https://taal.voorbeeld.nl/v1", "http://127.0.0.1:11434/v1#bge-m3", "map/model")]
    ['taal.voorbeeld.nl', '', '']
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = parts.hostname if parts.scheme in ("http", "https") else ""
    return host if host and not is_this_machine(host) else ""


def _seconds(written: str) -> float:
    try:
        seconds = float(written.replace(",", "."))
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise BronwijsError(f"{TIMEOUT} is '{written}'. Zet er een aantal seconden in, bijvoorbeeld 60.")
    return seconds


def open_model(settings: ModelSettings) -> LLM | None:
    """The model that the settings name, always with its most likely words; None when they name none. Asks it nothing yet."""
    if not settings.is_set:
        return None
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=settings.name,
        api_base=settings.url,
        api_key=settings.key or "none",  # an empty key would be looked for in OPENAI_API_KEY
        is_chat_model=True,
        temperature=0.0,
        timeout=settings.timeout_s,
        max_retries=0,  # of the wrapper and of its client: they multiply
    )


def ask_model(model: LLM, instruction: str, text: str, *, shape: type[BaseModel]) -> str:
    """What the model says on a text, meant to be JSON of a shape. Raises ModelUnavailable when it says nothing."""
    from llama_index.core.llms import ChatMessage, MessageRole

    messages = [ChatMessage(role=MessageRole.SYSTEM, content=instruction), ChatMessage(role=MessageRole.USER, content=text)]
    schema = {"name": shape.__name__.lower(), "schema": shape.model_json_schema(), "strict": True}
    try:
        reply = model.chat(messages, response_format={"type": "json_schema", "json_schema": schema})
    except Exception as problem:  # what answers at an address may be anything, and each kind fails in its own way
        raise _unavailable(model, problem) from problem
    return reply.message.content or ""


def stream_model(model: LLM, messages: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What the model says, piece by piece; messages are (role, text). Closing it ends the request.

    Raises ModelUnavailable when it says nothing, or stops before it is done.
    """
    from llama_index.core.llms import ChatMessage

    is_done = False
    try:
        with contextlib.closing(model.stream_chat([ChatMessage(role=role, content=text) for role, text in messages])) as replies:
            for reply in replies:
                yield reply.delta or ""
                is_done = is_done or _is_last(reply.raw)
    except GeneratorExit:
        gc.collect()  # openai's stream holds on to itself: without this the server goes on for nobody, until Python cleans up
        raise
    except Exception as problem:  # what answers at an address may be anything, and each kind fails in its own way
        raise _unavailable(model, problem) from problem
    if not is_done:
        raise ModelUnavailable(f"Het taalmodel '{model.metadata.model_name}' hield halverwege op.")


def _is_last(raw: object) -> bool:
    """True for the piece of a reply with which the model says that it is done; of other protocols than OpenAI's, for any."""
    choices = getattr(raw, "choices", None)
    return choices is None or any(getattr(choice, "finish_reason", None) == "stop" for choice in choices)


def _unavailable(model: LLM, problem: Exception) -> ModelUnavailable:
    what = " ".join(str(problem).split())[:200]
    return ModelUnavailable(
        f"Het taalmodel '{model.metadata.model_name}' geeft geen antwoord ({type(problem).__name__}: {what}). "
        f"Draait de server, en kloppen {URL} en {NAME}?"
    )
