"""The database behind a store: its connections and transactions, and what may go wrong with them, named.

Whatever the kind of database, two promises hold. A session that reads sees one state, however long it takes and
whoever writes meanwhile. A session that writes waits for its turn when it begins, as only one writes at a time: one
that read first and then found that another had written in between could only give up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import ORMExecuteState, Session

from msgcheck.errors import StoreError
from msgcheck.history.places import StorePlace
from msgcheck.history.postgresql_database import PostgresqlDatabase
from msgcheck.history.sqlite_database import SqliteDatabase


class Kind(Protocol):
    """What SQLite and PostgreSQL do each in its own way."""

    reading: Mapping[str, Any]
    """Options of a connection that reads; `writing` likewise."""
    writing: Mapping[str, Any]

    def engine(self) -> Engine:
        """Return what connections come from; files are made where they are not there, nothing is opened yet.

        Raises:
            StoreError: a file cannot be made, or the driver is not installed.
        """
        ...

    def prepare(self, connection: Connection) -> None:
        """Set up a database that was just opened, or see that it is fit for a store.

        Raises:
            StoreError: it is not.
        """
        ...

    def hint(self, error: BaseException) -> str:
        """Return what to do about an error of the driver; "" where nothing is known."""
        ...


class _Engines(NamedTuple):
    """Both take their connections from the same pool."""

    reading: Engine
    writing: Engine


class Database:
    """An opened database.

    Args:
        place: where it lies; folder and file are made where they are not there, a database of a server is not.

    Raises:
        StoreError: it cannot be made or opened.
    """

    def __init__(self, place: StorePlace) -> None:
        self.place = place
        self._kind: Kind = PostgresqlDatabase(place) if place.on_server else SqliteDatabase(place)
        self._engine = self._kind.engine()
        self._errors: tuple[type[Exception], ...] = (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error)
        self._engines = _Engines(
            reading=self._engine.execution_options(**self._kind.reading),
            writing=self._engine.execution_options(**self._kind.writing),
        )
        try:
            with self._named_errors(), self._engine.connect() as connection:
                self._kind.prepare(connection)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close all connections; what was written to a file is in that one file then."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the database and writes nothing.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._named_errors(), Session(self._engines.reading) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session in which all is written at its end, or nothing if anything is raised.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._named_errors(), Session(self._engines.writing) as session, session.begin():
            event.listen(session, "do_orm_execute", _insert_together)
            yield session

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        """Turn errors of the database into a `StoreError` that says what to do."""
        try:
            yield
        except self._errors as err:
            cause = (err.orig if isinstance(err, DBAPIError) else None) or err
            # Further lines quote the statement, and may quote values.
            told = next(iter(str(cause).splitlines()), "")
            raise StoreError(
                f"the store cannot be used: {told}", where=self.place.shown, hint=self._kind.hint(cause)
            ) from err


def _insert_together(execution: ORMExecuteState) -> None:
    """Send rows in one go although some of their values are NULL; left to SQLAlchemy, each such row goes alone."""
    if execution.is_insert:
        execution.update_execution_options(render_nulls=True)
