"""Reports and JSON for somebody outside: masked by role, and on record."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from alerts import tables
from alerts.intake import take_in
from desk.compose import open_database
from desk.config import Home
from tests.alerts.scenes import Ware, facts, judged, whole

Run = Callable[..., CompletedProcess[str]]
PHONE = "13812345678"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """One lead of today, with a telephone in its title."""
    home, at = Home(tmp_path / "home", f"sqlite:///{tmp_path / 'home' / 'zuanjian.db'}"), datetime.now(UTC)
    with open_database(home) as store:
        run = replace(facts("r1", 0, scopes=[whole()]), started_at=at, finished_at=at)
        take_in(store, run, judged([Ware("1", title=f"18K金钻戒 电话{PHONE}", anchor="小王")], at))
    return home


def exports(home: Home) -> list[tuple[str, dict[str, object]]]:
    with open_database(home) as store, store.reading() as connection:
        table = tables.custody
        rows = connection.execute(select(table).where(table.c.action == "export").order_by(table.c.seq)).all()
        return [(row.detail, json.loads(row.data)["export"]) for row in rows]


def test_a_report_is_masked_for_its_reader_and_on_record(zuanjian: Run, home: Home) -> None:
    plain = zuanjian("report", "daily", "--format", "json")
    masked = zuanjian("report", "daily", "--format", "json", "--for", "brand_owner")
    assert (plain.returncode, masked.returncode) == (0, 0), plain.stderr + masked.stderr
    assert plain.stdout != masked.stdout, "one report does not replace the other"
    assert PHONE in Path(plain.stdout.strip()).read_text("utf-8")
    assert PHONE not in Path(masked.stdout.strip()).read_text("utf-8")
    (first, one), (second, other) = exports(home)
    assert (one["role"], one["masks"]) == ("regulator", {})
    assert other["role"] == "brand_owner"
    assert other["masks"]["phone"] > 0  # type: ignore[index]
    assert "无须遮蔽" in first
    assert "手机号" in second
    assert PHONE not in second
    assert zuanjian("db", "verify").returncode == 0


def test_json_for_somebody_outside_is_masked_and_on_record(zuanjian: Run, home: Home) -> None:
    [own] = json.loads(zuanjian("alerts", "list", "--json").stdout)
    assert PHONE in own["title"]
    assert exports(home) == [], "what our own people look at is no export"
    [other] = json.loads(zuanjian("alerts", "list", "--json", "--for", "alliance").stdout)
    assert other["title"] == "18K金钻戒 电话138＊＊＊＊＊＊78"
    shown = json.loads(zuanjian("alerts", "show", own["id"], "--json", "--for", "member", "--own-shop", "s1").stdout)
    assert PHONE in shown["title"], "a member sees what is its own"
    assert [one["role"] for _, one in exports(home)] == ["alliance", "member"]


@pytest.mark.parametrize(
    ("said", "arguments"),
    [("没有“press”这一角色", ("--for", "press")), ("只用于成员", ("--for", "alliance", "--own-shop", "s1"))],
)
def test_a_role_that_there_is_not(zuanjian: Run, home: Home, said: str, arguments: tuple[str, ...]) -> None:
    for command in (("report", "daily"), ("alerts", "list")):
        done = zuanjian(*command, *arguments)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
