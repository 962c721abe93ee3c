"""``zuanjian alerts`` as a person and a script use it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from alerts.queries import queue
from alerts.store import Store, open_store
from alerts.users import add_user
from tests.alerts.scenes import Ware, take

Run = Callable[..., CompletedProcess[str]]
BY = ("--by", "李明", "--role", "reviewer")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    with open_store(f"sqlite:///{tmp_path / 'home' / 'zuanjian.db'}") as store:
        store.upgrade()
        take(store, 0, Ware("1"), Ware("2", severity="low"))
    return tmp_path / "home"


def listed(zuanjian: Run, *options: str) -> list[dict]:
    answer = zuanjian("alerts", "list", "--json", *options)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def stored(home: Path) -> Store:
    return open_store(f"sqlite:///{home / 'zuanjian.db'}")


def test_from_list_to_decision_to_undo(zuanjian: Run, home: Path) -> None:
    [alert] = listed(zuanjian, "--severity", "high")
    said = zuanjian("alerts", "decide", alert["id"], "confirm", *BY, "--based-on", alert["version"], "--reason", "属实")
    assert (said.returncode, "已确认" in said.stdout) == (0, True), said.stderr
    late = zuanjian("alerts", "decide", alert["id"], "dismiss", "--by", "王芳", "--role", "reviewer",
                    "--based-on", alert["version"], "--code", "authorised")  # fmt: skip
    assert late.returncode == 2
    assert "李明 已于" in late.stderr
    assert "您的决定未执行" in late.stderr
    shown = json.loads(zuanjian("alerts", "show", alert["id"], "--json").stdout)
    assert (shown["state"], shown["reason"]) == ("confirmed", "属实")
    assert "refer" in shown["moves"]
    back = zuanjian("alerts", "undo", alert["id"], *BY, "--based-on", shown["version"], "--json")
    assert json.loads(back.stdout)["state"] == "new"


def test_what_a_move_needs_is_said(zuanjian: Run, home: Path) -> None:
    alert = listed(zuanjian)[0]
    assert "confirm 确认线索（须写明理由）" in zuanjian("alerts", "show", alert["id"]).stdout
    for options, said in (
        (("confirm", *BY, "--based-on", alert["version"]), "须写明理由"),
        (("confirm", *BY), "--based-on"),
        (("confirm", "--role", "reviewer", "--based-on", alert["version"]), "--by"),
        (("extend", *BY, "--based-on", alert["version"], "--reason", "检测"), "须由管理员或负责人作出"),
        (("declare", "--by", "商家", "--role", "member", "--based-on", alert["version"]), "没有“member”这一角色"),
        (("ask_correction", *BY, "--based-on", alert["version"], "--due", "明天"), "不是日期"),
    ):
        answer = zuanjian("alerts", "decide", alert["id"], *options)
        assert answer.returncode == 2
        assert said in answer.stderr
        assert "Traceback" not in answer.stderr


def test_whoever_is_registered_decides_as_that(zuanjian: Run, home: Path) -> None:
    with stored(home) as store:
        add_user(store, "李明", "correct horse 42", "reader")
    alert = listed(zuanjian)[0]
    answer = zuanjian("alerts", "decide", alert["id"], "claim", *BY, "--based-on", alert["version"])
    assert answer.returncode == 2
    assert "登记的角色是只读" in answer.stderr


def test_bulk_is_previewed_confirmed_and_undone(zuanjian: Run, home: Path) -> None:
    asked = ("alerts", "bulk", "dismiss", *BY, "--severity", "low", "--code", "context")
    seen = json.loads(zuanjian(*asked, "--json").stdout)
    assert (seen["matched"], seen["possible"]) == (1, 1)
    assert f"--confirm {seen['token']}" in zuanjian(*asked).stdout
    done = json.loads(zuanjian(*asked, "--confirm", seen["token"], "--json").stdout)
    assert done["decided"] == 1
    again = zuanjian(*asked, "--confirm", seen["token"])
    assert (again.returncode, "请重新预览" in again.stderr) == (2, True)
    assert [one["id"] for one in json.loads(zuanjian("alerts", "bulks", "--json").stdout)] == [done["id"]]
    assert done["id"] in zuanjian("alerts", "bulks").stdout
    back = zuanjian("alerts", "bulk", "undo", *BY, "--bulk", done["id"])
    assert (back.returncode, "已撤销 1 条" in back.stdout) == (0, True)
    with stored(home) as store:
        assert {alert.state for alert in queue(store)} == {"new"}


def test_bulk_names_what_it_left(zuanjian: Run, home: Path) -> None:
    alert = listed(zuanjian)[0]
    zuanjian("alerts", "decide", alert["id"], "claim", *BY, "--based-on", alert["version"])
    asked = ("alerts", "bulk", "claim", *BY)
    token = json.loads(zuanjian(*asked, "--json").stdout)["token"]
    done = zuanjian(*asked, "--confirm", token)
    assert done.returncode == 1
    assert f"{alert['id']}：线索当前为“已认领”，不能认领" in done.stderr


def test_overdue_and_soon(zuanjian: Run, home: Path) -> None:
    late = json.loads(zuanjian("alerts", "overdue", "--json").stdout)
    soon = json.loads(zuanjian("alerts", "overdue", "--soon", "60", "--json").stdout)
    assert len(late) + len(soon) == 2  # the scene stands on fixed days, the command on today
    assert zuanjian("alerts", "overdue").returncode == 0


def test_unknown_filter_and_alert(zuanjian: Run, home: Path) -> None:
    for arguments, said in ((("list", "--state", "sold"), "筛选项"), (("show", "A-NONE"), "没有编号为")):
        answer = zuanjian("alerts", *arguments)
        assert answer.returncode == 2
        assert said in answer.stderr
