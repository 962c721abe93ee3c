"""The http and https download handler: Scrapy's own, behind the guarded resolver and with a bounded response head."""

from __future__ import annotations

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError
from scrapy.http import Response

from crawler.limits.address_guard import host_and_port
from crawler.limits.not_allowed import NotAllowed
from crawler.limits.resolver import GuardedResolver
from crawler.limits.response_head import BoundedFactory, HeadTooLarge


class GuardedDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler; a name that leads inside raises NotAllowed ``private_address``.

    The guard is put in place when the handler is made, that is at the first request and after Scrapy has
    installed its own resolver; a process runs one crawl, so the reactor's resolver is this crawl's alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor

        self._pool._factory = BoundedFactory
        self._reactor = reactor
        inner = reactor.nameResolver
        # http and https have a handler each: the second must not wrap the guard of the first.
        if not isinstance(inner, GuardedResolver):
            inner = GuardedResolver(inner, crawler.spider.source.own_loopback)  # type: ignore[union-attr]
            reactor.installNameResolver(inner)
        self._guard: GuardedResolver = inner

    async def download_request(self, request: Request) -> Response:
        """Send a request as it is or, where its meta has ``sign``, as that gives it: the only place where a call
        carries its secrets. What is signed must still go where the limits have looked.
        """
        sign = request.meta.get("sign")
        if sign is None:
            return await self._send(request)
        wire = sign(request)
        signed = request.replace(url=wire.url, method=wire.method, headers=wire.headers, body=wire.body)
        if host_and_port(signed.url) != host_and_port(request.url):
            raise NotAllowed("off_site", "签名后的地址与来源不符，已拒绝发送")
        response = await self._send(signed)
        return response.replace(url=request.url)  # its own address carries token and signature

    async def _send(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except CannotResolveHostError:
            at = host_and_port(request.url)
            inside = self._guard.why_refused(*at)
            if inside is None:
                raise
            raise NotAllowed("private_address", f"{at[0]} 解析到内部网络地址 {inside}，已拒绝访问") from None
        except DownloadFailedError as error:
            reasons = getattr(error.__cause__, "reasons", ())
            if any(reason.check(HeadTooLarge) for reason in reasons):
                raise NotAllowed("too_large", "响应头超过允许的大小，已停止下载") from None
            raise
