"""Merges and splits by people: they stand whatever comes later, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import pytest

from alerts import custody
from alerts.cases import queries
from alerts.cases.deciding import merge, split, undo
from alerts.cases.rebuilding import rebuild
from alerts.cases.values import CaseRefused
from alerts.store import Store, StoreRefused, open_store
from tests.alerts.cases.scenes import CERTIFICATE, PICTURE, alert_of, case_of, division, ware
from tests.alerts.scenes import BACKENDS, at, take
from tests.alerts.test_custody import tamper

SAME = {"certificates": (CERTIFICATE,)}


def test_what_a_person_split_is_never_linked_again(store: Store) -> None:
    take(store, 0, ware("1", "甲", **SAME), ware("2", "乙", **SAME))
    new = split(store, case_of(store, "1").id, [alert_of(store, "2")], "李明", "两家各自进货", at(0.5))
    assert case_of(store, "2").id == new
    for number in range(3):
        take(
            store,
            1 + number,
            ware("1", "甲", **SAME, pictures=(PICTURE,)),
            ware("2", "乙", **SAME, pictures=(PICTURE,)),
        )
        assert division(store) == {frozenset("1"), frozenset("2")}
    rebuild(store)
    assert division(store) == {frozenset("1"), frozenset("2")}
    detail = queries.show(store, new)
    assert detail is not None
    assert [link.inside for link in detail.links] == [False, False]
    assert [event.what for event in detail.history if event.actor == "李明"] == ["拆案"]
    assert custody.verify(store) == ()


def test_a_third_shop_does_not_bring_split_sides_together(store: Store) -> None:
    take(store, 0, ware("1", "甲", **SAME), ware("2", "乙", **SAME))
    split(store, case_of(store, "1").id, [alert_of(store, "2")], "李明", "各自进货", at(0.5))
    take(store, 1, ware("3", "丙", **SAME), scopes=[])
    assert case_of(store, "1").id != case_of(store, "2").id
    assert len(division(store)) == 2


def test_one_alert_is_taken_out_of_its_sellers_case(store: Store) -> None:
    take(store, 0, ware("1", "甲"), ware("2", "甲"), ware("3", "甲", **SAME))
    split(store, case_of(store, "1").id, [alert_of(store, "3")], "李明", "他人代售", at(0.5))
    take(store, 1, ware("4", "甲"), ware("5", "乙", **SAME), scopes=[])
    expected = {frozenset("124"), frozenset("35")}
    assert division(store) == expected
    rebuild(store)
    assert division(store) == expected
    undo(store, case_of(store, "3").id, "李明", at(1.5))
    assert division(store) == {frozenset("12345")}


def test_what_a_person_merged_never_falls_apart(store: Store) -> None:
    take(store, 0, ware("1", "甲"), ware("2", "乙"), ware("3", "丙"))
    old = [case_of(store, item).id for item in "12"]
    merged = merge(store, old, "李明", "同一经营者", at(0.5))
    take(store, 1, ware("1", "甲"), ware("4", "甲"))
    rebuild(store)
    assert division(store) == {frozenset("124"), frozenset("3")}
    assert {queries.show(store, case).case.id for case in old} == {merged}  # type: ignore[union-attr]
    undo(store, merged, "王芳", at(1.5), "查明不是一家")
    assert division(store) == {frozenset("14"), frozenset("2"), frozenset("3")}
    with pytest.raises(CaseRefused, match="没有可以撤销"):
        undo(store, merged, "王芳", at(1.6))


def test_the_newer_decision_wins(store: Store) -> None:
    take(store, 0, ware("1", "甲", **SAME), ware("2", "乙", **SAME))
    first = case_of(store, "1").id
    other = split(store, first, [alert_of(store, "2")], "李明", "各自进货", at(0.1))
    merge(store, [first, other], "王芳", "查明同一仓库", at(0.2))
    assert division(store) == {frozenset("12")}
    rebuild(store)
    assert division(store) == {frozenset("12")}
    undo(store, first, "王芳", at(0.3))
    assert division(store) == {frozenset("1"), frozenset("2")}
    undo(store, first, "王芳", at(0.4))
    assert division(store) == {frozenset("12")}
    assert custody.verify(store) == ()


def test_an_earlier_decision_waits_for_the_later_one(store: Store) -> None:
    take(store, 0, ware("1", "甲"), ware("2", "乙"), ware("3", "丙"))
    one = merge(store, [case_of(store, "1").id, case_of(store, "2").id], "李明", "同一人", at(0.1))
    split(store, one, [alert_of(store, "2")], "李明", "又不是", at(0.2))
    merge(store, [case_of(store, "2").id, case_of(store, "3").id], "李明", "同一人", at(0.3))
    with pytest.raises(CaseRefused, match="先撤销较晚"):
        undo(store, case_of(store, "1").id, "李明", at(0.4))


@pytest.mark.parametrize(
    ("move", "said"),
    [
        (lambda store, case, alert: merge(store, [case, case], "李明", "理由", at(1)), "两个以上不同的案件"),
        (lambda store, case, alert: merge(store, [case, "C-NOTHING"], "李明", "理由", at(1)), "没有编号为"),
        (lambda store, case, alert: merge(store, [case, "C-\x00"], "李明", "理由", at(1)), "没有编号为"),
        (lambda store, case, alert: split(store, case, [alert], "李明", "理由", at(1)), "全部线索"),
        (lambda store, case, alert: split(store, case, [], "李明", "理由", at(1)), "须写明要拆出"),
        (lambda store, case, alert: split(store, case, ["A-NOTHING"], "李明", "理由", at(1)), "不在案件"),
        (lambda store, case, alert: split(store, case, [f"A-{n}" for n in range(501)], "李明", "理由", at(1)), "最多拆出"),
        (lambda store, case, alert: split(store, case, [alert], "李明", " ", at(1)), "须写明理由"),
        (lambda store, case, alert: split(store, case, [alert], "", "理由", at(1)), "由谁决定"),
        (lambda store, case, alert: split(store, case, [alert], "李明", "长" * 3000, at(1)), "理由过长"),
        (lambda store, case, alert: undo(store, case, "李明", at(1)), "没有可以撤销"),
    ],
)  # fmt: skip
def test_impossible_decisions_are_refused_in_one_line(store: Store, move: Callable[..., object], said: str) -> None:
    take(store, 0, ware("1", "甲"))
    with pytest.raises(CaseRefused, match=said):
        move(store, case_of(store, "1").id, alert_of(store, "1"))
    assert custody.verify(store) == ()


@pytest.mark.parametrize("backend", BACKENDS)
def test_two_people_at_once_take_turns(new_database: Callable[..., str], backend: str) -> None:
    url = new_database(backend)
    with open_store(url) as store:
        take(store, 0, ware("1", "甲", **SAME), ware("2", "乙", **SAME))
        case, alert = case_of(store, "1").id, alert_of(store, "2")
    said: list[str] = []

    def decide(actor: str) -> None:
        with open_store(url) as mine:
            try:
                split(mine, case, [alert], actor, "各自进货", at(1))
            except CaseRefused as refused:
                said.append(refused.reason)

    threads = [Thread(target=decide, args=(actor,)) for actor in ("李明", "王芳")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 1
    assert "不在案件" in said[0]
    with open_store(url) as store:
        assert custody.verify(store) == ()
        assert division(store) == {frozenset("1"), frozenset("2")}


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE case_decisions SET reason = '改'", "case_decisions"),
        ("UPDATE case_decisions SET parts = '{}'", "case_decisions"),
        ("DELETE FROM case_decisions", "case_decisions"),
        (
            "INSERT INTO case_decisions SELECT seq + 1000, case_id, at, actor, move, reason, parts, undoes FROM case_decisions",
            "case_decisions",
        ),
        ("UPDATE returns SET reasons = '改'", "returns"),
        ("DELETE FROM returns", "returns"),
    ],
)
def test_altered_decisions_are_named(store: Store, statement: str, table: str) -> None:
    take(store, 0, ware("1", "甲", **SAME), ware("2", "乙", **SAME))
    split(store, case_of(store, "1").id, [alert_of(store, "2")], "李明", "各自进货", at(0.5))
    take(store, 1, ware("3", "s1", **SAME), scopes=[])
    take(store, 2, not_seen=(), scopes=[])
    _gone_and_back(store)
    assert custody.verify(store) == ()
    tamper(store, statement)
    assert {found.table for found in custody.verify(store)} == {table}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_decisions SET seq = seq",
        "DELETE FROM case_decisions",
        "UPDATE returns SET seq = seq",
        "DELETE FROM returns",
    ],
)
def test_decisions_are_only_ever_added(store: Store, statement: str) -> None:
    take(store, 0, ware("1", "甲", **SAME), ware("2", "乙", **SAME))
    split(store, case_of(store, "1").id, [alert_of(store, "2")], "李明", "各自进货", at(0.5))
    _gone_and_back(store)
    with pytest.raises(StoreRefused, match="只可追加"), store.writing() as connection:
        connection.exec_driver_sql(statement)


def _gone_and_back(store: Store) -> None:
    take(store, 3, ware("7", "s1", pictures=(PICTURE,)))
    take(store, 4, ware("8", "s1", pictures=(PICTURE,)))
    detail = queries.show(store, case_of(store, "8").id)
    assert detail is not None
    assert len(detail.returns) == 1
