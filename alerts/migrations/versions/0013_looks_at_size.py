"""Looks at size: an item's look in a run is one step away, and SQLite is told what the table looks like once it is full."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

SHAPE = {
    "sqlite_autoindex_observations_1": "10000000 20000 1",
    "ix_observations_item_key_run_id": "10000000 20 1",
    "ix_observations_run_id_verdict_item_key_line": "10000000 20000 5000 1 1",
    "ix_observations_content": "10000000 20",
}
"""Rows, then rows for each value of the first column, of the first two, and so on. SQLite without statistics takes any first column
for one of ten rows: it read every look of a run for each item, where the index by item gives the one. What is written here
is what ANALYZE would find in a large archive; running ANALYZE replaces it."""


def upgrade() -> None:
    op.create_index("ix_observations_item_key_run_id", "observations", ["item_key", "run_id"])
    op.drop_index("ix_observations_item_key_at", "observations")
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute("ANALYZE retention_door")  # creates the table of statistics
    op.execute("DELETE FROM sqlite_stat1 WHERE tbl IN ('observations', 'retention_door')")
    for index, shape in SHAPE.items():
        op.execute(f"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('observations', '{index}', '{shape}')")  # noqa: S608
    op.execute("ANALYZE sqlite_master")  # reads them
