"""StopRule: who is refused again and again stops asking. Refusals are answered by leaving, never by trying around them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.health import Failure
from crawler.journal import Ask
from crawler.limits.not_allowed import NotAllowed

logger = logging.getLogger(__name__)

IN_A_ROW = 5
"""So many refusals without one answer in between end the crawl."""
SHARE = 0.30
"""More than this share of refusals ends the crawl…"""
AFTER = 20
"""…once so many answers have come in; before that a share says little."""

BLOCKED = "blocked"
"""Scrapy's reason for closing when the rule has fired; the run's verdict is then ``blocked``."""

_REFUSALS: frozenset[Failure] = frozenset({"refused", "captcha", "login_wall"})
_NO_ANSWER: frozenset[Failure] = frozenset(
    # Our own limits, or nobody there: neither is a word of the other side.
    {
        "robots_denied",
        "private_address",
        "off_site",
        "budget_spent",
        "outside_hours",
        "timeout",
        "unreachable",
        "not_configured",
        "grant_refused",
    }
)


class Tally:
    """What was heard of one kind of request. ``hear`` gives the Chinese reason to stop once there is one."""

    def __init__(self) -> None:
        self._answers = self._refusals = self._in_a_row = 0
        self.reason: str | None = None

    def hear(self, kind: Failure | None) -> str | None:
        """One request is finished; gives the reason in the moment in which it arises, else None."""
        if self.reason is not None or kind in _NO_ANSWER:
            return None
        refused = kind in _REFUSALS
        self._answers += 1
        self._refusals += refused
        self._in_a_row = self._in_a_row + 1 if refused else 0
        if self._in_a_row >= IN_A_ROW:
            self.reason = f"对方连续 {self._in_a_row} 次拒绝"
        elif self._answers >= AFTER and self._refusals > SHARE * self._answers:
            self.reason = f"{self._answers} 次请求中有 {self._refusals} 次被拒绝"
        return self.reason


class StopRule:
    """Downloader middleware, the outermost. It hears the outcome of every request and sees the next before it is sent.

    Refusals are HTTP 401, 403 and 429 and pages that ask to log in or to prove oneself human, whatever their status. When the rule
    fires, ``stopped`` is told why, once, and the crawl is closed; what still comes this way raises NotAllowed ``refused``.
    Pictures are counted apart: who refuses them is asked for no more pictures, and the pages go on.
    """

    def __init__(self, stopped: Callable[[str], object]) -> None:
        self._stopped = stopped
        self._pages, self._pictures = Tally(), Tally()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StopRule:
        closing: list[asyncio.Future[None]] = []  # a task that nobody holds may vanish half-way

        def close(reason: str) -> None:
            logger.warning("stop rule: %s", reason)
            closing.append(asyncio.ensure_future(crawler.engine.close_spider_async(reason=BLOCKED)))

        rule = cls(close)
        crawler.spider.on_outcome = rule.hear  # type: ignore[union-attr]
        return rule

    def process_request(self, request: Request) -> None:
        """Pass until the rule has fired, refuse afterwards."""
        ask = request.meta.get("ask")
        if self._pages.reason is not None:
            raise NotAllowed("refused", f"{self._pages.reason}，已停止采集，未访问")
        if self._pictures.reason is not None and isinstance(ask, Ask) and ask.picture:
            raise NotAllowed("refused", f"{self._pictures.reason}，其余图片不再请求")

    def hear(self, kind: Failure | None, picture: bool = False) -> None:
        """One request is finished: ``kind`` of its failure, None for what was read; whether it was for a picture."""
        reason = (self._pictures if picture else self._pages).hear(kind)
        if reason is not None and not picture:
            self._stopped(reason)
