"""What is overdue and what soon will be. The term runs while somebody has to act (``lifecycle.TIMED``).
What a mute hides is not listed."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct
from sqlalchemy import ColumnElement, select, text

from alerts import rows, tables
from alerts.filters import of_shop
from alerts.mutes.scopes import visible
from alerts.store import Store
from alerts.values import Alert
from alerts.workdays import bounds, working_days_after, working_days_left

SOON_WORKING_DAYS = 3


class DueAlert(Struct, frozen=True):
    """``working_days``: left after today up to and with the due date; below zero: gone by since."""

    alert: Alert
    working_days: int


def overdue(
    store: Store, today: date, *, shop: str | None = None, limit: int = 200, offset: int = 0
) -> tuple[DueAlert, ...]:
    """Alerts whose due date has passed, the longest overdue first, then worst first. ``shop``: id or exact name."""
    return _due(store, today, [tables.alerts.c.due_on < today], shop, limit, offset)


def due_soon(
    store: Store,
    today: date,
    *,
    within: int = SOON_WORKING_DAYS,
    shop: str | None = None,
    limit: int = 200,
    offset: int = 0,
) -> tuple[DueAlert, ...]:
    """Alerts that fall due today or on one of the next ``within`` working days, the first due first."""
    due_on = tables.alerts.c.due_on
    return _due(store, today, [due_on >= today, due_on <= working_days_after(today, within)], shop, limit, offset)


def _due(
    store: Store, today: date, when: list[ColumnElement[bool]], shop: str | None, limit: int, offset: int
) -> tuple[DueAlert, ...]:
    columns = tables.alerts.c
    query = select(*rows.ALERT).where(text(tables.TIMED), *when)
    if shop is not None:
        query = query.where(of_shop(shop))
    query = query.order_by(columns.due_on, columns.severity_rank, columns.id)
    with store.reading() as connection:
        query = query.where(*visible(connection, bounds(today)[1] - timedelta(microseconds=1)))
        found = connection.execute(query.limit(max(1, min(limit, 1000))).offset(max(0, offset)))
        alerts = [rows.alert(row) for row in found]
    return tuple(DueAlert(one, working_days_left(today, one.due_on)) for one in alerts if one.due_on is not None)
