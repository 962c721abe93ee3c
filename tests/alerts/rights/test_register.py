"""The register on both databases: what holds, what happened, and that nobody changes it unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from alerts import custody
from alerts.rights.register import add, expire, registered, show
from alerts.rights.standing import alive
from alerts.rights.values import Entry, Mark, RightRefused
from alerts.store import Store, open_store
from tests.alerts.rights.entries import DESIGN, MARK, SELLER, WORK, entry
from tests.alerts.scenes import at
from tests.alerts.test_custody import tamper


def put(store: Store, value: Entry, day: float = 0, **options: bool) -> str:
    return add(store, value, actor="王芳", role="supervisor", at=at(day), **options)


def end(store: Store, entry_id: str, on: date | None, day: float = 1) -> None:
    expire(store, entry_id, on=on, reason="公告", actor="王芳", role="admin", at=at(day))


def test_what_was_entered_stands_and_is_known_the_second_time(store: Store) -> None:
    for cells in (MARK, DESIGN, WORK, SELLER):
        assert put(store, entry(cells)) == "added"
        assert put(store, entry(cells)) == "known"
    assert [one.id.partition(":")[0] for one in registered(store)] == ["design", "mark", "seller", "work"]
    assert [one.entry for one in registered(store, ("mark",))] == [entry(MARK)]
    assert custody.verify(store) == ()


def test_other_words_under_the_same_number_need_to_be_meant(store: Store) -> None:
    put(store, entry(MARK))
    with pytest.raises(RightRefused, match="已登记而内容不同"):
        put(store, entry(MARK, until="2036-11-21"))
    assert put(store, entry(MARK, until="2036-11-21"), 1, update=True) == "changed"
    assert [one.change for one in show(store, "mark:g1000001")] == ["changed", "added"]
    [now] = registered(store)
    assert isinstance(now.entry, Mark)
    assert now.entry.until == date(2036, 11, 21)


def test_a_right_ends_on_a_day_or_never_was(store: Store) -> None:
    put(store, entry(MARK))
    put(store, entry(DESIGN))
    end(store, "mark:G1000001", date(2026, 6, 30))
    end(store, "design:ZL202330112233.4", None)
    mark, design = registered(store, ("mark",))[0].entry, registered(store, ("design",))[0].entry
    assert (alive(mark, date(2026, 6, 30)), alive(mark, date(2026, 7, 1))) == (True, False)
    assert not alive(design, date(2024, 1, 1))
    assert custody.verify(store) == ()


@pytest.mark.parametrize(
    ("entry_id", "on", "reason"),
    [
        ("mark:404404", date(2026, 1, 1), "没有编号为"),
        ("mark:G1000001", date(2004, 1, 1), "早于有效期自"),
        ("mark:G1000001", date(2030, 1, 1), "晚于已登记的"),
        ("mark:G1000001", date(2026, 11, 21), "已是如此"),
        ("holder:某公司", date(2026, 1, 1), "权利人没有期限"),
        ("holder:某公司", None, "宣告无效"),
    ],
)
def test_an_end_that_cannot_be_is_refused(store: Store, entry_id: str, on: date | None, reason: str) -> None:
    put(store, entry(MARK))
    put(store, entry({"kind": "holder", "name": "某公司"}))
    with pytest.raises(RightRefused, match=reason):
        end(store, entry_id, on)


def test_a_seller_needs_a_recorded_right_and_the_register_a_person_in_charge(store: Store) -> None:
    with pytest.raises(RightRefused, match="“G1000001”没有登记"):
        put(store, entry(SELLER))
    with pytest.raises(RightRefused, match="须由管理员或负责人"):
        add(store, entry(MARK), actor="李明", role="reviewer", at=at(0))
    assert registered(store) == ()


def test_a_right_of_another_region_is_not_in_force_here() -> None:
    assert not alive(entry(MARK, region="香港"), date(2020, 1, 1))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rights SET value = replace(value, '2026-11-21', '2036-11-21')",
        "UPDATE rights SET actor = '张三'",
        "DELETE FROM rights",
        "INSERT INTO rights SELECT seq + 90, id, kind, at, actor, role, change, reason, value FROM rights",
    ],
)
def test_a_register_changed_by_hand_is_found(store: Store, statement: str) -> None:
    put(store, entry(MARK))
    tamper(store, statement)
    assert {found.table for found in custody.verify(store)} == {"rights"}


def test_two_who_enter_the_same_number_at_once(url: str) -> None:
    def enter(holder: str) -> str:
        with open_store(url) as store:
            try:
                return put(store, entry(MARK, holder=holder))
            except RightRefused as refused:
                return refused.reason

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(enter, ("甲公司", "乙公司")))
    assert done[0] == "added"
    assert "已登记而内容不同" in done[1]
    with open_store(url) as store:
        assert len(registered(store)) == 1
        assert custody.verify(store) == ()
