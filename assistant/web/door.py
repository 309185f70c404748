"""Who may come in at /inbox: a person who logged in with the name and password that the operator set. All else gets nothing from it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web import inbox_words
from assistant.web.escape import escape
from assistant.web.guard import INBOX, OPEN, closed, path_in
from assistant.web.routes import form_stamp
from ingest.errors import BronwijsError

PASSWORD, USER = "BRONWIJS_INBOX_PASSWORD", "BRONWIJS_INBOX_USER"
DEFAULT_USER = "team"
SHORTEST = 12  # characters of a password
HOURS = 12  # that one is logged in: a working day
COOKIE = "bronwijs-inbox"
LOG_IN, LOG_OUT = f"{INBOX}/aanmelden", f"{INBOX}/afmelden"
WAIT_S = 1.0  # after a wrong password
GUESSES_AT_ONCE = 4  # so that all guessers together get as many guesses each WAIT_S
MOST_WAITING = 40
_LONGEST_FORM = 4096  # bytes
_FORM_ONLY = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class Account:
    """The name and password that a team shares."""

    user: str
    password: str = field(repr=False)


def account_from(environment: Mapping[str, str]) -> Account | None:
    """The account that the environment names; None without a password. Raises BronwijsError for one that is easy to guess."""
    password = environment.get(PASSWORD, "")
    if not password.strip():
        return None
    if len(password.strip()) < SHORTEST:
        raise BronwijsError(
            f"Het wachtwoord in {PASSWORD} is te kort: gebruik er een van minstens {SHORTEST} tekens, bijvoorbeeld vier losse woorden."
        )
    return Account(environment.get(USER, "").strip() or DEFAULT_USER, password)


class Visitors:
    """Who is logged in. A browser holds a token that says nothing; here stands only its hash, until it expires."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._until: dict[str, float] = {}

    def enter(self, user: str, password: str) -> str:
        """A new token; "" for a wrong name or password. Takes as long whatever is wrong."""
        right = [_same(user, self._account.user), _same(password, self._account.password)]
        if not all(right):
            return ""
        now, token = time.monotonic(), secrets.token_urlsafe(32)
        self._until = {known: until for known, until in self._until.items() if until > now} | {_hash(token): now + HOURS * 3600}
        return token

    def knows(self, token: str | None) -> bool:
        return bool(token) and self._until.get(_hash(token or ""), 0.0) > time.monotonic()

    def leave(self, token: str | None) -> None:
        self._until.pop(_hash(token or ""), None)


class Door:
    """Lets requests for /inbox through for who is logged in, and those for the rest of the site for anyone."""

    def __init__(self, app: ASGIApp, visitors: Visitors, *, wait: float = WAIT_S) -> None:
        """`wait` is what follows a wrong password, in seconds."""
        self._app, self._visitors, self._wait = app, visitors, wait
        self._guessing = asyncio.Semaphore(GUESSES_AT_ONCE)
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not is_inbox(path_in(scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":  # nothing here speaks it
            await send({"type": "websocket.close", "code": 1008})
        else:
            answer = await self._answer(Request(scope, receive))
            await (answer or self._app)(scope, receive, send)

    async def _answer(self, request: Request) -> Response | None:
        """What is said at the door; None for who may go on."""
        path, root = path_in(request.scope), request.scope.get("root_path", "")
        if path == LOG_IN and request.method == "POST":
            return await self._log_in(request, root)
        if not self._visitors.knows(request.cookies.get(COOKIE)):
            return login_page(root)
        if path == LOG_OUT and request.method == "POST":
            self._visitors.leave(request.cookies.get(COOKIE))
            gone = RedirectResponse(f"{root}{INBOX}/", 303)
            gone.delete_cookie(COOKIE, path=f"{root}{INBOX}")
            return gone
        if path == INBOX:
            return RedirectResponse(f"{root}{INBOX}/", 303)
        return None if OPEN.fullmatch(path.removeprefix(INBOX)) else closed(root)

    async def _log_in(self, request: Request, root: str) -> Response:
        if self._waiting >= MOST_WAITING:
            return login_page(root, inbox_words.TOO_MANY, 429)
        self._waiting += 1
        try:
            async with self._guessing:
                token = self._visitors.enter(*await _filled_in(request))
                if not token:
                    await asyncio.sleep(self._wait)
                    return login_page(root, inbox_words.WRONG)
        finally:
            self._waiting -= 1
        came_in = RedirectResponse(f"{root}{INBOX}/", 303)
        is_secure = request.url.scheme == "https"
        came_in.set_cookie(COOKIE, token, max_age=HOURS * 3600, path=f"{root}{INBOX}", httponly=True, samesite="strict", secure=is_secure)
        return came_in


def is_inbox(path: str) -> bool:
    """
    >>> is_inbox("/inbox/config"), is_inbox("/inbox"), is_inbox("/inboxen")
    (True, True, False)
    """
    return path == INBOX or path.startswith(f"{INBOX}/")


def login_page(root: str, problem: str = "", status: int = 401) -> HTMLResponse:
    """The form to log in with, as a page by itself that needs no script."""
    said = f'<p class="bw-problem" role="alert">{escape(problem)}</p>' if problem else ""
    return HTMLResponse(
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{escape(inbox_words.LOG_IN_TITLE)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{escape(root)}/vorm/page.css?{form_stamp()}">'
        f'<link rel="stylesheet" href="{escape(root)}/vorm/inbox.css?{form_stamp()}"></head>'
        f'<body class="bw-alone"><header class="bw-header"><h1><a href="{escape(root)}/">Bronwijs</a></h1></header>'
        f'<main class="bw-login"><h2>{escape(inbox_words.LOG_IN_TITLE)}</h2><p>{escape(inbox_words.LOG_IN_WHY)}</p>{said}'
        f'<form method="post" action="{escape(root)}{LOG_IN}">'
        f'<label>{escape(inbox_words.NAME)}<input name="naam" autocomplete="username" required></label>'
        f'<label>{escape(inbox_words.PASSWORD)}<input name="wachtwoord" type="password" autocomplete="current-password" required></label>'
        f"<button>{escape(inbox_words.LOG_IN)}</button></form></main></body></html>",
        status,
        headers=_FORM_ONLY,
    )


async def _filled_in(request: Request) -> tuple[str, str]:
    """(name, password) of the form; empty where there is none."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_FORM:
            return "", ""
    said = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return said.get("naam", [""])[0].strip(), said.get("wachtwoord", [""])[0]


def _same(one: str, other: str) -> bool:
    """True if two texts are the same; takes as long wherever they differ, whatever their lengths."""
    return hmac.compare_digest(hashlib.sha256(one.encode()).digest(), hashlib.sha256(other.encode()).digest())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
