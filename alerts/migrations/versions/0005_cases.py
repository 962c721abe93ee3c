"""Cases: what listings carry, who carries the same, the folds and cases of alerts, and what people decided of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from alerts.migrations.append_only import refuse_changes

revision = "0005"
down_revision = "0004"


def instant() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "members",
        sa.Column("alert_id", sa.String(32), nullable=False),
        sa.Column("fold", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("alert_id", name="pk_members"),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name="fk_members_alert_id"),
    )
    op.create_index("ix_members_fold", "members", ["fold"])

    op.create_table(
        "folds",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("seller", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("first_at", instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_folds"),
    )
    op.create_index("ix_folds_case_id", "folds", ["case_id"])

    op.create_table(
        "traced",
        sa.Column("item_key", sa.String(32), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.PrimaryKeyConstraint("item_key", "content", name="pk_traced"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "traces",
        sa.Column("item_key", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("value", sa.String(64), nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("run_id", sa.Text, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("item_key", "kind", "value", name="pk_traces"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "carriers",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("value", sa.String(64), nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("fold", sa.String(32), nullable=False),
        sa.Column("seller_key", sa.String(32), nullable=False),
        sa.Column("alert_id", sa.String(32), nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("last_alert", sa.String(32), nullable=False),
        sa.Column("last_first", instant(), nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", "rule", "fold", name="pk_carriers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_carriers_fold_shared", "carriers", ["fold", "shared"])

    op.create_table(
        "prints",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("value", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", name="pk_prints"),
    )
    op.create_table(
        "print_keys",
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("value", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("key", "value", name="pk_print_keys"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "near",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("one", sa.String(64), nullable=False),
        sa.Column("other", sa.String(64), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("kind", "one", "other", name="pk_near"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_near_kind_other", "near", ["kind", "other"])

    op.create_table(
        "case_decisions",
        sa.Column("seq", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("undoes", sa.BigInteger),
        sa.PrimaryKeyConstraint("seq", name="pk_case_decisions"),
    )
    op.create_index("ix_case_decisions_undoes", "case_decisions", ["undoes"])
    op.create_table(
        "bounds",
        sa.Column("seq", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("fold", sa.String(32), nullable=False),
        sa.Column("side", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("seq", "fold", name="pk_bounds"),
    )
    op.create_index("ix_bounds_fold", "bounds", ["fold"])
    op.create_table(
        "returns",
        sa.Column("seq", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("alert_id", sa.String(32), nullable=False),
        sa.Column("of_alert", sa.String(32), nullable=False),
        sa.Column("run_id", sa.Text, nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_returns"),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name="fk_returns_alert_id"),
        sa.ForeignKeyConstraint(["of_alert"], ["alerts.id"], name="fk_returns_of_alert"),
    )
    op.create_index("ix_returns_alert_id", "returns", ["alert_id"])
    op.create_index("ix_returns_of_alert", "returns", ["of_alert"])
    refuse_changes("case_decisions", "returns")
