"""A month of the sample market: its three days stretched over thirty, each shelf at a pace of its own.

The shelves are crawled on the market's three days; every day of the month is then a run put together from what each
shelf showed on one of them, with its own coverage. Nothing of it is in the product.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from msgspec.structs import replace

from alerts import queries
from alerts.overdue import overdue
from alerts.review import decide
from alerts.store import Store
from alerts.values import Alert, IntakeSummary
from crawler.health import Health, Scope
from crawler.listing import Listing
from crawler.run_file import Run, RunWriter, run_id
from crawler.shanghai import local_day
from desk.compose import take_in
from desk.market.shelves import DAYS as MARKET_DAYS

DAYS = 30
START = datetime(2026, 10, 12, 2, tzinfo=UTC)  # a Monday after the October holidays
SOURCE = "sample-market"
_DECISIONS_A_DAY = 12

Shelf = tuple[str | None, str | None]
"""Shop and room, as listings and scopes carry them; a room's goods belong to the room whoever sells them."""


class Day(NamedTuple):
    """One day of the month. ``decided``: decisions of the scripted reviewer; ``overdue``: in the evening."""

    on: date
    run: Run
    summary: IntakeSummary
    decided: int
    overdue: int


class Seen(NamedTuple):
    """A market day as it was crawled."""

    run: Run
    listings: list[Listing]


def market_day(shelf: int, day: int) -> int:
    """Which of the market's days a shelf shows on day ``day`` (from 0) of the month; a third relapse to the first."""
    second = 2 + shelf % 5
    third = second + 4 + shelf % 3
    if shelf % 3 == 0 and day >= third + 9:
        return 1
    return 1 if day < second else 2 if day < third else 3


def crawled(folder: Path) -> dict[int, Run]:
    """The market's days as the crawler sees them."""
    from crawler.launch import crawl
    from crawler.source import load_source
    from desk.market.site import serve

    folder.mkdir(parents=True, exist_ok=True)
    with serve(day=1) as site:
        path = folder / f"{SOURCE}.yml"
        path.write_text(
            f'platform: market\nstart: ["{site.base_url}/market.json"]\nbasis: {{kind: open_page, note: 样例}}\n',
            "utf-8",
        )
        found = {}
        for day in MARKET_DAYS:
            site.day = day
            found[day] = crawl(load_source(path), folder / "crawled", now=START - timedelta(days=10 - day))
        return found


def lived(store: Store, folder: Path, days: int = DAYS) -> Iterator[Day]:
    """Live the month, or its first days: each day a run through the real line, then the reviewer's hour."""
    seen = {number: Seen(run, [one for _, one in run.listings()]) for number, run in crawled(folder).items()}
    for day in range(days):
        at = START + timedelta(days=day)
        run = composed(folder / "runs", seen, day, at)
        summary = take_in(store, run)
        evening = at + timedelta(hours=6)
        decided = reviewed(store, evening)
        late = overdue(store, local_day(evening), limit=1000)
        yield Day(local_day(at), run, summary, decided, len(late))


def composed(runs: Path, seen: dict[int, Seen], day: int, at: datetime) -> Run:
    """The run of one day: every shelf as it stood on its own market day, what was not seen of it included."""
    shelves = sorted({shelf_of(one) for one_day in seen.values() for one in _scopes(one_day.run)}, key=str)
    shows = {shelf: market_day(number, day) for number, shelf in enumerate(shelves)}
    writer = RunWriter.create(runs, run_id(SOURCE, at), kind="crawl", source=SOURCE, platform="market", started_at=at)
    count = 0
    for number, (_, listings) in seen.items():
        for listing in listings:
            if shows.get(home(listing, shows)) == number:
                writer.add(replace(listing, observed_at=at))
                count += 1
    scopes = tuple(one for number, (run, _) in seen.items() for one in _scopes(run) if shows[shelf_of(one)] == number)
    missed = tuple(
        one
        for number, (run, _) in seen.items()
        for one in run.health.not_seen
        if shows.get((one.shop, one.room), 3) == number
    )
    health = Health("thin" if missed else "healthy", {"listings": count}, {}, scopes, missed)
    return writer.seal(health, finished_at=at + timedelta(minutes=20))


def shelf_of(scope: Scope) -> Shelf:
    """The shelf that a scope speaks of."""
    return scope.shop, scope.room


def home(listing: Listing, shelves: dict[Shelf, int]) -> Shelf:
    """The shelf on which a listing stands."""
    shop, room = (listing.shop.id if listing.shop else None), (listing.room.id if listing.room else None)
    return next(
        (one for one in ((shop, room), (None, room), (shop, None)) if one in shelves and one != (None, None)),
        (None, None),
    )


def _scopes(run: Run) -> Sequence[Scope]:
    return run.health.looked


def reviewed(store: Store, at: datetime) -> int:
    """The scripted reviewer: worst first, so many a day; every fourth alert is left lying, as happens."""
    done = 0
    for alert in queries.queue(store, state=("new", "confirmed"), limit=1000):
        said = _decision(alert, local_day(at))
        if said is None:
            continue
        move, given = said
        decide(store, alert.id, move, "李明", "已核对", at, role="supervisor", based_on=alert.version, **given)
        done += 1
        if done == _DECISIONS_A_DAY:
            break
    return done


def _decision(alert: Alert, today: date) -> tuple[str, dict[str, Any]] | None:
    lot = crc32(alert.id.encode()) % 4
    if alert.state == "confirmed":
        given = {"unit": "市局稽查处", "number": "市监移〔2026〕12号"}
        return (
            ("refer", given)
            if lot == 2
            else ("ask_correction", {"due": today + timedelta(days=7)})
            if lot == 1
            else None
        )
    return {0: ("dismiss", {"code": "context"}), 1: ("confirm", {}), 2: ("confirm", {})}.get(lot)
