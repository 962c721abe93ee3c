"""kill -9 in the middle of an import, an intake and a crawl; then the same command again: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from alerts.queries import queue, run_looks
from crawler.run_file import Run, runs
from desk.compose import open_database
from desk.config import Home
from desk.market.site import serve

LINES = 3000
PATIENCE = 60.0  # seconds until the moment to kill must have come
TITLES = (
    "CVD钻石项链50分",
    "足金转运珠手链",
    "卡地亚 1:1 复刻手镯 钉子款",
    "925银莫桑石戒指（合成碳硅石）",
    "南红玛瑙手串",
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", f"sqlite:///{tmp_path / 'home' / 'zuanjian.db'}")


def command(home: Home, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "desk", "--home", str(home.path), *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip


def finish(home: Home, *arguments: str) -> tuple[int, str]:
    process = command(home, *arguments)
    out, err = process.communicate(timeout=100)
    return process.returncode, out + err


def kill_when(process: subprocess.Popen[str], moment: Callable[[], bool]) -> None:
    """SIGKILL to the command alone, as a person or the kernel would; what it started must look after itself."""
    until = time.monotonic() + PATIENCE
    while not moment():
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.002)
            pytest.fail(f"ended before it could be killed: {process.communicate()}")
        assert time.monotonic() < until, "the moment to kill never came"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def delivered(tmp_path: Path) -> Path:
    path = tmp_path / "delivery.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(LINES):
            listing = {
                "platform": "other",
                "item_id": str(number),
                "title": TITLES[number % len(TITLES)],
                "shop": {"id": f"s{number % 7}"},
            }
            file.write(json.dumps(listing, ensure_ascii=False) + "\n")
    return path


def listings_in(home: Home) -> Counter[str]:
    return Counter(listing.item_id for run in runs(home.runs) for _, listing in run.listings())


def alerts_in(home: Home) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    with open_database(home) as store:
        offset = 0
        while page := queue(store, limit=1000, offset=offset):
            found.update((alert.item_id, alert.rule) for alert in page)
            offset += len(page)
    return found


MOMENTS: dict[str, Callable[[Home], bool]] = {
    "while the rows are read": lambda home: any(home.runs.glob(".staging/import-*/run/listings.jsonl")),
    "between run and intake": lambda home: any(home.runs.glob("import-*/manifest.json")),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_import_goes_through_the_second_time(home, tmp_path, moment):
    path = delivered(tmp_path)
    kill_when(command(home, "import", str(path)), lambda: MOMENTS[moment](home))
    status, said = finish(home, "import", str(path))
    assert status == 0, said
    assert listings_in(home) == Counter({str(number): 1 for number in range(LINES)})
    found = alerts_in(home)
    assert set(found.values()) == {1}
    assert {int(item_id) % len(TITLES) for item_id, _ in found} == {0, 2}
    assert len({item_id for item_id, _ in found}) == 2 * LINES // len(TITLES)
    with open_database(home) as store:
        assert len(run_looks(store)) == 1


def test_a_killed_intake_goes_through_the_second_time(home, tmp_path):
    path = delivered(tmp_path)
    assert finish(home, "import", "--run-only", str(path))[0] == 0
    (run,) = runs(home.runs)
    assert finish(home, "db", "upgrade")[0] == 0
    wal = home.path / "zuanjian.db-wal"
    process = command(home, "intake", run.id)
    # The write-ahead log grows while the transaction is open: this is inside the intake itself.
    kill_when(process, lambda: wal.exists() and wal.stat().st_size > 400_000)
    status, said = finish(home, "intake", run.id)
    assert status == 0, said
    found = alerts_in(home)
    assert set(found.values()) == {1}
    assert len({item_id for item_id, _ in found}) == 2 * LINES // len(TITLES)
    status, said = finish(home, "intake", run.id)
    assert (status, "此前已入库" in said) == (0, True)
    assert alerts_in(home) == found
    assert finish(home, "db", "verify")[0] == 0


@pytest.fixture
def market(home: Home) -> Iterator[str]:
    with serve(day=1) as site:
        home.sources.mkdir(parents=True)
        text = f'platform: market\nstart: ["{site.base_url}/market.json"]\nbasis: open_page\n'
        (home.sources / "market.yml").write_text(text, "utf-8")
        yield "market"


def test_a_killed_crawl_goes_on_where_it_was(home, market):
    def some_pages_are_in() -> bool:
        return any(path.stat().st_size > 60_000 for path in home.runs.glob(".staging/*/journal*"))

    kill_when(command(home, "crawl", market), some_pages_are_in)
    assert list(runs(home.runs)) == []
    status, said = finish(home, "crawl", market)
    assert status == 0, said
    (run,) = runs(home.runs)
    Run(run.path).verify()
    assert run.health.verdict == "healthy"
    found = listings_in(home)
    assert len(found) == 408
    assert set(found.values()) == {1}
