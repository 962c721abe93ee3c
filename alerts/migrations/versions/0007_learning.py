"""What was learnt from decisions: verdicts, calibrations, and what they say of each alert."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_KINDS = ("flagship", "authorised", "member", "secondhand")


def upgrade() -> None:
    op.create_table(
        "verdicts",
        sa.Column("alert_id", sa.String(32), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("seller_kind", sa.Text, nullable=False),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("level", sa.Float, nullable=False),
        sa.Column("seconds", sa.Float),
        sa.PrimaryKeyConstraint("alert_id", name="pk_verdicts"),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name="fk_verdicts_alert_id"),
    )
    op.create_index("ix_verdicts_rule_seq", "verdicts", ["rule", "seq"])
    op.create_table(
        "calibrations",
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("seller_kind", sa.Text, nullable=False),
        sa.Column("tallies", sa.Text, nullable=False),
        sa.Column("seconds", sa.Float),
        sa.Column("pending", sa.String(32)),
        sa.PrimaryKeyConstraint("rule", "seller_kind", name="pk_calibrations"),
    )
    op.create_table(
        "learned",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learned"),
    )
    op.add_column("alerts", sa.Column("seller_kind", sa.Text, nullable=False, server_default="unknown"))
    for name in ("calibrated", "low", "high"):
        op.add_column("alerts", sa.Column(name, sa.Float))
    op.add_column("alerts", sa.Column("worth", sa.Float, nullable=False, server_default="0"))
    for kind in _KINDS:
        # A quotation mark inside any text of a listing is escaped, so this can only be the shop's own kind.
        op.execute(
            f"UPDATE alerts SET seller_kind = '{kind}' WHERE EXISTS (SELECT 1 FROM contents "  # noqa: S608 - our own words
            f'WHERE contents.sha256 = alerts.content AND contents.listing LIKE \'%"kind":"{kind}"%\')'
        )
    # What is exact without decisions; the intervals come with the first lesson, which finds these rows pending.
    op.execute(
        "UPDATE alerts SET calibrated = confidence, "
        "worth = confidence * CASE severity WHEN 'high' THEN 4.0 WHEN 'medium' THEN 2.0 ELSE 1.0 END * 60.0 / 120.0"
    )
    op.execute(
        "INSERT INTO calibrations (rule, seller_kind, tallies, pending) "
        "SELECT DISTINCT rule, seller_kind, '[]', '' FROM alerts"
    )
    op.create_index("ix_alerts_rule_seller_kind_id", "alerts", ["rule", "seller_kind", "id"])
    op.create_index("ix_alerts_worth", "alerts", [sa.text("worth DESC"), "first_seen", "id"])
    op.create_index("ix_alerts_state_worth", "alerts", ["state", sa.text("worth DESC"), "first_seen", "id"])
    op.create_index("ix_decisions_actor_seq", "decisions", ["actor", "seq"])
