"""The outbox: occasions, notices, messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def instant() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "occasions",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("addressed_at", instant()),
        sa.PrimaryKeyConstraint("key", name="pk_occasions"),
    )
    op.create_index("ix_occasions_addressed_at_at", "occasions", ["addressed_at", "at"])

    op.create_table(
        "messages",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("made_at", instant(), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_at", instant(), nullable=False),
        sa.Column("holder", sa.String(32)),
        sa.Column("lease", instant()),
        sa.Column("told_at", instant()),
        sa.Column("failure", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
    )
    op.create_index("ix_messages_state_next_at", "messages", ["state", "next_at"])
    op.create_index("ix_messages_made_at", "messages", ["made_at"])

    op.create_table(
        "notices",
        sa.Column("occasion", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("due_at", instant(), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("message", sa.String(32)),
        sa.PrimaryKeyConstraint("occasion", "recipient", "channel", name="pk_notices"),
        sa.ForeignKeyConstraint(["occasion"], ["occasions.key"], name="fk_notices_occasion"),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name="fk_notices_message"),
    )
    op.create_index("ix_notices_message_due_at", "notices", ["message", "due_at"])
