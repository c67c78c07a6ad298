"""Brings an opened database to the version this msgcheck works with, with the key that belongs to it."""

from __future__ import annotations

import secrets
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text

from msgcheck.errors import StoreError
from msgcheck.history import migrations
from msgcheck.history.database import Database
from msgcheck.history.keyed_hashes import KEY_BYTES, KeyedHashes, make_key, read_key
from msgcheck.history.migrations import HEAD, PREFIX
from msgcheck.history.places import StorePlace
from msgcheck.history.tables import KeyCheck

_OTHER = "name another file with the setting store"


def brought_up_to_date(database: Database) -> KeyedHashes:
    """Take the steps the database has not taken yet, all in one transaction, and return its keyed hashes.

    Raises:
        StoreError: it is of a newer version, belongs to another program, or its key is missing or another one's.
    """
    place = database.place
    with database.reading() as session:
        version = _version(session.connection(), place)
    hashes = KeyedHashes(_key(place, blank=version is None))
    if version != HEAD:
        with database.writing(foreign_keys=False) as session:
            _upgrade(session.connection(), place)
            _check_references(session.connection(), place)
            if session.scalar(select(KeyCheck.digest)) is None:
                session.add(KeyCheck(digest=_digest(hashes)))
    with database.reading() as session:
        if session.scalar(select(KeyCheck.digest)) != _digest(hashes):
            raise StoreError(
                "this is not the key the store was begun with",
                where=str(place.key),
                hint="put the right one back; without it move the store away too, and a new one is begun",
            )
    return hashes


def _version(connection: Connection, place: StorePlace) -> str | None:
    """Return the version of a database, None where it is blank."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    version: str | None = None
    if "alembic_version" in tables:
        version = connection.execute(text("select version_num from alembic_version")).scalar()
    if version is None or not version.startswith(PREFIX):
        raise StoreError("this is the database of another program", where=place.shown, hint=_OTHER)
    if version > HEAD:
        raise StoreError(
            f"the store was written by a newer msgcheck (version {version.removeprefix(PREFIX)} of its tables, "
            f"{HEAD.removeprefix(PREFIX)} is known here)",
            where=place.shown,
            hint=f"update msgcheck, or {_OTHER}",
        )
    return version


def _upgrade(connection: Connection, place: StorePlace) -> None:
    """Take all missing steps on a connection that is in a transaction; none, where another process was quicker."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    # A % would be taken for a reference to another option.
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as err:
        raise StoreError(
            f"the store cannot be brought up to date: {err}", where=place.shown, hint="install msgcheck anew"
        ) from err


def _check_references(connection: Connection, place: StorePlace) -> None:
    """Make sure that no step left a row that points to nothing."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("pragma foreign_key_check").first():
        raise StoreError(
            "the store holds rows that point to nothing", where=place.shown, hint="put it back from a copy"
        )


def _key(place: StorePlace, *, blank: bool) -> bytes:
    """Return the key of a store; made for a blank one only."""
    if place.key is None:
        return secrets.token_bytes(KEY_BYTES)
    key = make_key(place.key) if blank else read_key(place.key)
    if key is None:
        raise StoreError(
            "the key of the store is missing",
            where=str(place.key),
            hint="put it back from a copy; without it move the store away too, and a new one is begun",
        )
    return key


def _digest(hashes: KeyedHashes) -> bytes:
    """Return what tells one key from another."""
    return hashes.identity("key check")
