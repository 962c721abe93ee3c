"""``zuanjian rules precision`` and the order of the queue, as a person and a script use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from alerts.queries import queue
from alerts.store import open_store
from tests.alerts.scenes import Ware, move, take

Run = Callable[..., CompletedProcess[str]]


def test_what_is_decided_shows_in_the_precision_of_rules_and_in_the_queue(zuanjian: Run, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    with open_store(f"sqlite:///{tmp_path / 'home' / 'zuanjian.db'}") as store:
        store.upgrade()
        assert "尚无可供统计的决定" in zuanjian("rules", "precision").stdout
        take(store, 0, *(Ware(f"{number:02}") for number in range(30)), Ware("x", rules=("IP-01",), confidence=0.5))
        for alert in sorted(queue(store), key=lambda one: one.item_id)[:28]:
            if alert.item_id < "14":
                move(store, alert.id, "confirm", 1)
            else:
                move(store, alert.id, "dismiss", 1, code="rule_error", reason="")
        left = queue(store, state="new")[0]
    said = zuanjian("alerts", "decide", left.id, "dismiss", "--by", "李明", "--role", "reviewer",
                    "--based-on", left.version, "--code", "rule_error")  # fmt: skip
    assert said.returncode == 0, said.stderr
    [rule] = json.loads(zuanjian("rules", "precision", "--last", "10", "--json").stdout)
    assert (rule["rule"], rule["decided"], rule["accepted"], rule["fallen"]) == ("LG-01", 29, 14, True)
    assert "采纳率下降（概率大于 95%）：LG-01" in zuanjian("rules", "precision", "--last", "10").stdout
    first = json.loads(zuanjian("alerts", "list", "--state", "new", "--order", "value", "--json").stdout)[0]
    assert first["low"] < first["calibrated"] < first["confidence"]
    wrong = zuanjian("alerts", "list", "--order", "age")
    assert wrong.returncode == 2
    assert "没有“age”这一次序" in wrong.stderr
