"""Runs whose looks are those of another run, judged again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("runs", sa.Column("rejudged", sa.Text))
    op.create_index("ix_runs_rejudged", "runs", ["rejudged"])
