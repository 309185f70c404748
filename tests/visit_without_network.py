"""Starts the page and visits it, in a network namespace of its own: tests/test_offline.py runs it there, and reads the JSON it prints.

Arguments: the browser, a folder with documents, a folder for the index.
"""

from __future__ import annotations

import fcntl
import json
import re
import socket
import struct
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = ("192.0.2.1", 80)  # of documentation: nobody has it
SET_FLAGS, UP_AND_RUNNING = 0x8914, 0x1 | 0x40  # of Linux
HANGS = 120_000  # milliseconds


def main(browser: str, corpus: str, index: str) -> None:
    open_loopback()
    command = [sys.executable, "-u", str(ROOT / "app.py"), "app", "--corpus", corpus, "--index", index]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as page:
        try:
            address = next(match[0] for line in page.stdout if (match := re.search(r"http://[\d.]+:\d+", line)))
            print(json.dumps({"reaches_outside": reaches_outside(), **visit(browser, address)}))
        finally:
            page.terminate()


def open_loopback() -> None:
    """Let this namespace reach itself; it has no other network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))


def reaches_outside() -> bool:
    with socket.socket() as outward:
        outward.settimeout(1)
        try:
            outward.connect(OUTSIDE)
        except TimeoutError:
            return True  # a route there is
        except OSError:
            return False
    return True


def visit(browser: str, address: str) -> dict[str, object]:
    """What a visitor gets to see, and all that the browser asks for."""
    from playwright.sync_api import sync_playwright

    asked_for: list[str] = []
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=browser, timeout=HANGS, args=["--no-sandbox", "--disable-gpu"])
        page = started.new_page()
        page.set_default_timeout(HANGS)
        page.on("request", lambda request: asked_for.append(request.url))
        page.goto(address)
        page.wait_for_selector(".bw-welcome")
        page.fill("#vraag textarea", "Wat kost het geschiktheidsonderzoek?")
        page.click("#stel")
        answer = page.locator("#beurt-1 .bw-answer").inner_text()
        page.click("#beurt-1 .bw-mark >> nth=0")
        marked = page.locator("#bw-bron mark").first.inner_text()
        started.close()
    outside = [url for url in asked_for if not url.startswith((address, "data:", "blob:"))]
    return {"answer": answer, "marked": marked, "outside": outside, "asked_for": len(asked_for)}


if __name__ == "__main__":
    main(*sys.argv[1:])
