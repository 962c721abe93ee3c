"""``zuanjian db person``: a copy of what is held, and erasure over database and files, as a person asks for it."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from crawler.health import Health, Scope
from crawler.listing import Listing, Price, Room, Shop
from crawler.run_file import RunWriter
from desk.compose import open_database, take_in
from desk.config import Home

Run = Callable[..., CompletedProcess[str]]
NAME, PHONE = "王小明玉石坊", "13812345678"
AT = datetime(2026, 11, 20, 4, tzinfo=UTC)


def crawl(home: Home, name: str, *listings: Listing, taken: bool = True) -> Path:
    writer = RunWriter.create(home.runs, name, kind="crawl", source="sample", platform="web", started_at=AT)
    for one in listings:
        writer.add(one)
    health = Health("healthy", {"listings": len(listings)}, {}, (Scope(shop="s9", complete=True),), ())
    run = writer.seal(health, finished_at=AT)
    if taken:
        with open_database(home) as store:
            take_in(store, run)
    return run.path


def jade(item_id: str, title: str = "和田玉手串") -> Listing:
    shop, room = Shop(id="s9", name=NAME), Room(anchor="玉石小明")
    return Listing("web", item_id, title=title, description_text=f"电话{PHONE}", shop=shop, room=room)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Two runs of a person's clear goods, one of them beside a lead; and a report that names them."""
    home = Home(tmp_path / "home", f"sqlite:///{tmp_path / 'home' / 'zuanjian.db'}")
    crawl(home, "r-clear", jade("1"))
    fake = Listing(
        "web",
        "2",
        title="18K金莫桑石钻戒 天然钻石 1克拉D色",
        shop=Shop(id="s8", name="别家"),
        price=Price(sale_fen=99900),
    )
    crawl(home, "r-mixed", jade("3"), fake)
    home.reports.mkdir()
    (home.reports / "old.html").write_text(f"<p>{NAME}</p>", "utf-8")
    return home


def test_a_copy_with_its_index_for_the_owner_alone(zuanjian: Run, home: Home, tmp_path: Path) -> None:
    done = zuanjian("db", "person", "export", PHONE, "-o", "out/copy.json")
    assert done.returncode == 0, done.stderr
    path = tmp_path / "out" / "copy.json"
    said = json.loads(path.read_text("utf-8"))
    assert [NAME in json.dumps(one, ensure_ascii=False) for one in said["held"] if one["table"] == "contents"] == [
        True,
        True,
    ]
    assert {one["file"]: one["ground"] is None for one in said["files"]} == {"r-clear": True, "r-mixed": False}
    index = (tmp_path / "out" / "copy.目录.txt").read_text("utf-8")
    assert said["index"] == index.splitlines()
    assert "商品内容及其查看记录　2 条　无须继续保存" in index
    assert "处理目的" in index
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert zuanjian("db", "verify").returncode == 0
    again = zuanjian("db", "person", "export", PHONE, "-o", "out/copy.json")
    assert (again.returncode, "存证记录" in again.stdout) == (0, False), "the record never names whom it was about"


def test_nobody_found_is_said(zuanjian: Run, home: Home, tmp_path: Path) -> None:
    done = zuanjian("db", "person", "export", "查无此人", "-o", "copy.json")
    assert (done.returncode, "没有查到有关信息" in done.stdout) == (0, True)


def test_erased_over_database_and_files(zuanjian: Run, home: Home) -> None:
    crawl(home, "r-waiting", jade("5"), taken=False)
    dry = json.loads(zuanjian("db", "person", "erase", NAME, "--reason", "申请 7 号", "--dry-run", "--json").stdout)
    assert (dry["dry_run"], dry["rows"]["looks"], dry["runs"], dry["sellers"]) == (True, 2, ["r-clear"], 1)
    assert (home.runs / "r-clear").exists()
    done = zuanjian("db", "person", "erase", NAME, "--reason", f"申请 7 号 {NAME}", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["rows"]["looks"], said["runs"]) == (2, ["r-clear"])
    assert {one["file"] for one in said["files_kept"]} == {"r-mixed", "r-waiting", "old.html"}
    assert all(one["ground"] for one in said["files_kept"] + said["kept"])
    assert sorted(path.name for path in home.runs.iterdir() if not path.name.startswith(".")) == [
        "r-mixed",
        "r-waiting",
    ]
    assert not list(home.runs.glob(".erased-*"))
    assert zuanjian("db", "verify").returncode == 0
    again = json.loads(zuanjian("db", "person", "erase", NAME, "--reason", "申请 7 号", "--json").stdout)
    assert (set(again["rows"].values()), again["runs"]) == ({0}, [])
    told = zuanjian("db", "person", "erase", NAME, "--reason", "申请 7 号")
    assert "整份校验" in told.stdout


def test_what_a_crash_left_over_goes_with_the_next(zuanjian: Run, home: Home) -> None:
    (home.runs / "r-clear").rename(home.runs / ".erased-r-clear")
    assert zuanjian("db", "person", "erase", NAME, "--reason", "申请").returncode == 0
    assert not list(home.runs.glob(".erased-*"))


def test_a_run_that_proves_that_a_lead_is_gone_stays(zuanjian: Run, home: Home) -> None:
    fake = Listing(
        "web",
        "6",
        title="18K金莫桑石钻戒 天然钻石 1克拉D色",
        shop=Shop(id="s9", name=NAME),
        price=Price(sale_fen=99900),
    )
    crawl(home, "r-lead", fake)
    crawl(home, "r-without", jade("7"))
    done = json.loads(zuanjian("db", "person", "erase", NAME, "--reason", "申请", "--json").stdout)
    assert "r-without" in {one["file"] for one in done["files_kept"]}


@pytest.mark.parametrize(
    ("said", "arguments"),
    [("至少 2 个字", ("erase", "王", "--reason", "x")), ("写明理由", ("erase", NAME, "--reason", " ")),
     ("--reason", ("erase", NAME)), ("无法写入", ("export", NAME, "-o", "home/zuanjian.db/x.json"))],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_line(
    zuanjian: Run, home: Home, said: str, arguments: tuple[str, ...]
) -> None:
    done = zuanjian("db", "person", *arguments)
    assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr
