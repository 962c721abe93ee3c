"""One shop as the memory knows it, on both databases: which it is, what was seen last, how it was looked at."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from alerts.intake import take_in
from alerts.queries import queue
from alerts.retention.removing import retain
from alerts.retention.terms import Terms
from alerts.shops.history import alerts_of, open_alerts, rulebooks_of
from alerts.shops.lives import corrections, relapses
from alerts.shops.looking import looks_at
from alerts.shops.naming import find, nearest
from alerts.shops.shelf import latest
from alerts.shops.values import KnownShop
from alerts.store import Store
from crawler.health import Expectation, Health, NotSeen, Scope
from tests.alerts.scenes import Ware, at, facts, judged, move, partly, take, whole

FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)
CLEAR = Ware("9", title="培育钻石戒指", rules=())


def only(store: Store, shop: str = "s1", platform: str | None = None) -> KnownShop:
    [found] = find(store, shop, platform)
    return found


@pytest.mark.parametrize(
    ("asked", "platform", "found"),
    [
        ("s1", None, [("douyin", "s1", "南湾珠宝"), ("kuaishou", "s1", "他处珠宝")]),
        ("s1", "kuaishou", [("kuaishou", "s1", "他处珠宝")]),
        (" s1 ", "douyin", [("douyin", "s1", "南湾珠宝")]),
        ("南湾 珠宝", None, [("douyin", "s1", "南湾珠宝")]),
        ("东渡银楼", None, [("douyin", None, "东渡银楼")]),
        ("东渡", None, []),
        ("", None, []),
        ("s1\x00", "kuaishou", [("kuaishou", "s1", "他处珠宝")]),
        ("%", None, []),
    ],
)
def test_a_shop_is_found_by_id_or_else_by_its_name(
    store: Store, asked: str, platform: str | None, found: list[tuple[str, str | None, str]]
) -> None:
    take(store, 0, CLEAR, CLEAR.but(item_id="8", shop=None, shop_name="东渡银楼"))
    take(store, 1, CLEAR.but(platform="kuaishou", shop_name="他处珠宝"), platform="kuaishou")
    assert [(one.platform, one.shop_id, one.shop_name) for one in find(store, asked, platform)] == found


def test_a_shop_goes_by_its_newest_name_and_nearest_ones_are_offered(store: Store) -> None:
    take(store, 0, CLEAR, CLEAR.but(item_id="7", shop="s2", shop_name="北港金行"))
    take(store, 1, CLEAR.but(shop_name="南湾珠宝旗舰"))
    assert only(store).shop_name == "南湾珠宝旗舰"
    assert nearest(store, "南湾珠宝") == ("南湾珠宝旗舰",)
    assert nearest(store, "北港") == ("北港金行",)
    assert nearest(store, "完全不同的") == ()


def test_a_shop_of_which_retention_left_alerts_alone_still_has_its_name(store: Store) -> None:
    take(store, 0, Ware("1"))
    take(store, 1, CLEAR)
    retain(store, Terms(), at(200))
    assert only(store).shop_name == "南湾珠宝"


def test_the_latest_look_at_each_listing_and_none_of_other_shops(store: Store) -> None:
    take(store, 0, Ware("1", title="旧 钻戒"), CLEAR, Ware("5", shop="s2"))
    take(store, 2, Ware("1", title="新 钻戒"), scopes=())
    shelf = latest(store, only(store), LAST)
    assert [(one.item_id, one.listing.title, one.run_id) for one in shelf.looks] == [
        ("1", "新 钻戒", "run-002.00"),
        ("9", "培育钻石戒指", "run-000.00"),
    ]
    assert (shelf.items, shelf.released) == (2, 0)
    earlier = latest(store, only(store), at(1).date())
    assert [one.listing.title for one in earlier.looks] == ["旧 钻戒", "培育钻石戒指"]


def test_what_retention_let_go_is_counted(store: Store) -> None:
    take(store, 0, Ware("1"), CLEAR, CLEAR.but(item_id="8"))
    retain(store, Terms(), at(200))
    shelf = latest(store, only(store), date(2027, 6, 1))
    assert ([one.item_id for one in shelf.looks], shelf.items, shelf.released) == (["1"], 3, 2)


def test_a_listing_in_two_places_with_two_wordings_is_told_twice_and_with_one_once(store: Store) -> None:
    there = {"room": "r1"}
    take(store, 0, CLEAR, CLEAR, CLEAR.but(**there), Ware("1"), Ware("1"))
    looks = latest(store, only(store), LAST).looks
    assert [(one.item_id, one.listing.room is None) for one in looks] == [("1", True), ("9", True), ("9", False)]


def test_text_read_later_stands_for_the_look_itself(store: Store) -> None:
    take(store, 0, CLEAR, run_id="first")
    again = facts("first-texts1", 1)
    run = replace(again, health=Health("healthy", {}, {}, (), (), rereads="first"))
    take_in(store, run, judged([CLEAR.but(ocr=("LAB GROWN",))], at(0)))
    [look] = latest(store, only(store), LAST).looks
    assert (look.run_id, look.seen_in) == ("first-texts1", "first")
    assert look.listing.images[0].ocr_text == ("LAB GROWN",)
    assert [one.run_id for one in looks_at(store, only(store), FIRST, LAST)] == ["first"]


_MISSED = NotSeen("https://x.example/2", "timeout", "等待超时", shop="s1")
_OTHERS = NotSeen("https://x.example/3", "timeout", "等待超时", shop="s2")
_NOBODYS = NotSeen("https://x.example/4", "timeout", "等待超时")
_GONE = NotSeen("https://x.example/5", "vanished", "已下架", shop="s1")


@pytest.mark.parametrize(
    ("health", "read"),
    [
        ({}, True),
        ({"scopes": (partly(),)}, False),
        ({"scopes": ()}, False),
        ({"scopes": (whole(), partly())}, False),
        ({"scopes": (whole(), whole(room="r1"))}, True),
        ({"scopes": (whole(), partly(room="r1"))}, False),
        ({"scopes": (Scope("s1", None, True, 3, changes=True),)}, False),
        ({"not_seen": (_MISSED,), "verdict": "thin"}, False),
        ({"not_seen": (_OTHERS,), "verdict": "thin"}, True),
        ({"not_seen": (_NOBODYS,), "verdict": "thin"}, False),
        ({"not_seen": (_GONE,)}, True),
        ({"verdict": "broken"}, False),
        ({"verdict": "blocked"}, False),
    ],
)
def test_a_look_is_whole_only_where_nothing_of_the_shop_was_missed(
    store: Store, health: dict[str, object], read: bool
) -> None:
    take(store, 0, CLEAR, **health)
    [look] = looks_at(store, only(store), FIRST, LAST)
    assert look.whole is read
    assert look.listings == 1
    assert all(one.shop == "s1" for one in look.not_seen)


def test_an_expectation_that_was_missed_leaves_no_look_whole(store: Store) -> None:
    run = facts("run", 0, scopes=(whole(),))
    short = replace(run.health, expectations=(Expectation("min_listings", 20, 1, False),))
    take_in(store, replace(run, health=short), judged([CLEAR], at(0)))
    [look] = looks_at(store, only(store), FIRST, LAST)
    assert (look.whole, len(look.unmet)) == (False, 1)


def test_a_shelf_that_was_walked_and_found_empty_was_looked_at_and_other_shops_were_not(store: Store) -> None:
    take(store, 0, CLEAR, Ware("5", shop="s2"))
    take(store, 1, scopes=(whole(),), run_id="empty")
    take(store, 2, Ware("5", shop="s2"), scopes=(whole("s2"),), run_id="others")
    take(store, 3, CLEAR.but(platform="kuaishou"), platform="kuaishou", run_id="elsewhere")
    looks = looks_at(store, only(store, platform="douyin"), FIRST, LAST)
    assert [(one.run_id, one.listings, one.whole) for one in looks] == [("run-000.00", 1, True), ("empty", 0, True)]
    assert looks_at(store, only(store, platform="douyin"), at(1).date(), at(1).date())[0].run_id == "empty"


def test_corrections_and_relapses_are_told_from_looks_alone(store: Store) -> None:
    bad, good = Ware("1"), Ware("1", title="18K金 培育钻石戒指", rules=())
    for day, ware in ((0, bad), (2, good), (3, bad), (3.5, bad), (7, good)):
        take(store, day, ware)
    details = alerts_of(store, only(store), LAST)
    assert [round(one.days, 2) for one in corrections(details)] == [2.0, 4.0]
    assert [(one.after, one.at, one.ended_at) for one in relapses(details)] == [("corrected", at(3), at(2))]
    early = alerts_of(store, only(store), at(1).date())
    assert (corrections(early), relapses(early)) == ((), ())
    assert len(open_alerts(store, only(store), at(4).date())) == 1
    assert open_alerts(store, only(store), LAST) == ()
    assert rulebooks_of(store, {one.evidence.run_id for one in details}) == ("sha256:0",)


def test_a_charge_that_comes_back_after_a_person_closed_it_names_no_look(store: Store) -> None:
    take(store, 0, Ware("1"))
    [alert] = queue(store)
    move(store, alert.id, "confirm", 0.5)
    move(store, alert.id, "close", 1)
    take(store, 2, Ware("1", title="换了词的 钻戒"))
    [back] = relapses(alerts_of(store, only(store), LAST))
    assert (back.after, back.ended_at) == (None, None)
