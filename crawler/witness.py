"""Witness: the downloader middleware nearest to the wire. It notes every exchange as it was, hop by hop."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers as ScrapyHeaders
from scrapy.http import Response

from crawler.evidence import Exchange, Headers, new_record_id
from crawler.grants.masking import Mask
from crawler.spider import ListingSpider


class Witness:
    """Calls of an interface stand here as they are recorded, without key or signature; an answer that hands out tokens
    (``unkept`` in the request's meta) is noted without its content, and secrets that an answer repeats are masked for everybody
    who reads it after us. Pages collect their exchanges in ``meta["exchanges"]`` until they are taken in; robots.txt is kept at once."""

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
        clean = _masked(response, request.meta.get("mask"))
        masked, response = clean is not response, clean
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
            masked=masked,
        )
        if "exchanges" in request.meta:
            request.meta["exchanges"].append(exchange)
        elif spider.ledger is not None:
            spider.ledger.record(exchange, robots="robots_pass" in request.meta)
        return response


def _masked(response: Response, mask: Mask | None) -> Response:
    """The response itself where it repeats no secret, else one without them and without its content encoding."""
    if mask is None:
        return response
    body = mask.body(response.body, response.headers.get("Content-Encoding") or b"")
    headers = ScrapyHeaders()
    for name, value in _pairs(response.headers):
        headers.appendlist(name, mask.text(value))
    if body is None and _pairs(headers) == _pairs(response.headers):
        return response
    if body is not None:
        headers.pop("Content-Encoding", None)
        headers["Content-Length"] = str(len(body))
    return response.replace(headers=headers, body=response.body if body is None else body)


def _pairs(headers: ScrapyHeaders) -> Headers:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )
