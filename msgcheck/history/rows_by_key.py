"""Finds rows by keys of several columns, one statement for many rows, and deletes rows.

A list of such keys is no part of the SQL that all databases share, and may be longer than a statement can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Delete, and_, bindparam, delete
from sqlalchemy.orm import InstrumentedAttribute, Session

Columns = Sequence[InstrumentedAttribute[Any]]


def has_key(columns: Columns) -> ColumnElement[bool]:
    """Return the condition for the row with a key, whose values `key_values` gives."""
    return and_(*(column == bindparam(f"key_{at}", type_=column.type) for at, column in enumerate(columns)))


def key_values(key: Sequence[Any]) -> dict[str, Any]:
    """Return the values that `has_key` asks for."""
    return {f"key_{at}": value for at, value in enumerate(key)}


def delete_each(session: Session, table: type[Any], columns: Columns, keys: Iterable[Sequence[Any]]) -> None:
    """Delete the rows with these keys."""
    given = [key_values(key) for key in keys]
    if given:
        session.connection().execute(delete(table).where(has_key(columns)), given)


def delete_counted(session: Session, statement: Delete) -> int:
    """Return how many rows a statement deleted."""
    return session.connection().execute(statement).rowcount
