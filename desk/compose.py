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


def judged(run: Run) -> Iterator[tuple[int, Listing, Judgement]]:
    """Every listing of a run with its judgement, by the rules of the day it was observed."""
    from desk.screening import today_in_shanghai
    from nlp.screen import Screener, day_of

    screener = Screener.default()
    today = today_in_shanghai()
    for line, listing in run.listings():
        yield line, listing, screener.screen(listing, day_of(listing, None, today), line=line)


def take_in(store: Store, run: Run) -> IntakeSummary:
    """Screen a finished run and take it into the database, once."""
    from alerts.intake import take_in as take

    return take(store, run_facts(run), judged(run))
