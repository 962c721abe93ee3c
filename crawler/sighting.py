"""What a platform spider reports: a listing seen, a shelf walked, something missed."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.health import Failure, NotSeen, Scope
from crawler.listing import Listing


@dataclass(frozen=True, slots=True)
class Seen:
    """A listing that was read, with its provenance stamped on."""

    listing: Listing


@dataclass(frozen=True, slots=True)
class Walked:
    """A shelf that was walked; ``scope.complete`` is the spider's word, which health checks against failures."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that was not seen, named by the spider itself (a row it could not read, a shelf said to be closed)."""

    not_seen: NotSeen


class NotLooked(Exception):
    """Raised by whatever stops a request (a limit, a guard): ``kind`` and a Chinese ``reason`` go into health.json.

    Inside Scrapy raise ``crawler.failures.RequestNotLooked``, which is the same and an IgnoreRequest too.
    """

    def __init__(self, kind: Failure, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
