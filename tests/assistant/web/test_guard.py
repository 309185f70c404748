"""What of a site is reached, and what its answers carry."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.web import words
from assistant.web.guard import POLICY, Guard


def everything(_) -> HTMLResponse:
    return HTMLResponse('<html lang="en">binnen')


@pytest.fixture(scope="module")
def client() -> TestClient:
    methods = ["GET", "POST"]
    routes = [Route("/bron/tekst", lambda _: PlainTextResponse('lang="en"')), Route("/{path:path}", everything, methods=methods)]
    return TestClient(Guard(Starlette(routes=routes)))


@pytest.mark.parametrize(
    "path",
    [
        "/", "/config", "/theme.css", "/assets/index-1.js", "/static/js/x.js", "/vorm/page.css", "/bron/k1/bladzijde/2",
        "/gradio_api/queue/join", "/gradio_api/queue/data?session_hash=a", "/gradio_api/heartbeat/a1",
    ],
)  # fmt: skip
def test_what_the_page_needs_is_reached(client, path):
    assert "binnen" in client.get(path).text


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload", "/gradio_api/upload_progress", "/gradio_api/openapi.json", "/gradio_api/info", "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=http://example.org", "/gradio_api/run/ask", "/gradio_api/call/ask", "/gradio_api/deep_link", "/gradio_api/runs",
        "/gradio_api/vibe-edit", "/monitoring", "/login", "/docs", "/openapi.json", "/gradio_api", "/gradio_api/queue/join/../upload",
        "/Config", "/onzin",
    ],
)  # fmt: skip
def test_what_it_does_not_need_is_closed_and_said_in_dutch(client, path):
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 404 and "binnen" not in answer.text
        assert words.NO_SUCH_ADDRESS in answer.text and 'lang="nl"' in answer.text and 'href="/"' in answer.text


def test_a_site_that_begins_elsewhere_is_open_and_closed_there(client):
    elsewhere = TestClient(client.app, root_path="/vraagbaak")
    assert "binnen" in elsewhere.get("/config").text
    closed = elsewhere.get("/gradio_api/upload")
    assert closed.status_code == 404 and 'href="/vraagbaak/"' in closed.text


def test_pages_go_out_in_dutch_with_a_ban_on_anything_from_elsewhere(client):
    page, text = client.get("/"), client.get("/bron/tekst")
    assert page.text == '<html lang="nl">binnen' and page.headers["content-security-policy"] == POLICY
    assert text.text == 'lang="en"' and "content-security-policy" not in text.headers
    assert page.headers["x-content-type-options"] == text.headers["x-content-type-options"] == "nosniff"
