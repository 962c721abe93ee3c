"""ApiCalls: the downloader middleware that gives calls their grant and says what an answer means.

It signs nothing itself: a call waits in queues and is asked again, so it is signed at the last moment, by the
download handler (``sign`` in the request's meta), and what stands before that never holds a secret. Answers come without
them too: the witness takes out of them what a platform repeats (``mask`` in the request's meta).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.api.faults import ENDS_ALL, ApiFault
from crawler.api.gateway import Call, Gateway, Wire, decode_answer
from crawler.api.keeper import TokenKeeper
from crawler.grants.masking import Mask
from crawler.grants.vault import Vault
from crawler.limits.not_allowed import NotAllowed

logger = logging.getLogger(__name__)

TRIES = 4
"""How often a call is asked that the platform puts off, the first included; each wait is twice the one before."""
_TOKEN, _RENEWED, _TRIED, _SET = "token_sent", "token_renewed", "times_put_off", "clock_set"

OpenKeeper = Callable[[], TokenKeeper]


class ApiCalls:
    """Passes everything but calls (requests with ``call`` in their meta). ``wait``: seconds after the first refusal."""

    def __init__(
        self,
        open_keeper: OpenKeeper,
        gateway: Gateway,
        wait: float,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._open = open_keeper
        self._gateway = gateway
        self._wait = wait
        self._sleep = sleep
        self._now = now
        self._keeper: TokenKeeper | None = None
        self._mask = Mask()
        self._ended: NotAllowed | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ApiCalls:
        from scrapy.exceptions import NotConfigured

        from crawler.api.spider import ApiSpider

        spider = crawler.spider
        if not isinstance(spider, ApiSpider):
            raise NotConfigured

        async def fetch(wire: Wire) -> bytes:
            unsigned = spider.gateway.token_address(spider.base)
            request = Request(
                unsigned, method=wire.method, meta={"sign": lambda _: wire, "unkept": True, "dont_redirect": True}
            )
            return (await crawler.engine.download_async(request)).body

        def open_keeper() -> TokenKeeper:
            vault = Vault(spider.grants_dir)
            grant_id = spider.source.basis.grant_id or ""
            return TokenKeeper(vault, grant_id, spider.gateway, spider.base, fetch, spider.now)

        return cls(open_keeper, spider.gateway, spider.throttle_seconds, now=spider.now)

    async def process_request(self, request: Request) -> None:
        """Have a token ready that outlives the call, and let the handler sign. Raises NotAllowed."""
        call: Call | None = request.meta.get("call")
        if call is None:
            return
        if self._ended is not None:
            raise NotAllowed(self._ended.kind, self._ended.reason)
        try:
            if self._keeper is None:
                self._keeper = self._open()
            self._mask.learn(self._keeper.grant.secrets())
            await self._keeper.ready()
        except ApiFault as fault:
            raise self._end(fault) from None
        keeper = self._keeper
        self._mask.learn(keeper.grant.secrets())
        request.meta["mask"] = self._mask
        request.meta[_TOKEN] = keeper.grant.access_token
        base = request.meta["base"]
        request.meta["sign"] = lambda _: self._gateway.wire(base, call, keeper.grant, keeper.platform_time())

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Pass an answer that carries what was asked; put off, renew or end where it carries an error instead."""
        call: Call | None = request.meta.get("call")
        if call is None or response.status in (429, 503) or response.body.lstrip()[:1] != b"{":
            return response
        try:
            self._gateway.payload(decode_answer(response.body), call)
        except ApiFault as fault:
            return await self._mend(fault, request, response)
        return response

    async def _mend(self, fault: ApiFault, request: Request, response: Response) -> Request:
        keeper = self._keeper
        assert keeper is not None  # noqa: S101 - narrowing: process_request opened it
        logger.info("%s: %s", request.meta["call"].name, fault.masked(self._mask))
        meta = dict(request.meta)
        if fault.kind == "token" and not meta.get(_RENEWED):
            try:
                await keeper.renew(meta[_TOKEN])
            except ApiFault as refused:
                raise self._end(refused) from None
            meta[_RENEWED] = True
        elif fault.kind == "clock" and not meta.get(_SET) and (theirs := _date_of(response)) is not None:
            keeper.skew = theirs - self._now()
            meta[_SET] = True
        elif fault.kind == "later" and (tried := meta.get(_TRIED, 1)) < TRIES:
            await self._sleep(self._wait * 2 ** (tried - 1))
            meta[_TRIED] = tried + 1
        else:
            raise self._end(fault)
        return request.replace(meta=meta, dont_filter=True)

    def _end(self, fault: ApiFault) -> NotAllowed:
        if self._keeper is not None:
            self._mask.learn(self._keeper.grant.secrets())
        refusal = NotAllowed(*fault.masked(self._mask).named())
        if fault.kind in ENDS_ALL:
            self._ended = refusal
        return refusal


def _date_of(response: Response) -> datetime | None:
    header = (response.headers.get(b"Date") or b"").decode("ascii", "replace")
    try:
        theirs = parsedate_to_datetime(header)
    except ValueError:
        return None
    return theirs.replace(tzinfo=UTC) if theirs.tzinfo is None else theirs
