"""Opening: takes in what a spider starts with, or what a killed crawl left to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy.crawler import Crawler

from crawler.spider import ListingSpider, Yielded


class Opening:
    """Spider middleware. The start is journaled as one unit before its first request is sent."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Opening:
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        spider = self._crawler.spider
        if not isinstance(spider, ListingSpider) or spider.ledger is None:
            async for output in start:
                yield output
            return
        if not spider.ledger.started():
            opened = Yielded()
            async for output in start:
                spider.sort(output, opened)
            spider.ledger.start(opened.follows, opened.seen, opened.walked, opened.missed)
        for ask in spider.ledger.pending():
            yield spider.request_for(ask)
