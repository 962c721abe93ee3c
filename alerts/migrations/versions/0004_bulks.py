"""Decisions on a whole filter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from alerts.migrations.append_only import refuse_changes

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "bulks",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("actor", "role", "move", "words", "filter")),
        sa.Column("matched", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_bulks"),
    )
    op.create_index("ix_bulks_id", "bulks", ["id"], unique=True)
    refuse_changes("bulks")
