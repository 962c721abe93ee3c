"""History: a source's own earlier looks, and whether this one is as good as they were.

No figure comes from elsewhere: a shop of five and a market of five thousand are each held to what they were. Only
good looks count, so that a fault which is flagged never becomes what is expected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from glob import escape
from pathlib import Path
from statistics import median

import msgspec
from msgspec import Struct

from crawler.health import Expectation, Measures, Verdict
from crawler.run_file import HEALTH, MANIFEST, Run, RunRefused
from crawler.shanghai import local_day

LOOKS = 14
"""Good looks that are remembered, the newest."""
ENOUGH = 3
"""Good looks before anything is compared: two may both have been odd."""
SLIGHT = 0.1
"""Things not seen, for each listing that was, up to which a look is good although it is not healthy: some shops have a dead
link every day, and would otherwise never have a history."""
USUAL = 0.5
"""Share of listings, as the median of earlier looks, from which on a field is one that is to be expected."""
FEW = 2
"""Listings that must be missing, or lack a field, before it counts as a fall: one item sold is no fault."""
PRICED = 5
"""Listings with a price under which prices are not compared."""
FACTOR, FACTOR_AT_ENDS = 3, 10
"""How many times dearer or cheaper the median, and the cheap and the dear end, may become: sales move prices by a third,
a unit misread (fen as yuan) moves them a hundredfold."""
_PREFIX = "history.fields."
_NOT_READ = frozenset({"item_id", "platform", "observed_at", "source"})
"""Fields that say nothing about what was read: required ones, and what the crawler stamps."""
_OFTEN_FILLED_IN = frozenset({"url", "status", "shop", "room", "product_kind", "live_only"})
"""Fields that can be there although nothing on the page was understood."""


class Past(Struct, frozen=True):
    """What is needed of a look's ``health.json``; the rest of the file is passed over."""

    verdict: Verdict
    counts: dict[str, int]
    fields: dict[str, int]
    measures: Measures | None = None
    expectations: tuple[Expectation, ...] = ()

    @property
    def good(self) -> bool:
        """Whether later looks may be held to this one."""
        slight = self.counts.get("not_seen", 0) <= self.listings * SLIGHT and all(e.met for e in self.expectations)
        return self.listings > 0 and (self.verdict == "healthy" or (self.verdict == "thin" and slight))

    @property
    def listings(self) -> int:
        return self.counts.get("listings", 0)

    def share(self, field: str) -> float:
        """Share of listings that carry a field, 0 to 1."""
        return self.fields.get(field, 0) / self.listings

    @property
    def poor(self) -> float:
        """Share of listings that are poor in content, 0 to 1."""
        return (self.measures.content_poor if self.measures else 0) / self.listings


def earlier(runs_dir: Path, source: str, walk: str, since: date | None = None) -> tuple[Past, ...]:
    """The newest good looks of a source, at most ``LOOKS``, newest first; damaged runs are passed over.

    ``walk``: only looks that started alike count; ``since``: only those from that day on (Asia/Shanghai).
    """
    found: list[Past] = []
    for path in sorted(runs_dir.glob(f"{escape(source)}-*/{MANIFEST}"), reverse=True):
        # Ids of one source sort by time; "shop" must not take "shop-east" for its own.
        if not re.fullmatch(r"-\d{8}T\d{6}Z", path.parent.name.removeprefix(source)):
            continue
        try:
            manifest = Run(path.parent).manifest
            past = msgspec.json.decode((path.parent / HEALTH).read_bytes(), type=Past)
        except (RunRefused, OSError, msgspec.DecodeError, UnicodeDecodeError):
            continue
        if manifest.kind != "crawl" or (since is not None and local_day(manifest.started_at) < since):
            continue
        if past.good and past.measures is not None and past.measures.walk == walk:
            found.append(past)
            if len(found) == LOOKS:
                break
    return tuple(found)


def compared(now: Past, past: Sequence[Past], drop: float) -> Iterator[Expectation]:
    """A look held to earlier ones; nothing where there are too few. ``drop``: the fall (0 to 1) that is too much."""
    if len(past) < ENOUGH:
        return
    usual = median(look.listings for look in past)
    few = usual - now.listings >= FEW and (usual - now.listings) / usual >= drop
    yield Expectation("history.listings", usual, now.listings, not few)
    if not now.listings:
        return
    for name in sorted(set().union(*(look.fields for look in past)) - _NOT_READ):
        share = median(look.share(name) for look in past)
        if share >= USUAL:
            yield Expectation(
                _PREFIX + name, round(share, 4), round(now.share(name), 4), not _fell(now, name, share, drop)
            )
    poor = median(look.poor for look in past)
    more = round(now.poor - poor, 9) >= drop and (now.poor - poor) * now.listings >= FEW
    yield Expectation("history.content_poor", round(poor, 4), round(now.poor, 4), not more)
    yield from _priced(now, past)


def collapsed(expectations: Iterable[Expectation]) -> bool:
    """Whether most fields that are read off the page have all but vanished: not the shop has changed, its pages have."""
    read = [e for e in expectations if e.name.startswith(_PREFIX) and e.name[len(_PREFIX) :] not in _OFTEN_FILLED_IN]
    lost = [e for e in read if not e.met and e.found <= e.expected / 10]
    return len(lost) * 2 > len(read)


def fewer(expectations: Iterable[Expectation]) -> bool:
    """Whether too few listings came: then nothing that is missing may be called gone."""
    return any(e.name == "history.listings" and not e.met for e in expectations)


def _fell(now: Past, name: str, usual: float, drop: float) -> bool:
    share = now.share(name)
    enough = share == 0 or round((usual - share) * now.listings, 9) >= FEW
    return enough and round((usual - share) / usual, 9) >= drop


def _priced(now: Past, past: Sequence[Past]) -> Iterator[Expectation]:
    prices = now.measures.prices if now.measures else None
    if prices is None or prices.listings < PRICED:
        return
    known = [p for look in past if look.measures and (p := look.measures.prices) and p.currency == prices.currency]
    if len(known) < ENOUGH:
        return
    for name, factor in (("median", FACTOR), ("low", FACTOR_AT_ENDS), ("high", FACTOR_AT_ENDS)):
        usual, fen = median(getattr(p, name) for p in known), getattr(prices, name)
        within = usual < fen * factor and fen < usual * factor if usual else fen == usual
        yield Expectation(f"history.price_{name}", usual, fen, within)
