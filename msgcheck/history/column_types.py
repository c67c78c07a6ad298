"""What all tables of the store share: types that SQLite and PostgreSQL keep alike, and names of constraints."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import JSON, Date, DateTime, Dialect, Double, LargeBinary, MetaData, Text, TypeDecorator
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names of constraints, so that a migration can speak of them in any database."""
LASTING = {"sqlite_autoincrement": True}
"""For tables whose ids are given out: a number that was used once is never used again."""
NARROW = {"sqlite_with_rowid": False}
"""For tables that are little more than their key: SQLite then keeps them once, not twice."""


PLAIN_TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Text in the order of its code points, which is SQLite's own; PostgreSQL would take that of the server's language."""
WORDS = JSON(none_as_null=True)
"""A list of words; one that is unknown is NULL, not the word null."""


def storable(text: str) -> str:
    """Return text that every database takes: half characters of odd file names and zero bytes are written out."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


class AnyText(TypeDecorator[str]):
    """Text from anywhere."""

    impl = PLAIN_TEXT
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text as every database takes it."""
        return value if value is None else storable(value)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: kept in UTC, given back aware of its zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment in UTC without its zone; one without a zone counts as UTC."""
        return value.astimezone(UTC).replace(tzinfo=None) if value is not None and value.tzinfo else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment with its zone, UTC."""
        return value.replace(tzinfo=UTC) if value is not None else None


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - read once, by the base class
        str: AnyText,
        bytes: LargeBinary,
        float: Double,
        date: Date,
        datetime: UtcDateTime,
        tuple[str, ...]: WORDS,
    }
