"""A store in a database of PostgreSQL: its locks, what it needs of the server, and the server's errors.

Writers queue for one advisory lock of the database, as they queue for SQLite's write lock: each sees all that the one
before it wrote, and no writer ever fails because of another. The lock ends with its transaction, also with one whose
process was killed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from msgcheck.errors import StoreError
from msgcheck.history.places import StorePlace

LOCK_TIMEOUT_S = 30.0
"""How long a transaction waits while another process writes; keeping the largest scan takes less."""
_CONNECT_TIMEOUT_S = 10
"""Left to the driver, a server that does not answer holds a command up for two minutes."""
_WRITERS_LOCK = int.from_bytes(b"msgcheck", "big")
"""Number of the advisory lock; 64 bits of our own, so that no other program takes the same by chance."""
_ENCODING = "UTF8"
_WRITING = "msgcheck_writing"
_CREDENTIALS = "check user and password in the setting store; PGPASSWORD and the file ~/.pgpass are looked at too"
_BUSY = "another msgcheck is writing to it, or changes its tables; try again in a moment"
_RESTARTING = "the server stops or starts; nothing was changed; try again in a moment"
_RIGHTS = "let the owner of the database grant the user of the setting store what is missing: see docs/team-store.md"
_READ_ONLY = "this server or this user may only read; name the server that is written to with the setting store"
_CROWDED = "the server has no connection left; try again in a moment"
_BY_STATE = (
    ("55P03", _BUSY),
    ("40", _BUSY),
    ("42501", _RIGHTS),
    ("3F000", _RIGHTS),
    ("25006", _READ_ONLY),
    ("53100", "make room on the disk of the server; nothing was changed"),
    ("53300", _CROWDED),
    ("57014", "the server ends statements early; raise its statement_timeout for this user"),
    ("57P", _RESTARTING),
    ("08", _RESTARTING),
)
"""(beginning of the error's SQLSTATE, what to do about it)."""
_BY_WORDS = (
    (("invalid connection option",), "mend what stands behind the ? in the setting store"),
    (("password", "authentication failed"), _CREDENTIALS),
    (("permission denied",), _RIGHTS),
    (("pg_hba.conf",), "let pg_hba.conf of the server admit this user from this machine"),
    (("ssl", "certificate"), "set sslmode behind the ? in the setting store as the server needs it"),
    (("too many", "connection slots"), _CROWDED),
    (("starting up", "shutting down", "recovery", "closed", "lost", "terminated"), _RESTARTING),
    (("database ",), "have it made: create database NAME encoding 'UTF8' template template0"),
    (("role ",), _CREDENTIALS),
)
"""The same for errors without an SQLSTATE, which is what becomes of a failure to connect; words in lower case."""
_NO_CONNECTION = "see that the server runs, and check host, port, user and database in the setting store"
"""Where nothing else is known: a server may tell what is wrong in the language of its administrators."""


class PostgresqlDatabase:
    """A database of a server."""

    reading: Mapping[str, Any] = {"isolation_level": "REPEATABLE READ"}
    # The state a writer sees must not be older than its turn, so each statement sees what is there when it begins.
    writing: Mapping[str, Any] = {"isolation_level": "READ COMMITTED", _WRITING: True}

    def __init__(self, place: StorePlace) -> None:
        self._place = place

    def engine(self) -> Engine:
        """Return what connections come from.

        Raises:
            StoreError: the driver is not installed.
        """
        ours: dict[str, Any] = {"connect_timeout": _CONNECT_TIMEOUT_S, "application_name": "msgcheck"}
        set_by_user = self._place.url.query.keys()
        arguments = {name: value for name, value in ours.items() if name not in set_by_user}
        try:
            engine = create_engine(
                self._place.url,
                # Errors must not show the values of a statement: they may be sentences.
                hide_parameters=True,
                # A server that was started anew between two transactions is none that failed.
                pool_pre_ping=True,
                connect_args=arguments | {"client_encoding": _ENCODING},
            )
        except ImportError as err:
            raise StoreError(
                "a store in PostgreSQL needs the package psycopg",
                where=self._place.shown,
                hint="pip install 'msgcheck[postgresql]'",
            ) from err
        event.listen(engine, "begin", _begin)
        return engine

    def prepare(self, connection: Connection) -> None:
        """See that the database keeps every character.

        Raises:
            StoreError: it keeps the characters of some languages only.
        """
        encoding = connection.exec_driver_sql("show server_encoding").scalar()
        if encoding != _ENCODING:
            raise StoreError(
                f"the database keeps text as {encoding}, which lacks characters that documents have",
                where=self._place.shown,
                hint="make another for the store: create database NAME encoding 'UTF8' template template0",
            )

    def hint(self, error: BaseException) -> str:
        """Return what to do about an error of psycopg."""
        state: str | None = getattr(error, "sqlstate", None)
        if state is not None:
            return next((hint for beginning, hint in _BY_STATE if state.startswith(beginning)), "")
        told = str(error).lower()
        return next((hint for words, hint in _BY_WORDS if any(word in told for word in words)), _NO_CONNECTION)


def _begin(connection: Connection) -> None:
    """Wait for nobody for ever; one that writes waits for its turn at once."""
    writing = connection.get_execution_options().get(_WRITING, False)
    then = f"select pg_advisory_xact_lock({_WRITERS_LOCK})" if writing else "set transaction read only"
    connection.exec_driver_sql(f"set local lock_timeout = {round(LOCK_TIMEOUT_S * 1000)}; {then}")
