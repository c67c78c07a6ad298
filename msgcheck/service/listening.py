"""The sockets of the service, made before anything is loaded, so that what stands in the way is said at once."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import ssl
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgcheck.errors import EnvironmentFailure, InputError

SOCKET_NAME = "serve.sock"
_MAX_PATH_BYTES = 100
"""Of the path of a Unix socket, with something to spare: 107 on Linux, 103 on macOS."""
_OWNER_ONLY_MASK = 0o177
_BACKLOG = 64


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a host."""
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def listen_tcp(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Args:
        host: a name or address of this machine.
        port: 0 takes a free one.

    Raises:
        InputError: there is no such host here.
        EnvironmentFailure: the port is taken, or not for us.
    """
    where = f"{host}:{port}"
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        # A name that has both is given out with its IPv4 address.
        family, _, _, _, address = min(found, key=lambda entry: entry[0] != socket.AF_INET)
        return _bound(family, address)
    except (socket.gaierror, UnicodeError) as err:
        raise InputError(
            "there is no such host", where=where, hint="name this machine, or one of its addresses"
        ) from err
    except OSError as err:
        match err.errno:
            case errno.EADDRINUSE:
                said, hint = "another program listens there", "stop it, or give another --port"
            case errno.EACCES:
                said, hint = "this user may not listen there", "give a --port above 1023"
            case errno.EADDRNOTAVAIL:
                said, hint = "this machine has no such address", "give another --host"
            case _:
                said, hint = f"one cannot listen there: {err.strerror}", "give another --host or --port"
        raise EnvironmentFailure(said, where=where, hint=hint) from err


def _bound(family: int, address: Any) -> socket.socket:
    """Return a socket that listens at an address as the resolver gives it.

    Raises:
        OSError: one cannot listen there.
    """
    # Of a socket that does not say that it speaks TCP, as socket.create_server makes it, asyncio would leave Nagle's
    # algorithm on: then each answer waits 40 ms for the client's kernel to confirm its first half.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening


def listen_unix(path: Path) -> socket.socket | None:
    """Return a listening Unix socket that only this user can open, None where the system has none.

    What lies there is taken away; whoever calls this knows that nobody listens on it any more.

    Raises:
        EnvironmentFailure: it cannot be made.
    """
    if not hasattr(socket, "AF_UNIX"):
        return None
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        path.unlink(missing_ok=True)
        # Under the mask it never is open to others, not for a moment.
        mask = os.umask(_OWNER_ONLY_MASK)
        try:
            with ShortPath(path) as short:
                listening.bind(short)
        finally:
            os.umask(mask)
        listening.listen(_BACKLOG)
    except OSError as err:
        listening.close()
        raise EnvironmentFailure(
            f"the socket for msgcheck check cannot be made: {err.strerror or err}",
            where=str(path),
            hint="give another folder in MSGCHECK_STATE_DIR",
        ) from err
    return listening


class ShortPath:
    """A path of a Unix socket, by a shorter name while it is used where the system takes no long ones."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = -1

    def __enter__(self) -> str:
        """Return the name to use.

        Raises:
            OSError: the folder cannot be opened.
        """
        if len(os.fsencode(self._path)) <= _MAX_PATH_BYTES or not Path("/proc/self/fd").is_dir():
            return str(self._path)
        self._folder = os.open(self._path.parent, os.O_RDONLY)
        return f"/proc/self/fd/{self._folder}/{self._path.name}"

    def __exit__(self, *_: object) -> None:
        """Close what was opened for it."""
        if self._folder >= 0:
            os.close(self._folder)


def check_certificate(cert: Path, key: Path) -> None:
    """Return if a certificate and its key can be used.

    Raises:
        InputError: they cannot be read, or do not go together; the hint says what to do.
    """
    for file in (cert, key):
        try:
            file.read_bytes()
        except OSError as err:
            raise InputError(
                f"this file cannot be read: {err.strerror}", where=str(file), hint="give --cert and --key in PEM"
            ) from err
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        # Asked for a password, OpenSSL would wait at the terminal.
        context.load_cert_chain(cert, key, password=_refuse_password)
    except ssl.SSLError as err:
        if err.reason == "KEY_VALUES_MISMATCH":
            raise InputError(
                "the key does not belong to the certificate", where=str(key), hint="give the key it was made with"
            ) from err
        raise InputError(
            "certificate and key cannot be used",
            where=f"{cert}, {key}",
            hint="give both in PEM, the key without a password",
        ) from err


def _refuse_password() -> str:
    raise InputError("the key has a password", hint="give a key without one, readable by its owner only")
