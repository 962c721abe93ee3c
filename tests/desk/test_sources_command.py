"""``zuanjian sources``: every source with its last look, what was not seen, what fell short and when it is next."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from crawler.health import Expectation
from tests.desk.looks import looked, source_file

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


def rows(done):
    return {line.split()[0]: line.split() for line in done.stdout.splitlines() if line.strip()}


def test_no_sources_says_how_to_make_one(zuanjian):
    done = zuanjian("sources")
    assert (done.returncode, done.stderr) == (0, "")
    assert "zuanjian sources new" in done.stdout


def test_each_source_with_its_last_look_and_what_was_not_seen(zuanjian, tmp_path):
    home = tmp_path / "home"
    for name in ("east", "north", "south"):
        source_file(home, name, "basis: open_page\ncontact: https://alliance.example/crawler\n")
    looked(home, "east", AT)
    missed = (Expectation("min_listings", 1, 2, True), Expectation("history.listings", 100, 62, False))
    kinds = ("timeout", "timeout", "parse_failed", "captcha", "timeout", "parse_failed", "vanished")
    looked(home, "south", AT - timedelta(days=1), "healthy")
    looked(home, "south", AT, "thin", *kinds, missed=missed)
    done = zuanjian("sources")
    assert (done.returncode, done.stderr) == (0, "")
    found = rows(done)
    assert found["east"][1:7] == ["网页店铺", "公开网页", "2026-11-21", "10:00", "查看完整", "2"]
    assert found["east"][7:] == ["0", "未安排"]
    assert found["north"][3:] == ["从未查看", "-", "-", "全部", "未安排"]
    assert "6（等待超时 3、页面无法解析 2等）" in done.stdout
    assert "south　未达预期　商品数比以往少：以往约 100，本次 62" in done.stdout


def test_json_says_the_same_to_a_program(zuanjian, tmp_path):
    home = tmp_path / "home"
    source_file(home, "east")
    source_file(home, "north")
    looked(home, "east", AT, "thin", "timeout", missed=(Expectation("history.listings", 100, 62, False),))
    done = zuanjian("sources", "--json")
    east, north = json.loads(done.stdout)["sources"]
    assert east == {
        "name": "east", "platform": "web", "basis": {"kind": "open_page"},
        "last": {"run": "east-20261121T020000Z", "at": "2026-11-21T02:00:00Z", "verdict": "thin", "listings": 2,
                 "not_seen": {"timeout": 1},
                 "missed": [{"name": "history.listings", "expected": 100.0, "found": 62.0, "met": False}]},
        "next": {"at": None, "job": None, "why": None, "until": None},
    }  # fmt: skip
    assert (north["name"], north["last"]) == ("north", None)


def test_nothing_is_cut_off_where_the_lines_are_short(zuanjian, tmp_path):
    source_file(tmp_path / "home", "a-shop-with-a-rather-long-name-of-its-own")
    assert "…" not in zuanjian("sources", columns="60").stdout


def test_the_schedule_says_when_the_next_look_is(zuanjian, tmp_path):
    home = tmp_path / "home"
    source_file(home, "east")
    (home / "schedule.yml").write_text('jobs:\n  - {name: 早巡查, run: patrol, cron: "0 9 * * *"}\n', "utf-8")
    assert "09:00（早巡查）" in zuanjian("sources").stdout


def test_a_source_whose_basis_ended_says_so(zuanjian, tmp_path):
    source_file(tmp_path / "home", "old", "basis: {kind: open_page, valid_until: 2020-01-31}")
    done = zuanjian("sources")
    assert "依据已于 2020-01-31 到期，不能再看" in done.stdout
    assert done.returncode == 0


def test_a_paused_source_says_so(zuanjian, tmp_path):
    source_file(tmp_path / "home", "east")
    zuanjian("schedule", "pause", "east")
    assert "已暂停" in zuanjian("sources").stdout


def test_a_grant_that_is_not_there_is_named(zuanjian, tmp_path):
    source_file(tmp_path / "home", "shop", "basis: {kind: grant, grant_id: shop-7}")
    assert "密钥" in zuanjian("sources").stdout
    zuanjian("grant", "key")
    assert "授权库里没有编号为“shop-7”的授权" in zuanjian("sources").stdout
    zuanjian("grant", "add", "shop-7", "--platform", "weidian",
             stdin='{"app_key": "1", "app_secret": "2", "refresh_token": "r", "refresh_expires_at": "2020-01-31T00:00:00+08:00"}')  # fmt: skip
    assert "授权已于 2020-01-31 到期" in zuanjian("sources").stdout


def test_a_refused_source_file_is_named_and_the_others_are_shown(zuanjian, tmp_path):
    home = tmp_path / "home"
    source_file(home, "bad", "basis: open_page\nspeed: 9")
    assert zuanjian("sources").returncode == 2
    source_file(home, "east")
    done = zuanjian("sources")
    assert (done.returncode, "bad.yml：speed" in done.stderr, "east" in done.stdout) == (1, True, True)
    refused = json.loads(zuanjian("sources", "--json").stdout)["refused"]
    assert [(one["file"].rpartition("/")[2], one["field"]) for one in refused] == [("bad.yml", "speed")]


def test_a_damaged_record_is_no_verdict(zuanjian, tmp_path):
    home = tmp_path / "home"
    source_file(home, "east")
    (looked(home, "east", AT).path / "health.json").write_text("{")
    assert "记录损坏" in zuanjian("sources").stdout


def test_a_refused_schedule_hides_no_source(zuanjian, tmp_path):
    home = tmp_path / "home"
    source_file(home, "east")
    (home / "schedule.yml").write_text("jobs: 1", "utf-8")
    done = zuanjian("sources")
    assert (done.returncode, "任务列表" in done.stderr, "east" in done.stdout) == (1, True, True)
