"""A server that speaks the protocol of language models and says what its script says, a line a request. Run as a process.

The script is JSON: a list of {"content": text}, {"status": 500}, {"wait": seconds, …} or {"raw": text}. It prints its port,
and then each request that it got, a line each.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    script: Iterator[dict]

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        print(json.dumps({"path": self.path, "key": self.headers["Authorization"], **asked}), flush=True)
        line = next(self.script, {"status": 503})
        time.sleep(line.get("wait", 0))
        message = {"role": "assistant", "content": line.get("content")}
        body = line.get("raw") or json.dumps(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 1,
                "model": asked["model"],
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
            }
        )
        self.send_response(line.get("status", 200))
        self.send_header("Content-Type", "text/html" if "raw" in line else "application/json")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    Handler.script = iter(json.loads(sys.argv[1]))
    server = HTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
