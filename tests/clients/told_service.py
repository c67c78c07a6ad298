"""A service that answers as a test tells it: for what a real one does only on a bad day."""

import json
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from clients.verdicts import verdict

TOKEN = "token-of-the-tests"  # noqa: S105  it opens nothing
_MOST_SILENT_S = 120.0


class ToldService:
    """Answers /v1/check by what `verdict_of` makes of the mail, and keeps what it was asked."""

    def __init__(self) -> None:
        self.address = ""
        self.verdict_of: Callable[[dict], object] = lambda mail: verdict()
        self.is_silent = False
        """Whether no check is answered for as long as it runs."""
        self.refusal: tuple[int, str] | None = None
        """Status and code of an error, where it refuses everything."""
        self.asked: list[tuple[str, dict]] = []
        self._over = Event()

    @property
    def mails(self) -> list[dict]:
        """The mails that were checked."""
        return [body["mail"] for body in self.bodies("/v1/check")]

    def bodies(self, path: str) -> list[dict]:
        """What was sent to a path."""
        return [body for asked, body in self.asked if asked == path]

    def answer(self, path: str, authorization: str, body: dict) -> tuple[int, object]:
        """Return status and body of an answer."""
        if authorization != f"Bearer {TOKEN}":
            return 401, {"error": {"code": "bad-token", "message": "This client is not paired.", "hint": ""}}
        self.asked.append((path, body))
        if self.refusal is not None:
            return self.refusal[0], {"error": {"code": self.refusal[1], "message": "no", "hint": ""}}
        if path == "/v1/check":
            if self.is_silent:
                self._over.wait(_MOST_SILENT_S)
            return 200, self.verdict_of(body["mail"])
        if path == "/v1/say":
            line = {"text": "Setup takes up to ten days.", "message_id": "setup", "answers": [], "beside": []}
            return 200, {"schema": "msgcheck.say/1", "lines": [line]}
        return 200, {"kept": "kept", "proposed": "proposed"}

    @contextmanager
    def running(self):
        """Listen on a free port of this machine."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        server.daemon_threads = True
        self.address = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield self
        finally:
            self._over.set()
            server.shutdown()
            server.server_close()
            thread.join()


def _handler(service):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, answer = service.answer(self.path, self.headers.get("Authorization", ""), body)
            data = json.dumps(answer).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except ConnectionError:
                pass  # whoever asked has stopped waiting

        def log_message(self, *_):
            pass

    return Handler
