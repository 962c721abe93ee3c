"""Opening: takes in what a spider starts with; a killed crawl that goes on has it in its journal already."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

from scrapy.crawler import Crawler

from crawler.failures import name_parse_error
from crawler.health import NotSeen
from crawler.spider import ListingSpider, Yielded

logger = logging.getLogger(__name__)


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
            try:
                async for output in start:
                    spider.sort(output, opened)
            except Exception as error:
                logger.exception("start failed")
                reason = name_parse_error(error, "platforms")
                opened.missed.append(NotSeen(what=spider.source.name, kind="parse_failed", reason=reason))
            opened.follows += spider.pictures_of(opened.seen)
            spider.ledger.start(opened.follows, opened.seen, opened.walked, opened.missed)
