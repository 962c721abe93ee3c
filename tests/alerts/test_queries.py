"""Questions: the day's brief, the queue, the history. Days turn at midnight in Shanghai."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alerts import queries
from alerts.review import decide
from alerts.store import Store
from crawler.health import NotSeen
from tests.alerts.scenes import Ware, at, partly, take, whole

DAY = date(2026, 11, 2)


def names(alerts: tuple) -> list[str]:
    return [alert.item_id for alert in alerts]


def test_queue_is_worst_first_and_always_the_same(store: Store) -> None:
    take(store, 1, Ware("late-high"), Ware("low", severity="low"), Ware("medium", severity="medium"))
    take(store, 0, Ware("early-high"), Ware("sure-high", confidence=0.97))
    assert names(queries.queue(store)) == ["sure-high", "early-high", "late-high", "medium", "low"]


@pytest.mark.parametrize(("limit", "offset", "expected"), [
    (2, 0, ["0", "1"]), (2, 2, ["2"]), (2, 3, []), (0, 0, ["0"]), (5, -1, ["0", "1", "2"]),
])  # fmt: skip
def test_queue_is_paged(store: Store, limit: int, offset: int, expected: list[str]) -> None:
    take(store, 0, *(Ware(str(number), confidence=0.9 - number / 10) for number in range(3)))
    assert names(queries.queue(store, limit=limit, offset=offset)) == expected


FILTERS = [
    ({"severity": "medium"}, {"2"}),
    ({"severity": "none"}, set()),
    ({"family": "PR"}, {"2"}),
    ({"state": "confirmed"}, {"1"}),
    ({"state": ["new", "confirmed"]}, {"1", "2", "3"}),
    ({"shop": "s1"}, {"1"}),
    ({"shop": "北湖银楼"}, {"2", "3"}),
    ({"day": DAY}, {"1", "2"}),
    ({"day": DAY + timedelta(1)}, {"1", "2", "3"}),
    ({"day": DAY + timedelta(2)}, set()),
    ({"text": "k金钻戒"}, {"1", "2"}),
    ({"text": "100%"}, {"3"}),
    ({"text": "_"}, set()),
    ({"text": "小美"}, {"2"}),
    ({"text": "  "}, {"1", "2", "3"}),
    ({"text": "'; DROP TABLE alerts"}, set()),
    ({"family": "LG", "shop": "北湖银楼"}, {"3"}),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS, ids=[str(case[0]) for case in FILTERS])
def test_queue_is_filtered(store: Store, filters: dict, expected: set[str]) -> None:
    second = Ware("2", shop="s2", shop_name="北湖银楼", rules=("PR-01",), severity="medium", anchor="小美")
    take(store, 0, Ware("1"), second, scopes=())
    take(store, 1, Ware("3", shop="s2", shop_name="北湖银楼", title="100%钻戒"), scopes=())
    first = queries.queue(store, shop="s1")[0]
    decide(store, first.id, "confirm", "李明", "属实", at(1))
    assert set(names(queries.queue(store, **filters))) == expected


def test_detail_of_an_unknown_alert(store: Store) -> None:
    assert queries.detail(store, "A-NONE") is None


def test_brief_holds_what_was_touched_and_what_is_still_open(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2"), Ware("3"))
    take(store, 1, Ware("1"), Ware("3", title="培育钻石", rules=()), scopes=[partly()])
    take(store, 2, scopes=(), source="other")
    lives = {one.alert.item_id: one.alert.life for one in queries.brief(store, DAY + timedelta(1)).alerts}
    assert lives == {"1": "seen_again", "2": "not_looked", "3": "corrected"}
    later = queries.brief(store, DAY + timedelta(2))
    assert {one.alert.item_id for one in later.alerts} == {"1", "2"}


def test_brief_of_a_past_day_tells_it_as_it_stood(store: Store) -> None:
    take(store, 0, Ware("1"))
    before = queries.brief(store, DAY, ["nanwan"])
    decide(store, before.alerts[0].alert.id, "confirm", "李明", "属实", at(1))
    take(store, 2, Ware("1", title="18K金真钻", proof="真钻", severity="low", sale_fen=5))
    take(store, 3)
    assert queries.brief(store, DAY, ["nanwan"]) == before
    [confirmed] = queries.brief(store, DAY + timedelta(1)).alerts
    assert (confirmed.alert.state, confirmed.alert.title, confirmed.decision_reason) == (
        "confirmed",
        "18K金钻戒女款",
        "属实",
    )
    [changed] = queries.brief(store, DAY + timedelta(2)).alerts
    assert (changed.alert.life, changed.alert.severity, changed.alert.sale_fen) == ("changed", "low", 5)
    assert changed.sightings[-1].changed_fields == ("title", "price", "severity", "words")
    [gone] = queries.brief(store, DAY + timedelta(3)).alerts
    assert (gone.alert.state, gone.alert.life, gone.alert.title) == ("gone", "gone", "18K金真钻")
    assert gone.sightings[-1].title is None


def test_days_turn_at_midnight_in_shanghai(store: Store) -> None:
    take(store, 11.99 / 24, Ware("1"), run_id="before")  # 23:59
    take(store, 12 / 24, Ware("2"), run_id="after")  # midnight
    assert [look.run_id for look in queries.run_looks(store, DAY)] == ["before"]
    assert [look.run_id for look in queries.run_looks(store, DAY + timedelta(1))] == ["after"]
    assert queries.brief(store, DAY).screened == 1


def test_trend_counts_each_day(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2", severity="low"), Ware("3"), Ware("4", rules=()))
    take(store, 1, Ware("1", title="培育钻石", rules=()), Ware("2", severity="medium"))
    take(store, 3, Ware("1"), Ware("2", severity="medium"))
    trend = queries.brief(store, DAY + timedelta(3)).trend
    rows = [
        (day.day.day, day.screened, day.opened, day.corrected, day.gone, day.open_high, day.open_medium, day.open_low)
        for day in trend
    ]
    assert rows == [
        (2, 4, 3, 0, 0, 2, 0, 1),
        (3, 2, 0, 1, 1, 0, 1, 0),
        (4, 0, 0, 0, 0, 0, 1, 0),
        (5, 2, 1, 0, 0, 1, 1, 0),
    ]


def test_trend_leaves_dismissed_alerts_out(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2"))
    decide(store, queries.queue(store)[0].id, "dismiss", "李明", "误判", at(0.1))
    take(store, 1)
    [first, second] = queries.brief(store, DAY + timedelta(1)).trend
    assert (first.open_high, second.open_high, second.gone) == (1, 0, 1)


def test_source_that_was_not_looked_at_shows_up(store: Store) -> None:
    missed = NotSeen("https://shop.example/list", "timeout", "连接超时", "s1")
    take(store, 0, Ware("1"), not_seen=(missed,), verdict="thin")
    take(store, 0.1, scopes=(), source="second", run_id="second")
    looks = queries.brief(store, DAY + timedelta(1), ["nanwan", "never"]).looks
    assert [(look.source, look.platform, look.verdict, look.run_id) for look in looks] == [
        ("nanwan", "douyin", None, None),
        ("never", "", None, None),
    ]
    looks = queries.brief(store, DAY, ["nanwan", "never"]).looks
    assert [(look.source, look.verdict) for look in looks] == [
        ("nanwan", "thin"),
        ("never", None),
        ("second", "healthy"),
    ]
    assert (looks[0].not_seen, looks[0].pages, looks[0].listings) == ((missed,), 3, 1)


def test_brief_of_an_empty_memory(store: Store) -> None:
    empty = queries.brief(store, DAY)
    assert (empty.alerts, empty.trend, empty.looks, empty.screened) == ((), (), (), 0)


def test_brief_names_the_rulebooks_of_its_day(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2"))
    take(store, 0.1, Ware("1", rulebook="sha256:1"))
    take(store, 1, Ware("1", rulebook="sha256:2"))
    assert queries.brief(store, DAY).rulebooks == ("sha256:0", "sha256:1")


def test_counts_name_every_state(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2"))
    assert queries.counts(store) == {**dict.fromkeys(queries.STATES, 0), "new": 2}


def test_history_by_id_by_name_and_by_item(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("1", shop=None, shop_name="北湖银楼"), scopes=[whole()])
    assert len(queries.history(store, "douyin", "s1", "1")) == 1
    assert len(queries.history(store, "douyin", "北湖银楼", "1")) == 1
    assert len(queries.history(store, "douyin", None, "1")) == 2
    assert queries.history(store, "kuaishou", None, "1") == ()


def test_thousands_of_details_come_in_batches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from alerts import details, recall

    monkeypatch.setattr(details, "_BATCH", 3)
    monkeypatch.setattr(recall, "BATCH", 2)
    take(store, 0, *(Ware(str(number)) for number in range(10)))
    found = queries.brief(store, DAY).alerts
    assert len({one.alert.id for one in found}) == 10
    assert all(one.listing.item_id == one.alert.item_id for one in found)
