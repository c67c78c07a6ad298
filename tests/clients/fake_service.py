"""A small stand-in of the service: it serves the page, and answers what the test told it to.

It knows drifted sentences by their words, white space aside, and can wait, refuse, or be gone.
"""

import json
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from clients.verdicts import verdict
from msgcheck.clients.unpacking import client_file
from msgcheck.errors import InputError

TYPES = {"html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
SECURITY = "default-src 'self'"
MOST_HELD_S = 120.0
"""An answer that no test lets go ends by then."""


@dataclass
class FakeService:
    """What it answers, and what it was asked."""

    url: str = ""
    drifts: list[dict] = field(default_factory=list)
    """Findings, raised where their sentence stands in the subject or the text."""
    waiting: list[dict] = field(default_factory=list)
    extra: dict = field(default_factory=dict)
    """Further keys of the verdict."""
    lines: list[dict] = field(default_factory=list)
    status: int = 200
    error: str = "failed"
    held: threading.Event | None = None
    """What answers wait for; None where they go at once."""
    requests: list[tuple[str, dict]] = field(default_factory=list)
    """What was asked; what is answered to it is settled by then, whatever a test changes afterwards."""
    answered: list[str] = field(default_factory=list)
    """The paths of requests that were answered."""

    def begin_anew(self):
        """Forget what it was told and asked, but for its address."""
        self.__init__(url=self.url)

    def hold(self):
        """Let what is asked from now on be answered once the event is set that this returns."""
        self.held = threading.Event()
        return self.held

    def hold_no_more(self):
        """Answer at once what is asked from now on; what waits goes on waiting for its event."""
        self.held = None

    def asked(self, path):
        """Return what was sent to a path."""
        return [body for asked, body in self.requests if asked == path]

    def answer(self, path, body):
        """Return the answer to a request."""
        if path == "/v1/check":
            words = " ".join(f"{body['mail']['subject']} {written(body['mail'])}".split())
            ask = [finding for finding in self.drifts if " ".join(finding["found"].split()) in words]
            waiting = [finding for finding in self.waiting if finding["found"] in words]
            return {**verdict(*ask, waiting=waiting), **self.extra}
        if path == "/v1/say":
            return {"schema": "msgcheck.say/1", "lines": self.lines}
        return {"kept": "agreed"} if path == "/v1/override" else {"proposed": body["sentence"]}


def written(mail):
    """Return the text of a mail; of one in HTML its text as plainly as a test needs."""
    return mail["text"] if "text" in mail else unescape(re.sub("<.*?>", "", re.sub("<(?:/div|br)>", " ", mail["html"])))


def _handler(service):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # one connection for all files of the page

        def do_GET(self):
            name = "compose/compose.html" if self.path == "/compose" else self.path.removeprefix("/")
            try:
                self._send(200, client_file(name), TYPES[name.rpartition(".")[2]])
            except InputError:
                self._send(404, b"", "text/plain")

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, held, answered = service.status, service.held, service.answered
            failed = {"error": {"code": service.error, "message": "no", "hint": ""}}
            answer = service.answer(self.path, body) if status == 200 else failed
            service.requests.append((self.path, body))
            if held is not None:
                held.wait(MOST_HELD_S)
            self._send(status, json.dumps(answer).encode(), "application/json")
            answered.append(self.path)

        def _send(self, status, data, type_):
            try:
                self.send_response(status)
                self.send_header("Content-Type", type_)
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Content-Security-Policy", SECURITY)
                self.send_header("Cache-Control", "max-age=600" if self.command == "GET" else "no-store")
                self.end_headers()
                self.wfile.write(data)
            except ConnectionError:
                pass  # the page has given up waiting

        def log_message(self, *_):
            pass

    return Handler


@contextmanager
def fake_service_running():
    """Give a stand-in that listens on a port of its own."""
    service = FakeService()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
