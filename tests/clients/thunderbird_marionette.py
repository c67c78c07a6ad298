"""A client of Marionette, the remote control that is built into Thunderbird: JSON over a socket, each packet led by its length."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, Self

_ANSWER_S = 60.0
"""Longer than any one command may take on a slow machine."""
_COMMAND, _ANSWER = 0, 1
"""Kinds of packet, as the protocol numbers them."""


class MarionetteError(Exception):
    """What Thunderbird answered instead of a value."""


class Marionette:
    """A conversation with one Thunderbird."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_ANSWER_S)
        self._unread = b""
        self._numbers = count(1)
        try:
            self._packet()  # Thunderbird speaks first and says who it is.
            self.call("WebDriver:NewSession", {"strictFileInteractability": False})
            self.call("WebDriver:SetTimeouts", {"script": int(_ANSWER_S * 1000)})
            self.call("Marionette:SetContext", {"value": "chrome"})
            self._home = self.call("WebDriver:GetWindowHandle")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def call(self, command: str, parameters: dict[str, Any] | None = None) -> Any:
        """Return the answer to one command.

        Raises:
            MarionetteError: with what went wrong in Thunderbird.
        """
        number = next(self._numbers)
        packet = json.dumps([_COMMAND, number, command, parameters or {}]).encode()
        self._socket.sendall(str(len(packet)).encode() + b":" + packet)
        kind, answered, error, value = self._packet()
        if (kind, answered) != (_ANSWER, number):
            raise MarionetteError(f"{command}: the answer to another question came")
        if error:
            raise MarionetteError(f"{command}: {error['error']}: {error['message']}\n{error.get('stacktrace', '')}")
        return value["value"] if isinstance(value, dict) and set(value) == {"value"} else value

    def run(self, script: str, *arguments: Any) -> Any:
        """Return what a function body gives in the current context; it may use `await`."""
        told = self.call(
            "WebDriver:ExecuteAsyncScript",
            {
                # The last argument is the callback of the protocol; a rejected promise must come back as an error.
                "script": f"""const give = arguments[arguments.length - 1];
                    (async (...given) => {{ {script} }})(...Array.prototype.slice.call(arguments, 0, -1)).then(
                      (value) => give({{ value: value === undefined ? null : value }}),
                      (error) => give({{ error: `${{error}}\\n${{error.stack ?? ""}}` }}));""",
                "args": list(arguments),
                "newSandbox": True,
            },
        )
        if "error" in told:
            raise MarionetteError(told["error"])
        return told["value"]

    def handles(self) -> list[str]:
        """Return the handles of all windows."""
        return list(self.call("WebDriver:GetWindowHandles"))

    @contextmanager
    def window(self, handle: str) -> Iterator[None]:
        """Act within one window, and then in the first again: another may close at any time."""
        self.call("WebDriver:SwitchToWindow", {"handle": handle, "focus": False})
        try:
            yield
        finally:
            self.call("WebDriver:SwitchToWindow", {"handle": self._home, "focus": False})

    def _packet(self) -> Any:
        while b":" not in self._unread:
            self._receive()
        length, _, self._unread = self._unread.partition(b":")
        size = int(length)
        while len(self._unread) < size:
            self._receive()
        packet, self._unread = self._unread[:size], self._unread[size:]
        return json.loads(packet)

    def _receive(self) -> None:
        try:
            received = self._socket.recv(65_536)
        except TimeoutError as err:
            self.close()  # What comes after fails at once.
            raise MarionetteError(f"Thunderbird gave no answer within {_ANSWER_S:.0f} s") from err
        if not received:
            raise MarionetteError("Thunderbird hung up")
        self._unread += received
