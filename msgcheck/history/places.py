"""Where the store lies, and its key.

A store is a file of SQLite or, for a team, a database of a PostgreSQL server. The key never lies in the database: who
copies that alone can look nobody up. It lies beside the file, or in the state folder of each who uses the server.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from msgcheck.errors import StoreError
from msgcheck.state_folder import state_folder

FILE_NAME = "msgcheck.sqlite3"
KEY_SUFFIX = ".key"
_SQLITE = frozenset({"sqlite", "sqlite+pysqlite"})
_POSTGRESQL = frozenset({"postgresql", "postgresql+psycopg", "postgres"})
_DRIVER = "postgresql+psycopg"
_PORT = 5432
"""Of PostgreSQL, where none is named."""
_FORMS = "give a path, sqlite:///path/to/file.sqlite3 or postgresql+psycopg://user:password@host/database"


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePlace:
    """Where a store lies."""

    url: URL = field(repr=False)
    """May hold a password."""
    file: Path | None
    """None for one in memory, which is gone when it is closed, and for one on a server."""
    key: Path | None
    """The file of its key; None where the key is not kept either."""

    @property
    def on_server(self) -> bool:
        """Return whether a server of PostgreSQL keeps it."""
        return self.url.drivername == _DRIVER

    @property
    def shown(self) -> str:
        """Return how errors name it, without a password, which the options of a URL may hold too."""
        if self.file is not None:
            return str(self.file)
        url = self.url
        return URL.create(
            url.drivername, username=url.username, host=url.host, port=url.port, database=url.database
        ).render_as_string()


def store_place(store: str) -> StorePlace:
    """Return where a store lies.

    Args:
        store: the setting: "" for the default place, a path, or an SQLAlchemy URL.

    Raises:
        StoreError: the URL cannot be read, or names a database that is not supported.
    """
    if not store:
        return _in_file(state_folder() / FILE_NAME)
    if "://" not in store:
        return _in_file(Path(store).expanduser())
    try:
        url = make_url(store)
    except (ArgumentError, ValueError):
        # The text of the error, and what was given, may hold a password; so none of it is passed on.
        raise StoreError("the setting store is no URL that can be read", hint=_FORMS) from None
    if url.drivername in _POSTGRESQL:
        return _on_server(url, store)
    if url.drivername not in _SQLITE:
        raise StoreError(f"the store cannot be kept in a database of {url.drivername}", hint=_FORMS)
    if url.query:
        raise StoreError("the store takes no options in a URL of SQLite", hint=_FORMS)
    if not url.database or url.database == ":memory:":
        return StorePlace(url=url, file=None, key=None)
    return _in_file(Path(url.database).expanduser())


def _in_file(file: Path) -> StorePlace:
    """Return the place of a store in a file."""
    url = URL.create("sqlite", database=str(file))
    return StorePlace(url=url, file=file, key=file.with_name(file.name + KEY_SUFFIX))


def _on_server(url: URL, written: str) -> StorePlace:
    """Return the place of a store on a server.

    Raises:
        StoreError: no database is named, or odd characters of a password cut the URL in the wrong place, so that a
            part of it would be taken for the host, and shown.
    """
    if written.count("@") > 1:
        raise StoreError(
            "the setting store is no URL that can be read",
            hint="write odd characters of user and password as in any URL: %40 for @, %2F for /, %3A for :",
        )
    if not url.database:
        raise StoreError("the setting store names a server, but no database on it", hint=_FORMS)
    return StorePlace(
        url=url.set(drivername=_DRIVER), file=None, key=state_folder() / f"msgcheck-{_key_name(url)}{KEY_SUFFIX}"
    )


def _key_name(url: URL) -> str:
    """Return what tells the key of one database from another's, in characters that every file system takes.

    Where the server is named by options of the URL or by the variables of PostgreSQL's own programs, those count.
    """
    options = {name: value if isinstance(value, str) else ",".join(value) for name, value in url.query.items()}
    host = options.get("host") or url.host or options.get("service") or os.environ.get("PGHOST") or "localhost"
    port = options.get("port") or str(url.port or os.environ.get("PGPORT") or _PORT)
    name = "-".join((host.casefold(), port, str(url.database)))
    plain = re.sub(r"[^A-Za-z0-9._,-]", "_", name)
    return plain if plain == name else f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
