"""Wiring: what commands, the schedule and the web desk put together from the other packages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from alerts.values import RunFacts
from desk.config import Home

if TYPE_CHECKING:
    from alerts.store import Store
    from alerts.values import IntakeSummary
    from crawler.listing import Listing
    from crawler.run_file import Run
    from nlp.judgement import Judgement
    from nlp.known import OwnPrice


def now() -> datetime:
    """The clock of commands; everything below takes the time as an argument."""
    return datetime.now(UTC)


def open_database(home: Home) -> Store:
    """The database of a home, brought to the newest schema. Raises StoreRefused with one Chinese line."""
    from alerts.store import open_store

    if home.database_url.startswith("sqlite"):
        home.path.mkdir(parents=True, exist_ok=True)
    store = open_store(home.database_url)
    store.upgrade()
    return store


def run_facts(run: Run) -> RunFacts:
    """What intake must know of a run; alerts itself reads no files."""
    manifest = run.manifest
    return RunFacts(
        run_id=manifest.run_id,
        source=manifest.source,
        platform=manifest.platform,
        started_at=manifest.started_at,
        finished_at=manifest.finished_at,
        health=run.health,
        listings_sha256=run.listings_sha256,
    )


def judged(run: Run, store: Store | None = None) -> Iterator[tuple[int, Listing, Judgement]]:
    """Every listing of a run with its judgement, by the rules of the day it was observed.

    ``store``: the memory to ask for rights in the register, and for earlier prices of listings that strike a price
    out. Report numbers are compared over the whole run first, also where only some of its listings are read again.
    """
    from crawler.pictures.again import reread
    from desk.judging import Judge
    from desk.screening import today_in_shanghai
    from nlp.screen import day_of

    today = today_in_shanghai()
    whole = reread(run)
    judge = Judge(store, (listing for one in (whole, run) if one is not None for _, listing in one.listings()))
    for line, listing in run.listings():
        yield line, listing, judge.judge(listing, day_of(listing, None, today), line)


def own_prices(store: Store, listing: Listing, before: datetime | None = None) -> tuple[OwnPrice, ...]:
    """The prices at which earlier runs saw a listing, the highest of its choices for each look in CNY.

    ``before``: only looks earlier than this moment."""
    from alerts.queries import history
    from crawler.shanghai import local_day
    from nlp.known import OwnPrice

    shop = listing.shop.id or listing.shop.name if listing.shop is not None else None
    looks = []
    for look in history(store, listing.platform, shop, listing.item_id):
        if before is not None and look.at >= before:
            break
        price = look.listing.price
        listed = (price.sale_fen, price.min_fen, price.max_fen, price.campaign_fen) if price is not None else ()
        asked = [fen for fen in (*listed, *(sku.price_fen for sku in look.listing.skus)) if fen is not None]
        if asked and look.currency == "CNY":
            looks.append(OwnPrice(local_day(look.at), max(asked), look.title))
    return tuple(looks)


def take_in(store: Store, run: Run) -> IntakeSummary:
    """Screen a finished run and take it into the database, once."""
    from alerts.intake import take_in as take

    return take(store, run_facts(run), judged(run, store))
