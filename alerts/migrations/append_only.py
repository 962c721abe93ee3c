"""Tables that are only ever added to: how a migration makes the database refuse anything else.

The triggers of revision 0001 are written out there; a migration never changes once it has shipped.
"""

from __future__ import annotations

from alembic import op


def refuse_changes(*tables: str) -> None:
    """Gives each table triggers that refuse UPDATE, DELETE and, on PostgreSQL, TRUNCATE. Needs revision 0001's function."""
    postgres = op.get_bind().dialect.name == "postgresql"
    for table in tables:
        if postgres:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION zuanjian_append_only()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION zuanjian_append_only()"
            )
            continue
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END"
            )
