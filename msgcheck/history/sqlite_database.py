"""A store in a file of SQLite: its write-ahead log, its one write lock, and its errors."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import StaticPool

from msgcheck.errors import StoreError
from msgcheck.history.places import StorePlace

BUSY_TIMEOUT_S = 30.0
"""How long a transaction waits while another process writes; keeping the largest scan takes less."""
_PAUSE_S = 0.05
_LOG_SUFFIXES = ("-wal", "-shm")
_WRITING = "msgcheck_writing"
_HINTS = (
    (("locked", "busy"), "another msgcheck is writing to it; try again in a moment"),
    (("full",), "make room on the disk; nothing was changed"),
    (("disk i/o",), "see that the disk works and has room; nothing was changed"),
    (("readonly", "unable to open"), "make the file and its folder writable, or name another with the setting store"),
    (
        ("not a database", "malformed", "corrupt"),
        "put it back from a copy, or move it away and a new one is begun; the setting store names another",
    ),
)
"""(words of SQLite, what to do about it)."""


class SqliteDatabase:
    """A file, or memory, as SQLite keeps it."""

    reading: Mapping[str, Any] = {}
    writing: Mapping[str, Any] = {_WRITING: True}

    def __init__(self, place: StorePlace) -> None:
        self._place = place

    def engine(self) -> Engine:
        """Return what connections come from; folder and file are made where they are not there."""
        if self._place.file is not None:
            _make_file(self._place.file)
        in_memory: dict[str, Any] = {} if self._place.file is not None else {"poolclass": StaticPool}
        engine = create_engine(
            self._place.url,
            # Errors must not show the values of a statement: they may be sentences.
            hide_parameters=True,
            connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
            **in_memory,
        )
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        return engine

    def prepare(self, connection: Connection) -> None:
        """Switch to a write-ahead log, so that readers and one writer do not wait for each other.

        SQLite does not wait for its lock here, so that two processes that begin a store at once must be patient.
        """
        if self._place.file is None or _pragma(connection, "journal_mode") == "wal":
            return
        give_up = time.monotonic() + BUSY_TIMEOUT_S
        while True:
            try:
                _pragma(connection, "journal_mode = wal")
            except connection.dialect.loaded_dbapi.OperationalError as err:
                if "locked" not in str(err) or time.monotonic() > give_up:
                    raise
                time.sleep(_PAUSE_S)
            else:
                return

    def hint(self, error: BaseException) -> str:
        """Return what to do about an error of SQLite."""
        told = str(error).lower()
        return next((hint for words, hint in _HINTS if any(word in told for word in words)), "")


def _set_up(driver: Any, record: object) -> None:  # noqa: ARG001 - given by the event
    """Set up a new connection: transactions in our hands, references checked, deleted words overwritten."""
    driver.isolation_level = None
    for pragma in ("foreign_keys = on", "secure_delete = on", "temp_store = memory"):
        _ask(driver, f"pragma {pragma}")


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that writes takes the write lock at once."""
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("begin immediate" if writing else "begin")


def _pragma(connection: Connection, pragma: str) -> Any:
    """Return what SQLite answers to a pragma given outside of any transaction."""
    driver = connection.connection.dbapi_connection
    assert driver is not None  # noqa: S101 - it was just taken from the pool
    return _ask(driver, f"pragma {pragma}")


def _ask(driver: DBAPIConnection, statement: str) -> Any:
    """Return the first value a statement gives, None where it gives none."""
    with closing(driver.cursor()) as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return row[0] if row else None


def _make_file(file: Path) -> None:
    """Make folder and file, readable by their owner only, where they are not there."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.exists():
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        elif os.access(file, os.W_OK):
            _make_log_writable(file)
    except OSError as err:
        raise StoreError(
            f"the store cannot be made: {err.strerror or err}",
            where=str(file),
            hint="make the folder writable, or name another place with the setting store",
        ) from err


def _make_log_writable(file: Path) -> None:
    """Give the log of a file that may be written the mode of the file.

    Where the file could only be read for a while, SQLite made a log that can only be read too, and left it there.
    """
    for suffix in _LOG_SUFFIXES:
        log = file.with_name(file.name + suffix)
        if log.exists() and not os.access(log, os.W_OK):
            with suppress(FileNotFoundError):  # another process closed the store just now
                log.chmod(stat.S_IMODE(file.stat().st_mode))
