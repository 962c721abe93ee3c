"""A crawl of the third day: everything a visitor can see is in the run, and what could not be seen is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.evidence import read_record
from crawler.launch import crawl
from crawler.run_file import Run
from crawler.source import Basis, Source
from desk.market.shelves import shelves
from desk.market.site import serve
from tests.market.known_answers import known_answers

DAY = 3


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with serve(DAY) as site:
        source = Source("market", "market", (f"{site.base_url}/market.json",), Basis("open_page"),
                        hosts=(site.base_url.removeprefix("http://"),))  # fmt: skip
        yield crawl(source, tmp_path_factory.mktemp("runs"), now=datetime(2026, 11, 22, 2, 0, tzinfo=UTC))


def test_the_run_holds_exactly_the_listings_that_could_be_seen(run: Run) -> None:
    found = [listing.item_id for _, listing in run.listings()]
    assert len(found) == len(set(found))
    assert set(found) == {answer.item_id for answer in known_answers() if answer.days[DAY].look == "seen"}


def test_what_was_not_seen_is_named_with_its_shelf(run: Run) -> None:
    assert run.health.verdict == "thin"
    assert sorted((miss.kind, miss.shop, miss.room) for miss in run.health.not_seen) == [
        ("login_wall", "7200418836650913002", "7399105522817604102"),
        ("vanished", "7200418836650913013", None),
    ]


def test_every_shelf_without_trouble_was_walked_to_its_end(run: Run) -> None:
    complete = {(scope.shop, scope.room) for scope in run.health.looked if scope.complete}
    sound = {
        (shelf.shop.id, shelf.room.id if shelf.room else None)
        for shelf in shelves()
        if DAY not in shelf.trouble and not any(goods.delisted for goods in shelf.days[DAY])
    }
    assert sound <= complete
    assert ("7200418836650913002", "7399105522817604102") not in complete


def test_a_day_costs_few_requests_and_none_to_the_closed_corner(run: Run) -> None:
    assert run.health.counts["pages"] <= 250
    assert not any("/members/" in miss.what for miss in run.health.not_seen)


def test_a_room_listing_points_to_the_shelf_page_it_was_read_from(run: Run) -> None:
    listing = next(listing for _, listing in run.listings() if listing.room and listing.speech)
    assert listing.source
    assert listing.source.warc
    record = read_record(Path(run.path) / "pages.warc.gz", listing.source.warc)
    assert listing.item_id.encode() in record.body
