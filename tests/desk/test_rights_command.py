"""``zuanjian rights`` as a person and a script use it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from openpyxl import Workbook

Run = Callable[..., CompletedProcess[str]]
BY = ("--by", "王芳", "--role", "supervisor")
MARK = ("rights", "add", "mark", "--number", "1000001", "--text", "卡地亚", "--holder", "登记权利人", "--class", "14",
        "--from", "2015-01-01", "--to", "2030-12-31", *BY)  # fmt: skip
HEADER = "类别,注册号,商标文字,权利人,尼斯分类,有效期自,有效期至,平台,店铺编号,授权权利,证明文件"
ROWS = (
    "授权,,,,,2026-01-01,2026-12-31,market,s1,1000001,授权书.pdf",
    "商标,1000001,卡地亚,登记权利人,14,2015-01-01,2030-12-31,,,,",
    "商标,1000002,卡地亚,登记权利人,99,2015-01-01,2030-12-31,,,,",
    ",,,,,,,,,,",
    "授权,,,,,2026-01-01,2026-12-31,market,s2,1000001,../secret.txt",
    "授权,,,,,2026-01-01,2026-12-31,market,s3,7777777,授权书.pdf",
)


@pytest.fixture
def delivered(tmp_path: Path) -> Path:
    folder = tmp_path / "from_holder"
    folder.mkdir()
    (folder / "授权书.pdf").write_bytes(b"%PDF proof")
    (tmp_path / "secret.txt").write_text("not theirs")
    return folder


def listed(zuanjian: Run, *options: str) -> list[str]:
    answer = zuanjian("rights", "list", "--json", *options)
    assert answer.returncode == 0, answer.stderr
    return [one["id"] for one in json.loads(answer.stdout)]


def test_enter_list_end_and_prove(zuanjian: Run) -> None:
    assert zuanjian(*MARK).returncode == 0
    assert "已有同样的登记" in zuanjian(*MARK).stdout
    assert listed(zuanjian, "--on", "2026-11-22") == ["mark:1000001"]
    ended = zuanjian("rights", "expire", "mark:1000001", "--on", "2026-06-30", "--reason", "第1号公告", *BY)
    assert (ended.returncode, "2026-06-30" in ended.stdout) == (0, True), ended.stderr
    assert listed(zuanjian, "--on", "2026-11-22") == []
    assert listed(zuanjian) == ["mark:1000001"]
    shown = zuanjian("rights", "show", "mark:1000001").stdout
    assert "第1号公告" in shown
    assert "登记" in shown
    assert "1000001" in zuanjian("rights", "list", "--kind", "mark").stdout
    assert zuanjian("db", "verify").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "mark:9"), "没有编号为"),
        (("list", "--kind", "song"), "可选：holder"),
        (("expire", "mark:1", "--reason", "x", *BY), "二者择一"),
        (("expire", "mark:1", "--invalid", "--reason", "x", *BY), "没有编号为"),
        (("add", "mark", "--number", "x", *BY), "不是商标注册号"),
        (("add", "mark", "--number", "1000001", "--by", "李明", "--role", "reader"), "有效期自"),
        (("add", "holder", "--name", "某公司", "--by", "李明", "--role", "reviewer"), "须由管理员或负责人"),
        (("import", "none.csv", *BY), "none.csv"),
    ],
)
def test_what_cannot_be_done_is_one_line(zuanjian: Run, arguments: tuple[str, ...], said: str) -> None:
    answer = zuanjian("rights", *arguments)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_mark_that_the_reader_does_not_know_is_said(zuanjian: Run) -> None:
    answer = zuanjian(*MARK[:5], "--text", "永恒", *MARK[7:])
    assert answer.returncode == 0
    assert "过短或为通用词" in answer.stderr
    assert "词库尚无" not in zuanjian(*MARK, "--update").stderr


def test_refused_rows_are_named_and_the_rest_goes_on(zuanjian: Run, delivered: Path, tmp_path: Path) -> None:
    sheet = delivered / "权利.csv"
    sheet.write_bytes("\n".join(("某某公司 2026 年权利清单", HEADER, *ROWS)).encode("gb18030"))
    answer = zuanjian("rights", "import", sheet, *BY)
    assert answer.returncode == 1
    assert "登记 2，拒收 3" in answer.stdout
    for place, reason in (
        ("第 5 行", "不是 1 至 45 类"),
        ("第 7 行", "不在登记文件所在的文件夹内"),
        ("第 8 行", "没有登记"),
    ):
        assert any(place in line and reason in line and "权利.csv" in line for line in answer.stderr.splitlines())
    [receipt] = (tmp_path / "home" / "receipts").glob("*-rights.csv")
    told = list(csv.reader(io.StringIO(receipt.read_text("utf-8-sig"))))
    assert [line[0] for line in told] == ["结果", "登记", "登记", "拒收", "拒收", "拒收"]
    assert [one.partition(":")[0] for one in listed(zuanjian)] == ["mark", "seller"]
    again = zuanjian("rights", "import", sheet, *BY)
    assert "已有 2，拒收 3" in again.stdout


def test_a_workbook_and_yaml_say_the_same(zuanjian: Run, delivered: Path) -> None:
    book = Workbook()
    for row in (HEADER, *ROWS[:2]):
        book.active.append(row.split(","))
    book.save(delivered / "rights.xlsx")
    assert "登记 2" in zuanjian("rights", "import", delivered / "rights.xlsx", *BY).stdout
    (delivered / "rights.yml").write_text(
        "rights:\n"
        "- {类别: 商标, 注册号: 1000001, 商标文字: 卡地亚, 权利人: 登记权利人, classes: [14], since: 2015-01-01, until: 2030-12-31}\n"
        "- {kind: seller, platform: market, shop_id: s1, rights: ['1000001'], proof: 授权书.pdf, since: 2026-01-01, until: 2026-12-31}\n"
        "- {kind: mark, colour: 红}\n"
        "- 商标\n"
        "- {kind: {a: 1}}\n",
        encoding="utf-8",
    )
    answer = zuanjian("rights", "import", delivered / "rights.yml", *BY)
    assert "已有 2，拒收 3" in answer.stdout
    assert "第 3 项：没有“colour”这一栏" in answer.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("other.csv", "商品ID,标题\n1,戒指\n".encode()),
        ("twice.csv", "类别,编号,注册号\n商标,1,1\n".encode()),
        ("odd.csv", "类别,颜色\n商标,红\n".encode()),
        ("broken.xlsx", b"PK\x03\x04nothing"),
        ("list.yml", b"- 1\n"),
        ("bad.yml", b"rights: [\n"),
        ("more.yml", b"rights: []\nother: 1\n"),
    ],
)
def test_a_file_of_which_nothing_can_be_read(zuanjian: Run, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    answer = zuanjian("rights", "import", name, *BY)
    assert answer.returncode == 2
    assert name in answer.stderr
    assert "Traceback" not in answer.stderr
