"""Runs the service: the address that clients ask, and the Unix socket for this user's own `msgcheck check`."""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn
from filelock import FileLock, Timeout
from starlette.types import ASGIApp

from msgcheck.errors import EnvironmentFailure, InputError
from msgcheck.presend.resident import Resident
from msgcheck.service.addresses import Addresses
from msgcheck.service.app import Parts, build_app
from msgcheck.service.body_limit import MAX_BODY_BYTES
from msgcheck.service.listening import SOCKET_NAME, check_certificate, is_loopback, listen_tcp, listen_unix
from msgcheck.service.local_routes import compose_link
from msgcheck.service.pairing import Clients
from msgcheck.service.patient_protocol import PatientProtocol
from msgcheck.service.resident_models import ResidentModels
from msgcheck.service.senders_answers import OpenStore, SendersAnswers
from msgcheck.service.tickets import Tickets
from msgcheck.service.visit import OverSocket

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8765
_LOCK_NAME = "serve.lock"
_KEEP_ALIVE_S = 60
_GRACE_S = 10
"""For what is being answered when the service is told to stop."""
_MOST_CONNECTIONS = 100
"""Beyond these uvicorn itself answers 503; a service is for one person, or a small team."""
_KNOWN_ANYHOW = frozenset({"127.0.0.1", "localhost", "0.0.0.0", "::"})  # noqa: S104  compared with, not listened on
"""Hosts to listen on that add no name: those of every machine, and those that are none."""


_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s*]+")
_NAME = re.compile(r"[A-Za-z0-9.-]+|[0-9A-Fa-f]*:[0-9A-Fa-f:]+")
"""A host name or an address; with a colon it is one of IPv6."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """Where and how to serve."""

    state: Path
    """Folder of the clients, the Unix socket and the lock."""
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    """0 takes a free one."""
    names: tuple[str, ...] = ()
    """Further names under which clients know this machine."""
    cert: Path | None = None
    key: Path | None = None
    allow_origins: tuple[str, ...] = ()
    max_body_bytes: int = MAX_BODY_BYTES


class Service:
    """One service, which listens from the moment it is made.

    Args:
        resident: what checks.
        options: where and how to serve.
        open_store: opens the store for one answer of a sender.

    Raises:
        InputError: the options do not go together.
        EnvironmentFailure: a service runs already, or one cannot listen there.
    """

    def __init__(self, resident: Resident, options: ServeOptions, *, open_store: OpenStore) -> None:
        _check(options)
        self._options = options
        self._stopping = threading.Event()
        self._servers: list[_Server] = []
        with contextlib.ExitStack() as undo:
            undo.enter_context(_only_one(options.state))
            self._tcp = undo.enter_context(listen_tcp(options.host, options.port))
            socket_path = options.state / SOCKET_NAME
            self._unix = listen_unix(socket_path)
            if self._unix is not None:
                undo.callback(socket_path.unlink, missing_ok=True)
                undo.enter_context(self._unix)
            self._undo = undo.pop_all()
        self.addresses = _addresses(options, port=self._tcp.getsockname()[1])
        self._tickets = Tickets()
        self._models = ResidentModels(resident)
        self._app = build_app(
            Parts(
                models=self._models,
                answers=SendersAnswers(resident, open_store),
                clients=Clients(options.state),
                tickets=self._tickets,
                addresses=self.addresses,
                max_body_bytes=options.max_body_bytes,
            )
        )

    @property
    def address(self) -> str:
        """Return where clients ask: http://127.0.0.1:8765."""
        return self.addresses.main

    @property
    def is_ready(self) -> bool:
        """Return whether the models are loaded."""
        return self._models.is_ready

    def new_link(self) -> str:
        """Return a link that opens /compose once."""
        return compose_link(self._tickets, self.addresses)

    def run(self) -> None:
        """Serve until stopped, by `stop` or a signal.

        Raises:
            MessagingError: the messaging holds mistakes.
            ModelUnavailable: a model cannot be loaded.
        """
        try:
            with self._stopped_by_signals():
                asyncio.run(self._serve())
        finally:
            self.close()
        if self._models.failure is not None:
            raise self._models.failure

    def stop(self) -> None:
        """Stop serving after what is being answered; may be called from any thread."""
        self._stopping.set()
        for server in self._servers:
            server.should_exit = True

    def close(self) -> None:
        """Give back sockets, lock and thread; for a service that never ran, too."""
        self._undo.close()
        self._models.close()

    async def _serve(self) -> None:
        self._servers = [self._server(self._app, self._tcp, certified=True)]
        if self._unix is not None:
            self._servers.append(self._server(OverSocket(self._app), self._unix, certified=False))
        self._models.start(on_failure=self.stop)
        if self._stopping.is_set():
            self.stop()
        await asyncio.gather(*(server.serve([server.listening]) for server in self._servers))

    def _server(self, app: ASGIApp, listening: socket.socket, *, certified: bool) -> _Server:
        config = uvicorn.Config(
            app,
            http=PatientProtocol,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            # Else a client could say where it comes from.
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_GRACE_S,
            ssl_certfile=self._options.cert if certified else None,
            ssl_keyfile=self._options.key if certified else None,
        )
        return _Server(config, listening)

    @contextlib.contextmanager
    def _stopped_by_signals(self) -> Iterator[None]:
        """Stop on SIGTERM and SIGINT; only the main thread hears them."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._on_signal) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        for server in self._servers:
            # Asked again, it does not wait for those who are still being answered.
            server.force_exit = self._stopping.is_set()
        self.stop()


class _Server(uvicorn.Server):
    """A uvicorn server on one socket that leaves signals to the service, which has two."""

    def __init__(self, config: uvicorn.Config, listening: socket.socket) -> None:
        super().__init__(config)
        self.listening = listening

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _check(options: ServeOptions) -> None:
    """Return if the options go together.

    Raises:
        InputError: they do not, or would let others read along.
    """
    if (options.cert is None) != (options.key is None):
        raise InputError("a certificate goes with its key", hint="give both --cert and --key")
    if options.cert is not None and options.key is not None:
        check_certificate(options.cert, options.key)
    elif not is_loopback(options.host):
        raise InputError(
            "beyond this machine drafts are sent encrypted only", where=options.host, hint="give --cert and --key"
        )
    for origin in options.allow_origins:
        if not _ORIGIN.fullmatch(origin):
            raise InputError(
                "this is no origin",
                where=origin,
                hint="scheme and host, as the browser writes them: https://addin.example",
            )
    for name in options.names:
        if not _NAME.fullmatch(name):
            raise InputError("this is no name of a machine", where=name, hint="such as checks.example, without a port")


def _addresses(options: ServeOptions, *, port: int) -> Addresses:
    own = () if options.host in _KNOWN_ANYHOW else (options.host,)
    return Addresses(
        scheme="https" if options.cert else "http",
        port=port,
        names=tuple(dict.fromkeys((*options.names, *own))),
        allowed_origins=options.allow_origins,
    )


@contextlib.contextmanager
def _only_one(state: Path) -> Iterator[None]:
    """Hold the lock of the one service of a state folder; one that was killed holds none.

    Raises:
        EnvironmentFailure: another service runs, or the folder cannot be written.
    """
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(state / _LOCK_NAME, timeout=0, mode=0o600)
        lock.acquire()
    except Timeout as err:
        raise EnvironmentFailure(
            "msgcheck serve runs already", where=str(state), hint="stop it first; msgcheck serve --link opens its page"
        ) from err
    except OSError as err:
        raise EnvironmentFailure(
            f"the state folder cannot be written: {err.strerror}",
            where=str(state),
            hint="give another one in MSGCHECK_STATE_DIR",
        ) from err
    try:
        yield
    finally:
        lock.release()
