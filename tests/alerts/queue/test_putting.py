"""What is queued for a period is queued once, and the queue's own tables are made and caught up with."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from alerts.queue import place
from alerts.queue.door import QueueRefused, inside, require
from alerts.queue.putting import last_period, order_of, put, put_for
from alerts.queue.standing import cancel, queued
from alerts.store import Store, open_store
from tests.alerts.queue.conftest import order
from tests.alerts.scenes import at

postgres = pytest.mark.postgres


@postgres
def test_many_schedulers_queue_a_period_once(queue_url: str, queue_store: Store) -> None:
    wanted = [order("早", "a"), order("早", "b")]

    def scheduler(_: int) -> int:
        with open_store(queue_url) as store:
            return put_for(store, wanted, at(1))

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(scheduler, range(8))) == 2
    assert len(queued(queue_store)) == 2
    assert last_period(queue_store, "早") == at(1)
    assert last_period(queue_store, "早上") is None


@postgres
def test_a_period_is_left_out_while_its_like_waits_and_after_a_later_one(queue_store: Store) -> None:
    assert put_for(queue_store, [order("早")], at(1)) == 1
    assert put_for(queue_store, [order("早")], at(2)) == 0
    assert cancel(queue_store, queued(queue_store)[0].id) is None
    assert put_for(queue_store, [order("早")], at(2)) == 1
    assert cancel(queue_store, queued(queue_store)[0].id) is None
    assert put_for(queue_store, [order("早")], at(1)) == 0
    assert put_for(queue_store, [order("早")], at(2) + timedelta(minutes=1)) == 1


@postgres
def test_an_order_comes_out_as_it_went_in(queue_store: Store) -> None:
    wanted = order("名" * 300, "host:127.0.0.1:8000", "patrol", "a b", "%s", "'; --")
    assert put(queue_store, [wanted, wanted]) == ((1, wanted),)
    put_for(queue_store, [order("晚", None, "report", "daily")], at(1))
    with inside(queue_store) as (_, manager):
        first, second = manager.list_jobs()
    assert order_of(first) == wanted
    assert order_of(second) == order("晚", None, "report", "daily")


@postgres
def test_the_queue_is_caught_up_with_file_by_file(new_database: Callable[..., str]) -> None:
    with open_store(new_database("postgres", upgraded=False)) as store:
        with store.aside() as connection:
            name = place.place(connection)
            connection.exec_driver_sql(f'CREATE SCHEMA "{name}"')
            connection.exec_driver_sql(f'CREATE TABLE "{name}".zuanjian_applied (name text PRIMARY KEY)')
        with pytest.raises(QueueRefused, match="表结构过旧"):
            require(store)
        store.upgrade()  # from procrastinate's first version on
        require(store)
        assert put(store, [order()])
        assert len(queued(store)) == 1
        with store.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM alerts")).scalar_one() == 0


@postgres
def test_a_queue_of_a_newer_procrastinate_is_refused(queue_store: Store) -> None:
    with inside(queue_store) as (connection, _):
        connection.exec_driver_sql("INSERT INTO zuanjian_applied (name) VALUES ('99.00.00_01_new.sql')")
    try:
        queue_store.upgrade()
        with pytest.raises(QueueRefused, match=r"更新版本的 procrastinate 建立（99\.00"):
            require(queue_store)
    finally:
        with inside(queue_store) as (connection, _):
            connection.exec_driver_sql("DELETE FROM zuanjian_applied WHERE name LIKE '99%%'")


@postgres
def test_where_no_schema_may_be_made_all_else_works(
    new_database: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "_may_make", lambda connection, name: False)
    with open_store(new_database("postgres")) as store, pytest.raises(QueueRefused, match=r"CREATE SCHEMA zj_\w+_jobs"):
        require(store)


def test_there_is_no_queue_on_sqlite(new_database: Callable[..., str]) -> None:
    with open_store(new_database("sqlite")) as store, pytest.raises(QueueRefused, match="需要 PostgreSQL"):
        require(store)
