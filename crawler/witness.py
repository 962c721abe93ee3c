"""Witness: the downloader middleware nearest to the wire. It notes every exchange as it was, hop by hop."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers as ScrapyHeaders
from scrapy.http import Response

from crawler.evidence import Exchange, Headers, new_record_id
from crawler.spider import ListingSpider


class Witness:
    """Calls of an interface stand here as they are recorded, without key or signature; an answer that hands out tokens
    (``unkept`` in the request's meta) is noted without its content. Pages collect their exchanges in ``meta["exchanges"]`` until they are taken in; robots.txt is kept at once."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Witness:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        spider = self._crawler.spider
        if not isinstance(spider, ListingSpider):
            return response
        unkept = bool(request.meta.get("unkept"))
        exchange = Exchange(
            record_id=new_record_id(),
            url=request.url,
            at=spider.now(),
            method=request.method,
            request_headers=(("Host", urlsplit(request.url).netloc), *_pairs(request.headers)),
            request_body=request.body,
            status=response.status,
            protocol=response.protocol or "HTTP/1.1",
            headers=() if unkept else _pairs(response.headers),
            body=b"" if unkept else response.body,
            ip=str(response.ip_address) if response.ip_address else None,
            truncated="dataloss" in response.flags,
        )
        if "exchanges" in request.meta:
            request.meta["exchanges"].append(exchange)
        elif spider.ledger is not None:
            spider.ledger.record(exchange)
        return response


def _pairs(headers: ScrapyHeaders) -> Headers:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )
