"""Mutes on both databases: hidden from those who work, never from the record, and back by themselves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from alerts import custody, queries
from alerts.bulk import preview as bulk_preview
from alerts.filters import Filter
from alerts.moves import Said
from alerts.mutes.setting import add, end, preview
from alerts.mutes.standing import mutes
from alerts.mutes.values import Mute, MuteRefused, Scope
from alerts.outbox.bundling import prepare
from alerts.outbox.recipient import Recipient
from alerts.outbox.standing import messages
from alerts.overdue import overdue
from alerts.store import Store, open_store
from crawler.shanghai import local_day
from tests.alerts.scenes import Ware, at, take
from tests.alerts.test_custody import tamper

RECIPIENT = Recipient("值班", ("群",))


def mute(store: Store, scope: Scope, *, day: float = 0.1, days: int = 10, sure: bool = True) -> Mute:
    return add(
        store, scope, reason="复核中", until=local_day(at(day)) + timedelta(days=days), actor="王芳", role="supervisor",
        at=at(day), sure=sure,
    )[0]  # fmt: skip


def items(store: Store, day: float, **options: str) -> list[str]:
    return sorted(alert.item_id for alert in queries.queue(store, at=at(day), **options))  # type: ignore[arg-type]


@pytest.fixture
def three(store: Store) -> Store:
    take(
        store, 0, Ware("1"), Ware("2", shop="s2", shop_name="北湾"), Ware("3", shop=None, shop_name=None, anchor="阿月")
    )
    return store


def test_hidden_from_the_queue_counted_all_the_same_and_back_after_its_last_day(three: Store) -> None:
    set_ = mute(three, Scope(shop="s1"), days=3)
    assert items(three, 1) == ["2", "3"]
    assert items(three, 1, muted="only") == ["1"]
    assert items(three, 1, muted="with") == ["1", "2", "3"]
    assert queries.muted_count(three, at(1)) == 1
    assert sum(queries.counts(three).values()) == 3
    assert items(three, 3.4) == ["2", "3"]
    assert items(three, 4) == ["1", "2", "3"]
    assert items(three, 0.05) == ["1", "2", "3"]
    end(three, set_.id, reason="复核完毕", actor="王芳", role="admin", at=at(2))
    assert items(three, 2) == ["1", "2", "3"]
    assert custody.verify(three) == ()


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        (Scope(shop="北湾"), ["1", "3"]),
        (Scope(item="3"), ["1", "2"]),
        (Scope(rule="LG-01", shop="s1"), ["2", "3"]),
        (Scope(rule="IP-01", shop="s1"), ["1", "2", "3"]),
        (Scope(platform="taobao", shop="s1"), ["1", "2", "3"]),
        (Scope(rule="LG-01", text="%"), ["1", "2", "3"]),
    ],
)
def test_scopes(three: Store, scope: Scope, left: list[str]) -> None:
    if scope.text == "%":
        scope = Scope(rule="LG-01", text="%款")
    mute(three, scope)
    assert items(three, 1) == left


def test_words_of_the_title_within_a_rule(store: Store) -> None:
    take(store, 0, Ware("1", title="18K金钻戒 Lab款"), Ware("2"))
    mute(store, Scope(rule="LG-01", text="lab"))
    assert items(store, 1) == ["2"]


@pytest.mark.parametrize(
    "scope",
    [Scope(), Scope(rule="LG-01"), Scope(platform="douyin"), Scope(text="钻戒"), Scope(text="钻戒", platform="douyin"),
     Scope(rule="LG-01", text="钻"), Scope(shop=" "), Scope(shop="s1", text="钻戒"), Scope(shop="s\n1")],
)  # fmt: skip
def test_a_scope_that_covers_too_much_by_itself(three: Store, scope: Scope) -> None:
    with pytest.raises(MuteRefused, match=r"范围|须至少两个字符"):
        preview(three, scope, at(1))
    with pytest.raises(MuteRefused):
        mute(three, scope)


@pytest.mark.parametrize("days", [0, -1, 181])
def test_an_end_is_needed_and_near(three: Store, days: int) -> None:
    with pytest.raises(MuteRefused, match="截止日应在"):
        mute(three, Scope(item="1"), days=days)


def test_who_and_why(three: Store) -> None:
    given = {"until": date(2026, 11, 20), "actor": "李明", "at": at(1)}
    with pytest.raises(MuteRefused, match="管理员或负责人"):
        add(three, Scope(item="1"), reason="x", role="reviewer", **given)  # type: ignore[arg-type]
    with pytest.raises(MuteRefused, match="理由"):
        add(three, Scope(item="1"), reason=" ", role="admin", **given)  # type: ignore[arg-type]
    with pytest.raises(MuteRefused, match="没有编号为"):
        end(three, "M-NONE", reason="x", actor="王芳", role="admin", at=at(1))
    first = mute(three, Scope(item="1"))
    with pytest.raises(MuteRefused, match="已在生效"):
        mute(three, Scope(item="1"))
    end(three, first.id, reason="x", actor="王芳", role="admin", at=at(1))
    with pytest.raises(MuteRefused, match="已不在生效"):
        end(three, first.id, reason="x", actor="王芳", role="admin", at=at(2))


def test_shares(store: Store) -> None:
    wares = [Ware(str(n), shop=shop) for shop, n in [*(("big", n) for n in range(40)), *(("mid", n) for n in range(40, 64)),
             *(("six", n) for n in range(64, 70)), *(("tiny", n) for n in range(70, 72)), *(("rest", n) for n in range(72, 100))]]  # fmt: skip
    take(store, 0, *wares)
    assert preview(store, Scope(shop="six"), at(0.5)).hidden == 6
    with pytest.raises(MuteRefused, match="占未结线索的 40%"):
        mute(store, Scope(shop="big"))
    with pytest.raises(MuteRefused, match="--yes"):
        mute(store, Scope(shop="six"), sure=False)
    mute(store, Scope(shop="tiny"), sure=False)
    mute(store, Scope(shop="six"))
    mute(store, Scope(shop="mid"))
    with pytest.raises(MuteRefused, match="合计将遮住 60 条"):
        mute(store, Scope(shop="rest"))
    assert len(mutes(store, local_day(at(1)))) == 3


def test_never_everything(three: Store) -> None:
    for item in ("1", "2"):
        mute(three, Scope(item=item))
    with pytest.raises(MuteRefused, match="遮住全部 3 条"):
        mute(three, Scope(item="3"))
    assert items(three, 1) == ["3"]


def test_bulk_and_overdue_leave_out_what_the_queue_leaves_out(three: Store) -> None:
    mute(three, Scope(shop="s1"), days=60)
    said = Said(move="claim", actor="李明", at=at(1))
    assert bulk_preview(three, Filter(), said).matched == 2
    late = local_day(at(50))
    assert sorted(one.alert.item_id for one in overdue(three, late)) == ["2", "3"]
    assert len(overdue(three, local_day(at(80)))) == 3


def test_nothing_is_told_of_what_is_hidden_until_it_is_back(three: Store) -> None:
    mute(three, Scope(shop="s1"), days=40)
    prepare(three, [RECIPIENT], at(1))
    [first] = messages(three)
    assert first.content.counts == {"opened": 2}
    prepare(three, [RECIPIENT], at(35))
    assert messages(three)[0].content.counts == {"overdue": 2}
    prepare(three, [RECIPIENT], at(45))
    assert [line.alert for line in messages(three)[0].content.lines] == [
        alert.id for alert in queries.queue(three, text="南湾", at=at(45))
    ]


def test_how_a_mute_stands(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2"))
    mute(store, Scope(item="1"), days=100)
    mute(store, Scope(item="404"), days=100)
    take(store, 2, Ware("2"))  # 1 is gone
    took, never = mutes(store, local_day(at(1)))
    assert (took.hidden, took.last_hid, took.idle) == (1, local_day(at(1)), False)
    assert (never.hidden, never.last_hid, never.idle) == (0, None, False)
    took, never = mutes(store, local_day(at(20)))
    assert (took.hidden, took.last_hid, took.idle) == (0, local_day(at(2)), False)
    assert [one.idle for one in mutes(store, local_day(at(31)))] == [False, True]
    assert [one.idle for one in mutes(store, local_day(at(40)))] == [True, True]
    assert mutes(store, local_day(at(101))) == ()
    assert queries.brief(store, local_day(at(40))).mutes == mutes(store, local_day(at(40)))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE mutes SET until = '2027-11-20'", "UPDATE mutes SET reason = '无'", "DELETE FROM mutes",
     "INSERT INTO mutes SELECT seq + 90, id, at, actor, role, change, scope, reason, until, hid FROM mutes"],
)  # fmt: skip
def test_a_mute_changed_by_hand_is_found(three: Store, statement: str) -> None:
    mute(three, Scope(item="1"))
    tamper(three, statement)
    assert {found.table for found in custody.verify(three)} == {"mutes"}


def test_two_who_would_together_hide_everything_at_once(url: str) -> None:
    with open_store(url) as store:
        take(store, 0, Ware("1"), Ware("2"))

    def hide(item: str) -> str:
        with open_store(url) as store:
            try:
                return mute(store, Scope(item=item)).id
            except MuteRefused as refused:
                return refused.reason

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(hide, ("1", "2")))
    assert sum(one.startswith("M-") for one in done) == 1
    with open_store(url) as store:
        assert len(items(store, 1)) == 1
        assert custody.verify(store) == ()
