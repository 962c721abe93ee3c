"""Taking judgements that changed into memory, as a run of its own kind; or only finding out what that would do.

The same code does both: what is only asked is rolled back. Such a run walked no shelf, so nothing is ever gone by it: a
charge that is no longer made is withdrawn, a new one opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from alerts import tables
from alerts.intake import rehearse, take_in
from alerts.observing import Seen
from alerts.rescreening.archive import Archived
from alerts.store import Store
from alerts.values import RunFacts
from crawler.health import Health

What = Literal["open", "past", "reopen", "close", "withdrawn", "change"]
"""``past``: opened, and over by what later looks already saw; ``withdrawn``: no longer charged, but a person decided."""


class Change(Struct, frozen=True):
    """What judging again does to one alert."""

    alert_id: str
    rule: str
    what: What
    title: str


def take_again(
    store: Store, archived: Archived, changed: Sequence[Seen], at: datetime, *, apply: bool
) -> tuple[Change, ...]:
    """Looks of one run with their new judgements: what they do to alerts, done only with ``apply``. A run that somebody
    else judged again meanwhile is left alone and does nothing."""
    original = archived.run
    run = RunFacts(
        run_id=f"{original.run_id}-judged{archived.times + 1}", source=original.source, platform=original.platform,
        started_at=at, finished_at=at, listings_sha256=original.listings_sha256, rejudged=original.run_id,
        health=Health(original.health.verdict, {}, {}, (), (), rereads=archived.first),
    )  # fmt: skip
    # A listing without a time speaks for the end of its run; it must not speak for today.
    lines = [(one.line, replace(one.listing, observed_at=one.at), one.judgement) for one in changed]
    if not apply:
        return rehearse(store, run, lines, lambda connection: _changes(connection, run.run_id))
    if take_in(store, run, lines).already_taken:
        return ()
    with store.reading() as connection:
        return _changes(connection, run.run_id)


def _changes(connection: Connection, run_id: str) -> tuple[Change, ...]:
    look, alerts = tables.sightings.c, tables.alerts
    query = (
        select(look.alert_id, look.life, look.state, look.changed_fields, alerts.c.rule, alerts.c.title)
        .add_columns(alerts.c.state.label("stands"))
        .join(alerts, alerts.c.id == look.alert_id)
        .where(look.run_id == run_id)
        .order_by(look.seq)
    )
    found = []
    for row in connection.execute(query):
        what = _what(row)
        if what is not None:
            found.append(Change(row.alert_id, row.rule, what, row.title))
    return tuple(found)


def _what(row: tables.AnyRow) -> What | None:
    if row.life == "new":
        return "open" if row.stands == "new" else "past"
    if row.life == "reopened":
        return "reopen"
    if row.life == "corrected":
        return "close"
    if row.life != "changed":
        return None
    if row.changed_fields != '["rules"]':
        return "change"
    return "close" if row.state == "closed" else "withdrawn"
