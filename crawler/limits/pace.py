"""CrawlDelay: the pause that robots.txt asks for, put on the downloader's slot of the host.

The source's own pace is Scrapy's DOWNLOAD_DELAY, with jitter and AutoThrottle. Both may shorten a pause, and
neither may go below what the site asked for, so the floor is set again before every request. One request is in
flight at a time (CONCURRENT_REQUESTS is 1): nothing waits in the slot while AutoThrottle lowers its delay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached


class CrawlDelay:
    """Downloader middleware, the last before the network. Waits are counted from request to request, in seconds."""

    META = "crawl_delay"

    def __init__(self, slots: Callable[[], Mapping[str, Slot]]) -> None:
        self._slots = slots

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelay:
        return cls(lambda: crawler.engine.downloader.slots)

    def process_request(self, request: Request) -> None:
        """Raise the slot's delay to the floor.

        Scrapy drops a slot only a minute after its delay has run out, so a host without one has nothing to wait for.
        """
        delay = request.meta.get(self.META)
        slot = self._slots().get(urlparse_cached(request).hostname or "")
        if delay is not None and slot is not None:
            keep_at_least(slot, delay)


def keep_at_least(slot: Slot, delay: float) -> None:
    """No pause of ``slot`` is shorter than ``delay`` seconds; jitter stays where there is room for it."""
    slot.delay = max(slot.delay, delay)
    slot.jitter = min(slot.jitter, 1 - delay / slot.delay)
