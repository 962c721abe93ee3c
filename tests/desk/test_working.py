"""Commands as jobs: one job for each group of hosts, periods that were missed are made up for once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.source import Basis, Source
from desk.config import Home
from desk.outcome import Unusable
from desk.patrol import Look
from desk.schedule import Job
from desk.working.hosts import locks
from desk.working.ordering import orders
from desk.working.scheduling import last_due
from tests.desk.looks import looked, source_file

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


def source(name: str, *hosts: str) -> Source:
    return Source(name, "web", (f"https://{hosts[0]}/",), Basis("open_page"), hosts)


def test_sources_are_locked_together_when_a_chain_of_hosts_connects_them() -> None:
    found = locks(
        [
            source("a", "shop.example", "img.example"),
            source("b", "IMG.example:443", "cdn.example"),
            source("c", "cdn.example."),
            source("d", "other.example"),
            source("e", "127.0.0.1:8000"),
            source("f", "127.0.0.1:8001"),
        ]
    )
    assert found["a"] == found["b"] == found["c"] == "cdn.example"
    assert len(set(found.values())) == 4


def test_a_lock_is_the_same_whatever_the_order_of_the_sources() -> None:
    some = [source("a", "z.example", "y.example"), source("b", "x.example"), source("c", "x.example", "y.example")]
    assert locks(some) == locks(some[::-1]) == dict.fromkeys("abc", "x.example")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path, "")
    for name in ("east", "west"):
        source_file(tmp_path, name)
    source_file(tmp_path, "annex", "basis: open_page\nhosts: [annex.example, east.example]")
    source_file(tmp_path, "sheets", "basis: delivered_file")
    return home


def test_a_patrol_of_everything_is_one_job_for_each_group_of_hosts(home: Home) -> None:
    found = {(order.words, order.lock, order.sources) for order in orders("早", ("patrol",), home)}
    assert found == {
        (("patrol", "annex", "east"), "host:annex.example", ("annex", "east")),
        (("patrol", "west"), "host:west.example", ("west",)),
    }


def test_a_named_source_takes_the_lock_of_its_group_and_is_looked_at_though_paused(home: Home) -> None:
    (order,) = orders("看", ("crawl", "east"), home)
    assert (order.words, order.lock, order.queue, order.sources) == (
        ("crawl", "east"), "host:annex.example", "crawl", (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "queue", "lock"),
    [
        (("report", "daily"), "desk", None),
        (("intake", "runs/a"), "desk", None),
        (("notify", "send"), "desk", "notify"),
        (("rescreen", "--since", "2026-11-01"), "backfill", "rescreen"),
    ],
)
def test_other_commands_are_one_job(home: Home, words: tuple[str, ...], queue: str, lock: str | None) -> None:
    (order,) = orders("x", words, home)
    assert (order.words, order.queue, order.lock) == (words, queue, lock)


@pytest.mark.parametrize("words", [(), ("serve",), ("patrol", "nowhere")])
def test_what_cannot_be_run_is_refused_when_it_is_put(home: Home, words: tuple[str, ...]) -> None:
    with pytest.raises(Unusable):
        orders("x", words, home)


@pytest.mark.parametrize(
    ("cron", "since", "due"),
    [
        ("0 9 * * *", timedelta(hours=2), datetime(2026, 11, 22, 1, tzinfo=UTC)),
        ("0 9 * * *", timedelta(minutes=59), None),
        ("0 9 * * *", timedelta(days=40), datetime(2026, 11, 22, 1, tzinfo=UTC)),
        ("*/10 * * * *", timedelta(days=400), NOW),
        ("0 9 1 * *", timedelta(days=400), datetime(2026, 11, 1, 1, tzinfo=UTC)),
    ],
)
def test_what_was_missed_is_made_up_for_once(cron: str, since: timedelta, due: datetime | None) -> None:
    assert last_due(Job("x", ("patrol",), cron), NOW - since, NOW) == due


def test_only_a_look_that_came_to_nothing_for_want_of_the_other_side_may_pass(tmp_path: Path) -> None:
    assert Look("a", failure="中止").may_pass
    assert not Look("a", failure="依据到期", lasting=True).may_pass
    looks = [
        Look("a", run=looked(tmp_path, "a", NOW + timedelta(hours=n), verdict, *kinds))
        for n, (verdict, kinds) in enumerate(
            [
                ("broken", ("unreachable",)),
                ("broken", ("parse_failed",)),
                ("thin", ("timeout",)),
                ("blocked", ("refused",)),
            ]
        )
    ]
    assert [look.may_pass for look in looks] == [True, False, False, False]
