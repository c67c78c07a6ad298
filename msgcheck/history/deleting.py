"""Deletes rows and says how many there were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Delete, and_, bindparam, delete
from sqlalchemy.orm import InstrumentedAttribute, Session


def delete_counted(session: Session, statement: Delete) -> int:
    """Return how many rows a statement deleted."""
    return session.connection().execute(statement).rowcount


def delete_each(
    session: Session, table: type[Any], keys: Sequence[InstrumentedAttribute[Any]], rows: Iterable[Sequence[Any]]
) -> None:
    """Delete rows by their keys, where a statement with many values would be too long for some databases."""
    given: list[Mapping[str, Any]] = [{f"key_{at}": value for at, value in enumerate(row)} for row in rows]
    if given:
        equal = and_(*(key == bindparam(f"key_{at}", type_=key.type) for at, key in enumerate(keys)))
        session.connection().execute(delete(table).where(equal), given)
