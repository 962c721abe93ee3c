"""RobotsTxt: robots.txt is asked first and obeyed, and a robots.txt that cannot be had shuts the site.

RFC 9309: 2xx is parsed (§2.2), other 4xx mean that there are no rules (§2.3.1.3), 5xx and network failures mean
"complete disallow" (§2.3.1.4). 429 is read as the latter: it says "not now", not "no rules". Redirects are followed
as for any page, within the source's own hosts. Scrapy's own middleware allows everything when the file cannot be
fetched, and lets a request switch it off.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser

from crawler.failures import name_exception
from crawler.limits.not_allowed import NotAllowed
from crawler.limits.pace import CrawlDelay

PRODUCT_TOKEN = "Zuanjian"  # noqa: S105 - the name by which robots.txt addresses us (RFC 9309 §2.2.1)
LARGEST_ROBOTS = 512 * 1024
"""Bytes of robots.txt that are read; RFC 9309 §2.5 asks for at least 500 KiB."""
LONGEST_DELAY = 600.0
"""Seconds. A site that asks for longer pauses cannot be crawled in one sitting; it is left alone."""

Fetch = Callable[[Request], Awaitable[Response]]
Rules = ProtegoRobotParser | NotAllowed | None
"""Parsed rules, the reason why the whole site is shut, or None where the site has no rules."""


class RobotsTxt:
    """Downloader middleware in the place of Scrapy's. Raises NotAllowed.

    ``robots_denied``: the rules deny the address. ``unreachable``: robots.txt cannot be had, so nothing is asked.
    A robots.txt that another limit stopped (address, budget, hours) stops the pages with that limit's own name.
    """

    def __init__(self, fetch: Fetch, *, granted: bool = False) -> None:
        """``granted``: the source rests on a grant, so that signed calls may be made; its pages stay under robots.txt."""
        self._fetch = fetch
        self._granted = granted
        self._rules: dict[tuple[str, str], Rules] = {}
        self._one_at_a_time = asyncio.Lock()
        # An object that no spider holds: what carries it is our own fetch of robots.txt, redirects included.
        self._pass = object()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsTxt:
        source = crawler.spider.source  # type: ignore[union-attr]
        return cls(lambda request: crawler.engine.download_async(request), granted=source.basis.kind == "grant")

    async def process_request(self, request: Request) -> None:
        """Wait for the rules of the site, then pass the request with its crawl-delay, or refuse it.

        A signed call is no crawling: the interface answers to whoever holds a grant, and only to them.
        """
        if request.meta.get("robots_pass") is self._pass:
            return
        if self._granted and (request.meta.get("call") is not None or request.meta.get("sign") is not None):
            return
        request.meta.pop(CrawlDelay.META, None)  # a redirect carries the delay of the host it came from
        rules = await self._rules_for(request.url)
        if isinstance(rules, NotAllowed):
            raise NotAllowed(rules.kind, rules.reason)
        if rules is None:
            return
        if not rules.allowed(request.url, PRODUCT_TOKEN):
            raise NotAllowed("robots_denied", "robots.txt 不允许采集该地址")
        delay = rules.crawl_delay(PRODUCT_TOKEN)
        if delay is None or math.isnan(delay) or delay <= 0:
            return
        if delay > LONGEST_DELAY:
            raise NotAllowed("robots_denied", f"robots.txt 要求每次间隔 {delay:g} 秒，超出可遵守的范围，不采集")
        request.meta[CrawlDelay.META] = delay

    async def _rules_for(self, url: str) -> Rules:
        parts = urlsplit(url)
        site = (parts.scheme, parts.netloc.rpartition("@")[2].lower())
        async with self._one_at_a_time:
            if site not in self._rules:
                self._rules[site] = await self._ask(f"{site[0]}://{site[1]}/robots.txt")
        return self._rules[site]

    async def _ask(self, url: str) -> Rules:
        request = Request(url, callback=NO_CALLBACK, meta={"robots_pass": self._pass})
        try:
            response = await self._fetch(request)
        except NotAllowed as refusal:
            return NotAllowed(refusal.kind, f"robots.txt 未能取得：{refusal.reason}")
        except IgnoreRequest as error:
            return NotAllowed("unreachable", f"robots.txt 未能取得（{error or '请求被丢弃'}），按约定不采集")
        except Exception as error:  # whatever kept robots.txt from us, the site stays shut
            return NotAllowed("unreachable", f"robots.txt 未能取得（{name_exception(error)[1]}），按约定不采集")
        if "dataloss" in response.flags:
            return NotAllowed("unreachable", "robots.txt 未能完整取得，按约定不采集")  # the rest may have denied us
        return read_rules(response.status, response.body)


def read_rules(status: int, body: bytes) -> Rules:
    """What an answer to ``/robots.txt`` means (RFC 9309 §2.3.1); a body over LARGEST_ROBOTS is cut at a line end."""
    if status == 429 or status >= 500 or status < 200:
        return NotAllowed("unreachable", f"robots.txt 未能取得（HTTP {status}），按约定不采集")
    if 400 <= status < 500:
        return None
    if status >= 300:
        return NotAllowed("unreachable", f"robots.txt 转向后未能取得（HTTP {status}），按约定不采集")
    if len(body) > LARGEST_ROBOTS:
        body = body[:LARGEST_ROBOTS].rpartition(b"\n")[0]
    return ProtegoRobotParser(body, None)
