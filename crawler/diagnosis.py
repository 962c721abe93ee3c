"""Diagnosis: what a look at a source was worth. Pure: from what was found and missed to a Health.

Only a shelf that was walked to its end without any miss is complete, because only from a complete shelf may
a missing item be called gone; and none is, where far fewer listings came than this source has shown before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from crawler.health import Expectation, Failure, Health, NotSeen, Scope, Verdict
from crawler.history import Past, collapsed, compared, fewer
from crawler.listing import Listing
from crawler.measuring import Measuring
from crawler.source import Expect

REFUSALS: frozenset[Failure] = frozenset({"robots_denied", "refused", "captcha", "login_wall", "grant_refused"})
"""Failures in which the other side said no."""
_NOT_OURS: frozenset[Failure] = frozenset({"robots_denied", "off_site", "private_address"})
"""Failures of addresses that were never ours to visit; without a shop or room they belong to no shelf."""


def diagnose(
    *,
    listings: Iterable[Listing],
    walked: Sequence[Scope],
    missed: Sequence[NotSeen],
    pages: int,
    expect: Expect,
    stopped: bool = False,
    walk: str | None = None,
    past: Sequence[Past] = (),
) -> Health:
    """Judge a look. ``pages``: responses that were read; ``stopped``: a stop rule ended the crawl.

    A room's or shop's scopes are merged: complete only if every walk over it was, and nothing of it was missed.
    ``walk`` and ``past`` are what it is compared by with earlier looks; a look at changes alone is compared with none.
    """
    measuring = Measuring()
    shelves: Counter[tuple[str | None, str | None]] = Counter()
    for listing in listings:
        measuring.add(listing)
        shelves[listing.shop.id if listing.shop else None, listing.room.id if listing.room else None] += 1
    every = tuple(dict.fromkeys(missed))
    missed, pictures = (tuple(miss for miss in every if miss.picture is picture) for picture in (False, True))
    found, fields = measuring.found, measuring.fields
    counts = {"pages": pages, "listings": found}
    whole = walk is not None and not any(scope.changes for scope in walked)
    measures = measuring.measures(walk) if walk is not None and whole else None
    expectations = tuple(_expectations(expect, found, fields))
    if measures is not None and (found or not expect.empty_allowed):
        now = Past("healthy", counts, dict(fields), measures)
        expectations = (*expectations, *compared(now, past, expect.drop))
    refused = sum(1 for miss in missed if miss.kind in REFUSALS)
    return Health(
        verdict=_verdict(found, pages, refused, missed, expectations, expect, stopped=stopped),
        counts={**counts, "refused": refused, "not_seen": len(missed)},
        fields=dict(sorted(fields.items())),
        looked=tuple(_scopes(walked, missed, shelves, doubtful=collapsed(expectations) or fewer(expectations))),
        not_seen=missed,
        expectations=expectations,
        pictures=pictures,
        measures=measures,
    )


def _verdict(
    found: int,
    pages: int,
    refused: int,
    missed: Sequence[NotSeen],
    expectations: Sequence[Expectation],
    expect: Expect,
    *,
    stopped: bool,
) -> Verdict:
    missed = [miss for miss in missed if miss.kind != "vanished"]  # that an item is no more is something we saw
    failed = len({miss.what for miss in missed})
    if stopped or (refused and refused * 2 > pages + failed) or (refused and not found and not pages):
        return "blocked"
    if not found and (missed or not expect.empty_allowed):
        return "broken"
    if collapsed(expectations):
        return "broken"
    if missed or not all(expectation.met for expectation in expectations):
        return "thin"
    return "healthy"


def _expectations(expect: Expect, found: int, fields: Counter[str]) -> Iterable[Expectation]:
    if not found and expect.empty_allowed:
        return
    yield Expectation("min_listings", expect.min_listings, found, found >= expect.min_listings)
    for name, share in sorted(expect.min_fields.items()):
        have = fields[name] / found if found else 0.0
        yield Expectation(f"min_fields.{name}", share, round(have, 4), have >= share)


def _scopes(
    walked: Sequence[Scope],
    missed: Sequence[NotSeen],
    shelves: Counter[tuple[str | None, str | None]],
    *,
    doubtful: bool,
) -> Iterable[Scope]:
    """``doubtful``: too much is lacking without a known reason for any shelf to pass as whole."""
    merged: dict[tuple[str | None, str | None], Scope] = {}
    for scope in walked:
        key = scope.shop, scope.room
        before = merged.get(key)
        merged[key] = msgspec.structs.replace(scope, complete=scope.complete and (before is None or before.complete))
    for scope in merged.values():
        yield msgspec.structs.replace(
            scope,
            complete=scope.complete and not doubtful and not any(concerns(miss, scope) for miss in missed),
            listings=sum(
                count
                for (shop, room), count in shelves.items()
                if scope.shop in (None, shop) and scope.room in (None, room)
            ),
        )


def concerns(miss: NotSeen, scope: Scope) -> bool:
    """Whether a miss may have hidden something of a shelf.

    A miss that names neither shop nor room might be about any shelf, so it concerns all, unless the address
    was never ours to visit. An item that has vanished, or one value of an item that was read, hides nothing else. A shop's miss outside any room leaves the rooms of that shop whole, and the other way round.
    """
    if miss.kind in ("vanished", "unknown_value"):
        return False
    if miss.shop is None and miss.room is None:
        return miss.kind not in _NOT_OURS or (scope.shop is None and scope.room is None)
    if scope.shop is None and scope.room is None:
        return True
    if scope.room is not None:
        return miss.room == scope.room and (miss.shop is None or scope.shop is None or miss.shop == scope.shop)
    return miss.room is None and miss.shop == scope.shop
