"""Documents over time: language, products named, slides, the version before; findings that were called wrong."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "msgcheck_0002"
down_revision = "msgcheck_0001"

# In the order of code points, as SQLite has it, and not in that of the server's language.
TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the columns, unknown for what was scanned before, and the table of disputes.

    The columns are added to the table as it is: SQLite would count ids from the highest one left in a table made
    anew, and give that of a document that was deleted to another.
    """
    for name, kind in (("language", TEXT), ("named", sa.JSON()), ("slides", sa.LargeBinary())):
        op.add_column("documents", sa.Column(name, kind, nullable=True))
    # Both databases take this; Alembic adds a reference in a second step, which SQLite does not know.
    op.execute(
        "alter table documents add column version_of_id integer "
        "constraint fk_documents_version_of_id references documents (id)"
    )
    op.create_index("ix_documents_version_of_id", "documents", ["version_of_id"])
    op.create_table(
        "disputes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("message_id", TEXT, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.UniqueConstraint("identity"),
    )
    if op.get_bind().dialect.name == "postgresql":
        _take_no_samples()


def _take_no_samples() -> None:
    """Keep PostgreSQL from remembering common words in its statistics, where they would outlive what is erased."""
    columns = op.get_bind().execute(
        sa.text(
            "select table_name, column_name from information_schema.columns "
            "where table_schema = current_schema() and data_type in ('text', 'json', 'bytea')"
        )
    )
    for table, column in columns.all():
        op.execute(f'alter table "{table}" alter column "{column}" set statistics 0')
