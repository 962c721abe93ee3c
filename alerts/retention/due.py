"""What is due to go: conditions, and how much they find."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from alerts import tables
from alerts.observing import batches
from alerts.retention.terms import Terms
from alerts.store import Store

_BATCH = 500


def count(store: Store, terms: Terms, at: datetime) -> dict[str, int]:
    """Rows of each class that would go now; nothing is changed."""
    look, kept, done = tables.observations, tables.contents, tables.jobs
    with store.reading() as connection:

        def rows(table: object, *which: ColumnElement[bool]) -> int:
            return int(connection.execute(select(func.count()).select_from(table).where(*which)).scalar_one())  # type: ignore[arg-type]

        stays = select(look.c.content).where(look.c.content == kept.c.sha256, ~clear(terms, at)).exists()
        return {
            "observations": rows(look, clear(terms, at)),
            "contents": rows(kept, ~stays),
            "messages": rows(tables.messages, told(terms, at)),
            "occasions": len(list(occasions(connection, terms, at, gone=told(terms, at)))),
            "jobs": rows(done, ended(terms, at)),
        }


def without_alert() -> ColumnElement[bool]:
    """Looks at items that never carried an alert."""
    return tables.observations.c.item_key.not_in(select(tables.alerts.c.item_key))


def clear(terms: Terms, at: datetime) -> ColumnElement[bool]:
    """Looks that may go."""
    table = tables.runs
    old = select(table.c.run_id).where(table.c.finished_at < terms.before(terms.clear, at))
    return tables.observations.c.run_id.in_(old) & without_alert()


def told(terms: Terms, at: datetime) -> ColumnElement[bool]:
    """Messages that may go: told long ago. What could not be told waits for a person, however long."""
    table = tables.messages
    return (table.c.state == "told") & (table.c.told_at < terms.before(terms.messages, at))


def ended(terms: Terms, at: datetime) -> ColumnElement[bool]:
    """Entries of the schedule that may go."""
    table = tables.jobs
    return table.c.ended_at < terms.before(terms.jobs, at)


def occasions(
    connection: Connection, terms: Terms, at: datetime, *, gone: ColumnElement[bool] | None = None
) -> Iterator[str]:
    """Keys of occasions that were told whole long ago. ``gone``: messages that are thought away with their notices.

    A missed due date stays noted for as long as it is the alert's due date: else it would be told a second time.
    """
    table, notice, message = tables.occasions, tables.notices, tables.messages
    open_ = select(notice.c.occasion).where(notice.c.occasion == table.c.key)
    if gone is not None:
        open_ = open_.where(notice.c.message.is_(None) | notice.c.message.not_in(select(message.c.id).where(gone)))
    old = table.c.addressed_at < terms.before(terms.messages, at)
    found = connection.execute(select(table.c.key, table.c.kind).where(old, ~open_.exists()).order_by(table.c.key))
    for some in batches(found.all(), _BATCH):
        needed = _missed(connection, [row.key for row in some if row.kind == "overdue"])
        yield from (row.key for row in some if row.key not in needed)


def _missed(connection: Connection, keys: Collection[str]) -> set[str]:
    """Those of these keys (overdue:ALERT:DAY) whose day is the alert's due date."""
    table = tables.alerts
    ids = [key.split(":")[1] for key in keys]
    rows = connection.execute(select(table.c.id, table.c.due_on).where(table.c.id.in_(ids)))
    return {f"overdue:{row.id}:{row.due_on}" for row in rows} & set(keys)
