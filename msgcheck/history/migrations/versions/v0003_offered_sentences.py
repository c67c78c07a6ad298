"""Sentences that senders gave to marketing before sending."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "msgcheck_0003"
down_revision = "msgcheck_0002"

# In the order of code points, as SQLite has it, and not in that of the server's language.
TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table of offered sentences."""
    op.create_table(
        "offered",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("message_id", TEXT, nullable=True),
        sa.Column("sentence", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        # PostgreSQL would remember common words in its statistics, where they would outlive what is pruned.
        for column in ("code", "message_id", "sentence", "reason"):
            op.execute(f"alter table offered alter column {column} set statistics 0")
