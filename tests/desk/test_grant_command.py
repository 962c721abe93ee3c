"""``zuanjian grant`` from outside: secrets go in through a pipe, and none of them comes out again."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

TOLD = '{"app_key": "k", "app_secret": "sesame-street", "access_token": "open-door", "holder": "某珠宝店", "expires_at": "2026-11-29T08:00:00+08:00"}'


def zuanjian(home: Path, *arguments: str, told: str = "") -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "ZUANJIAN_GRANT_KEY"}
    command = [sys.executable, "-m", "desk", "--home", str(home), "grant", *arguments]
    return subprocess.run(command, input=told, capture_output=True, text=True, env=environment, check=False)


def test_a_grant_is_kept_listed_and_removed_without_showing_a_secret(tmp_path: Path) -> None:
    assert zuanjian(tmp_path, "key").returncode == 0
    assert stat.S_IMODE((tmp_path / "grants" / "key").stat().st_mode) == 0o600
    added = zuanjian(tmp_path, "add", "授权-7", "--platform", "douyin", told=TOLD)
    assert (added.returncode, added.stderr) == (0, "")
    listed = zuanjian(tmp_path, "list")
    assert "授权-7" in listed.stdout
    assert "某珠宝店" in listed.stdout
    assert "2026-11-29 08:00" in listed.stdout
    everything = added.stdout + listed.stdout + listed.stderr
    assert "sesame" not in everything
    assert "open-door" not in everything
    assert zuanjian(tmp_path, "remove", "授权-7").returncode == 0
    assert "还没有授权" in zuanjian(tmp_path, "list").stdout


@pytest.mark.parametrize(
    ("arguments", "told", "said"),
    [
        (("add", "g", "--platform", "douyin"), "{}", "缺少 app_key"),
        (("add", "g", "--platform", "nowhere"), TOLD, "没有“nowhere”这个平台"),
        (("add", "../g", "--platform", "douyin"), TOLD, "id"),
        (("remove", "g"), "", "没有编号为“g”的授权"),
        (("key",), "", "已存在"),
    ],
)
def test_what_cannot_be_done_is_one_line_without_a_secret(
    arguments: tuple[str, ...], told: str, said: str, tmp_path: Path
) -> None:
    zuanjian(tmp_path, "key")
    done = zuanjian(tmp_path, *arguments, told=told)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "sesame" not in done.stderr


def test_without_a_key_nothing_is_taken_in(tmp_path: Path) -> None:
    done = zuanjian(tmp_path, "add", "g", "--platform", "douyin", told=TOLD)
    assert done.returncode == 2
    assert "grant key" in done.stderr
