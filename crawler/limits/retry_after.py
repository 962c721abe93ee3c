"""RetryAfter: a server that says when to come back is waited for once, if the wait is short, and never argued with.

RFC 9110 §10.2.3 (Retry-After: seconds or an HTTP date), §15.6.4 (503), RFC 6585 §4 (429).
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.http import Response

from crawler.limits.not_allowed import NotAllowed

LONGEST_WAIT = 120.0
"""Seconds we hold a crawl for a server; beyond that, the address is given up for this run."""
_WAITED = "waited_for_retry_after"


class RetryAfter:
    """Downloader middleware between Scrapy's retry and the network. ``now`` gives UTC, ``sleep`` takes seconds.

    429 and 503 with a Retry-After within LONGEST_WAIT: wait without blocking the reactor, then ask once more; the
    retry of the settings is not used up by it. As one request is in flight at a time, the whole host rests meanwhile.
    Anything longer, unreadable or repeated raises NotAllowed: ``refused`` for 429, ``http_error`` for 503. A 503
    without the header is left to the ordinary retry; a 429 without it is a refusal.
    """

    def __init__(
        self,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Pass other answers on; for 429 and 503 wait and ask again, or raise NotAllowed."""
        if response.status not in (429, 503):
            return response
        header = (response.headers.get(b"Retry-After") or b"").decode("ascii", "replace").strip()
        if response.status == 503 and not header:
            return response
        seconds = seconds_to_wait(header, self._now())
        if seconds is None:
            raise _given_up(response.status, "对方要求放慢，未说明何时再来")
        if seconds > LONGEST_WAIT:
            raise _given_up(
                response.status, f"对方要求 {math.ceil(seconds)} 秒后再来，超过本次可等候的 {LONGEST_WAIT:g} 秒"
            )
        if request.meta.get(_WAITED):
            raise _given_up(response.status, "按对方要求等候后仍被要求稍后再来")
        await self._sleep(seconds)
        again = request.replace(dont_filter=True)
        again.meta[_WAITED] = True
        return again


def seconds_to_wait(header: str, now: datetime) -> float | None:
    """Seconds from ``now`` that a Retry-After header asks for; 0 for a moment past, None when it cannot be read."""
    if header.isascii() and header.isdigit():
        return float(header[:10])
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _given_up(status: int, reason: str) -> NotAllowed:
    return NotAllowed("refused" if status == 429 else "http_error", f"HTTP {status}，{reason}")
