"""Where the gate listens, written as Postfix writes it: `inet:127.0.0.1:8899` or `unix:/run/msgcheck/milter`."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from msgcheck.errors import EnvironmentFailure, InputError

_HINT = "write inet:127.0.0.1:8899 or unix:/run/msgcheck/milter"
_TRY_S = 1.0
_BACKLOG = 256
"""Connections that wait to be taken; a mail server opens as many at once as it has processes."""

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortAddress:
    """A port of this machine."""

    host: str
    port: int

    def __str__(self) -> str:
        """Return it as it was written."""
        return f"inet:[{self.host}]:{self.port}" if ":" in self.host else f"inet:{self.host}:{self.port}"

    @property
    def loopback(self) -> bool:
        """Return whether only this machine reaches it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketAddress:
    """A Unix socket."""

    path: Path

    def __str__(self) -> str:
        """Return it as it was written."""
        return f"unix:{self.path}"


Address = PortAddress | SocketAddress


def read_address(written: str) -> Address:
    """Return an address.

    Raises:
        InputError: it is none.
    """
    kind, _, place = written.partition(":")
    if kind == "unix" and place.startswith("/"):
        return SocketAddress(path=Path(place))
    host, _, port = place.rpartition(":")
    if kind == "inet" and host and port.isascii() and port.isdigit() and 0 < int(port) < 65536:
        return PortAddress(host=host.removeprefix("[").removesuffix("]"), port=int(port))
    raise InputError(f'"{written}" is no address to listen on', hint=_HINT)


async def listen(address: Address, serve: Serve, *, socket_mode: int) -> asyncio.Server:
    """Return a server that hands over every connection.

    Args:
        address: where.
        serve: what to do with a connection.
        socket_mode: permissions of a Unix socket; whoever may write to it may connect.

    Raises:
        EnvironmentFailure: nobody can listen there.
    """
    try:
        match address:
            case PortAddress():
                return await asyncio.start_server(serve, address.host, address.port, backlog=_BACKLOG)
            case SocketAddress():
                made = _socket_at(address.path, socket_mode)
                return await asyncio.start_unix_server(serve, sock=made, backlog=_BACKLOG)
    except (OSError, UnicodeError) as err:
        raise EnvironmentFailure(f"cannot listen on {address}: {getattr(err, 'strerror', None) or err}") from err


def _socket_at(path: Path, mode: int) -> socket.socket:
    """Return a Unix socket; what a process that was killed left there is taken away."""
    if path.is_socket():
        if _somebody_listens(path):
            raise OSError("another program listens there")
        path.unlink()
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    # Made without permissions, so that nobody connects before it has its own.
    usual = os.umask(0o777)
    try:
        made.bind(str(path))
    except BaseException:
        made.close()
        raise
    finally:
        os.umask(usual)
    path.chmod(mode)
    return made


def _somebody_listens(path: Path) -> bool:
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as probe:
        probe.settimeout(_TRY_S)
        try:
            probe.connect(str(path))
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        return True
