"""RobotsText: where the robots.txt that a crawl was held to lies in its evidence."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

if TYPE_CHECKING:
    from crawler.evidence import Exchange


class RobotsText(Struct, frozen=True):
    """One answer to ``/robots.txt``, or one hop on the way to it.

    ``status`` is HTTP's, ``record_id`` names the record in ``pages.warc.gz``, ``sha256`` (hex) is of the body as it came.
    """

    host: str
    url: str
    status: int
    record_id: str
    sha256: str

    @classmethod
    def of(cls, exchange: Exchange) -> RobotsText:
        """What an exchange says; ``host`` carries its port where the address does."""
        return cls(
            host=urlsplit(exchange.url).netloc.rpartition("@")[2].lower(),
            url=exchange.url,
            status=exchange.status,
            record_id=exchange.record_id,
            sha256=hashlib.sha256(exchange.body).hexdigest(),
        )
