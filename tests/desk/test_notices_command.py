"""``zuanjian notices`` from the notice to the decision, as it is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

from alerts.queries import queue
from alerts.store import open_store
from tests.alerts.scenes import Ware, move, take
from tests.desk.test_alerts_command import home

__all__ = ["home"]

Run = Callable[..., CompletedProcess[str]]
BY = ("--by", "李明", "--role", "reviewer")
SHOP = ("--platform", "douyin", "--shop", "s1")
DUE = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()


def confirmed(home: Path, item: str = "1") -> str:
    with open_store(f"sqlite:///{home / 'zuanjian.db'}") as store:
        found = next(alert.id for alert in queue(store) if alert.item_id == item)
        move(store, found, "confirm", 0.5)
    return found


def test_notice_answer_and_decision(zuanjian: Run, home: Path, tmp_path: Path) -> None:
    alert = confirmed(home)
    made = json.loads(
        zuanjian("notices", "new", "--alert", alert, "--words", "请标明培育钻石", "--due", DUE, *BY, "--json").stdout
    )
    assert made["id"] in zuanjian("notices", "list").stdout
    (tmp_path / "证书.pdf").write_bytes(b"%PDF-1.7 certificate")
    foreign = zuanjian("notices", "answer", made["id"], "appeal", "--by", "店主", "--platform", "douyin", "--shop", "s2",
                       "--words", "不是我们")  # fmt: skip
    assert (foreign.returncode, "本店没有编号为" in foreign.stderr) == (2, True)
    said = zuanjian("notices", "answer", made["id"], "appeal", "--by", "店主", *SHOP, "--words", "证书载明天然",
                    "--certificate", tmp_path / "证书.pdf", "--json")  # fmt: skip
    assert said.returncode == 0, said.stderr
    answer = json.loads(said.stdout)
    assert answer["files"][0]["purpose"] == "certificate"
    ruled = zuanjian("notices", "decide", answer["id"], "accepted", *BY, "--reason", "证书属实", "--code", "authorised")
    assert (ruled.returncode, "采纳" in ruled.stdout) == (0, True), ruled.stderr
    again = zuanjian("notices", "decide", answer["id"], "rejected", *BY, "--reason", "不符")
    assert (again.returncode, "李明 已于" in again.stderr) == (2, True)
    [listed] = json.loads(zuanjian("notices", "list", *SHOP, "--json").stdout)
    assert listed["answers"][0]["ruling"]["outcome"] == "accepted"
    assert json.loads(zuanjian("alerts", "show", alert, "--json").stdout)["state"] == "dismissed"
    assert zuanjian("db", "verify").returncode == 0
    [kept] = [path for path in (home / "members").rglob("*") if path.is_file()]
    kept.write_bytes(b"%PDF-1.7 another")
    broken = zuanjian("db", "verify")
    assert (broken.returncode, "成员材料已被改动" in broken.stderr) == (1, True)


def test_self_correction_of_a_light_case(zuanjian: Run, home: Path) -> None:
    with open_store(f"sqlite:///{home / 'zuanjian.db'}") as store:
        light = next(alert.id for alert in queue(store) if alert.severity == "low")
        take(store, 1, Ware("2", severity="low"))
    said = zuanjian("notices", "self-correct", light, "--by", "店主", *SHOP, "--words", "标题已改")
    assert (said.returncode, "成员称已更正，待核查" in said.stdout) == (0, True), said.stderr


def test_what_is_typed_wrong_is_said_in_one_line(zuanjian: Run, home: Path) -> None:
    alert = confirmed(home)
    new = ("notices", "new", "--alert", alert, "--words", "请标明", *BY)
    for arguments, said in (
        ((*new, "--due", "2020-01-01"), "期限须在次日起"),
        ((*new, "--due", DUE, "--kind", "warning"), "没有“warning”这一类通知"),
        (("notices", "answer", "N-NONE", "appeal", "--by", "店主"), "须写明哪家店铺"),
        (
            ("notices", "answer", "N-NONE", "appeal", "--by", "店主", *SHOP, "--words", "x"),
            "本店没有编号为“N-NONE”的通知",
        ),
        (("notices", "answer", "N-NONE", "shout", "--by", "店主", *SHOP), "没有“shout”这一类答复"),
        (("notices", "answer", "N-NONE", "appeal", "--by", "店主", *SHOP, "--file", "none.pdf"), "无法读取"),
    ):
        answer = zuanjian(*arguments)
        assert answer.returncode == 2
        assert said in answer.stderr
        assert len(answer.stderr.strip().splitlines()) == 1
