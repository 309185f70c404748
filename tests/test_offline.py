"""The page in a network namespace that has no way out: up to a cited answer, and nobody even tries to get out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

VISIT = Path(__file__).with_name("visit_without_network.py")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WITHOUT_NETWORK = ["unshare", "--map-root-user", "--net"]
HANGS = 300  # seconds
# Python runs this at the start of every process: whoever looks up a name or calls an address elsewhere is written down.
LISTENER = """
import os, sys

def listen(event, facts):
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = facts[0]
    elif event in ("socket.connect", "socket.sendto"):
        host = facts[1][0] if isinstance(facts[1], tuple) else None
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host and host not in ("localhost", "0.0.0.0", "::1", "192.0.2.1") and not host.startswith("127."):
        with open(os.environ["BRONWIJS_TEST_CALLED"], "a") as called:
            called.write(f"{event} {host} ({' '.join(sys.argv)})\\n")

sys.addaudithook(listen)
"""


def test_without_a_network_the_page_answers_with_its_source_and_nobody_looks_for_one(corpus: Path, tmp_path: Path):
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the page is not visited without a network")
    if not has_namespaces():
        pytest.skip("this machine lets nobody make a network namespace (unshare): the page is not visited without a network")
    called = tmp_path / "called"
    came = run_listened_to([*WITHOUT_NETWORK, sys.executable, str(VISIT), CHROMIUM, str(corpus), str(tmp_path / "index")], called)
    assert came.returncode == 0, came.stderr
    seen = json.loads(came.stdout.splitlines()[-1])
    assert not seen["reaches_outside"]
    assert "1.500 euro" in seen["answer"] and "Bronnen" in seen["answer"] and "1.500 euro" in seen["marked"]
    assert seen["outside"] == [] and seen["asked_for"] > 5
    assert not called.exists(), called.read_text()


@pytest.mark.parametrize(
    ("call", "noticed"),
    [
        ("socket.getaddrinfo('example.org', 80)", "socket.getaddrinfo example.org"),
        ("socket.socket().connect(('198.51.100.7', 80))", "socket.connect 198.51.100.7"),
    ],
)
def test_whoever_does_look_for_one_is_noticed(tmp_path: Path, call: str, noticed: str):
    if not has_namespaces():
        pytest.skip("this machine lets nobody make a network namespace (unshare)")
    called = tmp_path / "called"
    run_listened_to([*WITHOUT_NETWORK, sys.executable, "-c", f"import socket; {call}"], called)
    assert called.read_text().startswith(noticed)


def has_namespaces() -> bool:
    try:
        return subprocess.run([*WITHOUT_NETWORK, "true"], capture_output=True, timeout=HANGS).returncode == 0
    except OSError:
        return False


def run_listened_to(command: list[str], called: Path) -> subprocess.CompletedProcess:
    """Run a command of which every Python process writes down in `called` whom it calls outside."""
    listeners = called.with_name("listeners")
    listeners.mkdir()
    (listeners / "sitecustomize.py").write_text(LISTENER, encoding="utf-8")
    path = os.pathsep.join(filter(None, [str(listeners), os.environ.get("PYTHONPATH")]))
    environment = os.environ | {"PYTHONPATH": path, "BRONWIJS_TEST_CALLED": str(called)}
    return subprocess.run(command, capture_output=True, text=True, timeout=HANGS, env=environment)
