"""Asks a service over a real socket, and takes what it answers apart."""

from __future__ import annotations

import http.client
import json
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.builders_service import RunningService

TIMEOUT_S = 30


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    """By name in lower case."""
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> str:
        """The code of a refusal."""
        return self.json["error"]["code"]


def mail(*lines: str, to: str = "ana@customer.example", **more: Any) -> dict[str, Any]:
    """Return a request to check a mail with these paragraphs."""
    return {"mail": {"from": "tom@harbourlight.example", "to": [to], "text": "\n\n".join(lines), **more}}


def ask(
    service: RunningService,
    method: str,
    path: str,
    body: Any = None,
    *,
    token: str | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """Return the answer of a service; `token` is that of the paired client where it is None, none where it is ""."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=TIMEOUT_S)
    return _asked(connection, method, path, body, _headers(service.token if token is None else token, headers))


def ask_socket(path: Path, method: str, target: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
    """Return the answer over a Unix socket."""
    return _asked(_OverSocket(path), method, target, body, _headers("", headers))


def check(service: RunningService, *lines: str, **more: Any) -> Answer:
    """Return the check of a mail with these paragraphs."""
    return ask(service, "POST", "/v1/check", mail(*lines), **more)


def raw(service: RunningService, *parts: bytes, timeout_s: float = TIMEOUT_S) -> bytes:
    """Return all that comes back for these bytes, until the service hangs up."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=timeout_s) as connection:
        for part in parts:
            connection.sendall(part)
        received = b""
        while part := connection.recv(65536):
            received += part
        return received


class _OverSocket(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=TIMEOUT_S)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(TIMEOUT_S)
        self.sock.connect(str(self._path))


def _headers(token: str, more: dict[str, str] | None) -> dict[str, str]:
    authorization = {"Authorization": f"Bearer {token}"} if token else {}
    return {"Content-Type": "application/json", **authorization, **(more or {})}


def _asked(
    connection: http.client.HTTPConnection, method: str, path: str, body: Any, headers: dict[str, str]
) -> Answer:
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    try:
        connection.request(method, path, data, headers)
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    finally:
        connection.close()
