"""Mutes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from alerts.migrations.append_only import refuse_changes

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "mutes",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("actor", "role", "change", "scope", "reason")),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("hid", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_mutes"),
    )
    op.create_index("ix_mutes_id_seq", "mutes", ["id", "seq"])
    refuse_changes("mutes")
