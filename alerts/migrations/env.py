"""Run by Alembic: migrate on the connection, and inside the transaction, that ``alerts.upgrading`` holds."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=True,  # also on SQLite: an upgrade that fails half-way leaves nothing behind
)
with context.begin_transaction():
    context.run_migrations()
