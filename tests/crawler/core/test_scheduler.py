"""The queue: Scrapy is given one request at a time, the rest waits in the frontier."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.frontier import Frontier
from crawler.journal import Ask
from crawler.ledger import JournalLedger
from crawler.scheduler import FrontierScheduler
from crawler.source import Basis, Source
from crawler.spider import ListingSpider

SOURCE = Source("shop", "web", ("https://a.example/",), Basis("open_page"), hosts=("a.example",))


def ask(number: int, priority: int = 0) -> Ask:
    return Ask(f"https://a.example/{number}", "parse", priority=priority)


@pytest.fixture
def frontier(tmp_path: Path) -> Frontier:
    return Frontier(tmp_path / "frontier.db")


@pytest.fixture
def spider(frontier: Frontier, tmp_path: Path) -> ListingSpider:
    ledger = JournalLedger(tmp_path / "journal.jsonl", tmp_path / "pages.warc.gz", "test", frontier, started=False)
    return ListingSpider(SOURCE, ledger=ledger)


def drawn(scheduler: FrontierScheduler) -> list[str]:
    found = []
    while scheduler.has_pending_requests():
        request = scheduler.next_request()
        assert request is not None
        found.append(request.url.rpartition("/")[2])
    assert scheduler.next_request() is None
    return found


def test_requests_come_by_priority_and_then_as_they_were_asked(frontier: Frontier, spider: ListingSpider) -> None:
    frontier.ask([ask(1), ask(2, -100), ask(3), ask(4, 5), ask(1)])
    assert drawn(FrontierScheduler(spider)) == ["4", "1", "3", "2"]
    assert [one.url[-1] for one in frontier.pending()] == ["1", "2", "3", "4"]  # sent, and not answered yet


@pytest.mark.parametrize(
    ("priority", "order"), [(2, "9 1 2 3"), (0, "1 2 9 3"), (-1, "1 2 9 3"), (-100, "1 2 3 9")], ids=str
)
def test_what_comes_back_takes_its_place_by_priority(
    priority: int, order: str, frontier: Frontier, spider: ListingSpider
) -> None:
    """A redirect goes first, a second try after the other pages and before pictures."""
    frontier.ask([ask(1), ask(2), ask(3, -100)])
    scheduler = FrontierScheduler(spider)
    assert scheduler.enqueue_request(spider.request_for(ask(9, priority)))
    assert drawn(scheduler) == order.split()


def test_without_a_ledger_scrapys_own_requests_are_served(spider: ListingSpider) -> None:
    spider.ledger = None
    scheduler = FrontierScheduler(spider)
    for number in (2, 1):
        scheduler.enqueue_request(spider.request_for(ask(number)))
    assert drawn(scheduler) == ["2", "1"]


def test_a_lost_frontier_ends_the_crawl(spider: ListingSpider, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(least: int | None = None) -> Ask | None:
        raise OSError(5, "disk I/O error", "frontier.db")

    told: list[str] = []
    monkeypatch.setattr(spider.ledger, "next", lost)
    scheduler = FrontierScheduler(spider, lambda: told.append("unwritable"))
    assert scheduler.next_request() is None
    assert told == ["unwritable"]
