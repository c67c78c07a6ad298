"""Overwrites what was removed from a store, so that no file of it holds the words any longer.

SQLite zeroes what is deleted, but leaves copies in its log until that is emptied, and remains of rows that were moved
within a page. PostgreSQL keeps deleted rows until its tables are written anew. Either is done here.
"""

from __future__ import annotations

import logging
from contextlib import closing
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from msgcheck.errors import StoreError
from msgcheck.history.column_types import Base
from msgcheck.history.database import Database

_log = logging.getLogger(__name__)
_LOCK_TIMEOUT_S = 30
"""How long PostgreSQL waits for others to leave a table."""


def overwrite_removed(database: Database) -> None:
    """Write the store anew without what was removed from it, now or earlier.

    Raises:
        StoreError: the disk has no room for it, or somebody else writes; nothing is lost, and it can be tried again.
    """
    try:
        with database.reading() as session:
            _overwrite(session)
    except StoreError as err:
        raise StoreError(
            f"what was removed is gone, but not overwritten on the disk yet; {err.message}",
            where=err.where,
            hint="run the same command again when nobody writes to the store and the disk has room for a copy of it",
        ) from err


def _overwrite(session: Session) -> None:
    engine = session.get_bind()
    assert isinstance(engine, Engine)  # noqa: S101 - a session that was just begun has no connection yet
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        if engine.dialect.name == "sqlite":
            _overwrite_sqlite(cursor)
        else:
            _overwrite_postgresql(connection.driver_connection, cursor)


def _overwrite_sqlite(cursor: Any) -> None:
    """Write the file anew and empty its log."""
    cursor.execute("vacuum")
    cursor.execute("pragma wal_checkpoint(truncate)")
    busy, *_ = cursor.fetchone()
    if busy:
        _log.warning("the store is being read; what was removed is gone from its log once that ends")


def _overwrite_postgresql(driver: Any, cursor: Any) -> None:
    """Write the tables anew, each by itself, as one that is written keeps others out."""
    driver.autocommit = True
    try:
        cursor.execute(f"set lock_timeout = '{_LOCK_TIMEOUT_S}s'")
        for table in Base.metadata.sorted_tables:
            cursor.execute(f'vacuum full "{table.name}"')
    finally:
        cursor.execute("reset lock_timeout")
        driver.autocommit = False
