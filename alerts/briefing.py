"""The day as the brief tells it: what was looked at, what is open, what happened, what was not looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, or_, select

from alerts import rows, tables
from alerts.comparison import SEVERITY_RANK
from alerts.details import details
from alerts.mutes.standing import standings
from alerts.statistics.days import Screened, open_at_end, rulebooks, screened, trend
from alerts.store import Store
from alerts.values import AlertDetail, DayBrief, SourceLook

TREND_DAYS = 14
"""Days of the trend, the brief's own day included."""


def brief(store: Store, day: date, sources: Sequence[str] = ()) -> DayBrief:
    """Everything the daily brief needs, as it stood at the end of ``day`` (or stands now, when that is earlier).

    ``alerts``: those a run of the day looked at and those still open, worst first. ``sources``: the
    configured source names, so that one that was not looked at at all shows up as such.
    """
    with store.reading() as connection:
        looks = _looks(connection, day, sources)
        judged = screened(connection, day, day).get(day, Screened())
        return DayBrief(
            day=day,
            alerts=_alerts(connection, day),
            trend=trend(connection, day - timedelta(days=TREND_DAYS - 1), day),
            looks=looks,
            screened=judged.screened,
            clear=judged.clear,
            could_not_judge=judged.could_not_judge,
            content_poor=judged.content_poor,
            rulebooks=rulebooks(connection, day, day),
            mutes=standings(connection, day),
        )


def _alerts(connection: Connection, day: date) -> tuple[AlertDetail, ...]:
    columns = tables.alerts.c
    touched = select(tables.sightings.c.alert_id).where(tables.sightings.c.day == day)
    still_open = select(tables.episodes.c.alert_id).where(open_at_end(day))
    query = select(*rows.ALERT).where(or_(columns.id.in_(touched), columns.id.in_(still_open)))
    found = details(connection, [rows.alert(row) for row in connection.execute(query)], until=day)
    return tuple(sorted(found, key=_worst_first))


def _worst_first(one: AlertDetail) -> tuple[int, float, float, str]:
    alert = one.alert
    return SEVERITY_RANK[one.finding.severity], -alert.confidence, alert.first_seen.timestamp(), alert.id


def _looks(connection: Connection, day: date, sources: Sequence[str]) -> tuple[SourceLook, ...]:
    """Every look of the day, and every configured source without one; by source, then time."""
    table = tables.runs
    query = select(table).where(table.c.day == day).order_by(table.c.source, table.c.finished_at, table.c.run_id)
    found = [rows.source_look(row) for row in connection.execute(query) if not rows.rereads(row)]
    platforms = {
        row.source: row.platform
        for row in connection.execute(
            select(table.c.source, table.c.platform).where(table.c.source.in_(sorted(sources))).distinct()
        )
    }
    for source in sorted(set(sources) - {look.source for look in found}):
        found.append(SourceLook(source, platforms.get(source, ""), None, None, None, 0, 0))
    return tuple(sorted(found, key=lambda look: look.source))
