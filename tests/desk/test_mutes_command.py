"""``zuanjian mutes`` as a person and a script use it, and the part of every report that lists them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from alerts.store import open_store
from crawler.shanghai import local_day
from tests.alerts.scenes import Ware, take

Run = Callable[..., CompletedProcess[str]]
BY = ("--by", "王芳", "--role", "supervisor")
TODAY = local_day(datetime.now(UTC)).isoformat()
SOON = (datetime.now(UTC) + timedelta(days=5)).date().isoformat()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    with open_store(f"sqlite:///{tmp_path / 'home' / 'zuanjian.db'}") as store:
        store.upgrade()
        take(store, 0, Ware("1"), Ware("2", shop="s2"), Ware("3", shop="s3"))
    return tmp_path / "home"


def test_preview_set_list_report_end(zuanjian: Run, home: Path) -> None:
    seen = json.loads(zuanjian("mutes", "preview", "--shop", "s1", "--json").stdout)
    assert (seen["hidden"], seen["open"], len(seen["alerts"])) == (1, 3, 1)
    assert "将遮住 1 条" in zuanjian("mutes", "preview", "--shop", "s1").stdout
    made = zuanjian("mutes", "add", "--shop", "s1", "--reason", "规则复核", "--until", SOON, *BY)
    assert made.returncode == 0, made.stderr
    listed = zuanjian("alerts", "list", "--json")
    assert sorted(one["item_id"] for one in json.loads(listed.stdout)) == ["2", "3"]
    assert "另有 1 条未结线索在屏蔽中" in listed.stderr
    assert [one["item_id"] for one in json.loads(zuanjian("alerts", "list", "--muted", "--json").stdout)] == ["1"]
    [one] = json.loads(zuanjian("mutes", "list", "--json").stdout)
    assert (one["hidden"], one["mute"]["reason"], one["active"]) == (1, "规则复核", True)
    assert "规则复核" in zuanjian("mutes", "list").stdout
    for kind in ("daily", "weekly", "monthly", "quality"):
        written = zuanjian("report", kind, "--date", TODAY, "-o", "r.html")
        assert written.returncode == 0, written.stderr
        report = (home.parent / "r.html").read_text("utf-8")
        for words in ("生效中的屏蔽", "规则复核", "王芳", SOON, "店铺 s1"):
            assert words in report
    stopped = zuanjian("mutes", "end", one["mute"]["id"], "--reason", "完毕", *BY)
    assert stopped.returncode == 0
    assert "没有生效中的屏蔽" in zuanjian("mutes", "list", "--all").stdout
    assert zuanjian("db", "verify").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("preview", "--rule", "LG-01"), "范围过宽"),
        (("add", "--platform", "douyin", "--reason", "x", "--until", SOON, *BY), "范围过宽"),
        (("add", "--shop", "s1", "--reason", "x", *BY), "--until"),
        (("add", "--shop", "s1", "--reason", "x", "--until", "2099-01-01", *BY), "180 天"),
        (
            ("add", "--shop", "s1", "--reason", "x", "--until", SOON, "--by", "李明", "--role", "reviewer"),
            "管理员或负责人",
        ),
        (("end", "M-1", "--reason", "x", *BY), "没有编号为"),
    ],
)
def test_what_cannot_be_done_is_one_line(zuanjian: Run, home: Path, arguments: tuple[str, ...], said: str) -> None:
    answer = zuanjian("mutes", *arguments)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr
