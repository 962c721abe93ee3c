"""Runs, observations, alerts, decisions, custody, people and jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

APPEND_ONLY = ("contents", "observations", "sightings", "decisions", "custody")


def instant() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("run_id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("started_at", instant(), nullable=False),
        sa.Column("finished_at", instant(), nullable=False),
        sa.Column("as_of", instant(), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("health", sa.Text, nullable=False),
        sa.Column("listings_sha256", sa.Text, nullable=False),
        sa.Column("listings", sa.Integer, nullable=False),
        sa.Column("clear", sa.Integer, nullable=False),
        sa.Column("flagged", sa.Integer, nullable=False),
        sa.Column("could_not_judge", sa.Integer, nullable=False),
        sa.Column("content_poor", sa.Integer, nullable=False),
        sa.Column("rulebooks", sa.Text, nullable=False),
        *(
            sa.Column(name, sa.Integer, nullable=False, server_default="0")
            for name in ("opened", "seen_again", "changed", "corrected", "gone", "reopened", "not_looked")
        ),
        sa.PrimaryKeyConstraint("run_id", name="pk_runs"),
    )
    op.create_index("ix_runs_day_source", "runs", ["day", "source"])
    op.create_index("ix_runs_source_finished_at", "runs", ["source", "finished_at"])
    op.create_index("ix_runs_platform_as_of", "runs", ["platform", "as_of"])

    op.create_table(
        "items",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("seller", sa.Text, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("last_at", instant(), nullable=False),
        sa.Column("last_run_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_items"),
        sa.ForeignKeyConstraint(["last_run_id"], ["runs.run_id"], name="fk_items_last_run_id"),
    )
    op.create_index("ix_items_platform_item_id", "items", ["platform", "item_id"])

    op.create_table(
        "contents",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("listing", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_contents"),
    )

    op.create_table(
        "observations",
        sa.Column("run_id", sa.Text, nullable=False),
        sa.Column("line", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("item_key", sa.String(32), nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("look", sa.Text, nullable=False),
        sa.Column("shop_id", sa.Text),
        sa.Column("room_id", sa.Text),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("judgement", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "line", name="pk_observations"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name="fk_observations_run_id"),
        sa.ForeignKeyConstraint(["item_key"], ["items.key"], name="fk_observations_item_key"),
        sa.ForeignKeyConstraint(["content"], ["contents.sha256"], name="fk_observations_content"),
    )
    op.create_index("ix_observations_item_key_at", "observations", ["item_key", "at"])
    op.create_index(
        "ix_observations_run_id_verdict_item_key_line", "observations", ["run_id", "verdict", "item_key", "line"]
    )

    op.create_table(
        "alerts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("item_key", sa.String(32), nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("seller", sa.Text, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("shop_id", "shop_name", "room_id", "room_title", "anchor")),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("rule", "family", "charge", "severity")),
        sa.Column("severity_rank", sa.Integer, nullable=False),
        sa.Column("tier", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("resume", sa.Text),
        sa.Column("life", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        *(sa.Column(name, instant(), nullable=False) for name in ("first_seen", "last_seen", "looked_at", "opened_at")),
        sa.Column("due_on", sa.Date),
        sa.Column("extended", sa.Boolean, nullable=False, server_default="0"),
        sa.Column("sale_fen", sa.BigInteger),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("run_id", sa.Text, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("decision_reason", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
        sa.ForeignKeyConstraint(["item_key"], ["items.key"], name="fk_alerts_item_key"),
    )
    op.create_index("ix_alerts_item_key", "alerts", ["item_key"])
    op.create_index("ix_alerts_source_state", "alerts", ["source", "state"])
    op.create_index("ix_alerts_platform_shop_id", "alerts", ["platform", "shop_id"])
    op.create_index("ix_alerts_state_severity_rank_confidence", "alerts", ["state", "severity_rank", "confidence"])
    op.create_index(
        "ix_alerts_severity_rank_confidence_first_seen_id",
        "alerts",
        ["severity_rank", "confidence", "first_seen", "id"],
    )

    op.create_table(
        "sightings",
        sa.Column("alert_id", sa.String(32), nullable=False),
        sa.Column("run_id", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("life", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("line", sa.Integer),
        sa.Column("title", sa.Text),
        sa.Column("sale_fen", sa.BigInteger),
        sa.Column("changed_fields", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "run_id", name="pk_sightings"),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name="fk_sightings_alert_id"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name="fk_sightings_run_id"),
    )
    op.create_index("ix_sightings_day_alert_id", "sightings", ["day", "alert_id"])

    op.create_table(
        "episodes",
        sa.Column("alert_id", sa.String(32), nullable=False),
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("opened_at", instant(), nullable=False),
        sa.Column("closed_at", instant()),
        sa.Column("severity", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "seq", name="pk_episodes"),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name="fk_episodes_alert_id"),
    )
    op.create_index("ix_episodes_closed_at", "episodes", ["closed_at"])

    op.create_table(
        "decisions",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("alert_id", sa.String(32), nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("from_state", sa.Text, nullable=False),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("undoes", sa.BigInteger),
        sa.PrimaryKeyConstraint("seq", name="pk_decisions"),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name="fk_decisions_alert_id"),
    )
    op.create_index("ix_decisions_alert_id_seq", "decisions", ["alert_id", "seq"])

    op.create_table(
        "custody",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("alert_id", sa.String(32)),
        sa.Column("run_id", sa.Text),
        sa.Column("state", sa.Text),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_custody"),
    )
    op.create_index("ix_custody_alert_id_seq", "custody", ["alert_id", "seq"])
    op.create_index("ix_custody_run_id", "custody", ["run_id"])

    chain = op.create_table(
        "chain",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chain"),
    )
    op.bulk_insert(chain, [{"id": 1, "seq": 0, "hash": "0" * 64}])

    op.create_table(
        "users",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("display", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("locked_until", instant()),
        sa.Column("created_at", instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_users"),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("started_at", instant(), nullable=False),
        sa.Column("ended_at", instant()),
        sa.Column("outcome", sa.Text),
        sa.Column("detail", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_name_started_at", "jobs", ["name", "started_at"])
    op.create_table(
        "pauses",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_pauses"),
    )
    refuse_changes()


def refuse_changes() -> None:
    """The record is only added to; whoever changes it must first take the triggers away, and the chain still tells."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION zuanjian_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'append only: %', TG_TABLE_NAME; END $$"
        )
        for table in APPEND_ONLY:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION zuanjian_append_only()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION zuanjian_append_only()"
            )
        return
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END"
            )
