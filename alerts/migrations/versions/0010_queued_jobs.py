"""Runs of jobs that came out of the queue: which job of the queue, and which worker ran it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("jobs", sa.Column("queued", sa.BigInteger))
    op.add_column("jobs", sa.Column("worker", sa.Text))
    op.create_index("ix_jobs_queued", "jobs", ["queued"])
