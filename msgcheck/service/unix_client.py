"""Asks a running service over its Unix socket; quick to import, for a command that has a second.

Whoever cannot be answered so does the work himself; why is logged, not shown.
"""

from __future__ import annotations

import base64
import http.client
import json
import logging
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgcheck.config import Settings
from msgcheck.presend.stamps import stamp_of
from msgcheck.service.listening import SOCKET_NAME, ShortPath
from msgcheck.service.same_settings import agreement_of

if TYPE_CHECKING:
    from msgcheck.presend.draft_checker import Draft

_CONNECT_TIMEOUT_S = 0.5
_QUICK_TIMEOUT_S = 2.0
"""For what a service answers at once."""
_CHECK_TIMEOUT_S = 30.0
"""For a check; a large deck takes a while, and in process it would take longer still."""
_log = logging.getLogger(__name__)


class ServiceSilent(Exception):
    """No service runs, or it cannot answer this; the message says which."""


class ServiceSocket:
    """The service of a state folder.

    Args:
        state: folder with its Unix socket.
    """

    def __init__(self, state: Path) -> None:
        self._path = state / SOCKET_NAME

    def checked(self, draft: Draft, settings: Settings, *, persona: str = "") -> dict[str, Any]:
        """Return the check of a draft, as `draft_object` gives it.

        Args:
            draft: what is about to be sent.
            settings: of the caller; the service must have the same.
            persona: whom it speaks to, where the writer says so.

        Raises:
            ServiceSilent: it is not answered; the caller checks it himself.
        """
        if draft.unread or draft.template:
            raise ServiceSilent("this draft comes with what cannot be said over HTTP")
        if self._asked("GET", "/v1/local/agreement").get("agreement") != agreement_of(settings, stamp_of(settings)):
            raise ServiceSilent("the service has other settings or an earlier messaging, or is another version")
        return self._asked("POST", "/v1/check", _request(draft, persona), timeout_s=_CHECK_TIMEOUT_S)

    def new_link(self) -> str:
        """Return a link that opens /compose once.

        Raises:
            ServiceSilent: no service runs.
        """
        return str(self._asked("POST", "/v1/local/link").get("link"))

    def _asked(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, timeout_s: float = _QUICK_TIMEOUT_S
    ) -> dict[str, Any]:
        connection = _UnixConnection(self._path, timeout_s=timeout_s)
        try:
            data = None if body is None else json.dumps(body).encode()
            connection.request(method, path, data, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, ValueError, http.client.HTTPException) as err:
            raise ServiceSilent(f"no service answers: {type(err).__name__}") from err
        finally:
            connection.close()
        if response.status != http.client.OK or not isinstance(answer, dict):
            raise ServiceSilent(f"the service answers with {response.status}")
        return answer


class _UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket that belongs to this user."""

    def __init__(self, path: Path, *, timeout_s: float) -> None:
        super().__init__("localhost", timeout=timeout_s)
        self._path = path

    def connect(self) -> None:
        """Connect.

        Raises:
            OSError: nobody listens, or it is somebody else's socket.
        """
        if not hasattr(socket, "AF_UNIX"):
            raise OSError("this system has no Unix sockets")
        if self._path.stat().st_uid != os.getuid():
            # The draft would be handed to whoever made it.
            raise PermissionError("the socket belongs to somebody else")
        connected = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connected.settimeout(_CONNECT_TIMEOUT_S)
            with ShortPath(self._path) as short:
                connected.connect(short)
            connected.settimeout(self.timeout)
        except OSError:
            connected.close()
            raise
        self.sock = connected


def _request(draft: Draft, persona: str) -> dict[str, Any]:
    """Return a draft as the service is asked about it."""
    attached = [{"name": name, "data": _base64(data)} for name, data in draft.attached]
    return {
        "file": {"name": draft.id, "data": _base64(draft.data), "attached": attached},
        "recipients": list(draft.recipients),
        "persona": persona,
    }


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
