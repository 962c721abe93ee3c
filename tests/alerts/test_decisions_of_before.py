"""A database from before decisions said more than a reason: everything holds, and dates are counted anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from alembic import command
from sqlalchemy import MetaData, insert, select

from alerts import custody, deciding, queries, tables, upgrading, workdays
from alerts.review import decide, undo
from alerts.store import Store, open_store
from tests.alerts.scenes import BACKENDS, START, Ware, at, take

BEFORE = (date(2026, 9, 28) - START.date()).days  # 国庆 lies within the term


@pytest.fixture(params=BACKENDS)
def old(request: pytest.FixtureRequest, new_database: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database at revision 0001 with an alert, two decisions and one undone."""
    monkeypatch.setattr(deciding, "DECISION", replace(deciding.DECISION, later=()))
    monkeypatch.setattr(workdays, "works", lambda day: day.weekday() < 5)
    workdays.due_after.cache_clear()
    new, address = new_database("sqlite"), new_database(request.param, upgraded=False)
    with open_store(new) as store, open_store(address) as target:
        take(store, BEFORE, Ware("1"), Ware("2"))
        first, second = sorted(queries.queue(store), key=lambda alert: alert.item_id)
        decide(store, first.id, "confirm", "李明", "属实", at(BEFORE))
        decide(store, second.id, "dismiss", "李明", "已核", at(BEFORE))
        undo(store, second.id, "王芳", at(BEFORE))
        _copy(store, target)
    monkeypatch.undo()
    workdays.due_after.cache_clear()
    return address


def _copy(store: Store, target: Store) -> None:
    """Every row, without what the old tables do not have."""
    with target.engine.connect() as connection, connection.begin():
        command.upgrade(upgrading.configuration(connection), "0001")
        there = MetaData()
        there.reflect(connection)
        connection.execute(there.tables["chain"].delete())
        with store.reading() as source:
            for table in tables.metadata.sorted_tables:
                kept = there.tables.get(table.name)
                if kept is None:
                    continue
                columns = [table.c[column.name] for column in kept.columns]
                typed = [dict(row._mapping) for row in source.execute(select(*columns))]
                if typed:
                    connection.execute(insert(table), typed)


def test_an_old_database_keeps_its_decisions_and_counts_its_dates_anew(old: str) -> None:
    with open_store(old) as store:
        store.upgrade()
        assert custody.verify(store) == ()
        first, second = sorted(queries.queue(store), key=lambda alert: alert.item_id)
        assert (first.state, second.state) == ("confirmed", "new")
        assert first.decision_seq > 0
        assert (first.due_on, first.due_provisional) == (date(2026, 10, 19), True)
        take(store, BEFORE + 1, Ware("1"), Ware("2"))
        first, second = sorted(queries.queue(store), key=lambda alert: alert.item_id)
        assert (first.due_on, first.due_provisional) == (date(2026, 10, 23), False)
        assert undo(store, first.id, "李明", at(BEFORE + 2), based_on=first.version).state == "new"
        assert decide(store, second.id, "confirm", "李明", "属实", at(BEFORE + 2)).state == "confirmed"
        assert custody.verify(store) == ()
