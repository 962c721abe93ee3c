"""``zuanjian db retain``: counts first, lets go, says so, and refuses a file that it does not understand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from msgspec.structs import replace

from alerts.intake import take_in
from desk.compose import open_database
from desk.config import Home
from desk.outcome import Unusable
from desk.retaining import load_terms
from tests.alerts.scenes import Ware, facts, judged, whole

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A run of two listings of which one is clear, taken in long before the clock of commands."""
    home = Home(tmp_path / "home", f"sqlite:///{tmp_path / 'home' / 'zuanjian.db'}")
    long_ago = datetime.now(UTC) - timedelta(days=400)
    with open_database(home) as store:
        run = replace(facts("r1", 0, scopes=[whole()]), started_at=long_ago, finished_at=long_ago)
        take_in(store, run, judged([Ware("1"), Ware("2", title="培育钻石戒指", rules=())], long_ago))
    return home


def test_counted_removed_and_on_record(zuanjian: Run, home: Home) -> None:
    said = json.loads(zuanjian("db", "retain", "--dry-run", "--json").stdout)
    assert (said["dry_run"], said["rows"]["observations"], said["rows"]["contents"]) == (True, 1, 1)
    done = zuanjian("db", "retain")
    assert (done.returncode, "一律保留" in done.stdout) == (0, True), done.stderr
    held = zuanjian("db", "verify")
    assert (held.returncode, "1 条查看记录已按保存期限移除" in held.stdout) == (0, True), held.stderr


def test_a_file_not_understood_stops_it(zuanjian: Run, home: Home) -> None:
    home.retention.write_text("cleer: 90", "utf-8")
    done = zuanjian("db", "retain")
    assert (done.returncode, "retention.yml" in done.stderr) == (2, True)


@pytest.mark.parametrize("text", ["clear: 3", "cleer: 90", "- 90", "clear: [", "clear: soon"])
def test_terms_are_read_strictly(tmp_path: Path, text: str) -> None:
    path = tmp_path / "retention.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(Unusable, match=r"retention\.yml"):
        load_terms(path)
