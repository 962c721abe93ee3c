"""What a platform spider reports: a listing seen, a shelf walked, something missed."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.health import NotSeen, Scope
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
