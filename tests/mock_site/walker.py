"""The platform of the misbehaving site, and spiders that misbehave themselves."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterable
from typing import Any

import scrapy
from scrapy.core.downloader.handlers.http11 import _ScrapyAgent
from scrapy.http import Response, TextResponse

from crawler.health import Scope
from crawler.journal import Ask
from crawler.listing import Listing, Price
from crawler.spider import ListingSpider


class Walker(ListingSpider):
    """Yields a Listing for each page with a JSON-LD product, and asks for every link of a page without one."""

    def parse(self, response: Response, **kwargs: Any) -> Iterable[Any]:
        assert isinstance(response, TextResponse)
        text = response.css('script[type="application/ld+json"]::text').get()
        if text is not None:
            data = json.loads(text)
            price = round(float(data["offers"]["price"]) * 100)
            yield self.seen(
                response,
                Listing(platform="web", item_id=data["sku"], title=data["name"], price=Price(sale_fen=price)),
            )
            return
        if response.headers.get("Content-Type", b"").startswith(b"application/json"):
            data = json.loads(response.body)
            yield self.missed(response.url, "parse_failed", f"没有商品：{len(data)}")
            return
        for link in response.css("a::attr(href)").getall():
            yield self.get(response.urljoin(link), self.parse, shop="s1")
        if response.css("a"):
            yield self.walked(Scope(shop="s1", complete=True))
        else:
            yield self.missed(response.url, "parse_failed", "页面上没有商品")


class Impatient(Walker):
    """Waits a second where the settings would wait thirty."""

    def request_for(self, ask: Ask) -> scrapy.Request:
        request = super().request_for(ask)
        request.meta["download_timeout"] = 1
        return request


class Sly(Walker):
    """Tries with every request to slip the limits by what Scrapy reads from a request."""

    def request_for(self, ask: Ask) -> scrapy.Request:
        request = super().request_for(ask)
        request.meta.update(
            dont_obey_robotstxt=True, download_slot=ask.url, download_maxsize=0, max_retry_times=50, robots_pass=True,
            crawl_delay=0, proxy="http://127.0.0.1:1/", autothrottle_dont_adjust_delay=True,
        )  # fmt: skip
        request.headers["User-Agent"] = "Mozilla/5.0 (Windows NT 10.0)"
        request.headers["Cookie"] = "session=1"
        return request


class Rebound(Walker):
    """Its name server answers every name with the machine's own loopback, as a hostile one may."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        socket.gethostbyname = lambda host: "127.0.0.1"  # type: ignore[assignment]


class ImpatientEverywhere(Walker):
    """As impatient with robots.txt, which no request of a spider reaches."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ScrapyAgent.download_request = _in_a_second(_ScrapyAgent.download_request)  # type: ignore[method-assign]


def _in_a_second(download: Any) -> Any:
    def download_request(agent: Any, request: scrapy.Request) -> Any:
        request.meta["download_timeout"] = 1
        return download(agent, request)

    return download_request
