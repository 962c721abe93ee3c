"""From decisions to what stands on the alerts, on both databases."""

from __future__ import annotations

from threading import Thread

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from alerts import tables
from alerts.custody import verify
from alerts.intake import take_in
from alerts.learning import lessons
from alerts.learning.calibration import posterior
from alerts.learning.lessons import learn
from alerts.learning.precision import precision
from alerts.learning.rating import SECONDS, worth
from alerts.queries import queue
from alerts.review import decide, undo
from alerts.store import Store, open_store
from crawler.listing import Shop, ShopKind
from tests.alerts.scenes import Ware, at, facts, judged, move, take, whole


def alerts(store: Store, **asked: object) -> dict[str, object]:
    return {alert.item_id: alert for alert in queue(store, **asked)}  # type: ignore[arg-type]


def of(store: Store, item: str):
    return next(alert for alert in queue(store, limit=1000) if alert.item_id == item)


def take_kind(store: Store, day: float, kind: ShopKind, *wares: Ware) -> None:
    run = facts(f"run-{kind}-{day}", day, scopes=(whole(),), source=f"of-{kind}")
    lines = [
        (line, replace(listing, shop=Shop(id="s1", name="南湾珠宝", kind=kind)), judgement)
        for line, listing, judgement in judged(wares, run.finished_at)
    ]
    take_in(store, run, lines)


def test_a_new_alert_carries_the_rulebooks_own_confidence(store: Store) -> None:
    take(store, 0, Ware("1", confidence=0.83))
    alert = of(store, "1")
    assert (alert.calibrated, alert.low, alert.high) == pytest.approx(posterior(0.83, 0, 0))
    assert alert.seller_kind == "unknown"


def test_decisions_count_for_their_rule_and_kind_of_seller(store: Store) -> None:
    take_kind(store, 0, "member", *(Ware(f"m{number}", rules=("LG-01", "IP-01")) for number in range(4)))
    take_kind(store, 0, "secondhand", Ware("s0"))
    lg = [alert for alert in queue(store) if alert.rule == "LG-01" and alert.seller_kind == "member"]
    assert len(lg) == 4
    move(store, lg[0].id, "confirm", 1)
    move(store, lg[0].id, "refer", 2)  # one alert is one verdict, however far it went
    move(store, lg[1].id, "dismiss", 1, code="rule_error", reason="")
    move(store, lg[2].id, "dismiss", 1, code="duplicate", reason="")  # says nothing of the rule
    assert learn(store).finished
    found = {(alert.rule, alert.seller_kind): alert for alert in queue(store)}
    assert found["LG-01", "member"].calibrated == pytest.approx(posterior(0.9, 1, 1).mean)
    assert found["LG-01", "secondhand"].calibrated == pytest.approx(0.9)
    assert found["IP-01", "member"].calibrated == pytest.approx(0.9)
    take_kind(store, 3, "member", Ware("m9"))
    assert of(store, "m9").calibrated == pytest.approx(posterior(0.9, 1, 1).mean)
    assert verify(store) == ()


def test_what_is_undone_or_taken_up_again_does_not_count(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2"))
    one, other = of(store, "1"), of(store, "2")
    for alert in (one, other):
        move(store, alert.id, "dismiss", 1, code="context", reason="")
    learn(store)
    assert of(store, "1").calibrated == pytest.approx(posterior(0.9, 0, 2).mean)
    undo(store, one.id, "李明", at(2))
    move(store, other.id, "reopen", 2)
    learn(store)
    assert of(store, "1").calibrated == pytest.approx(0.9)
    assert precision(store) == ()


def test_steps_are_bounded_and_go_on_where_the_last_one_ended(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lessons, "BATCH", 2)
    take(store, 0, *(Ware(f"{number}") for number in range(7)))
    for number in range(5):
        move(store, of(store, f"{number}").id, "confirm", 1 + number)
    done = [learn(store, steps=1) for _ in range(20)]
    assert max(one.decisions for one in done) <= 2
    assert max(one.alerts for one in done) <= 2
    assert sum(one.decisions for one in done) == 5
    assert done[-1].finished
    assert {alert.calibrated for alert in queue(store)} == {posterior(0.9, 5, 0).mean}
    assert learn(store) == lessons.Learned(0, 0, True)


def test_two_learning_at_once_count_nothing_twice(store: Store, url: str) -> None:
    take(store, 0, *(Ware(f"{number}") for number in range(6)))
    for number in range(6):
        move(store, of(store, f"{number}").id, "confirm", 1 + number)

    def work() -> None:
        with open_store(url) as mine:
            learn(mine)

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {alert.calibrated for alert in queue(store)} == {posterior(0.9, 6, 0).mean}


def test_the_median_time_of_a_rule_counts_once_enough_were_timed(store: Store) -> None:
    take(store, 0, *(Ware(f"{number}") for number in range(8)), Ware("x", rules=("IP-01",)))
    minute = 1 / 24 / 60
    for number in range(7):
        move(store, of(store, f"{number}").id, "confirm", 1 + number * minute / 2)
    learn(store)
    rated = of(store, "7")
    with store.reading() as connection:
        worths = dict(connection.execute(select(tables.alerts.c.item_id, tables.alerts.c.worth)).all())
    assert worths["7"] == pytest.approx(worth(rated.calibrated, "high", 30.0))
    assert worths["x"] == pytest.approx(worth(0.9, "high", SECONDS))


def test_the_order_of_worth(store: Store) -> None:
    take(
        store, 0, Ware("low-sure", severity="low", confidence=0.95), Ware("high-unsure", confidence=0.3),
        Ware("medium", severity="medium", confidence=0.9), Ware("medium-later", severity="medium", confidence=0.9, seen_at=at(-1)),
    )  # fmt: skip
    assert list(alerts(store, order="value")) == ["medium-later", "medium", "high-unsure", "low-sure"]
    assert list(alerts(store)) == ["high-unsure", "medium-later", "medium", "low-sure"]


def test_a_rule_whose_precision_fell_is_named(store: Store) -> None:
    take(store, 0, *(Ware(f"{number:03}", rules=("LG-01", "IP-01")) for number in range(40)))
    for alert in sorted(queue(store, limit=1000), key=lambda one: one.item_id):
        right = alert.rule == "IP-01" or alert.item_id < "020"
        move(
            store,
            alert.id,
            "confirm" if right else "dismiss",
            1,
            **({} if right else {"code": "rule_error", "reason": ""}),
        )
    learn(store)
    first, second = precision(store, last=20)
    assert (first.rule, first.fallen, first.last_accepted, first.accepted) == ("LG-01", True, 0, 20)
    assert (second.rule, second.fallen) == ("IP-01", False)
    assert first.low < first.precision < first.high
    assert precision(store, last=35)[0].fell is None  # five before are too few to compare with


def test_isotonic_regression_takes_over(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alerts.learning.rating.ENOUGH", 20)
    take(
        store, 0, *(Ware(f"a{number}", confidence=0.6) for number in range(15)),
        *(Ware(f"b{number}", confidence=0.9) for number in range(15)), Ware("c", confidence=0.75),
    )  # fmt: skip
    for alert in queue(store):
        if alert.confidence != 0.75:
            decide(store, alert.id, "confirm" if alert.confidence == 0.9 else "dismiss", "李明", "核查", at(1))
    learn(store)
    low, middle, high = (of(store, item).calibrated for item in ("a0", "c", "b0"))
    assert low < 0.25
    assert high > 0.9
    assert middle == pytest.approx((low + high) / 2)
