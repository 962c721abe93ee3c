"""``zuanjian import FILE --map`` from outside: proposed, confirmed once on a terminal, remembered for the sender."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SHEET = """款式流水编码,货品叫法,直播间卖价,主石材质,私人号码
7100000000000000001,18K金天然钻戒女款一克拉,¥3580.00,天然钻石,13812345678
7100000000000000002,足金手链六爪镶嵌时尚款,¥1280.00,足金,13912345678
"""
OTHER = SHEET.replace("000000000001,", "000000000003,")


@pytest.fixture
def at_terminal(tmp_path: Path):
    """Run the command line at a terminal, with these lines typed; returns the exit status and what was shown."""

    def _run(typed: str, *arguments: str) -> tuple[int, str]:
        master, slave = os.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "desk", *arguments],
            cwd=tmp_path, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env={"PATH": "/usr/bin:/bin", "ZUANJIAN_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1", "TERM": "dumb",
                 "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
        os.close(slave)
        os.write(master, typed.encode())
        shown = b""
        try:
            while piece := os.read(master, 65_536):
                shown += piece
        except OSError:  # the terminal is gone when its last process ends
            pass
        os.close(master)
        return process.wait(60), shown.decode(errors="replace").replace("\r\n", "\n")

    return _run


def listings(home: Path) -> list[dict]:
    runs = sorted(path for path in (home / "runs").iterdir() if path.name.startswith("import-"))
    return [json.loads(line) for run in runs for line in (run / "listings.jsonl").read_text("utf-8").splitlines()]


def test_in_a_pipe_the_proposal_is_only_shown(zuanjian, tmp_path):
    (tmp_path / "a.csv").write_text(SHEET, "utf-8")
    done = zuanjian("import", "a.csv", "--map", "--run-only")
    assert done.returncode == 0
    assert "货品叫法 → title（商品名称）" in done.stdout
    assert "款式流水编码 → item_id" in done.stdout
    assert "私人号码 → ignored（不读）  像个人信息" in done.stdout
    assert "13812345678" not in done.stdout
    assert "没有记住，也没有导入" in done.stdout
    assert not (tmp_path / "home" / "mappings").exists()
    assert zuanjian("import", "a.csv", "--run-only").returncode == 2


def test_confirmed_once_it_serves_every_later_file_of_the_sender(zuanjian, at_terminal, tmp_path):
    (tmp_path / "a.csv").write_text(SHEET, "utf-8")
    typed = "3=price\n5=title\nx\ny\n"
    status, shown = at_terminal(typed, "import", "a.csv", "--map", "--run-only", "--shop", "甲店")
    assert status == 0, shown
    assert "直播间卖价 → price（商品价格）  由人指定" in shown
    assert "第 5 列像个人信息，一律不读，不能改" in shown
    assert "没有看懂" in shown
    (path,) = (tmp_path / "home" / "mappings").iterdir()
    assert "货品叫法: title" in path.read_text("utf-8")
    (tmp_path / "b.csv").write_text(OTHER, "utf-8")
    later = zuanjian("import", "b.csv", "--run-only", "--shop", "甲店")
    assert later.returncode == 0, later.stderr
    assert "按已确认的列对应：" in later.stdout
    assert "货品叫法 → title" in later.stdout
    found = listings(tmp_path / "home")
    assert {listing["item_id"] for listing in found} == {f"710000000000000000{n}" for n in (1, 2, 3)}
    assert {listing["price"]["sale_fen"] for listing in found} == {358_000, 128_000}
    assert "13812345678" not in json.dumps(found)
    stranger = zuanjian("import", "b.csv", "--run-only", "--shop", "乙店")
    assert stranger.returncode == 2
    path.write_text(path.read_text("utf-8").replace("货品叫法: title", "货品叫法: titel"), "utf-8")
    broken = zuanjian("import", "b.csv", "--run-only", "--shop", "甲店")
    assert broken.returncode == 2
    assert "columns.货品叫法：没有“titel”这种含义" in broken.stderr


def test_without_a_shop_the_header_is_the_sender(zuanjian, at_terminal, tmp_path):
    (tmp_path / "a.csv").write_text(SHEET, "utf-8")
    (tmp_path / "b.csv").write_text(OTHER, "utf-8")
    assert at_terminal("n\n", "import", "a.csv", "--map", "--run-only")[0] == 0
    assert not (tmp_path / "home" / "mappings").exists()
    assert at_terminal("y\n", "import", "a.csv", "--map", "--run-only")[0] == 0
    assert zuanjian("import", "b.csv", "--run-only").returncode == 0
    known = zuanjian("import", "b.csv", "--run-only", "--map")
    assert "每一列都已认识" in known.stdout
    assert "此前已导入" in known.stdout


def test_only_sheets_have_columns(zuanjian, tmp_path):
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n好\n", "utf-8")
    done = zuanjian("import", "a.srt", "--map", "--run-only")
    assert done.returncode == 2
    assert "a.srt：只有商品表" in done.stderr


def test_a_package_of_the_shop_is_read_anew_once_its_columns_are_known(zuanjian, at_terminal, tmp_path):
    (tmp_path / "a.csv").write_text(SHEET, "utf-8")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("b.csv", OTHER)
    assert "没有一行可用" in zuanjian("import", "a.zip", "--run-only", "--shop", "甲店").stderr
    assert at_terminal("y\n", "import", "a.csv", "--map", "--run-only", "--shop", "甲店")[0] == 0
    again = zuanjian("import", "a.zip", "--run-only", "--shop", "甲店")
    assert "a.zip：2 条商品" in again.stdout
    assert "此前已导入" in zuanjian("import", "a.zip", "--run-only", "--shop", "甲店").stdout
