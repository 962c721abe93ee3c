"""A crawl that is killed: nothing finished is asked again, nothing is doubled, nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.health import Scope
from crawler.launch import CrawlFailed
from crawler.run_file import Run, runs
from crawler.source import Pace, encode_source
from tests.crawler.core.conftest import NOW, SPIDER, source_of
from tests.crawler.core.small_shop import Answer, SmallShop, open_shop
from tests.crawler.forked import Popen

Crawl = Callable[..., Run]
EVERYTHING = sorted(f"银戒指 {n} 号" for n in range(12))


class Gate:
    """Holds back the answer to one path: ``reached`` tells that it was asked for, ``opened`` lets it go."""

    def __init__(self, shop: SmallShop, path: str) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()
        answer = shop.pages[path]

        def wait() -> Answer:
            self.reached.set()
            self.opened.wait(20)
            return answer() if callable(answer) else answer

        shop.pages[path] = wait


@contextmanager
def held_at(path: str, shop: SmallShop, runs_dir: Path) -> Iterator[tuple[Popen, Gate]]:
    """A crawl in a process of its own, standing at a page whose answer is held back."""
    gate = Gate(shop, path)
    command = [
        sys.executable,
        "-m",
        "crawler.process",
        "--runs",
        str(runs_dir),
        "--at",
        NOW.isoformat(),
        "--spider",
        SPIDER,
    ]
    with (
        Path(os.devnull).open("wb") as nowhere,
        Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=nowhere) as child,
    ):
        child.stdin.write(encode_source(source_of(shop)) + b"\n")
        child.stdin.flush()
        assert gate.reached.wait(20)
        try:
            yield child, gate
        finally:
            gate.opened.set()
            child.kill()


def records(run: Run) -> Counter[str]:
    """How many response records the WARC has for each path."""
    assert run.pages is not None
    with run.pages.open("rb") as file:
        return Counter(
            "/" + str(record.rec_headers.get_header("WARC-Target-URI")).split("/", 3)[3]
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        )


def titles(run: Run) -> list[str | None]:
    return [listing.title for _, listing in run.listings()]


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[3])


@pytest.mark.parametrize("path", ["/robots.txt", "/shelf/1", "/shelf/2", "/item/0", "/item/7", "/item/11"])
def test_a_killed_crawl_goes_on_where_it_was(path: str, crawl_shop: Crawl, runs_dir: Path) -> None:
    with open_shop(SmallShop.of(12)) as shop:
        with held_at(path, shop, runs_dir) as (child, _):
            child.kill()
            child.wait()
        assert list(runs(runs_dir)) == []
        finished = set(shop.hits) - {path, "/robots.txt"}
        run = crawl_shop(shop, now=NOW + timedelta(hours=1))
    run.verify()
    assert run.id == "shop-20261122T020000Z"
    assert sorted(t or "" for t in titles(run)) == EVERYTHING
    assert {shop.asked(page) for page in finished} <= {1}
    assert shop.asked(path) == 2
    assert {number for page, number in records(run).items() if page != "/robots.txt"} == {1}
    assert set(records(run)) == set(shop.pages)
    assert run.health.verdict == "healthy"
    assert run.health.looked == (Scope(shop="s1", complete=True, listings=12),)
    assert (
        subprocess.run([str(Path(sys.executable).with_name("warcio")), "check", str(run.pages)], check=False).returncode
        == 0
    )


def test_a_crawl_killed_twice_still_loses_nothing(crawl_shop: Crawl, runs_dir: Path) -> None:
    with open_shop(SmallShop.of(12)) as shop:
        for path in ("/item/2", "/item/8"):
            with held_at(path, shop, runs_dir) as (child, _):
                child.kill()
                child.wait()
        run = crawl_shop(shop)
    assert sorted(t or "" for t in titles(run)) == EVERYTHING
    assert {page for page in shop.pages if shop.asked(page) > 1} == {"/robots.txt", "/item/2", "/item/8"}


def test_a_crawl_told_to_stop_keeps_what_it_has_and_goes_on_later(crawl_shop: Crawl, runs_dir: Path) -> None:
    with open_shop(SmallShop.of(12)) as shop:
        with held_at("/item/4", shop, runs_dir) as (child, gate):
            child.terminate()
            gate.opened.set()
            assert child.stdout is not None
            said = json.loads(child.stdout.read().splitlines()[-1])
        assert "再次运行将从中断处继续" in said["failed"]
        assert list(runs(runs_dir)) == []
        run = crawl_shop(shop)
    assert sorted(t or "" for t in titles(run)) == EVERYTHING
    assert {page for page in shop.pages if shop.asked(page) > 1} <= {"/robots.txt", "/item/4"}


def test_a_crawl_stopped_after_its_last_page_is_sealed_without_asking_again(crawl_shop: Crawl, runs_dir: Path) -> None:
    with open_shop(SmallShop.of(12)) as shop:
        with held_at("/item/11", shop, runs_dir) as (child, gate):
            child.terminate()
            gate.opened.set()
            child.wait()
        asked = len(shop.hits)
        run = crawl_shop(shop)
        assert len(shop.hits) == asked
    assert sorted(t or "" for t in titles(run)) == EVERYTHING
    assert run.health.verdict == "healthy"


@pytest.mark.parametrize(("age", "resumed"), [(timedelta(hours=6, seconds=-1), True), (timedelta(hours=6), False)])
def test_a_crawl_is_resumed_only_within_six_hours(
    age: timedelta, resumed: bool, crawl_shop: Crawl, runs_dir: Path
) -> None:
    with open_shop(SmallShop.of(12)) as shop:
        with held_at("/item/4", shop, runs_dir) as (child, _):
            child.kill()
            child.wait()
        run = crawl_shop(shop, now=NOW + age)
    made = list(runs(runs_dir))
    assert made[-1].id == run.id
    assert len(titles(run)) == 12
    assert len(made) == (1 if resumed else 2)
    old = made[0].health
    assert old.verdict == ("healthy" if resumed else "thin")
    left = [miss.what.removeprefix(shop.base) for miss in old.not_seen]
    assert left == ([] if resumed else ["/item/4", "/shelf/2"])
    assert {(miss.kind, miss.shop) for miss in old.not_seen} == (set() if resumed else {("interrupted", "s1")})
    assert [scope.complete for scope in old.looked] == ([True] if resumed else [])


def test_a_changed_source_is_not_resumed(crawl_shop: Crawl, runs_dir: Path) -> None:
    with open_shop(SmallShop.of(12)) as shop:
        with held_at("/item/4", shop, runs_dir) as (child, _):
            child.kill()
            child.wait()
        run = crawl_shop(shop, pace=Pace(daily_budget=500))
    assert len(list(runs(runs_dir))) == 2
    assert len(titles(run)) == 12


def test_two_crawls_of_a_source_never_run_together(crawl_shop: Crawl, runs_dir: Path) -> None:
    with open_shop(SmallShop.of(3)) as shop, held_at("/item/1", shop, runs_dir):
        asked = len(shop.hits)
        with pytest.raises(CrawlFailed, match="正在采集中"):
            crawl_shop(shop)
        assert len(shop.hits) == asked


def test_a_crawl_ends_with_the_process_that_started_it(crawl_shop: Crawl, runs_dir: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from datetime import datetime\n"
        "from crawler.launch import crawl; from crawler.source import decode_source\n"
        "crawl(decode_source(sys.argv[1].encode()), Path(sys.argv[2]), now=datetime.fromisoformat(sys.argv[3]), spider=sys.argv[4])"
    )
    with open_shop(SmallShop.of(12)) as shop:
        gate = Gate(shop, "/item/4")
        arguments = [encode_source(source_of(shop)).decode(), str(runs_dir), NOW.isoformat(), SPIDER]
        with subprocess.Popen([sys.executable, "-c", code, *arguments]) as parent:
            assert gate.reached.wait(20)
            parent.kill()
        gate.opened.set()
        run = crawl_shop(shop)
    assert sorted(t or "" for t in titles(run)) == EVERYTHING
    assert {page for page in shop.pages if shop.asked(page) > 1} == {"/robots.txt", "/item/4"}


def test_a_crawl_leaves_alone_what_a_source_of_a_longer_name_is_writing(crawl_shop: Crawl, runs_dir: Path) -> None:
    with open_shop(SmallShop.of(3)) as shop:
        other = runs_dir / ".staging" / "shop-east-20261122T010000Z"
        other.mkdir(parents=True)
        journal = other / "journal.jsonl"
        journal.write_bytes(b'{"line":"opened","run_id":')
        crawl_shop(shop)
        assert journal.read_bytes() == b'{"line":"opened","run_id":'


@pytest.mark.parametrize("limit", [6_000, 9_000])
def test_a_crawl_whose_disk_is_full_says_so_and_goes_on_later(limit: int, crawl_shop: Crawl, runs_dir: Path) -> None:
    code = (
        "import resource, runpy, sys; sys.argv[0] = 'crawler.process'\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "runpy.run_module('crawler.process', run_name='__main__')"
    )
    command = [sys.executable, "-c", code, "--runs", str(runs_dir), "--at", NOW.isoformat(), "--spider", SPIDER]
    with open_shop(SmallShop.of(12)) as shop:
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as child:  # fmt: skip
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(encode_source(source_of(shop)) + b"\n")
            child.stdin.flush()
            said = json.loads(child.stdout.read().splitlines()[-1])
        assert "无法写入采集数据" in said["failed"]
        assert list(runs(runs_dir)) == []
        run = crawl_shop(shop)
    run.verify()
    assert sorted(t or "" for t in titles(run)) == EVERYTHING
    assert max(records(run)[f"/item/{n}"] for n in range(12)) == 1
