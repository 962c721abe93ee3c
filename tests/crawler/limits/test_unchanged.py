"""What has not changed is not sent again, and is evidence and listing all the same."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.evidence import read_record
from crawler.limits.unchanged import KEPT, Unchanged
from tests.crawler.limits.conftest import NOW, Crawl
from tests.mock_site.routes import product
from tests.mock_site.site import Handler, MockSite

DAY = timedelta(days=1)


class Page:
    """A page with a mark; asked with that mark it answers 304. ``sent`` counts whole answers."""

    def __init__(self, *, mark: str = "ETag", packed: bool = False, more: dict[str, str] | None = None) -> None:
        self.mark, self.packed, self.more = mark, packed, more or {}
        self.name, self.version, self.sent = "金手镯", 1, 0

    def __call__(self, handler: Handler) -> None:
        value = f'"v{self.version}"' if self.mark == "ETag" else "Sun, 22 Nov 2026 00:00:00 GMT"
        asked = handler.headers.get("If-None-Match" if self.mark == "ETag" else "If-Modified-Since")
        if asked == value:
            handler.send(304, b"", **{self.mark: value})
            return
        self.sent += 1
        body = product(self.name, "p1").encode()
        headers = {self.mark: value, **self.more} | ({"content_encoding": "gzip"} if self.packed else {})
        handler.send(200, gzip.compress(body) if self.packed else body, **headers)


@pytest.mark.parametrize("mark", ["ETag", "Last-Modified"])
@pytest.mark.parametrize("packed", [False, True])
def test_an_unchanged_page_is_seen_again_without_being_sent(
    mark: str, packed: bool, crawled: Crawl, site: MockSite
) -> None:
    page = Page(mark=mark, packed=packed)
    site.routes["/p"] = page
    first, second = crawled("/p"), crawled("/p", now=NOW + DAY)
    assert page.sent == 1
    assert second.health.verdict == "healthy"
    (_, before), (_, after) = next(first.listings()), next(second.listings())
    assert (after.item_id, after.title) == (before.item_id, before.title)
    assert after.observed_at is not None
    assert after.observed_at >= NOW + DAY
    assert second.pages is not None
    assert after.source is not None
    assert after.source.warc is not None
    record = read_record(second.pages, after.source.warc)
    assert "金手镯" in record.body.decode()
    assert record.at < NOW + DAY


def test_a_changed_page_is_read_anew(crawled: Crawl, site: MockSite) -> None:
    page = Page()
    site.routes["/p"] = page
    crawled("/p")
    page.name, page.version = "银手镯", 2
    run = crawled("/p", now=NOW + DAY)
    assert [listing.title for _, listing in run.listings()] == ["银手镯"]
    third = crawled("/p", now=NOW + 2 * DAY)
    assert [listing.title for _, listing in third.listings()] == ["银手镯"]
    assert page.sent == 2


def test_what_may_not_be_stored_is_not(crawled: Crawl, site: MockSite) -> None:
    page = Page(more={"cache_control": "no-store"})
    site.routes["/p"] = page
    crawled("/p")
    crawled("/p", now=NOW + DAY)
    assert page.sent == 2


def test_a_304_that_nobody_asked_for_is_no_page(crawled: Crawl, site: MockSite) -> None:
    site.routes["/p"] = lambda handler: handler.send(304, b"")
    run = crawled("/p")
    assert [miss.kind for miss in run.health.not_seen] == ["http_error"]


def test_a_damaged_memory_is_no_memory(crawled: Crawl, site: MockSite, runs_dir: Path) -> None:
    page = Page()
    site.routes["/p"] = page
    crawled("/p")
    for path in (runs_dir / ".unchanged").glob("*/*"):
        path.write_bytes(b"\x93")
    assert crawled("/p", now=NOW + DAY).health.verdict == "healthy"
    assert page.sent == 2


@pytest.mark.parametrize(("seconds", "kept"), [(-1, True), (1, False)])
def test_what_was_long_not_asked_for_is_forgotten(seconds: int, kept: bool, tmp_path: Path) -> None:
    path = tmp_path / "ab" / "abc"
    path.parent.mkdir()
    path.write_bytes(b"")
    now = datetime(2026, 11, 22, tzinfo=UTC)
    then = (now - KEPT - timedelta(seconds=seconds)).timestamp()
    os.utime(path, (then, then))
    Unchanged(tmp_path, lambda: now)
    assert path.exists() is kept
