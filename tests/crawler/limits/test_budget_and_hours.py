"""A host gets so many requests a day, at the hours agreed, over all runs together; what was not asked is named."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from scrapy import Request

from crawler.limits.budget import DailyBudget, Diary
from crawler.limits.hours import Hours
from crawler.limits.not_allowed import NotAllowed
from crawler.shanghai import within
from crawler.source import DAILY_BUDGET, Basis, Pace, Source
from tests.crawler.limits.conftest import NOW, Crawl
from tests.mock_site.routes import item, listing_of
from tests.mock_site.site import MockSite


def _shop(site: MockSite, items: int) -> None:
    paths = [f"/item/{n}" for n in range(items)]
    site.routes.update({path: item(path[6:]) for path in paths})
    site.routes["/shelf"] = listing_of(*paths)


def test_a_days_budget_counts_over_runs_and_robots_and_starts_anew_the_next_day(crawled: Crawl, site: MockSite) -> None:
    _shop(site, 5)
    pace = Pace(daily_budget=4)

    first = crawled("/shelf", pace=pace)
    assert len(site.asked) == 4  # robots.txt, the shelf, two items
    assert [miss.kind for miss in first.health.not_seen] == ["budget_spent"] * 3
    assert first.health.verdict == "thin"
    assert not any(scope.complete for scope in first.health.looked)

    second = crawled("/shelf", pace=pace, now=NOW + timedelta(hours=1))
    assert len(site.asked) == 4
    assert {miss.kind for miss in second.health.not_seen} == {"budget_spent"}
    assert second.health.verdict == "broken"

    crawled("/shelf", pace=pace, now=NOW + timedelta(days=1))
    assert len(site.asked) == 8


def test_outside_the_agreed_hours_nothing_is_asked(crawled: Crawl, site: MockSite) -> None:
    _shop(site, 1)
    run = crawled("/shelf", pace=Pace(hours=(time(11), time(12))))
    assert site.asked == []
    assert [miss.kind for miss in run.health.not_seen] == ["outside_hours"]
    assert run.health.verdict == "broken"


def test_inside_the_agreed_hours_in_shanghai_all_is_asked(crawled: Crawl, site: MockSite) -> None:
    _shop(site, 1)
    assert len(list(crawled("/shelf", pace=Pace(hours=(time(9, 30), time(10, 30)))).listings())) == 1


@pytest.mark.parametrize(
    ("clock", "start", "end", "inside"),
    [
        ((9, 59, 59), (10, 0), (12, 0), False),
        ((10, 0, 0), (10, 0), (12, 0), True),
        ((11, 59, 59), (10, 0), (12, 0), True),
        ((12, 0, 0), (10, 0), (12, 0), False),
        ((23, 0, 0), (22, 0), (6, 0), True),
        ((5, 59, 59), (22, 0), (6, 0), True),
        ((6, 0, 0), (22, 0), (6, 0), False),
        ((21, 59, 59), (22, 0), (6, 0), False),
        ((3, 0, 0), (8, 0), (8, 0), True),
    ],
)
def test_a_window_holds_its_start_and_not_its_end(
    clock: tuple[int, int, int], start: tuple[int, int], end: tuple[int, int], inside: bool
) -> None:
    assert within(time(*clock), time(*start), time(*end)) == inside


def test_hours_are_those_of_shanghai() -> None:
    hours = Hours((time(10), time(11)), now=lambda: datetime(2026, 11, 22, 2, 30, tzinfo=UTC))
    hours.process_request(Request("http://shop.example/"))
    later = Hours((time(10), time(11)), now=lambda: datetime(2026, 11, 22, 10, 30, tzinfo=UTC))
    with pytest.raises(NotAllowed, match="10:00–11:00"):
        later.process_request(Request("http://shop.example/"))


def _source(**changes: object) -> Source:
    return Source(
        name="s", platform="web", start=(), basis=Basis(kind="open_page"), hosts=("shop.example", "127.0.0.1:8000"),
        **changes,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("budget", [1, 99, 100])
def test_the_last_request_of_the_budget_goes_out_and_the_next_does_not(tmp_path: Path, budget: int) -> None:
    limit = DailyBudget(_source(pace=Pace(daily_budget=budget)), Diary(tmp_path), now=lambda: NOW)
    request = Request("https://shop.example/a")
    for _ in range(budget):
        limit.process_request(request)
    with pytest.raises(NotAllowed, match=str(budget)) as refused:
        limit.process_request(request)
    assert refused.value.kind == "budget_spent"


def test_each_host_has_its_own_budget(tmp_path: Path) -> None:
    limit = DailyBudget(_source(pace=Pace(daily_budget=1)), Diary(tmp_path), now=lambda: NOW)
    for url in ("https://shop.example/a", "http://shop.example/a", "https://static.example/a"):
        limit.process_request(Request(url))


@pytest.mark.parametrize(
    ("host", "port", "stated", "budget"),
    [
        ("shop.example", 443, None, DAILY_BUDGET),
        ("shop.example", 443, 7, 7),
        ("127.0.0.1", 8000, None, None),
        ("127.0.0.1", 8000, 7, 7),
        ("127.0.0.1", 8001, None, DAILY_BUDGET),
    ],
)
def test_only_an_own_loopback_may_go_without_a_budget(
    host: str, port: int, stated: int | None, budget: int | None
) -> None:
    assert _source(pace=Pace(daily_budget=stated)).daily_budget(host, port) == budget


def test_the_day_turns_at_midnight_in_shanghai(tmp_path: Path) -> None:
    diary = Diary(tmp_path)
    before, after = datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC), datetime(2026, 11, 22, 16, 0, 0, tzinfo=UTC)
    diary.note("shop.example", before)
    assert diary.requests("shop.example", before) == 1
    assert diary.requests("shop.example", after) == 0


def test_what_a_killed_process_noted_still_counts(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        for _ in range(50):
            Diary(tmp_path).note("shop.example", NOW)
        os._exit(9)  # no closing, no flushing
    os.waitpid(child, 0)
    Diary(tmp_path).note("shop.example", NOW)
    assert Diary(tmp_path).requests("shop.example", NOW) == 51


def test_the_diary_forgets_after_a_month_and_keeps_to_its_folder(tmp_path: Path) -> None:
    diary = Diary(tmp_path / "budget")
    diary.note("../../shop", NOW - timedelta(days=32))
    diary.note("../../shop", NOW - timedelta(days=30))
    diary.note("../../shop", NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["budget"]
    assert diary.requests("../../shop", NOW - timedelta(days=32)) == 0
    assert diary.requests("../../shop", NOW - timedelta(days=30)) == 1
