"""A PostgreSQL server of the tests' own: on loopback, begun when a test first asks for it, thrown away at the end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Self

import psycopg

HOST = "127.0.0.1"
OWNER = "boss"
"""Superuser, and whose databases the tests use."""
LOCKED_OUT = "stranger"
"""A role whose password is asked for."""
_START_S = 30.0
_TRIES = 3
"""Another program may take the free port before the server does."""
_SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "50",
    "shared_buffers": "16MB",
    # What is thrown away at the end need not survive a power cut.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
_ACCESS = f"host all {LOCKED_OUT} {HOST}/32 scram-sha-256\nhost all all {HOST}/32 trust\n"


def server_binaries() -> Path | None:
    """Return the folder of the newest server that is installed, None where there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version_in_path, reverse=True)
    if shutil.which("pg_config"):
        told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(told.stdout.strip()))
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


class PostgresServer:
    """A server that runs, with databases to be had."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._folder = Path(tempfile.mkdtemp(prefix="msgcheck-postgresql-"))
        self._user = _server_user()
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0
        try:
            self._begin()
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def url(self, database: str, *, user: str = OWNER, password: str = "", driver: str = "postgresql+psycopg") -> str:
        """Return where a database is, as the setting `store` takes it."""
        who = f"{user}:{password}" if password else user
        return f"{driver}://{who}@{HOST}:{self.port}/{database}"

    def execute(self, statement: str, *, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Return the rows of a statement that the superuser gives."""
        with closing(self._connect(database)) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    @contextmanager
    def database(self, *, template: str = "template1", options: str = "") -> Iterator[str]:
        """Give the name of a new database, which is dropped at the end."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"create database {name} template {template} {options}")
        try:
            yield name
        finally:
            self.execute(f"drop database {name} with (force)")

    def empty(self, database: str, *, besides: tuple[str, ...]) -> None:
        """Delete all rows of a database but those of some tables, and count ids from 1 again."""
        found = "select relname, relkind from pg_class where relnamespace = 'public'::regnamespace"
        names = self.execute(found, database=database)
        deleting = [f"delete from {name}" for name, kind in names if kind == "r" and name not in besides]  # noqa: S608
        counting = [f"select setval('{name}', 1, false)" for name, kind in names if kind == "S"]
        # References are not looked at, so the order is of no matter.
        self.execute("; ".join(["set session_replication_role = replica", *deleting, *counting]), database=database)

    def stop(self) -> None:
        """Stop the server and remove all it kept."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(_START_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _begin(self) -> None:
        data = self._folder / "data"
        if self._user is not None:
            shutil.chown(self._folder, self._user)
        made = self._run("initdb", f"--pgdata={data}", f"--username={OWNER}", "--no-sync", *self._language())
        if made.returncode:
            raise RuntimeError(f"initdb failed: {made.stderr}")
        (data / "pg_hba.conf").write_text(_ACCESS, encoding="utf-8")
        for _ in range(_TRIES):
            self.port = _free_port()
            self._process = self._started(data)
            if self._answers():
                break
        else:
            raise RuntimeError(f"the server did not start: {self._log.read_text(encoding='utf-8')}")
        self.execute(f"create role {LOCKED_OUT} login password 'right'")

    def _language(self) -> tuple[str, ...]:
        """Return the options for an order of words that is not that of their bytes, as most servers have it."""
        told = self._run("initdb", "--version").stdout
        version = int(re.findall(r"\d+", told)[0])
        order = ("--locale-provider=icu", "--icu-locale=en") if version >= 15 else ()
        return ("--encoding=UTF8", "--locale=C.UTF-8", *order)

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self._binaries / program), *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self._folder,
            **self._as_user(),
        )

    def _started(self, data: Path) -> subprocess.Popen[bytes]:
        settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        # Ends with the tests even where these are killed.
        tied = ["setpriv", "--pdeathsig=INT"] if shutil.which("setpriv") else []
        with self._log.open("wb") as log:
            return subprocess.Popen(
                [*tied, str(self._binaries / "postgres"), "-D", str(data), "-p", str(self.port), *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                **self._as_user(),
            )

    @property
    def _log(self) -> Path:
        return self._folder / "log"

    def _as_user(self) -> dict[str, Any]:
        return {} if self._user is None else {"user": self._user, "group": _group(self._user), "extra_groups": []}

    def _answers(self) -> bool:
        """Return whether the server came up; False where it ended instead."""
        give_up = time.monotonic() + _START_S
        while self._process is not None and self._process.poll() is None and time.monotonic() < give_up:
            try:
                self._connect("postgres").close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return True
        return False

    def _connect(self, database: str) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(host=HOST, port=self.port, user=OWNER, dbname=database, autocommit=True)


def _server_user() -> str | None:
    """Return as whom the server runs: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _group(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _version_in_path(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0
