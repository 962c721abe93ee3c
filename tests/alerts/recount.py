"""What is counted beforehand, against a count of everything."""

from __future__ import annotations

from sqlalchemy import select

from alerts import tables
from alerts.cases.totals import counted
from alerts.store import Store


def require_recounted(store: Store) -> None:
    """Every case's row says what a count says, and there is none besides."""
    with store.reading() as connection:
        kept = {row.case_id: tuple(row) for row in connection.execute(select(tables.case_totals))}
        assert kept == {row.case_id: tuple(row) for row in connection.execute(counted())}
