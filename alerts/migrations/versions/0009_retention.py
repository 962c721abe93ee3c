"""Retention: a door in the triggers of what a run saw, and how much of each run it took."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

LET_GO = ("observations", "contents")


def upgrade() -> None:
    op.create_table(
        "retention_door",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_retention_door"),
    )
    op.add_column("runs", sa.Column("removed", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_observations_content", "observations", ["content"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION zuanjian_retention() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF EXISTS (SELECT 1 FROM retention_door) THEN RETURN OLD; END IF; "
            "RAISE EXCEPTION 'append only: %', TG_TABLE_NAME; END $$"
        )
        for table in LET_GO:
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION zuanjian_append_only()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_retention BEFORE DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION zuanjian_retention()"
            )
        return
    for table in LET_GO:
        op.execute(f"DROP TRIGGER {table}_no_delete")
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT EXISTS (SELECT 1 FROM retention_door) "  # noqa: S608
            f"BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END"
        )
