"""The database behind a store: its file, its transactions, its version; and what may go wrong with them, named.

A transaction that writes takes SQLite's one write lock when it begins: one that reads first and then finds that
another has written in between could only give up.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from msgcheck.errors import StoreError
from msgcheck.history.places import StorePlace

BUSY_TIMEOUT_S = 30.0
"""How long a transaction waits while another process writes; keeping the largest scan takes less."""
_PAUSE_S = 0.05
_WRITING = "msgcheck_writing"
_HINTS = (
    (("locked", "busy"), "another msgcheck is writing to it; try again in a moment"),
    (("full",), "make room on the disk; nothing was changed"),
    (("readonly", "unable to open"), "make the file and its folder writable, or name another with the setting store"),
    (
        ("not a database", "malformed", "corrupt"),
        "put it back from a copy, or move it away and a new one is begun; the setting store names another",
    ),
)
"""(words of the database, what to do about it)."""


class Database:
    """An opened database.

    Args:
        place: where it lies; folder and file are made where they are not there.

    Raises:
        StoreError: it cannot be made or opened.
    """

    def __init__(self, place: StorePlace) -> None:
        self.place = place
        if place.file is not None:
            _make_file(place)
        self._engine = _engine(place)
        driver = self._engine.dialect.loaded_dbapi
        self._errors: tuple[type[Exception], ...] = (SQLAlchemyError, driver.Error)
        try:
            with self._named_errors(), self._engine.connect() as connection:
                self._use_log(connection)
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        """Close all connections; what was written is in the one file then."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the database and writes nothing.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._named_errors(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self, *, foreign_keys: bool = True) -> Iterator[Session]:
        """Give a session in which all is written at its end, or nothing if anything is raised.

        Args:
            foreign_keys: False for migrations only: a table made anew would take along whatever points to it.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._named_errors(), self._engine.connect() as connection:
            connection.execution_options(**{_WRITING: True})
            if not foreign_keys:
                self._pragma(connection, "foreign_keys = off")
            try:
                with Session(connection) as session, session.begin():
                    yield session
            finally:
                if not foreign_keys:
                    self._pragma(connection, "foreign_keys = on")

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        """Turn errors of the database into a `StoreError` that says what to do."""
        try:
            yield
        except self._errors as err:
            told = str(err.orig) if isinstance(err, DBAPIError) else next(iter(str(err).splitlines()), "")
            hint = next((hint for words, hint in _HINTS if any(word in told for word in words)), "")
            raise StoreError(f"the store cannot be used: {told}", where=self.place.shown, hint=hint) from err

    def _use_log(self, connection: Connection) -> None:
        """Switch to a write-ahead log, so that readers and one writer do not wait for each other.

        SQLite does not wait for its lock here, so that two processes that begin a store at once must be patient.
        """
        if self.place.file is None or self._pragma(connection, "journal_mode") == "wal":
            return
        give_up = time.monotonic() + BUSY_TIMEOUT_S
        while True:
            try:
                self._pragma(connection, "journal_mode = wal")
            except self._errors as err:
                if "locked" not in str(err) or time.monotonic() > give_up:
                    raise
                time.sleep(_PAUSE_S)
            else:
                return

    def _pragma(self, connection: Connection, pragma: str) -> Any:
        """Return what SQLite answers to a pragma given outside of any transaction, None for other databases."""
        if self._engine.dialect.name != "sqlite":
            return None
        driver = connection.connection.dbapi_connection
        assert driver is not None  # noqa: S101 - it was just taken from the pool
        return _ask(driver, f"pragma {pragma}")


def _engine(place: StorePlace) -> Engine:
    """Return an engine for a place; nothing is opened yet."""
    in_memory: dict[str, Any] = {} if place.file is not None else {"poolclass": StaticPool}
    engine = create_engine(
        place.url,
        # Errors must not show the values of a statement: they may be sentences.
        hide_parameters=True,
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
        **in_memory,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_in_sqlite)
    return engine


def _prepare_sqlite(driver: Any, record: object) -> None:  # noqa: ARG001 - given by the event
    """Set up a new connection: transactions in our hands, references checked, deleted words overwritten."""
    driver.isolation_level = None
    for pragma in ("foreign_keys = on", "secure_delete = on", "temp_store = memory"):
        _ask(driver, f"pragma {pragma}")


def _begin_in_sqlite(connection: Connection) -> None:
    """Begin a transaction; one that writes takes the write lock at once."""
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("begin immediate" if writing else "begin")


def _ask(driver: DBAPIConnection, statement: str) -> Any:
    """Return the first value a statement gives, None where it gives none."""
    with closing(driver.cursor()) as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return row[0] if row else None


def _make_file(place: StorePlace) -> None:
    """Make folder and file, readable by their owner only, where they are not there."""
    file = place.file
    assert file is not None  # noqa: S101 - the caller asked
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.exists():
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as err:
        raise StoreError(
            f"the store cannot be made: {err.strerror or err}",
            where=place.shown,
            hint="make the folder writable, or name another place with the setting store",
        ) from err
