"""The rights register."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from alerts.migrations.append_only import refuse_changes

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "rights",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("actor", "role", "change", "reason", "value")),
        sa.PrimaryKeyConstraint("seq", name="pk_rights"),
    )
    op.create_index("ix_rights_id_seq", "rights", ["id", "seq"])
    refuse_changes("rights")
