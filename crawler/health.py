"""Health of a run: what was looked at, what was not and why.

"Nothing found" and "could not look" are different results; every later step (an alert that is
gone, a report that is silent) rests on keeping them apart here.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

DELIVERED = "delivered"
"""The name under which delivered files stand among the sources; the files themselves are named in the manifests."""

Verdict = Literal["healthy", "thin", "broken", "blocked"]
"""healthy: looked as expected; thin: something was not seen or an expectation was missed;
broken: nothing usable could be read; blocked: the other side refused (robots, 401/403, a captcha)."""

Failure = Literal[
    "robots_denied", "refused", "captcha", "login_wall", "private_address", "off_site",
    "timeout", "unreachable", "http_error", "too_large", "truncated", "wrong_encoding",
    "wrong_type", "empty", "parse_failed", "redirect_loop", "budget_spent", "outside_hours",
    "interrupted", "bad_row", "damaged_id", "vanished",
    "throttled", "grant_refused", "not_configured", "api_error", "unknown_value",
]  # fmt: skip


class NotSeen(Struct, frozen=True, omit_defaults=True):
    """One thing that was not seen: an address or a place in a file, the kind of failure, a Chinese reason.

    ``picture``: it was a picture of a listing that was read all the same.
    """

    what: str
    kind: Failure
    reason: str
    shop: str | None = None
    room: str | None = None
    picture: bool = False


class Scope(Struct, frozen=True, omit_defaults=True):
    """One shelf that was walked. ``complete`` promises that every listing on it was read in this run.

    Only an item missing from a complete scope may be called gone. ``shop`` and ``room`` are the ids
    that the listings of this shelf carry (``shop.id``, ``room.id``). ``changes``: only what had changed since the
    last look was asked for, so the number of listings says nothing about the shelf.
    """

    shop: str | None = None
    room: str | None = None
    complete: bool = False
    listings: int = 0
    changes: bool = False


class Expectation(Struct, frozen=True):
    """One expectation of the source and whether it was met, for example ``min_listings`` 20, found 3.

    Names that begin with ``history.`` compare with the source's own earlier looks: ``expected`` is then the median
    of those (listings, shares from 0 to 1, or fen), not the least that would do.
    """

    name: str
    expected: float
    found: float
    met: bool


class Prices(Struct, frozen=True):
    """The sale prices of a look in its commonest currency, in hundredths of it (fen for CNY).

    ``low`` and ``high``: nine in ten listings cost as much or more, as much or less. ``listings``: how many are priced so.
    """

    currency: str
    listings: int
    low: int
    median: int
    high: int


class Measures(Struct, frozen=True, omit_defaults=True):
    """What a look is compared by with later ones, beside ``counts`` and ``fields``.

    ``walk``: a digest of where the look started and how; a source that walks elsewhere has no history there.
    ``content_poor``: listings with next to no text that describes them.
    """

    walk: str
    content_poor: int = 0
    prices: Prices | None = None


class Health(Struct, frozen=True):
    """``health.json``. ``counts``: pages, listings, refused; ``fields``: listings that carry each field.

    ``pictures``: those that could not be had. Their listings were read, so they count for no shelf and no verdict.
    ``measures`` is None for a look that is not to be compared with others (changes alone, a delivered file).
    ``rereads``: the run whose listings are read again here, with the text of their pictures or with words that were delivered
    later; this is then no look of its own.
    """

    verdict: Verdict
    counts: dict[str, int]
    fields: dict[str, int]
    looked: tuple[Scope, ...]
    not_seen: tuple[NotSeen, ...]
    expectations: tuple[Expectation, ...] = ()
    pictures: tuple[NotSeen, ...] = ()
    measures: Measures | None = None
    rereads: str | None = None
