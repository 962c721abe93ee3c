"""NotAllowed: a request that is not sent, or a refusal that is not argued with."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from crawler.health import Failure


class NotAllowed(IgnoreRequest):
    """The request ends here. ``kind`` is its name in ``health.json``, ``reason`` one Chinese sentence.

    Scrapy's own IgnoreRequest carries English or nothing at all; a reader of a report needs to know
    which limit it was. It is never retried: Scrapy retries only the exceptions it lists.
    """

    def __init__(self, kind: Failure, reason: str) -> None:
        super().__init__(reason)
        self.kind: Failure = kind
        self.reason = reason
