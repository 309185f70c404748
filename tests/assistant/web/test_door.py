"""Who comes in at /inbox, over the whole site as it is served."""

from __future__ import annotations

import asyncio

import pytest
from starlette.testclient import TestClient

from assistant.inbox.approved import ApprovedAnswers
from assistant.inbox.kept import KeptDrafts
from assistant.web import door, inbox_words
from assistant.web.door import COOKIE, Account, Visitors, account_from
from assistant.web.inbox_page import Inbox
from assistant.web.serve import site
from ingest.errors import BronwijsError
from ingest.original import Originals
from ingest.viewer import Viewer

ACCOUNT = Account("team", "vier losse woorden samen")
RIGHT = {"naam": ACCOUNT.user, "wachtwoord": ACCOUNT.password}
EVENT = {"data": ["geheim"], "fn_index": 0, "session_hash": "abc", "trigger_id": 1}
UNDER_INBOX = [
    "", "/", "/config", "/config/", "/info", "/theme.css", "/assets/x.js", "/static/x.js", "/login", "/logout", "/afmelden", "/monitoring",
    "/monitoring/summary", "/svelte/x", "/onzin", "/robots.txt", "/manifest.json",
    *(
        f"/gradio_api/{name}"
        for name in (
            "queue/join", "queue/data?session_hash=abc", "run/predict", "run/make_of_text", "api/predict", "call/make_of_text",
            "call/v2/make_of_text", "call/make_of_text/1", "upload", "upload_progress?upload_id=1", "file=/etc/passwd", "file/etc/passwd",
            "stream/1", "stream/1/close", "heartbeat/abc", "cancel", "reset", "info", "openapi.json", "startup-events", "login_check",
            "token", "app_id", "user", "proxy=http://127.0.0.1", "component_server", "queue/status", "deep_link", "dev/reload",
            "process_recording", "vibe-edit", "vibe-code",
        )
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def viewer():
    opened = Viewer()
    yield opened
    opened.close()


@pytest.fixture
def site_with(assistant, settings, viewer, tmp_path, monkeypatch):
    """Makes the site, with a page for mail or without."""
    monkeypatch.setattr(door, "WAIT_S", 0.0)

    def make(account: Account | None = ACCOUNT) -> TestClient:
        file = tmp_path / "inbox.db"
        inbox = Inbox(account, KeptDrafts(file, days=1), ApprovedAnswers(file)) if account else None
        return TestClient(site(assistant, Originals(settings()), viewer, inbox=inbox), follow_redirects=False)

    return make


@pytest.mark.parametrize("path", UNDER_INBOX)
def test_without_login_everything_under_inbox_answers_401(site_with, path):
    client = site_with()
    for cookie in ("", "x" * 43):
        client.cookies.set(COOKIE, cookie, path="/inbox")
        answers = [client.get(f"/inbox{path}"), client.post(f"/inbox{path}", json=EVENT), client.head(f"/inbox{path}")]
        answers += [client.post(f"/inbox{path}", files={"files": ("a.eml", b"Subject: x")})]
        assert {answer.status_code for answer in answers} == {401}
        assert inbox_words.MAKE not in answers[0].text


@pytest.mark.parametrize("path", UNDER_INBOX)
def test_without_a_password_there_is_nothing_there(site_with, path):
    client = site_with(None)
    assert {client.get(f"/inbox{path}").status_code, client.post(f"/inbox{path}", json=EVENT).status_code} == {404}
    assert client.post("/inbox/aanmelden", data=RIGHT).status_code == 404


def test_who_logs_in_gets_the_page_until_logging_out(site_with):
    client = site_with()
    came = client.post("/inbox/aanmelden", data=RIGHT)
    assert (came.status_code, came.headers["location"]) == (303, "/inbox/")
    said = came.headers["set-cookie"].lower()
    assert all(part in said for part in ("httponly", "samesite=strict", "path=/inbox"))
    page = client.get("/inbox/")
    assert page.status_code == 200 and inbox_words.MAKE in page.text and 'lang="nl"' in page.text
    assert client.get("/inbox").headers["location"] == "/inbox/"
    token = client.cookies[COOKIE]
    assert client.post("/inbox/afmelden").status_code == 303
    client.cookies.set(COOKIE, token, path="/inbox")  # a copy of the token is worth nothing any more
    assert client.get("/inbox/config").status_code == 401


def test_what_the_page_does_not_need_is_closed_for_who_is_logged_in_too(site_with):
    client = site_with()
    client.post("/inbox/aanmelden", data=RIGHT)
    for name in ("upload", "run/predict", "call/x", "file=/etc/passwd", "openapi.json", "proxy=http://127.0.0.1"):
        assert client.post(f"/inbox/gradio_api/{name}").status_code == client.get(f"/inbox/gradio_api/{name}").status_code == 404


def test_the_public_page_has_none_of_its_functions(site_with):
    client = site_with()
    public = client.get("/config").json()
    assert public["dependencies"] and inbox_words.MAKE not in client.get("/config").text
    client.post("/inbox/aanmelden", data=RIGHT)
    of_mail = client.get("/inbox/config").json()["dependencies"]
    of_inbox = {"make_of_text", "make_of_file", "rewrite", "use", "approve", "withdraw", "keep", "search"}
    assert of_inbox <= {event["api_name"] for event in of_mail}
    assert not of_inbox & {event["api_name"] for event in public["dependencies"]}
    highest = max(event["id"] for event in public["dependencies"])
    bare = TestClient(client.app, raise_server_exceptions=False)  # Gradio has no answer for a function that is not there
    assert bare.post("/gradio_api/queue/join", json=EVENT | {"fn_index": highest + 1}).status_code == 500


@pytest.mark.parametrize(
    "said",
    [
        RIGHT | {"wachtwoord": "vier losse woorden same"}, RIGHT | {"wachtwoord": ""}, RIGHT | {"naam": "Team"}, {}, {"naam": "team"},
        RIGHT | {"wachtwoord": ACCOUNT.password + " "}, RIGHT | {"x": "y" * 5000},
    ],
)  # fmt: skip
def test_what_is_not_the_name_and_password_opens_nothing(site_with, said):
    client = site_with()
    answer = client.post("/inbox/aanmelden", data=said)
    assert answer.status_code == 401 and inbox_words.WRONG in answer.text and "set-cookie" not in answer.headers


def test_the_door_is_where_the_site_begins(site_with):
    client = TestClient(site_with().app, root_path="/vraagbaak", follow_redirects=False)
    assert 'action="/vraagbaak/inbox/aanmelden"' in client.get("/vraagbaak/inbox/").text
    assert client.post("/vraagbaak/inbox/gradio_api/queue/join", json=EVENT).status_code == 401


def test_a_wrong_password_is_waited_for_and_guessers_wait_for_each_other(monkeypatch):
    waited, at_once, most = [], 0, 0

    async def sleep(seconds: float) -> None:
        nonlocal at_once, most
        waited.append(seconds)
        at_once += 1
        most = max(most, at_once)
        for _ in range(5):
            await real(0)
        at_once -= 1

    real = asyncio.sleep
    monkeypatch.setattr(asyncio, "sleep", sleep)
    said: list[int] = []
    one = door.Door(None, Visitors(ACCOUNT))

    async def guess() -> None:
        body = iter([{"type": "http.request", "body": b"naam=team&wachtwoord=fout", "more_body": False}])
        scope = {"type": "http", "method": "POST", "path": "/inbox/aanmelden", "headers": [], "query_string": b"", "scheme": "http"}
        scope["server"] = ("x", 80)

        async def receive() -> dict:
            return next(body)

        async def send(message: dict) -> None:
            said.append(message.get("status", 0))

        await one(scope, receive, send)

    async def all_guess() -> None:
        await asyncio.gather(*(guess() for _ in range(60)))

    asyncio.run(all_guess())
    assert waited == [door.WAIT_S] * door.MOST_WAITING and most == door.GUESSES_AT_ONCE
    assert (said.count(401), said.count(429)) == (door.MOST_WAITING, 60 - door.MOST_WAITING)


def test_a_login_ends_by_itself(monkeypatch):
    visitors = Visitors(ACCOUNT)
    token = visitors.enter(ACCOUNT.user, ACCOUNT.password)
    now = door.time.monotonic()
    assert visitors.knows(token) and not visitors.knows("") and not visitors.knows(None)
    monkeypatch.setattr(door.time, "monotonic", lambda: now + door.HOURS * 3600 + 1)
    assert not visitors.knows(token)


def test_a_password_is_not_in_what_is_logged():
    assert ACCOUNT.password not in repr(ACCOUNT)


def test_only_a_long_password_opens_an_inbox():
    assert account_from({}) is None and account_from({"BRONWIJS_INBOX_PASSWORD": "  "}) is None
    with pytest.raises(BronwijsError, match="te kort: gebruik er een van minstens 12 tekens") as told:
        account_from({"BRONWIJS_INBOX_PASSWORD": "welkom2026"})
    assert "welkom2026" not in str(told.value)
    assert account_from({"BRONWIJS_INBOX_PASSWORD": "x" * 12}) == Account("team", "x" * 12)
    assert account_from({"BRONWIJS_INBOX_PASSWORD": "x" * 12, "BRONWIJS_INBOX_USER": "loket"}) == Account("loket", "x" * 12)
