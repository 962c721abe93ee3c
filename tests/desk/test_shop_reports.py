"""Reports about one shop as a person and a script ask for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from alerts.store import open_store
from tests.alerts.scenes import whole
from tests.reports.shelves import bad, good, see

Run = Callable[..., CompletedProcess[str]]
DAY = "2026-11-09"
SOON = (datetime.now(UTC) + timedelta(days=5)).date().isoformat()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Shop s1 with a finding, s2 clean, s3 on two platforms."""
    (tmp_path / "home").mkdir()
    with open_store(f"sqlite:///{tmp_path / 'home' / 'zuanjian.db'}") as store:
        store.upgrade()
        hostile = "<script>alert(1)</script>{{7*7}}=SUM(1)\u202e 钻戒 1克拉"
        see(store, 6, bad(title=hostile), good(), bad("x", "s3"), scopes=(whole(),))
        see(
            store,
            7,
            good("c1", "s2", "北港金行"),
            good("c2", "s2", "北港金行"),
            scopes=(whole("s2"),),
            run_id="beigang",
        )
        see(
            store, 7, bad("y", "s3", platform="kuaishou"), platform="kuaishou", run_id="other", source="kuai", scopes=()
        )
    return tmp_path / "home"


def test_audit_profile_and_refusals(zuanjian: Run, home: Path, tmp_path: Path) -> None:
    made = zuanjian("report", "audit", "--shop", "s1", "--date", DAY, "-o", "a.html")
    assert made.returncode == 0, made.stderr
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "合成钻石（培育钻石）戒指" in page
    assert "\u202e" not in page
    made = zuanjian("report", "shop", "--shop", "s1", "--date", DAY, "-o", "s.html")
    assert made.returncode == 0, made.stderr
    assert "店铺合规线索档案" in (tmp_path / "s.html").read_text("utf-8")
    for arguments, said in (
        (("audit", "--shop", "南湾珠"), "没有见过店铺“南湾珠”，相近的有：“南湾珠宝”"),
        (("shop", "--shop", "s3"), "请用 --platform 写明"),
        (("shop", "--shop", "s1", "--for", "member"), "不向成员单位提供"),
        (("audit", "--shop", "s1", "--for", "member", "--own-shop", "s2"), "成员只能取得本店的报告"),
        (("clean",), "请用 --shop 写明店铺"),
        (("audit", "--shop", "s1", "--verify", "x"), "--verify 只用于无涉嫌项证明"),
        (("clean", "--shop", "s2", "--verify", "x"), "既不是验证码"),
    ):
        answer = zuanjian("report", *arguments, "--date", DAY)
        assert (answer.returncode, answer.stdout) == (2, ""), arguments
        assert said in answer.stderr
        assert answer.stderr.count("\n") == 1
    assert zuanjian("report", "shop", "--shop", "s3", "--platform", "kuaishou", "-o", "k.html").returncode == 0
    assert zuanjian("db", "verify").returncode == 0


def test_a_certificate_from_the_asking_to_the_checking(zuanjian: Run, home: Path, tmp_path: Path) -> None:
    refused = zuanjian("report", "clean", "--shop", "s1", "--date", DAY)
    assert refused.returncode == 2
    first, *reasons = refused.stderr.splitlines()
    assert first.endswith("不能出具无涉嫌项证明，原因 2 项："), refused.stderr
    assert [line[:4] for line in reasons] == ["  · ", "  · "]
    assert not (home / "reports").exists()
    made = zuanjian("report", "clean", "--shop", "北港金行", "--date", DAY, "--format", "json", "-o", "c.json")
    assert made.returncode == 0, made.stderr
    typed = json.loads((tmp_path / "c.json").read_bytes())["values"]["code_key"]
    by_file = zuanjian("report", "clean", "--verify", "c.json")
    assert (by_file.returncode, by_file.stdout.splitlines()[0][:2]) == (0, "相符"), by_file.stderr
    by_code = zuanjian("report", "clean", "--shop", "s2", "--date", DAY, "--verify", typed)
    assert by_code.returncode == 0
    assert "相符" in by_code.stdout
    with open_store(f"sqlite:///{home / 'zuanjian.db'}") as store:
        see(store, 7.1, bad("c3", "s2", "北港金行"), scopes=())
    changed = zuanjian("report", "clean", "--verify", "c.json")
    assert changed.returncode == 1
    assert "不符合出具条件" in changed.stdout
    assert "商品当时没有、现有：1 项（c3）" in changed.stdout


def test_a_sheet_is_audited_and_nothing_of_it_is_kept(zuanjian: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "商品.csv").write_text("商品ID,商品标题,售价,主石\n1,18K金钻戒女1克拉D色VVS1,3580,培育钻石\n", "utf-8")
    made = zuanjian("report", "audit", "--file", "商品.csv", "--date", DAY, "-o", "f.html")
    assert made.returncode == 0, made.stderr
    assert "合成钻石（培育钻石）戒指" in (tmp_path / "f.html").read_text("utf-8")
    assert not (home / "runs").exists()
    assert "f.html" in made.stdout
    missing = zuanjian("report", "audit", "--file", "没有.csv")
    assert missing.returncode == 2
    assert "文件不存在" in missing.stderr


def test_mutes_are_told_to_the_shop_without_who_and_why_and_in_full_to_the_desk(
    zuanjian: Run, home: Path, tmp_path: Path
) -> None:
    by = ("--by", "王芳", "--role", "supervisor")
    assert zuanjian("mutes", "add", "--shop", "s1", "--reason", "规则复核", "--until", SOON, *by).returncode == 0
    for kind, full in (("audit", False), ("shop", True)):
        assert zuanjian("report", kind, "--shop", "s1", "-o", "m.html").returncode == 0
        page = (tmp_path / "m.html").read_text("utf-8")
        for words in ("生效中的屏蔽", SOON, "店铺 s1"):
            assert words in page
        assert ("规则复核" in page, "王芳" in page) == (full, full)
