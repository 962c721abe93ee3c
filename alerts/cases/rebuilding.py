"""Rebuilding: everything about cases made anew from observations and decisions, with the result that grouping came to."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, delete, select, tuple_

from alerts import tables
from alerts.cases.absorbing import absorb
from alerts.cases.deciding import Parts, bind, standing
from alerts.cases.network import settle
from alerts.cases.totals import tell_all
from alerts.observing import OBSERVED, Seen, seen
from alerts.recall import BATCH
from alerts.store import Store

_DERIVED = (
    tables.bounds, tables.near, tables.print_keys, tables.prints, tables.carriers, tables.traces, tables.traced,
    tables.members, tables.folds,
)  # fmt: skip


def rebuild(store: Store) -> int:
    """Make all folds, links and cases anew, in one transaction; gives back how many alerts are in cases.

    What people decided stands. What was said of re-appearances is kept as it was said. Raises StoreRefused.
    """
    with store.writing() as connection:
        for table in _DERIVED:
            connection.execute(delete(table))
        moved: dict[str, str] = {}
        for row in standing(connection):
            parts = msgspec.json.decode(row.parts, type=Parts)
            bind(connection, row.seq, parts)
            moved.update((alert, fold) for fold, alerts in parts.moved.items() for alert in alerts)
        grouped = 0
        for lines in _flagged(connection):
            done = absorb(connection, lines, moved)
            grouped += len(done.opened)
            settle(connection, done.turned.lost, done.turned.joined)
        bound = connection.execute(select(tables.bounds.c.fold).distinct()).scalars()
        settle(connection, set(bound))
        tell_all(connection)
    return grouped


def _flagged(connection: Connection) -> Iterator[list[Seen]]:
    """Every flagged observation, by item."""
    table = tables.observations
    place = tuple_(table.c.item_key, table.c.run_id, table.c.line)
    query = (
        OBSERVED.where(table.c.verdict == "flagged")
        .order_by(table.c.item_key, table.c.run_id, table.c.line)
        .limit(BATCH)
    )
    last: tuple[object, ...] | None = None
    while True:
        rows = connection.execute(query if last is None else query.where(place > last)).all()
        if rows:
            yield [seen(row) for row in rows]
            last = (rows[-1].item_key, rows[-1].run_id, rows[-1].line)
        if len(rows) < BATCH:
            return
