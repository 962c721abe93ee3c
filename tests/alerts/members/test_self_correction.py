"""The short way for light cases: once for each charge of a shop, and checked by the next look."""

from __future__ import annotations

import pytest

from alerts import custody, queries
from alerts.members.self_correction import self_correct
from alerts.members.shop import by_id
from alerts.moves import MoveRefused
from alerts.store import Store
from tests.alerts.scenes import Ware, at, move, take

SHOP = by_id("douyin", "s1")
LIGHT = Ware("1", severity="low")
BETTER = Ware("1", title="培育钻石戒指", rules=())


def alert_of(store: Store, item: str) -> str:
    return next(alert.id for alert in queries.queue(store) if alert.item_id == item)


def test_light_and_first_is_declared_and_checked(store: Store) -> None:
    take(store, 0, LIGHT)
    after = self_correct(store, SHOP, alert_of(store, "1"), "标题已改", "店主", at(0.5))
    assert (after.state, after.declared_at) == ("new", at(0.5))
    take(store, 1, BETTER)
    assert queries.queue(store)[0].state == "corrected"
    assert custody.verify(store) == ()


def test_untrue_once_is_the_long_way_ever_after(store: Store) -> None:
    take(store, 0, LIGHT, Ware("2", severity="low"))
    self_correct(store, SHOP, alert_of(store, "1"), "标题已改", "店主", at(0.5))
    take(store, 1, LIGHT, Ware("2", severity="low"))
    for item in "12":
        with pytest.raises(MoveRefused, match="不适用自行更正"):
            self_correct(store, SHOP, alert_of(store, item), "这次真改了", "店主", at(1.5))


def test_what_was_confirmed_before_is_not_the_first(store: Store) -> None:
    take(store, 0, LIGHT, Ware("2"))
    move(store, alert_of(store, "2"), "confirm", 0.1)
    with pytest.raises(MoveRefused, match="不适用自行更正"):
        self_correct(store, SHOP, alert_of(store, "1"), "", "店主", at(0.5))


def test_another_charge_and_another_shop_do_not_count(store: Store) -> None:
    take(store, 0, LIGHT, Ware("2", rules=("PR-01",)), Ware("3", shop="s2"), scopes=())
    for item in "23":
        move(store, alert_of(store, item), "confirm", 0.1)
    assert self_correct(store, SHOP, alert_of(store, "1"), "", "店主", at(0.5)).declared_at == at(0.5)


def test_severe_and_foreign_alerts_are_refused(store: Store) -> None:
    take(store, 0, Ware("1", severity="medium"), Ware("2", severity="low", shop="s2"), scopes=())
    with pytest.raises(MoveRefused, match="程度为“低”"):
        self_correct(store, SHOP, alert_of(store, "1"), "", "店主", at(0.5))
    with pytest.raises(MoveRefused, match="本店没有编号为"):
        self_correct(store, SHOP, alert_of(store, "2"), "", "店主", at(0.5))
