"""Dossiers: what stands of the decisions, the last look at the source, and which shop is meant, on both databases."""

from __future__ import annotations

from datetime import date

from alerts.dossiers import decided_on, of_alert, of_family, of_seller, sellers_named
from alerts.queries import queue
from alerts.review import undo
from alerts.store import Store
from tests.alerts.scenes import Ware, at, move, take

FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (2, 3, 4))


def ids(store: Store) -> dict[str, str]:
    return {alert.item_id: alert.id for alert in queue(store)}


def test_decisions_that_stand_by_a_day_and_the_look_of_that_day(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2", shop="s2"))
    known = ids(store)
    move(store, known["1"], "confirm", 0.1)
    move(store, known["1"], "refer", 1.1)
    take(store, 2, Ware("1"), Ware("2", shop="s2"))
    assert of_alert(store, known["1"], date(2026, 11, 1)) is None
    for day, moves, finished in (
        (FIRST, ["confirm"], at(0)),
        (SECOND, ["confirm", "refer"], at(0)),
        (THIRD, ["confirm", "refer"], at(2)),
    ):
        one = of_alert(store, known["1"], day)
        assert one is not None
        assert [decision.move for decision in one.decisions] == moves
        assert one.look is not None
        assert one.look.finished_at == finished
        assert one.rulebooks == ("sha256:0",)
    assert one.decisions[-1].unit == "市局稽查处"
    assert [d.detail.alert.id for d in decided_on(store, FIRST)] == [known["1"]]
    assert decided_on(store, SECOND) == ()
    assert [d.detail.alert.id for d in decided_on(store, SECOND, "refer")] == [known["1"]]


def test_what_was_taken_back_or_decided_before_a_return_does_not_stand(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2"))
    known = ids(store)
    move(store, known["1"], "confirm", 0.1)
    undo(store, known["1"], "李明", at(0.2), role="supervisor")
    move(store, known["2"], "confirm", 0.1)
    take(store, 1, Ware("1"), Ware("2", rules=(), title="培育钻石戒指"))
    take(store, 2, Ware("1"), Ware("2"))
    for item in ("1", "2"):
        one = of_alert(store, known[item], THIRD)
        assert one is not None
        assert one.decisions == ()
    assert decided_on(store, FIRST) != ()  # at the end of that day the second one stood


def test_alerts_of_a_seller_and_of_a_family(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2", rules=("IP-02",)), Ware("3", shop="s2", shop_name="北河"))
    [seller] = sellers_named(store, "s1")
    assert (seller.platform, seller.shop_name) == ("douyin", "南湾珠宝")
    assert {d.detail.alert.item_id for d in of_seller(store, seller, FIRST)} == {"1", "2"}
    assert [d.detail.alert.item_id for d in of_family(store, "IP", FIRST)] == ["2"]
    assert sellers_named(store, "北河") == sellers_named(store, "s2")
    assert sellers_named(store, "南湾珠宝", "taobao") == sellers_named(store, "无此店") == ()
