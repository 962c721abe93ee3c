"""Letters as they are typed: asked for at the command line, written to a file, refused with one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from lxml import html

from alerts.store import open_store
from tests.reports.homes import alert_of, confirm, copied, grown, live

Run = Callable[..., CompletedProcess[str]]
ON = ("--date", "2026-11-04")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    with open_store(f"sqlite:///{tmp_path / 'home' / 'zuanjian.db'}") as store:
        store.upgrade()
        live(store, 0, grown(description_text="联系店主电话13812345678"), copied())
        confirm(store, "1")
    return tmp_path / "home"


def alert(home: Path, item: str) -> str:
    with open_store(f"sqlite:///{home / 'zuanjian.db'}") as store:
        return alert_of(store, item)


def test_a_hand_over_is_written_masked_and_put_on_record(zuanjian: Run, home: Path) -> None:
    made = zuanjian("report", "handover", "--alert", alert(home, "1"), *ON)
    assert made.returncode == 0, made.stderr
    path = Path(made.stdout.strip())
    assert path.parent == home / "reports"
    page = path.read_text("utf-8")
    assert html.fromstring(page).xpath("//h1")[0].text == "涉嫌问题线索移交函"
    assert "13812345678" not in page
    again = zuanjian("report", "handover", "--alert", alert(home, "1"), *ON, "--format", "json", "-o", "h.json")
    assert again.returncode == 0, again.stderr
    told = json.loads((home.parent / "h.json").read_bytes())
    assert told["kind"] == "handover"
    assert len(told["values"]["leads"]) == 1
    assert zuanjian("db", "verify").returncode == 0


def test_what_may_not_go_out_is_refused_in_one_line_with_the_reason(zuanjian: Run, home: Path) -> None:
    answer = zuanjian("report", "handover", "--alert", alert(home, "9"), *ON)
    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert "未经人工复核确认（现为“待办”）" in answer.stderr
    assert not (home / "reports").exists()
