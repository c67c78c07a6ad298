"""A service that answers as it is told: at once or late, well or badly. For what a real one does only on a bad day."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

FOUND = "For you our service cuts onboarding time by 50 %."
MENDED = "For you our service cuts onboarding time by up to 30 %."
APPROVED = "Our service cuts onboarding time by up to 30 %."
LINE = "Setting up takes two days."
TOKEN = "token-of-the-tests"


def finding(**changed: Any) -> dict[str, Any]:
    """Return a finding as the service gives it."""
    return {
        "fingerprint": "mc1:0123456789abcdef",
        "code": "MC102",
        "shown_as": "figure changed",
        "severity": "high",
        "document": "draft.eml",
        "location": "body line 3",
        "found": FOUND,
        "approved": APPROVED,
        "sentence": "You write 50 %; our 2025 study supports up to 30 %. Make it: up to 30 %.",
        "suggestion": MENDED,
        "mended": True,
        "message_id": "onboarding-time",
        "owner": "Product marketing",
        "found_words": [],
        "approved_words": [],
        "may_accept": True,
        **changed,
    }


def verdict(*ask: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """Return what the service answers to a mail."""
    return {
        "schema": "msgcheck.check/1",
        "interrupts": bool(ask),
        "ask": list(ask),
        "waiting": [],
        "first": 3,
        "quiet": "",
        "unfilled": [],
        "not_judged": [],
        "forwarded_lines": 0,
        "unread": [],
        "notes": [],
        "calibrated": True,
        "outward": True,
        "reasons": [],
        **changed,
    }


def drifted(mail: dict[str, Any]) -> dict[str, Any]:
    """Return a verdict that asks about a mail as long as it says 50 %."""
    return verdict(finding()) if "50 %" in json.dumps(mail) else verdict()


def _no_wait() -> None:
    """Answer at once."""


class ToldService:
    """A service on a free port of this machine."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, Any]]] = []
        """Path and body of each, in order."""
        self.judge: Callable[[dict[str, Any]], Any] = drifted
        self.wait: Callable[[], None] = _no_wait
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def forget(self) -> None:
        """Behave well again, and forget what was asked."""
        self.requests.clear()
        self.judge = drifted
        self.wait = _no_wait

    def bodies(self, path: str) -> list[dict[str, Any]]:
        """Return what was asked of one path."""
        return [body for asked, body in self.requests if asked == path]

    def answer(self, path: str, body: dict[str, Any], token: str) -> tuple[int, Any]:
        """Return status and answer to one request."""
        if token != f"Bearer {TOKEN}":
            return 401, {"error": {"code": "bad-token", "message": "This token is not known.", "hint": ""}}
        self.requests.append((path, body))
        self.wait()
        match path:
            case "/v1/check":
                return 200, self.judge(body["mail"])
            case "/v1/say":
                return 200, {"schema": "msgcheck.say/1", "lines": [{"text": LINE, "message_id": "set-up"}]}
            case "/v1/override":
                return 200, {"kept": body["reason"]}
            case "/v1/accept":
                return 200, {"proposed": body["sentence"]}
            case _:
                return 404, {"error": {"code": "not-found", "message": "There is nothing here.", "hint": ""}}


def _handler(service: ToldService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, answer = service.answer(self.path, body, self.headers.get("Authorization", ""))
            content = json.dumps(answer).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except (BrokenPipeError, ConnectionResetError):
                pass  # whoever asked did not wait

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def wait_s(seconds: float) -> Callable[[], None]:
    """Return a wait of some length."""
    return lambda: time.sleep(seconds)
