"""The queue of a crawl is its frontier: Scrapy is given the next request when it has room for one, and holds no other.

Scrapy's own scheduler holds every request that waits, whole, in memory: a sitemap of a hundred thousand addresses would be
hundreds of megabytes. Only what comes back from the network (redirects, second tries) is held here.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
from collections.abc import Callable
from itertools import count

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from crawler.ledger import UNWRITABLE
from crawler.spider import ListingSpider

logger = logging.getLogger(__name__)


class FrontierScheduler(BaseScheduler):
    """Gives out requests by priority, then in the order of asking. ``unwritable`` is called when the frontier is lost."""

    def __init__(self, spider: ListingSpider, unwritable: Callable[[], object] = lambda: None) -> None:
        self._spider = spider
        self._unwritable = unwritable
        self._again: list[tuple[int, int, Request]] = []
        self._places = count()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FrontierScheduler:
        closing: list[asyncio.Future[None]] = []  # a task that nobody holds may vanish half-way

        def close() -> None:
            closing.append(asyncio.ensure_future(crawler.engine.close_spider_async(reason=UNWRITABLE)))

        return cls(crawler.spider, close)  # type: ignore[arg-type]

    def has_pending_requests(self) -> bool:
        return bool(self._again) or (self._spider.ledger is not None and self._spider.ledger.waiting())

    def enqueue_request(self, request: Request) -> bool:
        """Hold a request that the frontier has given out already, until it is its turn again."""
        heapq.heappush(self._again, (-request.priority, next(self._places), request))
        return True

    def next_request(self) -> Request | None:
        """The next request to send, None where there is none."""
        least = -self._again[0][0] if self._again else None
        if self._spider.ledger is not None:
            try:
                ask = self._spider.ledger.next(least)
            except OSError:
                logger.exception("frontier cannot be read")
                self._unwritable()
                return None
            if ask is not None:
                return self._spider.request_for(ask)
        return heapq.heappop(self._again)[2] if self._again else None
