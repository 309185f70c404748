"""A server that speaks the protocol of language models and says what its script says, a line a request. Run as a process.

The script is JSON: a list of {"content": text}, {"status": 500}, {"wait": seconds, …} or {"raw": text}. To who asks for a stream
it speaks piece by piece; there "cut": true breaks off halfway, "unfinished": true never says that it is done, and
"endless": true goes on until nobody listens. It prints its port, then each request that it got and {"closed": true} for each
stream that was no longer listened to, a line each.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PIECE = 9  # characters


class Handler(BaseHTTPRequestHandler):
    script: Iterator[dict]

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        print(json.dumps({"path": self.path, "key": self.headers["Authorization"], **asked}), flush=True)
        line = next(self.script, {"status": 503})
        time.sleep(line.get("wait", 0))
        if asked.get("stream") and "content" in line:
            self._stream(line, asked["model"])
        else:
            self._reply(line, asked["model"])

    def _reply(self, line: dict, model: str) -> None:
        message = {"role": "assistant", "content": line.get("content")}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        body = line.get("raw") or json.dumps(_record(model, "chat.completion", [choice]) | {"usage": usage})
        self.send_response(line.get("status", 200))
        self.send_header("Content-Type", "text/html" if "raw" in line else "application/json")
        self.end_headers()
        self.wfile.write(body.encode())

    def _stream(self, line: dict, model: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        if "cut" in line:
            self.send_header("Content-Length", "1000000")
        self.end_headers()
        try:
            for piece in _pieces(line):
                self._send(model, {"content": piece}, None)
            if not {"cut", "unfinished"} & line.keys():
                self._send(model, {}, line.get("finish", "stop"))
                self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            print(json.dumps({"closed": True}), flush=True)

    def _send(self, model: str, delta: dict, finish: str | None) -> None:
        choice = {"index": 0, "finish_reason": finish, "delta": {"role": "assistant", **delta}}
        self.wfile.write(f"data: {json.dumps(_record(model, 'chat.completion.chunk', [choice]))}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass


def _pieces(line: dict) -> Iterable[str]:
    text = line["content"]
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    if line.get("endless"):
        return (piece for piece in itertools.cycle(pieces) if not time.sleep(line.get("pause", 0)))
    return pieces[: len(pieces) // 2] if line.get("cut") else pieces


def _record(model: str, kind: str, choices: list[dict]) -> dict:
    return {"id": "1", "object": kind, "created": 1, "model": model, "choices": choices}


if __name__ == "__main__":
    Handler.script = iter(json.loads(sys.argv[1]))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
