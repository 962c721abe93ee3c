"""What a pack takes from the memory, on both databases."""

from __future__ import annotations

import hashlib
import json

import pytest

from alerts.exports import record_export
from alerts.extract import extract, record_pack
from alerts.queries import queue
from alerts.store import Store
from tests.alerts.scenes import Ware, at, move, take


def test_looks_entries_and_rows_of_one_alert(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2"), Ware("3", rules=()))
    take(store, 1, Ware("1", sale_fen=1), Ware("2"))
    chosen, other = sorted(alert.id for alert in queue(store))
    for alert in (chosen, other):
        move(store, alert, "confirm", 2)
    record_export(store, "日报", "联盟", "0" * 64, at(3), role="alliance", masks={})
    with extract(store, [chosen]) as view:
        looks, entries, point = list(view.looks()), list(view.entries()), view.checkpoint()
        details = view.details()
    assert [one.run_id for one in looks] == [one.judged_in for one in looks] == ["run-000.00", "run-001.00"]
    assert {alert for one in looks for alert in one.alerts} == {chosen}
    actions = [json.loads(one.text)["action"] for one in entries]
    assert actions[0] == "run"
    assert actions.count("run") == 2
    assert actions[-1] == "confirm"
    assert other not in "".join(one.text for one in entries)
    for one in entries:
        assert hashlib.sha256(f"{one.previous}{one.text}".encode()).hexdigest() == one.hash
        data = json.loads(json.loads(one.text)["data"])
        assert all(hashlib.sha256(row.encode()).hexdigest() == data[kind] for kind, row in one.rows.items())
    assert set(entries[-1].rows) == {"decision"}
    assert point.entries > entries[-1].seq
    assert [one.alert.id for one in details] == [chosen]


def test_a_pack_is_recorded_and_placed_or_neither(store: Store) -> None:
    take(store, 0, Ware("1"))
    (alert,) = queue(store)
    placed: list[int] = []

    def fail() -> None:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        record_pack(store, at=at(1), actor="李明", detail="制作证据包", alert_id=alert.id, data={}, finish=fail)
    seq = record_pack(
        store, at=at(1), actor="李明", detail="制作证据包", alert_id=alert.id, data={}, finish=lambda: placed.append(1)
    )
    assert placed == [1]
    with extract(store, [alert.id]) as view:
        assert [one.seq for one in view.entries()][-1] == seq == view.checkpoint().entries
