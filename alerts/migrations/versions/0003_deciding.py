"""What a decision says beside its reason, what a member declared, due dates that are provisional."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("alerts", sa.Column("due_provisional", sa.Boolean, nullable=False, server_default="0"))
    op.add_column("alerts", sa.Column("declared_at", sa.DateTime(timezone=True)))
    op.add_column("alerts", sa.Column("decision_seq", sa.BigInteger, nullable=False, server_default="0"))
    for name in ("role", "unit", "number"):
        op.add_column("decisions", sa.Column(name, sa.Text))
    op.add_column("decisions", sa.Column("due_on", sa.Date))
    op.add_column("decisions", sa.Column("within", sa.String(32)))
    op.create_index("ix_decisions_within", "decisions", ["within"])
    timed = sa.text("(state IN ('new', 'claimed', 'evidence_asked', 'confirmed', 'correction_asked')) IS TRUE")
    op.create_index(
        "ix_alerts_due", "alerts", ["due_on", "severity_rank", "id"], sqlite_where=timed, postgresql_where=timed
    )
    provisional = sa.text("due_provisional IS TRUE")
    op.create_index(
        "ix_alerts_provisional", "alerts", ["due_on", "id"], sqlite_where=provisional, postgresql_where=provisional
    )
    op.execute(
        "UPDATE alerts SET decision_seq = "
        "coalesce((SELECT max(seq) FROM decisions WHERE decisions.alert_id = alerts.id), 0)"
    )
    # Dates were counted without public holidays until now: the next intake counts those of open alerts again.
    op.execute(
        "UPDATE alerts SET due_provisional = TRUE WHERE due_on IS NOT NULL "
        "AND state IN ('new', 'claimed', 'confirmed', 'correction_asked')"
    )
