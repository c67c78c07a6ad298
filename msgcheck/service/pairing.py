"""Clients and their tokens. A token is shown once; kept is only its hash, beside the client's name and the day."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from msgcheck.errors import InputError, StoreError
from msgcheck.findings.whole_file import replace_file

FILE_NAME = "clients.json"
_TOKEN_BYTES = 32
_LOCK_TIMEOUT_S = 10
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}")
_OWNER_ONLY = 0o600

_Stamp = tuple[int, int, int] | None
"""Time of change, bytes and number of the file; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A paired client."""

    name: str
    paired_on: str
    """The day, as 2026-11-22."""
    sha256: str
    """Of its token; tokens are random, so that nobody can look one up by its hash."""


class Clients:
    """The paired clients of one state folder; read anew when the file changes.

    Args:
        folder: where `clients.json` lies; made if missing.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._stamp: _Stamp = None
        self._known: tuple[Client, ...] = ()

    def all(self) -> tuple[Client, ...]:
        """Return the paired clients, by name.

        Raises:
            StoreError: the file cannot be read.
        """
        stamp = self._stamp_now()
        if stamp is None or stamp != self._stamp:
            self._known = () if stamp is None else _read(self._path)
            self._stamp = stamp
        return self._known

    def pair(self, name: str, *, day: date) -> str:
        """Return a new token for a client; one it had before no longer holds.

        Raises:
            InputError: the name cannot be used.
            StoreError: it cannot be kept.
        """
        if not _NAME.fullmatch(name):
            raise InputError(
                "this name cannot be used for a client",
                hint="up to 40 letters, digits, spaces and . _ - such as thunderbird or gmail-laptop",
            )
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._replace(name, Client(name=name, paired_on=day.isoformat(), sha256=_hash(token)))
        return token

    def unpair(self, name: str) -> None:
        """Forget a client; its token no longer holds.

        Raises:
            InputError: there is none of this name.
            StoreError: it cannot be kept.
        """
        names = [client.name for client in self.all()]
        if name not in names:
            known = f"paired: {', '.join(names)}" if names else "nothing is paired"
            raise InputError(f'there is no client "{name}"', hint=known)
        self._replace(name, None)

    def name_of(self, token: str) -> str:
        """Return the client a token belongs to, "" where it belongs to none.

        Raises:
            StoreError: the file cannot be read.
        """
        given = _hash(token)
        found = ""
        for client in self.all():  # all of them, so that the time tells nothing
            if hmac.compare_digest(client.sha256.encode(), given.encode()):
                found = client.name
        return found

    def _replace(self, name: str, client: Client | None) -> None:
        """Put one client in the place of what had its name; two that pair at once lose neither."""
        folder = self._path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with FileLock(folder / f"{FILE_NAME}.lock", timeout=_LOCK_TIMEOUT_S, mode=_OWNER_ONLY):
                others = [one for one in (_read(self._path) if self._path.exists() else ()) if one.name != name]
                kept = sorted([*others, *([client] if client else [])], key=lambda one: one.name)
                text = json.dumps([asdict(one) for one in kept], indent=2) + "\n"
                replace_file(self._path, text, mode=_OWNER_ONLY)
        except (OSError, Timeout) as err:
            raise StoreError(
                f"the list of clients cannot be written: {err}", where=str(self._path), hint="see to the folder"
            ) from err

    def _stamp_now(self) -> _Stamp:
        with suppress(OSError):
            status = self._path.stat()
            return status.st_mtime_ns, status.st_size, status.st_ino
        return None


def _read(path: Path) -> tuple[Client, ...]:
    """Return the clients in a file.

    Raises:
        StoreError: it holds something else.
    """
    try:
        return tuple(
            Client(name=str(entry["name"]), paired_on=str(entry["paired_on"]), sha256=str(entry["sha256"]))
            for entry in json.loads(path.read_text(encoding="utf-8"))
        )
    except (OSError, ValueError, TypeError, KeyError) as err:
        raise StoreError(
            "the list of clients cannot be read", where=str(path), hint="delete it and pair every client again"
        ) from err


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", errors="replace")).hexdigest()
