"""What the service adds to a check: HTTP, the doors, the queue and the log, over TCP and over the Unix socket.

    python benchmarks/bench_service.py [--rounds N]

Each request carries a mail of 300 own words above a long thread. The check itself is left out, because it would hide
the difference: in its place the answer to the first mail is given at once.
"""

from __future__ import annotations

import argparse
import base64
import http.client
import json
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from made_up_mails import long_mails

from msgcheck.presend.draft_checker import Draft
from msgcheck.records import DocumentId
from msgcheck.service import token_buckets
from msgcheck.service.listening import SOCKET_NAME

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.builders_service import RunningService, running_service

_NAME = "draft.eml"
_MAILS = 20
_OWN_WORDS = 300
_QUOTED_WORDS = 1500


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    mails = [mail.data for mail in long_mails(count=_MAILS, own_words=_OWN_WORDS, quoted_words=_QUOTED_WORDS)] * rounds
    # A benchmark asks more often than anybody writes.
    token_buckets.BURST, token_buckets.PER_S = 10**6, 10.0**6
    with tempfile.TemporaryDirectory() as folder, running_service(Path(folder)) as service:
        _answer_at_once(service, mails[0])
        tcp = http.client.HTTPConnection("127.0.0.1", service.port)
        over_socket = _OverSocket(service.state / SOCKET_NAME)
        ways: dict[str, Callable[[bytes], object]] = {
            "over TCP": lambda data: _asked(tcp, data, service.token),
            "over the Unix socket": lambda data: _asked(over_socket, data, ""),
        }
        took_ms = _measured(mails, ways)
        tcp.close()
        over_socket.close()
    print(f"{'':22}{'p50 ms':>8}{'p95 ms':>8}")
    for way, times in took_ms.items():
        p50, p95 = np.percentile(times, [50, 95])
        print(f"{way:22}{p50:8.1f}{p95:8.1f}")


def _measured(mails: Sequence[bytes], ways: dict[str, Callable[[bytes], object]]) -> dict[str, list[float]]:
    """Return the milliseconds of each mail by way; each mail goes all ways in turn, so that noise hits all alike."""
    took_ms: dict[str, list[float]] = {way: [] for way in ways}
    for ask in ways.values():
        ask(mails[0])
    for mail in mails:
        for way, ask in ways.items():
            began = time.perf_counter()
            ask(mail)
            took_ms[way].append((time.perf_counter() - began) * 1000)
    return took_ms


def _answer_at_once(service: RunningService, mail: bytes) -> None:
    """Let the service give one answer to whatever it is asked."""
    verdict = service.resident.check(Draft(data=mail, name=_NAME, id=DocumentId(_NAME)))
    service.resident.check = lambda draft, *, persona="": verdict  # type: ignore[method-assign]  # noqa: ARG005


def _asked(connection: http.client.HTTPConnection, data: bytes, token: str) -> object:
    file = {"name": _NAME, "data": base64.b64encode(data).decode()}
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    connection.request("POST", "/v1/check", json.dumps({"file": file}), headers)
    response = connection.getresponse()
    answer = json.loads(response.read())
    if response.status != http.client.OK:
        raise SystemExit(answer["error"]["message"])
    return answer


class _OverSocket(http.client.HTTPConnection):
    """A connection over a Unix socket, made when it is first asked."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost")
        self._path = path

    def connect(self) -> None:
        """Connect."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self._path))


if __name__ == "__main__":
    main()
