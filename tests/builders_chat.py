"""A stand-in chat service on this machine."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the stand-in answers once."""

    content: str | None = None
    status: int = 200
    body: str | None = None
    """The whole body, in place of a completion with `content`."""
    headers: Mapping[str, str] = field(default_factory=dict)
    after_s: float = 0.0
    breaks_off: bool = False

    def encoded(self) -> bytes:
        completion = {"choices": [{"message": {"role": "assistant", "content": self.content}}]}
        return (json.dumps(completion) if self.body is None else self.body).encode()


@dataclass(slots=True, kw_only=True)
class ChatService:
    """A stand-in on 127.0.0.1 with what it was asked."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def questions(self) -> list[dict[str, str]]:
        """Return what was asked about each pair."""
        return [json.loads(body["messages"][-1]["content"]) for body in self.asked]


@contextmanager
def chat_service(reply: Callable[[int, dict[str, Any]], Reply]) -> Iterator[ChatService]:
    """Run a stand-in chat service.

    Args:
        reply: gives the answer to the n-th request, from 0, by its body.
    """
    service, lock = ChatService(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                place = len(service.asked)
                service.asked.append(body)
                service.headers.append({name.lower(): value for name, value in self.headers.items()})
                service.paths.append(self.path)
            given = reply(place, body)
            time.sleep(given.after_s)
            if given.breaks_off:
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(given.status)
            content = given.encoded()
            for name, value in {"Content-Length": str(len(content)), **given.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that gave up, or a connection broken off on purpose, is no news."""

    server = Server(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
