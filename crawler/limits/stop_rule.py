"""StopRule: who is refused again and again stops asking. Refusals are answered by leaving, never by trying around them."""

from __future__ import annotations

from collections.abc import Callable

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.limits.not_allowed import NotAllowed

IN_A_ROW = 5
"""So many refusals without one page in between end the crawl."""
SHARE = 0.30
"""More than this share of refusals ends the crawl…"""
AFTER = 20
"""…once so many answers have come in; before that a share says little."""

STOPPED = "limits/stopped"
"""Key in Scrapy's stats: the Chinese reason, set when the rule has ended the crawl."""


class StopRule:
    """Downloader middleware, the outermost: it sees the final answer to a request and every request before it is sent.

    ``refused`` tells whether an answer is a refusal (401, 403, a captcha). Once the rule has fired, every further
    request raises NotAllowed ``refused``: each page that is not looked at stays named. ``stopped`` is told why, once.
    """

    def __init__(self, refused: Callable[[Response], bool], stopped: Callable[[str], object]) -> None:
        self._refused = refused
        self._stopped = stopped
        self._answers = self._refusals = self._in_a_row = 0
        self._reason: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StopRule:
        return cls(is_refusal, lambda reason: crawler.stats.set_value(STOPPED, reason))

    def process_request(self, request: Request) -> None:
        """Pass until the rule has fired, refuse afterwards."""
        if self._reason is not None:
            raise NotAllowed("refused", f"{self._reason}，已停止采集，未访问")

    def process_response(self, request: Request, response: Response) -> Response:
        """Count the answer; it goes on unchanged, whoever reads it names it."""
        if request.url.endswith("/robots.txt"):
            return response  # a site without robots.txt may answer 403 there and still be open
        self._count(self._refused(response))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """A 429 that was given up is a refusal too; robots.txt, budget and hours are not the other side's doing."""
        if isinstance(exception, NotAllowed) and exception.kind == "refused":
            self._count(True)

    def _count(self, refused: bool) -> None:
        if self._reason is not None:
            return
        self._answers += 1
        self._refusals += refused
        self._in_a_row = self._in_a_row + 1 if refused else 0
        self._reason = self._why_to_stop()
        if self._reason is not None:
            self._stopped(self._reason)

    def _why_to_stop(self) -> str | None:
        if self._in_a_row >= IN_A_ROW:
            return f"对方连续 {self._in_a_row} 次拒绝"
        if self._answers >= AFTER and self._refusals > SHARE * self._answers:
            return f"{self._answers} 次请求中有 {self._refusals} 次被拒绝"
        return None


def is_refusal(response: Response) -> bool:
    """401, 403, or a page that asks to prove oneself human."""
    return response.status in (401, 403)
