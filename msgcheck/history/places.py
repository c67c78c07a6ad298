"""Where the store lies, and its key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from msgcheck.errors import StoreError
from msgcheck.state_folder import state_folder

FILE_NAME = "msgcheck.sqlite3"
KEY_SUFFIX = ".key"


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePlace:
    """Where a store lies."""

    url: URL
    file: Path | None
    """None for one in memory, which is gone when it is closed."""

    @property
    def key(self) -> Path | None:
        """Return the file of its key; None where the key is not kept either."""
        return self.file.with_name(self.file.name + KEY_SUFFIX) if self.file is not None else None

    @property
    def shown(self) -> str:
        """Return how errors name it, without a password."""
        return str(self.file) if self.file is not None else self.url.render_as_string(hide_password=True)


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
    except (ArgumentError, ValueError) as err:
        # The text of the error, and what was given, may hold a password.
        raise StoreError(
            "the setting store is no URL that can be read", hint="give a path, or sqlite:///path/to/file.sqlite3"
        ) from err
    if url.get_backend_name() != "sqlite" or url.drivername not in {"sqlite", "sqlite+pysqlite"} or url.query:
        raise StoreError(
            f"the store cannot be kept in {url.render_as_string(hide_password=True)}",
            hint="give a path, or sqlite:///path/to/file.sqlite3",
        )
    if not url.database or url.database == ":memory:":
        return StorePlace(url=url, file=None)
    return _in_file(Path(url.database).expanduser())


def _in_file(file: Path) -> StorePlace:
    """Return the place of a store in a file."""
    return StorePlace(url=URL.create("sqlite", database=str(file)), file=file)
