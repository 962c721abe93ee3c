"""What is overdue and what soon will be, the longest first, found by an index."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from alerts.overdue import due_soon, overdue
from alerts.queries import queue
from alerts.store import Store
from tests.alerts.scenes import Ware, move, take

DUE = date(2026, 11, 23)  # of what was opened on Monday the 2nd


@pytest.fixture
def some(store: Store) -> Store:
    take(store, 0, Ware("first"), Ware("low", severity="low"), Ware("referred"), Ware("gone"))
    take(store, 1, Ware("first"), Ware("low", severity="low"), Ware("referred"), Ware("second", shop="s2"))
    ids = {alert.item_id: alert.id for alert in queue(store)}
    move(store, ids["referred"], "confirm", 1)
    move(store, ids["referred"], "refer", 1)
    return store


def names(found: tuple) -> list[tuple[str, int]]:
    return [(one.alert.item_id, one.working_days) for one in found]


def test_overdue_is_what_somebody_should_have_done(some: Store) -> None:
    assert names(overdue(some, DUE)) == []
    assert names(overdue(some, DUE + timedelta(days=1))) == [("first", -1), ("low", -1)]
    assert names(overdue(some, DUE + timedelta(days=7))) == [("first", -5), ("low", -5), ("second", -4)]
    assert names(overdue(some, DUE + timedelta(days=7), shop="s2")) == [("second", -4)]
    assert names(overdue(some, DUE + timedelta(days=7), limit=1, offset=1)) == [("low", -5)]


def test_due_soon_counts_working_days(some: Store) -> None:
    assert names(due_soon(some, DUE, within=0)) == [("first", 0), ("low", 0)]
    assert names(due_soon(some, date(2026, 11, 20), within=1)) == [("first", 1), ("low", 1)]  # over a weekend
    assert names(due_soon(some, date(2026, 11, 19))) == [("first", 2), ("low", 2), ("second", 3)]


def test_extending_takes_it_off_the_list(some: Store) -> None:
    move(some, queue(some, text="first")[0].id, "extend", 1)
    assert names(overdue(some, DUE + timedelta(days=1))) == [("low", -1)]


def test_the_index_answers(some: Store) -> None:
    asked: list[tuple[str, object]] = []
    event.listen(some.engine, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
    overdue(some, DUE)
    [(statement, parameters)] = [one for one in asked if "due_on" in one[0]]
    with some.engine.connect() as connection:
        explain = "EXPLAIN"
        if some.engine.dialect.name == "sqlite":
            explain = "EXPLAIN QUERY PLAN"
        else:  # so few rows are read faster without any index
            connection.exec_driver_sql("SET enable_seqscan = off")
            connection.exec_driver_sql("SET enable_bitmapscan = off")
        plan = "\n".join(str(row) for row in connection.exec_driver_sql(f"{explain} {statement}", parameters))
    assert "ix_alerts_due" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
