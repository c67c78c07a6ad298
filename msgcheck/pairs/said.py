"""How a statement is put before a pair model."""

from __future__ import annotations

from msgcheck.records import BlockKind, Statement

CONTEXT_WORDS = 20
"""Words of the sentence before that are shown; a question of a customer mostly ends with what it asks."""


def said(statement: Statement) -> str:
    """Return the statement, in mail with the sentence before it: an answer says little without its question."""
    if statement.kind is BlockKind.LINE and statement.context.strip():
        before = " ".join(statement.context.split()[-CONTEXT_WORDS:])
        return f"{before} | {statement.text}"
    return statement.in_full
