"""``zuanjian evidence pack`` and ``verify`` as a person types them: exit codes, what is said, stamps of a real authority."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.alerts.scenes import Ware
from tests.reports.evidence_pack.packs import crawl, place
from tests.time_authority import TimeAuthority, open_authority


def zuanjian(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desk", "--home", str(home), *arguments],
        capture_output=True, text=True, check=False, timeout=110, env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = place(tmp_path / "home")
    with made.store:
        crawl(made, 0, Ware("1"), Ware("2", "钻石耳钉"))
        (tmp_path / "alert").write_text(made.alerts()[0])
        (tmp_path / "case").write_text(made.case())
    return tmp_path / "home"


def subject(home: Path, name: str) -> str:
    return (home.parent / name).read_text()


@pytest.mark.parametrize("kind", ["alert", "case"])
def test_a_pack_is_made_and_verified(home: Path, kind: str) -> None:
    out = home.parent / "证据.zip"
    made = zuanjian(home, "evidence", "pack", subject(home, kind), "-o", str(out), "--by", "李明")
    assert (made.returncode, made.stderr) == (0, "")
    assert "未加盖可信时间戳：未配置时间戳服务" in made.stdout
    checked = zuanjian(home, "evidence", "verify", str(out))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "结论：未发现改动" in checked.stdout
    assert zuanjian(home, "db", "verify").returncode == 0
    data = bytearray(out.read_bytes())
    data[len(data) // 2] ^= 1
    out.write_bytes(data)
    altered = zuanjian(home, "evidence", "verify", str(out))
    assert altered.returncode == 1
    assert "不一致：" in altered.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("pack", "A-NOTHING", "-o", "x.zip", "--by", "李明"), "没有编号为“A-NOTHING”的线索或案件"),
        (("pack", "ALERT", "-o", "x.zip", "--by", " "), "须以 --by 写明由谁制作"),
        (("pack", "ALERT", "-o", "x.zip", "--by", "李明", "--for", "court"), "没有“court”这一角色"),
        (("pack", "ALERT", "-o", ".", "--by", "李明"), "是一个文件夹，须写明文件名"),
        (("pack", "ALERT", "-o", "/proc/none/x.zip", "--by", "李明"), "证据包无法写入"),
        (("verify", "nothing.zip"), "nothing.zip：无法读取"),
        (("verify", "pyproject.toml"), "pyproject.toml：不能核验，开头不是证据包"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(home: Path, arguments: tuple[str, ...], said: str) -> None:
    done = zuanjian(home, "evidence", *(subject(home, "alert") if one == "ALERT" else one for one in arguments))
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def configure(home: Path, authority: TimeAuthority) -> None:
    authority.pem(home / "root.pem")
    (home / "stamps.yml").write_text(f"url: {authority.url}\nroots: root.pem\n", encoding="utf-8")


def test_a_stamp_is_fetched_checked_and_checked_again_by_others(home: Path) -> None:
    out = home.parent / "x.zip"
    with open_authority() as authority:
        configure(home, authority)
        made = zuanjian(home, "evidence", "pack", subject(home, "alert"), "-o", str(out), "--by", "李明")
    assert (made.returncode, made.stderr) == (0, "")
    assert "已加盖可信时间戳，已核对" in made.stdout
    ours = zuanjian(home, "evidence", "verify", str(out))
    assert "签名与根证书相符" in ours.stdout
    elsewhere = home.parent / "elsewhere"
    theirs = zuanjian(elsewhere, "evidence", "verify", str(out), "--roots", str(home / "root.pem"))
    assert "签名与根证书相符" in theirs.stdout
    unknown = zuanjian(elsewhere, "evidence", "verify", str(out))
    assert unknown.returncode == 0
    assert "不能核对：可信时间戳的签名" in unknown.stdout
    with open_authority() as other:
        other.pem(home.parent / "other.pem")
        wrong = zuanjian(elsewhere, "evidence", "verify", str(out), "--roots", str(home.parent / "other.pem"))
    assert wrong.returncode == 1
    assert "stamp.tsr：时间戳未通过核对" in wrong.stdout


def test_an_authority_that_fails_makes_it_one_in_part(home: Path) -> None:
    out = home.parent / "x.zip"
    with open_authority() as authority:
        configure(home, authority)
        authority.http = 503
        made = zuanjian(home, "evidence", "pack", subject(home, "alert"), "-o", str(out), "--by", "李明")
    assert made.returncode == 1
    assert "HTTP 503" in made.stderr
    assert zuanjian(home, "evidence", "verify", str(out)).returncode == 0
