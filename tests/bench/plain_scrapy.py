"""The peer of tests.bench.crawling: what a newcomer writes with Scrapy and extruct. ``HOST OUT``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import extruct
import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import TextResponse


class Plain(scrapy.Spider):
    name = "plain"

    def parse(self, response: TextResponse, **kwargs: Any) -> Iterator[Any]:
        yield from response.follow_all(css="li a", callback=self.item)
        yield from response.follow_all(css="a[rel=next]", callback=self.parse)

    def item(self, response: TextResponse) -> Iterator[Any]:
        yield extruct.extract(response.text, response.url, syntaxes=["json-ld", "microdata"]) | {"url": response.url}


if __name__ == "__main__":
    host, out = sys.argv[1:]
    process = CrawlerProcess(
        {
            "FEEDS": {out: {"format": "jsonlines"}},
            "LOG_LEVEL": "WARNING",
            "ROBOTSTXT_OBEY": True,
            # One at a time, as ours: what is compared is the work per page.
            "CONCURRENT_REQUESTS": 1,
            "DOWNLOAD_DELAY": 0,
        }
    )
    process.crawl(Plain, start_urls=[f"http://{host}/list/1"])
    process.start()
