"""``zuanjian cases`` and what ``explain`` says of a case, from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alerts.store import open_store
from tests.alerts.cases.scenes import CERTIFICATE, PICTURE, alert_of, case_of, ware
from tests.alerts.scenes import take

BY = ("--by", "李明", "--role", "reviewer")


@pytest.fixture
def known(tmp_path: Path) -> dict[str, str]:
    """Two shops with one certificate, a third apart, and an item that came back under a new link."""
    (tmp_path / "home").mkdir()
    same = {"certificates": (CERTIFICATE,)}
    with open_store(f"sqlite:///{tmp_path}/home/zuanjian.db") as store:
        store.upgrade()
        take(store, 0, ware("1", "甲", **same), ware("2", "乙\x1b[31m", **same), ware("old", "s1", pictures=(PICTURE,)))
        take(store, 1, ware("new", "s1", pictures=(PICTURE,)))
        known = {item: alert_of(store, item) for item in ("1", "2", "old", "new")}
        return known | {f"case-{item}": case_of(store, item).id for item in ("1", "new")}


def test_list_and_show(zuanjian, known):
    done = zuanjian("cases", "list")
    assert (done.returncode, done.stderr) == (0, "")
    assert known["case-1"] in done.stdout
    assert "\x1b" not in done.stdout
    rows = json.loads(zuanjian("cases", "list", "--linked", "--json").stdout)
    assert [(row["id"], row["sellers"], row["alerts"]) for row in rows] == [(known["case-1"], 2, 2)]
    shown = zuanjian("cases", "show", known["case-1"].lower())
    assert shown.returncode == 0
    for words in (known["1"], known["2"], "证书编号相同", CERTIFICATE, "强度 0.90", "经过"):
        assert words in shown.stdout
    detail = json.loads(zuanjian("cases", "show", known["case-1"], "--json").stdout)
    assert detail["links"][0]["reason"] == "证书编号相同"


def test_split_undo_merge_rebuild(zuanjian, known):
    done = zuanjian("cases", "split", known["case-1"], known["2"], "--reason", "各自进货", *BY)
    assert done.returncode == 0
    new = done.stdout.strip().removeprefix("已拆出为案件 ")
    assert zuanjian("cases", "rebuild").stdout == "已重新归案：4 条线索\n"
    assert "已由人工分开" in zuanjian("cases", "show", new).stdout
    assert zuanjian("cases", "undo", new, *BY).returncode == 0
    assert json.loads(zuanjian("cases", "show", new, "--json").stdout)["case"]["alerts"] == 2
    merged = zuanjian("cases", "merge", known["case-1"], known["case-new"], "--reason", "同一仓库", *BY)
    assert merged.returncode == 0
    history = json.loads(zuanjian("cases", "show", new, "--json").stdout)["history"]
    assert [event["what"] for event in history if event["seq"]] == ["拆案", "撤销并案或拆案", "并案"]
    assert zuanjian("db", "verify").returncode == 0


def test_explain_names_the_case_and_the_return(zuanjian, known):
    said = zuanjian("explain", known["1"]).stdout
    assert f"案件 {known['case-1']}" in said
    assert "关联 证书编号相同" in said
    assert (
        f"疑似换链接再次上架：此前线索 {known['old']}（图片文件完全相同）" in zuanjian("explain", known["new"]).stdout
    )
    assert f"其后疑似换链接再次上架：见线索 {known['new']}" in zuanjian("explain", known["old"]).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "C-NOTHING"), "没有编号为“C-NOTHING”的案件"),
        (("split", "C-NOTHING", "A-1", "--reason", "理由", *BY), "没有编号为“C-NOTHING”的案件"),
        (("merge", "C-1", "--reason", "理由", *BY), "C-1"),
        (("merge", "C-1", "C-2", *BY), "缺少参数 --reason"),
        (("undo", "C-NOTHING", *BY), "没有编号为"),
        (("undo", "C-1", "--by", "李明", "--role", "viewer"), "角色"),
        (("list", "--order", "random"), "没有“random”这种顺序"),
    ],
)
def test_bad_usage_is_one_line_and_exit_2(zuanjian, arguments, said):
    done = zuanjian("cases", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_empty_memory_says_so(zuanjian):
    done = zuanjian("cases", "list")
    assert (done.returncode, done.stdout) == (0, "没有符合条件的案件\n")
