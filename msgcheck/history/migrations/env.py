"""Run by Alembic to take the missing steps on the connection that `upgrade` hands over."""

from __future__ import annotations

from alembic import context

from msgcheck.history.tables import ScanRow

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=ScanRow.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
