"""Brings an opened database to the version this msgcheck works with, with the key that belongs to it.

All steps are taken in one transaction that writes, and so by one process: another that opened the store at the same
time waits for its turn and then finds nothing left to do.
"""

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
from msgcheck.state_folder import VARIABLE as STATE_VARIABLE

_OTHER = "name another file or database with the setting store"


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
        with database.writing() as session:
            _upgrade(session.connection(), place)
            if session.scalar(select(KeyCheck.digest)) is None:
                session.add(KeyCheck(digest=_digest(hashes)))
    with database.reading() as session:
        if session.scalar(select(KeyCheck.digest)) != _digest(hashes):
            raise StoreError(
                "this is not the key the store was begun with", where=str(place.key), hint=_mend_key(place)
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


def _key(place: StorePlace, *, blank: bool) -> bytes:
    """Return the key of a store; made for a blank one only."""
    if place.key is None:
        return secrets.token_bytes(KEY_BYTES)
    if blank:
        _make_folder(place.key.parent)
        return make_key(place.key)
    key = read_key(place.key)
    if key is None:
        raise StoreError("the key of the store is missing", where=str(place.key), hint=_mend_key(place))
    return key


def _make_folder(folder: Path) -> None:
    """Make the folder of the key, for its owner only, where it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as err:
        raise StoreError(
            f"the key of the store cannot be written: {err.strerror or err}",
            where=str(folder),
            hint=f"make the folder writable, or name another with {STATE_VARIABLE}",
        ) from err


def _mend_key(place: StorePlace) -> str:
    """Return how to get the right key."""
    if place.on_server and place.key is not None:
        return (
            f"copy {place.key.name} to this place from the state folder of a colleague who uses the store, or of the "
            "machine it was begun on; without the key begin a new store in an empty database"
        )
    return "put it back from a copy; without it move the store away too, and a new one is begun"


def _digest(hashes: KeyedHashes) -> bytes:
    """Return what tells one key from another."""
    return hashes.identity("key check")
