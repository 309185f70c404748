"""A server that speaks the protocol of embedding models and does what its script says, a line a request. Run as a process.

The script is JSON: a list of {"status": 500}, {"wait": seconds}, {"raw": text}, {"width": 3}, {"less": 1} (so many vectors too few),
{"value": "NaN"} or {"order": "reversed"}; where it has no more lines it answers as it should. It prints its port, and then each
request that it got, a line each.
"""

from __future__ import annotations

import hashlib
import json
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WIDTH = 8
SAYING = threading.Lock()


def vector(text: str, width: int) -> list[float]:
    """Numbers that follow from a text, with a strong mean as real models have."""
    return [1 + byte / 255 for byte in hashlib.sha256(text.encode()).digest()[:width]]


class Handler(BaseHTTPRequestHandler):
    script: Iterator[dict]

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with SAYING:  # two requests at once must not share a line
            print(json.dumps({"path": self.path, "key": self.headers["Authorization"], **asked}), flush=True)
        line = next(self.script, {})
        time.sleep(line.get("wait", 0))
        rows = [vector(text, line.get("width", WIDTH)) for text in asked["input"]]
        if "value" in line:
            rows[-1][0] = json.loads(line["value"])
        data = [{"object": "embedding", "index": number, "embedding": row} for number, row in enumerate(rows)]
        data = data[: len(data) - line.get("less", 0)][:: -1 if line.get("order") == "reversed" else 1]
        body = line.get("raw") or json.dumps({"object": "list", "model": asked["model"], "data": data})
        self.send_response(line.get("status", 200))
        self.send_header("Content-Type", "text/html" if "raw" in line else "application/json")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    Handler.script = iter(json.loads(sys.argv[1]))
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
