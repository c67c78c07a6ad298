"""Documents over time: language, products named, slides, the version before; findings that were called wrong."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "msgcheck_0002"
down_revision = "msgcheck_0001"


def upgrade() -> None:
    """Add the columns, unknown for what was scanned before, and the table of disputes."""
    # SQLite keeps the table in one go; made anew it would lose its AUTOINCREMENT if that were not said again.
    with op.batch_alter_table("documents", recreate="auto", table_kwargs={"sqlite_autoincrement": True}) as documents:
        documents.add_column(sa.Column("language", sa.Text(), nullable=True))
        documents.add_column(sa.Column("named", sa.JSON(), nullable=True))
        documents.add_column(sa.Column("slides", sa.LargeBinary(), nullable=True))
        documents.add_column(sa.Column("version_of_id", sa.Integer(), nullable=True))
        documents.create_foreign_key("fk_documents_version_of_id", "documents", ["version_of_id"], ["id"])
        documents.create_index("ix_documents_version_of_id", ["version_of_id"])
    op.create_table(
        "disputes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.UniqueConstraint("identity"),
    )
