"""Gone or not looked at: only a shelf that was read whole can say that something is no longer on it."""

from __future__ import annotations

import pytest

from alerts import queries
from alerts.shelves import Coverage, Missing
from alerts.store import Store
from crawler.health import Failure, Health, NotSeen, Scope
from tests.alerts.scenes import Ware, partly, take, whole


def not_seen(what: str, kind: Failure = "timeout", shop: str | None = "s1", room: str | None = None) -> NotSeen:
    return NotSeen(what, kind, "连接超时", shop, room)


URL = "https://shop.example/item/88001"


@pytest.mark.parametrize(
    ("scopes", "missed", "expected"),
    [
        ([whole()], (), "gone"),
        ([partly()], (), "not_looked"),
        ([], (), "not_looked"),
        ([whole("s2")], (), "not_looked"),
        ([whole("s1", "r1")], (), "not_looked"),
        ([whole(), partly()], (), "not_looked"),
        ([whole()], (not_seen("https://shop.example/list?p=2"),), "not_looked"),
        ([whole()], (not_seen("https://shop.example/list?p=2", shop="s2"),), "gone"),
        ([partly()], (not_seen(URL, "vanished"),), "gone"),
        ([partly()], (not_seen("商品 88001", "vanished"),), "gone"),
        ([partly()], (not_seen("商品 880012", "vanished"),), "not_looked"),
        ([partly()], (not_seen("商品 188001", "vanished"),), "not_looked"),
        ([partly()], (not_seen(URL, "vanished", shop="s2"),), "not_looked"),
        ([partly()], (not_seen(URL, "vanished", shop=None),), "gone"),
        ([partly()], (not_seen(URL, "http_error"),), "not_looked"),
    ],
)
def test_missing_item(store: Store, scopes: list[Scope], missed: tuple[NotSeen, ...], expected: str) -> None:
    take(store, 0, Ware("88001", url=URL))
    done = take(store, 1, scopes=scopes, not_seen=missed)
    assert (done.gone, done.not_looked) == ((1, 0) if expected == "gone" else (0, 1))
    [alert] = queries.queue(store)
    assert alert.life == expected


ROOM = "r1"


@pytest.mark.parametrize(
    ("scope", "missed", "source", "gone"),
    [
        (whole(None, ROOM), (), "nanwan", 1),  # one room sells for many shops: its shelf names none of them
        (whole(None, ROOM), (), "other", 1),
        (whole("s1", ROOM), (), "other", 1),
        (whole("s2", ROOM), (), "nanwan", 0),
        (whole(None, "r2"), (), "nanwan", 0),
        (whole("s1", None), (), "nanwan", 0),
        (partly(None, ROOM), (), "nanwan", 0),
        (whole(None, ROOM), (not_seen("第 2 页", shop=None, room=ROOM),), "nanwan", 0),
        (whole(None, ROOM), (not_seen("第 2 页", shop="s1", room=ROOM),), "nanwan", 0),
        (whole("s1", ROOM), (not_seen("第 2 页", shop=None, room=ROOM),), "nanwan", 0),
        (whole("s1", ROOM), (not_seen("第 2 页", shop="s1", room=None),), "nanwan", 1),
        (whole("s1", ROOM), (not_seen("第 2 页", shop="s1", room="r2"),), "nanwan", 1),
    ],
)
def test_missing_from_a_room(store: Store, scope: Scope, missed: tuple[NotSeen, ...], source: str, gone: int) -> None:
    take(store, 0, Ware("1", room=ROOM))
    assert take(store, 1, scopes=[scope], not_seen=missed, source=source).gone == gone


@pytest.mark.parametrize(
    ("scope", "source", "gone", "not_looked"),
    [
        (whole(), "nanwan", 1, 0),
        (whole(), "other", 1, 0),  # another source that read the whole shelf may say so
        (partly(), "other", 0, 0),  # but what it left out is no news
        (whole("s2"), "other", 0, 0),
    ],
)
def test_runs_of_other_sources(store: Store, scope: Scope, source: str, gone: int, not_looked: int) -> None:
    take(store, 0, Ware("1"))
    done = take(store, 1, scopes=[scope], source=source)
    assert (done.gone, done.not_looked) == (gone, not_looked)


def test_other_platforms_whole_shelf_says_nothing(store: Store) -> None:
    take(store, 0, Ware("1"))
    assert take(store, 1, source="other", platform="kuaishou").gone == 0


@pytest.mark.parametrize(("source", "gone"), [("nanwan", 1), ("other", 0)])
def test_nameless_shelf_counts_only_within_its_source(store: Store, source: str, gone: int) -> None:
    take(store, 0, Ware("1", shop=None, shop_name=None), scopes=[whole(None)])
    assert take(store, 1, scopes=[whole(None)], source=source).gone == gone


@pytest.mark.parametrize(
    ("health", "reason"),
    [
        (Health("thin", {}, {}, (partly(),), (not_seen("https://shop.example/list?p=2"),)), "连接超时"),
        (Health("thin", {}, {}, (), ()), "未查看"),
        (Health("thin", {}, {}, (whole(),), ()), "未全部查看"),
    ],
)
def test_reason_is_told(health: Health, reason: str) -> None:
    assert reason in Coverage(health).unseen([("s1", None), ("s1", "r1")])


def test_item_that_never_stood_on_a_shelf_is_not_gone() -> None:
    coverage = Coverage(Health("healthy", {}, {}, (whole(),), ()))
    assert coverage.gone(Missing("1", None, "s1", frozenset(), own=True)) is None


def test_reason_of_a_look_stands_in_the_events(store: Store) -> None:
    take(store, 0, Ware("1"))
    take(store, 1, scopes=[partly()], not_seen=(not_seen("https://shop.example/list?p=2"),), verdict="thin")
    detail = queries.detail(store, queries.queue(store)[0].id)
    assert detail is not None
    assert [(event.action, event.detail) for event in detail.events] == [
        ("首次发现", "来源“nanwan”，第 1 行"),
        ("未查看", "所在货架未能完整查看：连接超时"),
    ]
