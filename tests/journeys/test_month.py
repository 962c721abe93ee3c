"""A month of the sample market: every listing is accounted for, every alert there once, nothing gone that was not looked at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from alerts import custody, queries, tables
from alerts.store import Store, open_store
from tests.databases import fresh
from tests.journeys.month import Day, lived

DAYS = 24
"""Fifteen working days and a little; ``python -m tests.bench.month`` lives all thirty."""

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Day]]]:
    with fresh("sqlite") as url, open_store(url) as store:
        yield store, list(lived(store, tmp_path_factory.mktemp("month"), DAYS))


def test_every_listing_is_accounted_for(month: tuple[Store, list[Day]]) -> None:
    store, days = month
    assert len(days) == DAYS
    look = tables.observations
    with store.reading() as connection:
        query = select(look.c.run_id, func.count().label("lines")).group_by(look.c.run_id)
        kept = {row.run_id: row.lines for row in connection.execute(query)}
    assert kept == {day.run.id: sum(1 for _ in day.run.listings()) for day in days}
    assert kept == {day.run.id: day.summary.listings for day in days}
    assert custody.verify(store) == ()


def test_every_alert_is_there_once_and_every_look_told_once(month: tuple[Store, list[Day]]) -> None:
    store, days = month
    alerts = queries.queue(store, limit=1000)
    assert len(alerts) < 1000
    assert max(Counter((one.platform, one.shop_id, one.item_id, one.rule) for one in alerts).values()) == 1
    assert sum(day.summary.opened for day in days) == len(alerts)
    with store.reading() as connection:
        look = tables.sightings
        lives = connection.execute(select(look.c.life, func.count().label("number")).group_by(look.c.life)).all()
    told = {"opened" if row.life == "new" else row.life: row.number for row in lives}
    assert told == {life: sum(getattr(day.summary, life) for day in days) for life in told}


def test_nothing_is_gone_that_was_not_looked_at(month: tuple[Store, list[Day]]) -> None:
    store, days = month
    there: dict[str, set[str]] = {day.run.id: {one.item_id for _, one in day.run.listings()} for day in days}
    whole = {day.run.id: {(one.shop, one.room) for one in day.run.health.looked if one.complete} for day in days}
    shelves: dict[str, set[tuple[str | None, str | None]]] = defaultdict(set)
    for day in days:
        for _, one in day.run.listings():
            shelves[one.item_id].add((one.shop.id if one.shop else None, one.room.id if one.room else None))
    gone = 0
    for alert in queries.queue(store, limit=1000):
        detail = queries.detail(store, alert.id)
        assert detail is not None
        for look in detail.sightings:
            if look.life == "gone" and alert.item_id not in there[look.run_id]:
                gone += 1
                walked = {end for shelf in whole[look.run_id] for end in shelf if end}
                assert {end for shelf in shelves[alert.item_id] for end in shelf if end} & walked
            if look.life == "gone" and alert.item_id in there[look.run_id]:
                gone += 1  # its page was read, and says that it is off sale
    assert gone


def test_the_month_shows_every_kind_of_day(month: tuple[Store, list[Day]]) -> None:
    _, days = month
    for life in ("opened", "seen_again", "changed", "corrected", "gone", "reopened", "not_looked"):
        assert sum(getattr(day.summary, life) for day in days), life
    assert sum(day.decided for day in days) > 50
    assert [day.overdue for day in days[:8]] == [0] * 8, "the shortest term given is a week"
    assert days[-1].overdue > days[20].overdue > 0, "fifteen working days have gone by"
