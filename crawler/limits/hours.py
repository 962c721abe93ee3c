"""Hours: a source may say at which hours of the day it is looked at; outside them nothing is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.limits.not_allowed import NotAllowed
from crawler.shanghai import SHANGHAI, within

"""Hours and days of a source are those of China Standard Time, wherever the machine stands."""


class Hours:
    """Downloader middleware. Raises NotAllowed ``outside_hours``; ``now`` gives UTC."""

    def __init__(
        self, window: tuple[time, time] | None, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._window = window
        self._now = now

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Hours:
        return cls(crawler.spider.source.pace.hours, crawler.spider.now)  # type: ignore[union-attr]

    def process_request(self, request: Request) -> None:
        """Pass or refuse; robots.txt, retries and redirects count like pages."""
        if self._window is None:
            return
        start, end = self._window
        if not within(self._now().astimezone(SHANGHAI).time(), start, end):
            raise NotAllowed("outside_hours", f"不在该来源约定的采集时段 {start:%H:%M}–{end:%H:%M}（北京时间）之内")
