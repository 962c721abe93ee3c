"""What happened is in the outbox if and only if it happened, and each recipient hears of it once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace

from alerts import review, tables
from alerts.outbox import occasions
from alerts.outbox.standing import held, messages, unaddressed
from alerts.store import Store, StoreRefused
from crawler.health import NotSeen
from tests.alerts.outbox.asked import DUTY, prepared
from tests.alerts.scenes import Ware, at, facts, judged, take


def test_a_run_is_one_message_with_counts_and_the_worst_first(store: Store) -> None:
    wares = [Ware(str(number), severity="low", confidence=number / 20) for number in range(12)]
    take(store, 0, *wares, Ware("w", severity="high", rules=("IP-01",)))
    (message,) = prepared(store, at(0.1))
    content = message.content
    assert (content.counts, content.severities) == ({"opened": 13}, {"low": 12, "high": 1})
    assert [line.severity for line in content.lines] == ["high", *["low"] * 9]
    assert [line.confidence for line in content.lines[1:3]] == [0.55, 0.5]
    assert (content.lines[0].shop, content.lines[0].title) == ("南湾珠宝", "18K金钻戒女款")
    assert prepared(store, at(0.2)) == [message]


def test_the_same_run_taken_again_and_a_look_that_finds_nothing_new_tell_nobody(store: Store) -> None:
    take(store, 0, Ware("1"), run_id="a")
    prepared(store, at(0.1))
    take(store, 0, Ware("1"), run_id="a")
    take(store, 1, Ware("1"))
    take(store, 2, Ware("1", title="18K金钻戒女款", sale_fen=1))
    assert len(prepared(store, at(2.1))) == 1
    assert unaddressed(store) == 0


def test_what_got_worse_and_what_came_back(store: Store) -> None:
    take(store, 0, Ware("1", severity="low"), Ware("2"))
    prepared(store, at(0.1))
    take(store, 1, Ware("1", severity="high"))
    message = _newest(store, 1.1)
    assert message.counts == {"worse": 1}
    assert message.lines[0].severity == "high"
    take(store, 2, Ware("1", severity="high"), Ware("2"))
    assert _newest(store, 2.1).counts == {"reopened": 1}


def _newest(store: Store, day: float):
    before = {one.id for one in messages(store)}
    (new,) = [one for one in prepared(store, at(day)) if one.id not in before]
    return new.content


def test_intake_that_fails_leaves_no_occasion(store: Store) -> None:
    def breaks() -> Iterator:
        yield from judged([Ware("1")], at(0))
        raise StoreRefused("线路中断")

    from alerts.intake import take_in

    with pytest.raises(StoreRefused):
        take_in(store, facts("a", 0), breaks())
    assert unaddressed(store) == 0
    take_in(store, facts("a", 0), judged([Ware("1")], at(0)))
    assert unaddressed(store) == 1


def test_decisions_are_told_to_who_asked_for_that_move(store: Store) -> None:
    take(store, 0, Ware("1"))
    legal = replace(DUTY, name="法务", kinds=("decided",), moves=("dismiss",))
    (alert,) = [line.alert for line in prepared(store, at(0.1), DUTY, legal)[0].content.lines]
    review.decide(store, alert, "confirm", "李明", "属实", at(0.2))
    review.decide(store, alert, "dismiss", "李明", "", at(0.3), code="duplicate")
    told = prepared(store, at(0.4), DUTY, legal)
    assert [(one.recipient, one.content.counts) for one in told if "decided" in one.content.counts] == [
        ("值班", {"decided": 2}),
        ("法务", {"decided": 1}),
    ]
    review.undo(store, alert, "李明", at(0.5))
    assert _newest(store, 0.6).lines[0].detail == "撤销决定"


def test_a_refused_decision_is_no_occasion(store: Store) -> None:
    take(store, 0, Ware("1"))
    (message,) = prepared(store, at(0.1))
    with pytest.raises(review.MoveRefused):
        review.decide(store, message.content.lines[0].alert, "refer", "李明", "移送", at(0.2))
    assert unaddressed(store) == 0


def test_overdue_is_told_once_for_each_due_date(store: Store) -> None:
    take(store, 0, Ware("1"))
    prepared(store, at(0.1))
    with store.aside() as connection:
        connection.execute(tables.alerts.update().values(due_on=date(2026, 11, 10)))
    assert len(prepared(store, at(8))) == 1  # 10 November itself: still in time
    late = _newest(store, 9)
    assert (late.counts, late.lines[0].detail) == ({"overdue": 1}, "期限 2026-11-10 已过")
    assert len(prepared(store, at(10))) == 2
    with store.aside() as connection:
        connection.execute(tables.alerts.update().values(due_on=date(2026, 11, 12)))
    assert _newest(store, 11).counts == {"overdue": 1}


def test_a_source_is_told_when_it_breaks_and_when_it_is_well_again(store: Store) -> None:
    gap = (NotSeen("https://x.example/", "refused", "对方拒绝访问"),)
    take(store, 0)
    assert prepared(store, at(0.1)) == []
    take(store, 1, verdict="blocked", not_seen=gap)
    (trouble,) = _newest(store, 1.1).sources
    assert (trouble.source, trouble.verdict, trouble.reason) == ("nanwan", "blocked", "对方拒绝访问")
    take(store, 2, verdict="blocked", not_seen=gap)
    assert len(prepared(store, at(2.1))) == 1
    take(store, 1.5, verdict="broken", not_seen=gap)  # arrived late: later looks have spoken
    assert len(prepared(store, at(2.2))) == 1
    take(store, 3)
    assert _newest(store, 3.1).sources[0].verdict == "healthy"


def test_a_source_that_could_not_be_looked_at_is_told_once_a_day(store: Store) -> None:
    assert occasions.note_unlooked(store, "nanwan", "douyin", "无法连接", at(0))
    assert not occasions.note_unlooked(store, "nanwan", "douyin", "无法连接", at(0.2))
    (message,) = prepared(store, at(0.3))
    assert [(one.source, one.verdict, one.reason) for one in message.content.sources] == [("nanwan", None, "无法连接")]
    assert occasions.note_unlooked(store, "nanwan", "douyin", "无法连接", at(1))


def test_filters(store: Store) -> None:
    picky = replace(DUTY, severities=("high",), families=("LG",), shops=("南湾珠宝", "s9"), platforms=("douyin",))
    take(
        store,
        0,
        Ware("1"),
        Ware("2", severity="low"),
        Ware("3", rules=("IP-01",)),
        Ware("4", shop="s2", shop_name="北"),
    )
    (message,) = prepared(store, at(0.1), picky)
    assert message.content.counts == {"opened": 1}
    take(store, 1, Ware("5", platform="jd"), platform="jd", source="jd", verdict="thin")
    assert prepared(store, at(1.1), picky) == [message]


def test_nobody_asked_means_nobody_is_told_later_either(store: Store) -> None:
    take(store, 0, Ware("1"))
    from alerts.outbox.bundling import prepare

    prepare(store, (), at(0.1))
    assert prepared(store, at(0.2)) == []
    assert held(store) == ()


def test_two_channels_are_two_messages(store: Store) -> None:
    take(store, 0, Ware("1"))
    both = prepared(store, at(0.1), replace(DUTY, channels=("群", "邮箱", "群")))
    assert [one.channel for one in both] == ["群", "邮箱"]
    assert both[0].content == both[1].content
