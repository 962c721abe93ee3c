"""A shelf is delivered, and the transcript of its session only later: the items are judged again with what was said of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from alerts.queries import queue, run_looks
from desk.compose import open_database
from desk.config import Home

ROOM = "7300000000000000001"
SHELF = (
    {"session": {"platform": "douyin", "room_id": ROOM, "started_at": "2026-11-22T20:00:00+08:00", "anchor_name": "甲"}},
    {"at": "2026-11-22T20:00:10+08:00", "room_id": ROOM, "payload": {"promotions": [
        {"promotion_id": "11", "product_id": "3611", "title": "项链付款链接", "price": 99_900},
        {"promotion_id": "22", "product_id": "3622", "title": "足金手链", "price": 399_900},
    ]}},
    {"at": "2026-11-22T20:01:00+08:00", "room_id": ROOM, "payload": {
        "update_product_info": [{"promotion_id": "11", "index": "1", "explain_type": "2"}]}},
    {"at": "2026-11-22T20:02:00+08:00", "room_id": ROOM, "payload": {
        "update_product_info": [{"promotion_id": "22", "index": "2", "explain_type": "2"}]}},
    {"at": "2026-11-22T20:03:00+08:00", "room_id": ROOM, "payload": {
        "update_product_info": [{"promotion_id": "22", "index": "2", "explain_type": "1"}]}},
)  # fmt: skip
SAID = """\
1
00:01:10,000 --> 00:01:15,000
卡地亚同款，专柜一模一样，一比一复刻的

2
00:02:10,000 --> 00:02:15,000
这条是足金的，按克卖
"""


def zuanjian(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "desk", "--home", str(home), *arguments]
    environment = os.environ | {"PYTHONUTF8": "1"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=120)


def flagged(home: Path) -> dict[str, set[str]]:
    """Item -> the rules that charge it, of what stands in the database."""
    found: dict[str, set[str]] = {}
    with open_database(Home(home, f"sqlite:///{home / 'zuanjian.db'}")) as store:
        for alert in queue(store):
            found.setdefault(alert.item_id, set()).add(alert.rule)
    return found


def test_a_transcript_that_comes_after_its_shelf_is_judged_with_the_items(tmp_path: Path) -> None:
    home, shelf, speech = tmp_path / "home", tmp_path / "货架.jsonl", tmp_path / f"{ROOM}.srt"
    shelf.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in SHELF), "utf-8")
    speech.write_text(SAID, "utf-8")
    first = zuanjian(home, "import", str(shelf))
    assert first.returncode == 0, first.stderr
    assert "3611" not in flagged(home)

    later = zuanjian(home, "import", str(speech))
    assert "口播已对应到此前送交的货架" in later.stdout, later.stdout + later.stderr
    assert "2 件商品有了口播" in later.stdout
    assert any(rule.startswith("IP-") for rule in flagged(home)["3611"])
    assert "3622" not in flagged(home)
    with open_database(Home(home, f"sqlite:///{home / 'zuanjian.db'}")) as store:
        looks = len(run_looks(store))

    again = zuanjian(home, "import", str(speech))
    assert "口播已对应" not in again.stdout
    assert "Traceback" not in first.stderr + later.stderr + again.stderr
    with open_database(Home(home, f"sqlite:///{home / 'zuanjian.db'}")) as store:
        assert len(run_looks(store)) == looks
