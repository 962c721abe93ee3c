"""At a glance: cases counted beforehand, and an index for each filter of the queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "case_totals",
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("folds", "alerts", "open", "worst")),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in ("first_seen", "last_seen")),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_totals"),
    )
    op.execute(
        "INSERT INTO case_totals SELECT folds.case_id, min(folds.rule), count(DISTINCT folds.id), count(*), sum(open), "
        "min(CASE WHEN open = 1 THEN severity_rank ELSE 9 END), min(first_seen), max(last_seen) FROM folds "
        "JOIN members ON members.fold = folds.id JOIN (SELECT alerts.*, CASE WHEN state IN ('new', 'claimed', "
        "'evidence_asked', 'confirmed', 'referred', 'correction_asked') THEN 1 ELSE 0 END AS open FROM alerts) AS a "
        "ON a.id = members.alert_id GROUP BY folds.case_id"
    )
    for gone in ("platform_shop_id", "state_severity_rank_confidence", "severity_rank_confidence_first_seen_id"):
        op.drop_index(f"ix_alerts_{gone}", "alerts")
    op.create_index("ix_alerts_shop_id_platform", "alerts", ["shop_id", "platform"])
    op.create_index("ix_alerts_shop_name", "alerts", ["shop_name"])
    # The order of the queue to the letter: an index that goes another way in one column alone is of no use to it.
    worst: list[str | sa.TextClause] = ["severity_rank", sa.text("confidence DESC"), "first_seen", "id"]
    op.create_index("ix_alerts_worst", "alerts", worst)
    op.create_index("ix_alerts_state_worst", "alerts", ["state", *worst])
    op.create_index("ix_alerts_family_worst", "alerts", ["family", *worst])
    worth: list[str | sa.TextClause] = [sa.text("worth DESC"), "first_seen", "id"]
    op.create_index("ix_alerts_severity_worth", "alerts", ["severity_rank", *worth])
    op.create_index("ix_alerts_family_worth", "alerts", ["family", *worth])
    order = [sa.text("worst"), sa.text("open DESC"), sa.text("last_seen DESC"), sa.text("case_id")]
    op.create_index("ix_case_totals_worst", "case_totals", order)
    op.create_index("ix_case_totals_open", "case_totals", [order[1], order[0], *order[2:]])
    linked = sa.text("folds > 1")
    op.create_index("ix_case_totals_linked", "case_totals", order, sqlite_where=linked, postgresql_where=linked)
    op.create_index("ix_members_fold_alert_id", "members", ["fold", "alert_id"])
    op.drop_index("ix_members_fold", "members")
    op.create_index("ix_folds_rule_case_id", "folds", ["rule", "case_id"])
    op.create_index("ix_folds_platform_case_id", "folds", ["platform", "case_id"])
