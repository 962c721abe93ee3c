"""Unchanged: a page that was read before is asked for only if it has changed (RFC 9110 §13: ETag, Last-Modified).

A 304 costs the host next to nothing. The answer of then is put into this run's evidence as it was, with its own number
and time, beside the 304 of now: a run can be read without the runs before it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.evidence import Exchange
from crawler.whole_file import WholeFile

logger = logging.getLogger(__name__)

KEPT = timedelta(days=30)
"""How long an answer is kept without being asked for again."""
LARGEST = 2 * 1024 * 1024
"""Bytes of a body that is kept; a larger one is simply fetched again."""


class _Kept(Struct, frozen=True):
    """An answer as it came over the wire, and what the server says to know it by."""

    exchange: Exchange
    etag: str | None
    modified: str | None


class Unchanged:
    """Downloader middleware just before decompression. ``folder`` holds one file for each address; ``now`` gives UTC."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder = folder
        self._now = now
        for path in folder.glob("*/*") if folder.is_dir() else ():
            if now().timestamp() - path.stat().st_mtime > KEPT.total_seconds():
                path.unlink(missing_ok=True)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Unchanged:
        return cls(Path(crawler.settings["RUNS_DIR"]) / ".unchanged", crawler.spider.now)  # type: ignore[union-attr]

    def process_request(self, request: Request) -> None:
        """Say what we have. Calls of interfaces, pages that were asked with words of their own and robots.txt are asked
        whole: only plain pages are the same for everybody.
        """
        if request.method != "GET" or "call" in request.meta or "exchanges" not in request.meta:
            return
        kept = self._read(request.url)
        if kept is None:
            return
        if kept.etag:
            request.headers[b"If-None-Match"] = kept.etag
        if kept.modified:
            request.headers[b"If-Modified-Since"] = kept.modified

    def process_response(self, request: Request, response: Response) -> Response:
        """A 304 becomes the page it stands for; a page with a mark to know it by is kept."""
        exchanges: list[Exchange] | None = request.meta.get("exchanges")
        if request.method != "GET" or "call" in request.meta or not exchanges:
            return response
        if response.status == 304:
            kept = self._read(request.url)
            if kept is None:
                return response
            then = kept.exchange
            exchanges[-1:] = [then, msgspec.structs.replace(exchanges[-1], unchanged=then.earlier())]
            headers = Headers()
            for name, value in then.headers:
                headers.appendlist(name, value)
            kind = responsetypes.from_args(headers=headers, url=request.url, body=then.body)
            return kind(request.url, status=then.status, headers=headers, body=then.body, request=request)
        if response.status == 200 and len(response.body) <= LARGEST and "dataloss" not in response.flags:
            self._keep(request.url, response, exchanges[-1])
        return response

    def _keep(self, url: str, response: Response, exchange: Exchange) -> None:
        etag, modified = (_text(response.headers.get(name)) for name in (b"ETag", b"Last-Modified"))
        if not (etag or modified) or b"no-store" in (response.headers.get(b"Cache-Control") or b""):
            return
        try:
            with WholeFile(self._file(url)) as file:
                file.write(msgspec.msgpack.encode(_Kept(exchange, etag, modified)))
        except OSError:
            logger.warning("%s is not kept", url)  # it is fetched again next time, that is all

    def _read(self, url: str) -> _Kept | None:
        try:
            kept = msgspec.msgpack.decode(self._file(url).read_bytes(), type=_Kept)
        except (OSError, msgspec.DecodeError):
            return None
        return kept if kept.exchange.url == url else None

    def _file(self, url: str) -> Path:
        name = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
        return self._folder / name[:2] / name


def _text(value: bytes | None) -> str | None:
    if value is None or not value.isascii() or len(value) > 500:
        return None
    return value.decode().strip() or None
