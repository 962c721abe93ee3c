"""Identity: the same seller, listing and charge are the same alert, whatever else moves."""

from __future__ import annotations

import pytest

from alerts import queries
from alerts.identity import alert_id, item_key, seller
from alerts.store import Store
from tests.alerts.scenes import Ware, take


@pytest.mark.parametrize(
    "again",
    [
        Ware("1", sale_fen=298000),
        Ware("1", title="新款 18K金钻戒女款"),
        Ware("1", version="7", confidence=0.6),
        Ware("1", shop_name="南湾珠宝旗舰店"),
        Ware("1", room="session-2"),
        Ware("1", url="https://shop.example/1?from=live&t=9"),
    ],
    ids=["price", "position", "rule-version", "shop-name", "session", "address"],
)
def test_what_moves_does_not_make_another_alert(store: Store, again: Ware) -> None:
    take(store, 0, Ware("1", room="session-1", url="https://shop.example/1"))
    [first] = queries.queue(store)
    take(store, 1, Ware("0", rules=()), again)
    assert [alert.id for alert in queries.queue(store)] == [first.id]


@pytest.mark.parametrize(
    "other",
    [Ware("2"), Ware("1", shop="s2"), Ware("1", rules=("LG-02",)), Ware("1", platform="kuaishou")],
    ids=["item", "shop", "charge", "platform"],
)
def test_what_is_another_matter_is_another_alert(store: Store, other: Ware) -> None:
    take(store, 0, Ware("1"))
    take(store, 1, other)
    assert len({alert.id for alert in queries.queue(store)}) == 2


@pytest.mark.parametrize(
    ("ware", "who"),
    [
        (Ware("1", shop=" s1 ", anchor="小美"), "shop:s1"),
        (Ware("1", shop=None, shop_name="Ｎａｎ 湾珠宝", anchor="小美"), "name:nan湾珠宝"),
        (Ware("1", shop=None, shop_name=None, anchor="小 美", room="r9"), "anchor:小美"),
        (Ware("1", shop=None, shop_name="  ", room="r9"), "room:r9"),
        (Ware("1", shop=None, shop_name=None), "unknown"),
    ],
)
def test_seller_is_the_best_name_there_is(ware: Ware, who: str) -> None:
    assert seller(ware.listing()) == who


def test_ids_are_short_readable_and_stay() -> None:
    known = alert_id("douyin", "shop:s1", "1", "LG-01")
    assert known == "A-IZCWOPZWA7ZI"
    assert alert_id("douyin", "shop:s1", "1", "LG-01") == known


def test_parts_do_not_run_together() -> None:
    assert alert_id("a", "b", "c\x00d", "e") != alert_id("a", "b", "c", "d\x00e")
    assert item_key("a", 'b","c', "d") != item_key("a", "b", 'c","d')
