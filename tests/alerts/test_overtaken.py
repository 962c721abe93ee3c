"""Two at once: a decision that was made on something else than what stands now is told so, and changes nothing."""

from __future__ import annotations

import threading

import pytest

from alerts import custody, queries
from alerts.moves import MoveRefused, Overtaken
from alerts.review import decide, undo
from alerts.store import Store, open_store
from alerts.values import Alert
from tests.alerts.scenes import Ware, at, take


@pytest.fixture
def alert(store: Store) -> Alert:
    take(store, 0, Ware("1"))
    return queries.queue(store)[0]


def test_second_decision_learns_who_what_and_when(store: Store, alert: Alert) -> None:
    decide(store, alert.id, "confirm", "王芳", "证书为培育", at(1), based_on=alert.version)
    with pytest.raises(Overtaken) as told:
        decide(store, alert.id, "dismiss", "李明", "已标明", at(1.1), based_on=alert.version)
    assert told.value.reason == (
        "王芳 已于 2026-11-03 12:00 作出“确认线索”（证书为培育），线索现为“已确认”；您的决定未执行，请核对后再定"
    )
    now = queries.queue(store)[0]
    assert decide(store, alert.id, "dismiss", "李明", "已标明", at(1.2), based_on=now.version).state == "dismissed"


def test_a_decision_that_left_the_state_alone_counts_too(store: Store, alert: Alert) -> None:
    confirmed = decide(store, alert.id, "confirm", "王芳", "属实", at(1))
    decide(store, alert.id, "declare", "王芳", "商家来电", at(1.1))
    with pytest.raises(Overtaken, match="登记成员称已更正"):
        decide(store, alert.id, "close", "李明", "办结", at(1.2), based_on=confirmed.version)


def test_undo_of_something_else_is_told(store: Store, alert: Alert) -> None:
    confirmed = decide(store, alert.id, "confirm", "王芳", "属实", at(1))
    decide(store, alert.id, "dismiss", "王芳", "看错了", at(1.1))
    with pytest.raises(Overtaken, match=r"王芳 已于 .* 作出“排除线索”"):
        undo(store, alert.id, "李明", at(1.2), based_on=confirmed.version)
    assert queries.queue(store)[0].state == "dismissed"


def test_a_look_that_moved_the_alert_is_told(store: Store, alert: Alert) -> None:
    take(store, 1)
    with pytest.raises(Overtaken, match="查看已使线索转为“已下架或消失”"):
        decide(store, alert.id, "confirm", "李明", "属实", at(1.1), based_on=alert.version)


def test_a_look_that_only_saw_it_again_is_in_nobodys_way(store: Store, alert: Alert) -> None:
    take(store, 1, Ware("1", sale_fen=1))
    assert decide(store, alert.id, "confirm", "李明", "属实", at(1.1), based_on=alert.version).state == "confirmed"


@pytest.mark.parametrize("based_on", ["", "new", "new.", "new.x", "sold.0", "new.-1", "new.１", "new." + "9" * 30])
def test_version_that_is_none(store: Store, alert: Alert, based_on: str) -> None:
    with pytest.raises(MoveRefused, match=r"版本“.*”有误"):
        decide(store, alert.id, "confirm", "李明", "属实", at(1), based_on=based_on)


def test_of_many_at_once_one_decides_and_the_others_are_told(url: str) -> None:
    with open_store(url) as store:
        take(store, 0, Ware("1"))
        alert = queries.queue(store)[0]
    start, told, done = threading.Barrier(4), [], []

    def one(actor: str) -> None:
        with open_store(url) as mine:
            start.wait()
            try:
                # Confirming and dismissing are both possible after either: only the version keeps them apart.
                move = "confirm" if actor in "甲丙" else "dismiss"
                decide(mine, alert.id, move, actor, "核查", at(1), based_on=alert.version)
                done.append(actor)
            except Overtaken as overtaken:
                told.append(overtaken.reason)

    threads = [threading.Thread(target=one, args=(name,)) for name in "甲乙丙丁"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [first] = done
    assert len(told) == 3
    assert all(reason.startswith(f"{first} 已于 ") for reason in told)
    with open_store(url) as store:
        assert len(queries.detail(store, alert.id).events) == 2  # type: ignore[union-attr]
        assert custody.verify(store) == ()
