"""A watched folder: every finished file once, its receipt beside it, and one bad file stops nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desk.config import Home
from desk.delivering import Door, Taken
from desk.watching import EMPTY_SETTLED, SETTLED, Watch

SHEET = "商品ID,商品名称\n{},银戒指\n"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Inbox:
    """A folder with a watch whose clock is ours."""

    def __init__(self, path: Path, door: object | None = None) -> None:
        self.home = Home(path / "home", "")
        self.folder = path / "inbox"
        for name in ("done", "refused"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.clock = Clock()
        self.faults: list[Exception] = []
        self.watch = Watch(self.folder, door or Door(self.home), self.clock, log=self.faults.append)

    def drop(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def pass_time(self, seconds: float = SETTLED) -> None:
        self.watch.look()
        self.clock.now += seconds
        self.watch.look()

    def names(self, folder: str = "") -> list[str]:
        return sorted(path.name for path in (self.folder / folder).iterdir() if path.is_file())

    def runs(self) -> int:
        runs = self.home.runs
        return sum(1 for path in runs.iterdir() if not path.name.startswith(".")) if runs.exists() else 0


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def test_a_finished_file_is_imported_once_and_put_away_with_its_receipt(inbox):
    inbox.drop("a.csv", SHEET.format(1))
    inbox.drop("b.csv", "甲,乙\n1,2\n")
    inbox.pass_time()
    assert inbox.names() == []
    assert inbox.names("done") == ["a.csv", "a.csv.receipt.csv"]
    assert inbox.names("refused") == ["b.csv", "b.csv.receipt.csv"]
    assert "接收,a.csv,2" in (inbox.folder / "done/a.csv.receipt.csv").read_text("utf-8")
    assert "没有找到含" in (inbox.folder / "refused/b.csv.receipt.csv").read_text("utf-8")
    inbox.pass_time()
    assert (inbox.watch.taken, inbox.watch.refused, inbox.runs()) == (1, 1, 1)


def test_a_file_that_still_grows_waits(inbox):
    path = inbox.drop("a.csv", "商品ID,商品名称\n")
    inbox.watch.look()
    inbox.clock.now += SETTLED / 2
    path.write_text(SHEET.format(1), "utf-8")
    inbox.watch.look()
    inbox.clock.now += SETTLED / 2
    inbox.watch.look()
    assert inbox.names() == ["a.csv"]
    inbox.clock.now += SETTLED / 2
    inbox.watch.look()
    assert inbox.names("done") == ["a.csv", "a.csv.receipt.csv"]


def test_unfinished_hidden_and_linked_files_are_let_alone(inbox):
    waiting = [".a.csv", "a.csv.part", "a.crdownload", "~$a.xlsx", "empty.csv"]
    for name in waiting:
        inbox.drop(name, "" if name.startswith("empty") else SHEET.format(1))
    (inbox.folder / "link.csv").symlink_to("/etc/hostname")
    inbox.pass_time()
    assert inbox.names() == sorted([*waiting, "link.csv"])
    inbox.pass_time(EMPTY_SETTLED)
    assert inbox.names("refused") == ["empty.csv", "empty.csv.receipt.csv"]


def test_the_same_name_again_overwrites_nothing(inbox):
    for number in (1, 2):
        inbox.drop("a.csv", SHEET.format(number))
        inbox.pass_time()
    assert inbox.names("done") == ["a-2.csv", "a-2.csv.receipt.csv", "a.csv", "a.csv.receipt.csv"]
    assert inbox.runs() == 2


def test_a_watch_killed_between_import_and_move_goes_on_where_it_was(tmp_path):
    first = Inbox(tmp_path)
    path = first.drop("a.csv", SHEET.format(1))
    first.watch.door.take(path)
    again = Inbox(tmp_path)
    again.pass_time()
    assert again.names("done") == ["a.csv", "a.csv.receipt.csv"]
    assert again.runs() == 1


def test_a_fault_of_ours_stops_no_other_file(tmp_path):
    class Breaks:
        def take(self, file: Path) -> Taken:
            if file.name == "a.csv":
                raise ZeroDivisionError
            return Taken(0)

    inbox = Inbox(tmp_path, Breaks())
    inbox.drop("a.csv", "x")
    inbox.drop("b.csv", "x")
    inbox.pass_time()
    assert inbox.names("refused") == ["a.csv", "a.csv.receipt.csv"]
    assert inbox.names("done") == ["b.csv", "b.csv.receipt.csv"]
    assert [type(fault) for fault in inbox.faults] == [ZeroDivisionError]


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path):
    class Slow:
        def take(self, file: Path) -> Taken:
            if file.read_text() == "x":
                file.write_text("xy")
            return Taken(0)

    inbox = Inbox(tmp_path, Slow())
    inbox.drop("a.csv", "x")
    inbox.pass_time()
    assert inbox.names() == ["a.csv"]
    inbox.pass_time()
    assert (inbox.folder / "done/a.csv").read_text() == "xy"


def test_a_file_that_cannot_be_moved_is_not_imported_for_ever(inbox, monkeypatch):
    inbox.drop("a.csv", SHEET.format(1))
    (inbox.folder / "done").rmdir()
    (inbox.folder / "done").write_text("in the way")
    inbox.pass_time()
    inbox.pass_time()
    assert "a.csv" in inbox.names()
    assert inbox.watch.taken == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_from_outside_it_stops_in_order(tmp_path, number):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.csv").write_text(SHEET.format(1), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "desk", "import", "--watch", "inbox", "--run-only"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={"PATH": "/usr/bin:/bin", "ZUANJIAN_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1",
             "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert process.stdout is not None
    line = ""
    while "移入" not in line:
        line = process.stdout.readline()
        assert line, process.communicate()
    os.kill(process.pid, number)
    out, err = process.communicate(timeout=60)
    assert "已停止监视：导入 1 个文件，拒收 0 个" in out
    assert err == ""
    assert process.returncode == 0
    assert (inbox / "done" / "a.csv.receipt.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import"], "缺少 FILE"),
        (["import", "--watch", "nowhere"], "nowhere：不是文件夹"),
        (["import", "a.csv", "--watch", "."], "不能与 FILE"),
    ],
)
def test_bad_usage_is_one_line(zuanjian, arguments, said):
    done = zuanjian(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
