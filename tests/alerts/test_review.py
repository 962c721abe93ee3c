"""Decisions: who may do what from where, with which words; nothing is lost, everything can be taken back."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from alerts import custody, queries
from alerts.moves import DISMISSALS, LONGEST_REASON, MoveRefused
from alerts.review import decide, undo
from alerts.store import Store, open_store
from alerts.values import Alert
from tests.alerts.scenes import Ware, at, move, take


@pytest.fixture
def alert(store: Store) -> Alert:
    take(store, 0, Ware("1"))
    return queries.queue(store)[0]


def test_confirming_keeps_who_when_and_why(store: Store, alert: Alert) -> None:
    after = decide(store, alert.id, "confirm", "李明", " 标题称钻戒，证书为培育 ", at(1))
    assert after.state == "confirmed"
    detail = queries.detail(store, alert.id)
    assert detail is not None
    assert detail.decision_reason == "标题称钻戒，证书为培育"
    last = detail.events[-1]
    assert (last.at, last.actor, last.action) == (at(1), "李明", "确认线索")
    assert "标题称钻戒，证书为培育" in last.detail


@pytest.mark.parametrize(("code", "reason", "kept"), [
    ("disclosed", "", "已如实标明"),
    ("disclosed", "见详情第二段", "已如实标明：见详情第二段"),
    ("other", "企业已整改", "企业已整改"),
    (None, "企业已整改", "企业已整改"),
])  # fmt: skip
def test_dismissing_with_a_reason_from_the_list(
    store: Store, alert: Alert, code: str | None, reason: str, kept: str
) -> None:
    assert decide(store, alert.id, "dismiss", "李明", reason, at(1), code=code).state == "dismissed"
    detail = queries.detail(store, alert.id)
    assert detail is not None
    assert detail.decision_reason == kept


@pytest.mark.parametrize(("code", "match"), [("other", "须写明理由"), (None, "须写明理由"), ("nonsense", "排除理由")])
def test_dismissing_without_one_is_refused(store: Store, alert: Alert, code: str | None, match: str) -> None:
    with pytest.raises(MoveRefused, match=match):
        decide(store, alert.id, "dismiss", "李明", "", at(1), code=code)
    assert queries.queue(store)[0].state == "new"


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"alert_id": "A-NONE"}, "没有编号为“A-NONE”的线索"),
        ({"move": "delete"}, "没有“delete”这一操作"),
        ({"actor": " "}, "由谁"),
        ({"reason": "长" * (LONGEST_REASON + 1)}, "过长"),
        ({"reason": "理由\x00"}, "不可保存"),
    ],
    ids=["alert", "move", "actor", "long", "nul"],
)
def test_what_cannot_be_decided_is_refused_in_one_line(
    store: Store, alert: Alert, change: dict[str, str], match: str
) -> None:
    given = {"alert_id": alert.id, "move": "confirm", "actor": "李明", "reason": "属实", **change}
    with pytest.raises(MoveRefused, match=match) as refused:
        decide(store, at=at(1), **given)
    assert "\n" not in refused.value.reason
    assert custody.verify(store) == ()


def test_longest_reason_is_kept_whole(store: Store, alert: Alert) -> None:
    decide(store, alert.id, "confirm", "李明", "长" * LONGEST_REASON, at(1))
    detail = queries.detail(store, alert.id)
    assert detail is not None
    assert detail.decision_reason == "长" * LONGEST_REASON


def test_undo_goes_back_step_by_step(store: Store, alert: Alert) -> None:
    for name in ("claim", "confirm", "refer"):
        move(store, alert.id, name, 1)
    states = [undo(store, alert.id, "李明", at(2)).state for _ in range(3)]
    assert states == ["confirmed", "claimed", "new"]
    with pytest.raises(MoveRefused, match="没有可以撤销的决定"):
        undo(store, alert.id, "李明", at(2))
    assert custody.verify(store) == ()


def test_undo_brings_back_the_reason_that_stood(store: Store, alert: Alert) -> None:
    decide(store, alert.id, "confirm", "李明", "属实", at(1))
    move(store, alert.id, "refer", 1)
    undo(store, alert.id, "李明", at(2))
    detail = queries.detail(store, alert.id)
    assert detail is not None
    assert (detail.alert.state, detail.decision_reason) == ("confirmed", "属实")


def test_undo_and_decide_again(store: Store, alert: Alert) -> None:
    decide(store, alert.id, "dismiss", "李明", "误判", at(1))
    undo(store, alert.id, "王芳", at(2), "看错了")
    assert decide(store, alert.id, "confirm", "王芳", "属实", at(3)).state == "confirmed"
    assert undo(store, alert.id, "王芳", at(4)).state == "new"
    with pytest.raises(MoveRefused):
        undo(store, alert.id, "王芳", at(5))


def test_undo_is_refused_when_a_look_moved_the_alert_on(store: Store, alert: Alert) -> None:
    decide(store, alert.id, "confirm", "李明", "属实", at(0.5))
    take(store, 1)
    with pytest.raises(MoveRefused, match="已下架或消失"):
        undo(store, alert.id, "李明", at(2))


def test_two_people_at_once_take_their_turn(url: str) -> None:
    with open_store(url) as store:
        take(store, 0, Ware("1"))
        alert = queries.queue(store)[0]
    start, refused = threading.Barrier(4), []

    def one(actor: str) -> None:
        with open_store(url) as mine:
            start.wait()
            try:
                decide(mine, alert.id, "claim", actor, "", at(1))
            except MoveRefused as error:
                refused.append(error.reason)

    threads = [threading.Thread(target=one, args=(name,)) for name in "甲乙丙丁"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["线索当前为“已认领”，不能认领"] * 3
    with open_store(url) as store:
        assert custody.verify(store) == ()


def test_term_is_fifteen_working_days_and_extended_once(store: Store, alert: Alert) -> None:
    assert alert.due_on == date(2026, 11, 23)  # opened on Monday the 2nd
    assert move(store, alert.id, "extend", 1).due_on == date(2026, 12, 14)
    with pytest.raises(MoveRefused, match="只能延长一次"):
        move(store, alert.id, "extend", 2)
    assert undo(store, alert.id, "李明", at(3)).due_on == date(2026, 11, 23)


def test_every_dismissal_has_words() -> None:
    assert all(DISMISSALS.values())
    assert "other" in DISMISSALS
