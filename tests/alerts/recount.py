"""What is counted beforehand, against a count of everything."""

from __future__ import annotations

from sqlalchemy import select

from alerts import search, tables
from alerts.cases.totals import counted
from alerts.store import Store


def require_recounted(store: Store) -> None:
    """Every case's row says what a count says, every alert is indexed by its words as they are, and there is none besides."""
    with store.reading() as connection:
        kept = {row.case_id: tuple(row) for row in connection.execute(select(tables.case_totals))}
        assert kept == {row.case_id: tuple(row) for row in connection.execute(counted())}
        words = connection.execute(select(*(tables.alerts.c[place] for place in search.PLACES)))
        indexed = select(tables.alert_words.c.alert_id, tables.alert_words.c.grams)
        assert {row.id: search.grams(row) for row in words} == {
            row.alert_id: row.grams for row in connection.execute(indexed)
        }
