"""Values about one shop. Times are UTC, days are dates in Asia/Shanghai."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from crawler.health import Expectation, NotSeen, Verdict
from crawler.listing import Listing


class KnownShop(Struct, frozen=True, order=True):
    """A shop that some look named. ``seller`` as in ``identity.seller``; ``shop_id`` None: its platform gives no ids;
    ``shop_name``: what it called itself when it was seen last."""

    platform: str
    seller: str
    shop_id: str | None = None
    shop_name: str | None = None


class LatestLook(Struct, frozen=True):
    """What a listing said when it was seen last. ``run_id`` and ``line``: where it stands; ``listings_sha256``: of that
    run's listings; ``seen_in``: the run that looked, where this one only read its listings again; ``content_sha256``: of
    what the listing says, the time and the address left out."""

    item_id: str
    at: datetime
    run_id: str
    line: int
    listings_sha256: str
    seen_in: str
    content_sha256: str
    listing: Listing


class Shelf(Struct, frozen=True):
    """The latest look at every listing of a shop. A listing that stood in two places with two wordings is told twice.

    ``items``: listings ever seen; ``released``: those of which retention has let every look go.
    """

    looks: tuple[LatestLook, ...]
    items: int
    released: int


class ShelfLook(Struct, frozen=True):
    """One shelf of the shop in a run: a room's, or with ``room`` None the shop's own. ``changes``: only what had changed
    was asked for."""

    room: str | None
    complete: bool
    changes: bool = False


class ShopLook(Struct, frozen=True):
    """A run as far as it looked at one shop. ``listings``: the shop's own; ``shelves``: those of it that the run walked;
    ``whole``: each of them was read completely, nothing was missed that is the shop's or may be, no expectation was missed;
    ``not_seen``: of this shop; ``unplaced``: what was not seen and names no shop, counted by kind."""

    run_id: str
    source: str
    finished_at: datetime
    verdict: Verdict
    listings_sha256: str
    listings: int
    whole: bool
    shelves: tuple[ShelfLook, ...] = ()
    not_seen: tuple[NotSeen, ...] = ()
    unplaced: tuple[tuple[str, int], ...] = ()
    unmet: tuple[Expectation, ...] = ()
