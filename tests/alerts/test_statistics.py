"""A stretch of days counted: what happened in it, what was open at its end, and how sources were looked at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alerts.review import undo
from alerts.statistics.counting import period
from alerts.statistics.values import Lives
from alerts.store import Store
from crawler.health import Expectation, Health, NotSeen
from tests.alerts.scenes import Ware, at, facts, judged, move, partly, take, whole

FIRST = date(2026, 11, 2)
CLEAR = {"rules": (), "title": "18K金培育钻石戒指"}


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def alert_of(store: Store, item: str) -> str:
    from alerts.queries import queue

    return next(one.id for one in queue(store) if one.item_id == item)


@pytest.fixture
def fortnight(store: Store) -> Store:
    """Two of s1's items flagged on day 0; one corrected on day 3 and back on day 6; the other asked to correct on day 1."""
    take(store, 0, Ware("1"), Ware("2", severity="medium"), Ware("3", **CLEAR))
    move(store, alert_of(store, "2"), "confirm", 0.1)
    move(store, alert_of(store, "2"), "ask_correction", 1, due=day(9))
    take(store, 3, Ware("1", **CLEAR), Ware("2", severity="medium"), Ware("3", **CLEAR))
    take(store, 6, Ware("1"), Ware("2", **CLEAR), Ware("3", **CLEAR))
    take(store, 8, Ware("1"), Ware("4", shop="s2", shop_name="河滨首饰"), scopes=(partly(),))
    return store


@pytest.mark.parametrize(
    ("first", "last", "lives", "still_open", "standing", "corrected"),
    [
        (0, 0, Lives(opened=2), 2, 2, 0),
        (0, 2, Lives(opened=2), 2, 2, 0),
        (3, 3, Lives(corrected=1), 1, 2, 1),
        (4, 5, Lives(), 1, 1, 0),
        (0, 6, Lives(opened=2, corrected=2, reopened=1), 1, 2, 2),
        (7, 13, Lives(opened=1), 2, 2, 0),
        (9, 13, Lives(), 2, 2, 0),
        (0, 13, Lives(opened=3, corrected=2, reopened=1), 2, 3, 2),
    ],
)
def test_each_day_counts_where_it_belongs(fortnight, first, last, lives, still_open, standing, corrected):
    found = period(fortnight, day(first), day(last))
    assert (found.lives, found.still_open) == (lives, still_open)
    assert (found.correction.standing, found.correction.corrected) == (standing, corrected)


def test_the_parts_add_up_to_the_whole(fortnight):
    found = period(fortnight, day(0), day(13))
    for parts in (found.charges, found.platforms):
        assert sum(one.lives.opened for one in parts) == found.lives.opened
        assert sum(one.lives.corrected for one in parts) == found.lives.corrected
        assert sum(one.still_open for one in parts) == found.still_open
    assert sum(map(sum, (one.daily for one in found.charges))) == sum(one.opened for one in found.trend)
    assert sum(one.opened for one in found.trend) == found.lives.opened + found.lives.reopened
    assert found.screened == sum(one.screened for one in found.platforms) == 3 + 3 + 3 + 2
    assert found.clear == 1 + 2 + 2


def test_time_to_correction_runs_from_opening_to_the_look_that_saw_it(fortnight):
    assert period(fortnight, day(0), day(13)).correction.days == (3.0, 6.0)
    assert period(fortnight, day(4), day(13)).correction.days == (6.0,)


def test_a_graver_charge_does_not_start_the_clock_anew(store):
    take(store, 0, Ware("1", severity="medium"))
    take(store, 2, Ware("1", severity="high"))
    take(store, 5, Ware("1", **CLEAR))
    assert period(store, day(0), day(6)).correction.days == (5.0,)


def test_what_was_asked_for_and_heeded(fortnight):
    whole_time = period(fortnight, day(0), day(13)).correction
    assert (whole_time.asked, whole_time.heeded) == (1, 1)
    before = period(fortnight, day(0), day(5)).correction
    assert (before.asked, before.heeded) == (1, 0)
    after = period(fortnight, day(7), day(13)).correction
    assert (after.asked, after.heeded) == (0, 0)


def test_a_request_that_was_taken_back_asked_nothing(store):
    take(store, 0, Ware("1"))
    alert = alert_of(store, "1")
    move(store, alert, "confirm", 0.1)
    move(store, alert, "ask_correction", 0.2, due=day(9))
    undo(store, alert, "李明", at(0.3), "误操作", role="supervisor")
    found = period(store, day(0), day(1))
    assert found.correction.asked == 0
    assert found.decisions == (("confirm", 1),)


def test_dismissed_alerts_count_nowhere(store):
    take(store, 0, Ware("1"))
    move(store, alert_of(store, "1"), "dismiss", 0.1, code="context")
    take(store, 1, Ware("1"), Ware("2", **CLEAR))
    take(store, 2, Ware("1", **CLEAR))
    found = period(store, day(1), day(2))
    assert (found.lives, found.still_open, found.correction.corrected) == (Lives(), 0, 0)


def test_sellers_with_something_new_most_listings_first(fortnight):
    take(
        fortnight,
        9,
        *(Ware(str(n), shop="s3", shop_name="东街金店", severity="medium") for n in range(20, 23)),
        scopes=(partly(),),
    )
    found = period(fortnight, day(0), day(13)).sellers
    assert [(one.known.shop_name, one.items, one.high, one.still_open) for one in found] == [
        ("东街金店", 3, 0, 3),
        ("南湾珠宝", 2, 1, 1),
        ("河滨首饰", 1, 1, 1),
    ]
    assert [one.known.shop_name for one in period(fortnight, day(3), day(5)).sellers] == []


@pytest.mark.parametrize(("due", "overdue"), [(1, 0), (30, 1)])
def test_overdue_is_what_is_open_and_due_by_the_last_day(store, due, overdue):
    take(store, 0, Ware("1"))
    assert period(store, day(0), day(due)).overdue == overdue


def test_a_source_that_was_never_looked_at_stands_beside_those_that_were(store):
    from alerts.intake import take_in

    take(store, 0, Ware("1"), source="east")
    missed = (NotSeen("第 2 页", "timeout", "等待超时"), NotSeen("商品 9", "vanished", "已不存在"))
    take(store, 1, Ware("1"), source="east", not_seen=missed)
    run = facts("thin", 2, scopes=(whole(),), source="west")
    short = Health("healthy", {}, {}, run.health.looked, (), (Expectation("min_listings", 20, 1, False),))
    from msgspec.structs import replace

    take_in(store, replace(run, health=short), judged([Ware("7")], run.finished_at))
    found = {one.source: one for one in period(store, day(0), day(6), ("east", "north")).sources}
    assert [found["east"].days, found["east"].whole, found["east"].unseen] == [2, 1, (("timeout", 1),)]
    assert [found["west"].days, found["west"].whole, found["west"].unmet] == [1, 0, (("min_listings", 1),)]
    assert [found["north"].days, found["north"].looks] == [0, 0]


def test_days_the_wrong_way_round(store):
    with pytest.raises(ValueError, match="is after"):
        period(store, day(1), day(0))


def test_an_empty_memory(store):
    found = period(store, day(0), day(6), ("east",))
    assert (found.screened, found.lives, found.trend, found.sellers) == (0, Lives(), (), ())
    assert [one.days for one in found.sources] == [0]
