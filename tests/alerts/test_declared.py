"""A member's word that something was corrected: kept as said, believed only when a look shows it."""

from __future__ import annotations

from datetime import date

import pytest

from alerts import custody, queries
from alerts.moves import MoveRefused
from alerts.review import decide, undo
from alerts.store import Store
from alerts.values import Alert
from tests.alerts.scenes import Ware, at, move, partly, take

BETTER = Ware("1", title="18K金培育钻石戒指", rules=())


@pytest.fixture
def asked(store: Store) -> Alert:
    """A correction was asked, and the member says that it is made."""
    take(store, 0, Ware("1"))
    [alert] = queries.queue(store)
    move(store, alert.id, "confirm", 0.1)
    move(store, alert.id, "ask_correction", 0.2)
    return decide(store, alert.id, "declare", "南湾珠宝", "标题已改", at(0.5), role="member")


def last(store: Store, alert: Alert) -> tuple[str, object, str]:
    found = queries.detail(store, alert.id)
    assert found is not None
    [now] = queries.queue(store)
    assert found.alert == now
    assert custody.verify(store) == ()
    return now.state, now.declared_at, found.events[-1].detail


def test_the_word_alone_changes_no_state(store: Store, asked: Alert) -> None:
    state, declared, detail = last(store, asked)
    assert (state, declared) == ("correction_asked", at(0.5))
    assert "标题已改" in detail
    found = queries.detail(store, asked.id)
    assert found is not None
    assert found.decision_reason == "核查；期限：2026-12-01"


def test_next_look_finds_it_true(store: Store, asked: Alert) -> None:
    take(store, 1, BETTER)
    state, declared, detail = last(store, asked)
    assert (state, declared) == ("corrected", None)
    assert "本次查看属实" in detail


@pytest.mark.parametrize("ware", [Ware("1"), Ware("1", sale_fen=1), Ware("1", title="18K金真钻", proof="真钻")])
def test_next_look_finds_it_untrue(store: Store, asked: Alert, ware: Ware) -> None:
    take(store, 1, ware)
    state, declared, detail = last(store, asked)
    assert (state, declared) == ("correction_asked", None)
    assert "本次查看仍未更正" in detail


def test_not_looking_checks_nothing(store: Store, asked: Alert) -> None:
    take(store, 1, scopes=[partly()])
    assert last(store, asked)[:2] == ("correction_asked", at(0.5))


def test_a_look_from_before_the_word_that_arrives_late_checks_nothing(store: Store, asked: Alert) -> None:
    take(store, 0.4, Ware("1"), run_id="late")
    assert last(store, asked)[:2] == ("correction_asked", at(0.5))


def test_the_word_is_taken_once_until_it_is_checked(store: Store, asked: Alert) -> None:
    with pytest.raises(MoveRefused, match="待下次查看核查"):
        decide(store, asked.id, "declare", "南湾珠宝", "", at(0.6), role="member")
    take(store, 1, Ware("1"))
    assert decide(store, asked.id, "declare", "南湾珠宝", "", at(1.1), role="member").declared_at == at(1.1)


def test_undo_passes_the_members_word_over(store: Store, asked: Alert) -> None:
    after = undo(store, asked.id, "李明", at(0.6))
    assert (after.state, after.declared_at) == ("confirmed", at(0.5))
    assert after.due_on == date(2026, 11, 23)  # the term that ran before a day was named


def test_a_word_taken_down_by_mistake_is_taken_back(store: Store) -> None:
    take(store, 0, Ware("1"))
    [alert] = queries.queue(store)
    move(store, alert.id, "confirm", 0.1)
    move(store, alert.id, "declare", 0.2)
    after = undo(store, alert.id, "李明", at(0.3))
    assert (after.state, after.declared_at) == ("confirmed", None)
    assert last(store, alert)[0] == "confirmed"


def test_a_member_may_say_so_and_nothing_else(store: Store) -> None:
    take(store, 0, Ware("1"))
    [alert] = queries.queue(store)
    for name in ("claim", "dismiss", "close"):
        with pytest.raises(MoveRefused, match="成员不能"):
            decide(store, alert.id, name, "南湾珠宝", "已改", at(1), role="member")
    with pytest.raises(MoveRefused, match="成员不能撤销"):
        undo(store, alert.id, "南湾珠宝", at(1), role="member")


def test_asked_day_is_due_and_certain(store: Store, asked: Alert) -> None:
    assert (asked.due_on, asked.due_provisional) == (date(2026, 12, 1), False)
