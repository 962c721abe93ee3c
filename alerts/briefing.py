"""The day as the brief tells it: what was looked at, what is open, what happened, what was not looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from sqlalchemy import Connection, func, or_, select

from alerts import rows, tables
from alerts.comparison import SEVERITY_RANK
from alerts.details import details
from alerts.mutes.standing import standings
from alerts.store import Store
from alerts.values import AlertDetail, DayBrief, DayCount, SourceLook
from alerts.workdays import bounds

TREND_DAYS = 14
"""Days of the trend, the brief's own day included."""


def brief(store: Store, day: date, sources: Sequence[str] = ()) -> DayBrief:
    """Everything the daily brief needs, as it stood at the end of ``day`` (or stands now, when that is earlier).

    ``alerts``: those a run of the day looked at and those still open, worst first. ``sources``: the
    configured source names, so that one that was not looked at at all shows up as such.
    """
    with store.reading() as connection:
        looks = _looks(connection, day, sources)
        totals = _totals(connection, day, day).get(day, (0, 0, 0, 0))
        return DayBrief(
            day=day,
            alerts=_alerts(connection, day),
            trend=_trend(connection, day),
            looks=looks,
            screened=totals[0],
            clear=totals[1],
            could_not_judge=totals[2],
            content_poor=totals[3],
            rulebooks=_rulebooks(connection, day),
            mutes=standings(connection, day),
        )


def _alerts(connection: Connection, day: date) -> tuple[AlertDetail, ...]:
    columns, episodes = tables.alerts.c, tables.episodes
    end = bounds(day)[1]
    touched = select(tables.sightings.c.alert_id).where(tables.sightings.c.day == day)
    still_open = select(episodes.c.alert_id).where(
        episodes.c.opened_at < end, or_(episodes.c.closed_at.is_(None), episodes.c.closed_at >= end)
    )
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


def _totals(connection: Connection, first: date, last: date) -> dict[date, tuple[int, int, int, int]]:
    table = tables.runs
    sums = (func.sum(table.c[name]) for name in ("listings", "clear", "could_not_judge", "content_poor"))
    query = select(table.c.day, *sums).where(table.c.day.between(first, last)).group_by(table.c.day)
    return {row[0]: (int(row[1]), int(row[2]), int(row[3]), int(row[4])) for row in connection.execute(query)}


def _rulebooks(connection: Connection, day: date) -> tuple[str, ...]:
    table = tables.runs
    found = connection.execute(select(table.c.rulebooks).where(table.c.day == day).distinct()).scalars()
    return tuple(sorted({digest for digests in found for digest in msgspec.json.decode(digests, type=list[str])}))


def _trend(connection: Connection, day: date) -> tuple[DayCount, ...]:
    """The last days with a run, none before the first run of all; ``opened`` counts what came back, too."""
    earliest = connection.execute(select(func.min(tables.runs.c.day))).scalar_one()
    if earliest is None:
        return ()
    first = max(day - timedelta(days=TREND_DAYS - 1), min(earliest, day))
    totals = _totals(connection, first, day)
    lives = _lives(connection, first, day)
    trend: list[DayCount] = []
    while first <= day:
        happened = lives.get(first, {})
        opened = _open(connection, first)
        trend.append(
            DayCount(
                day=first,
                screened=totals.get(first, (0, 0, 0, 0))[0],
                opened=happened.get("new", 0) + happened.get("reopened", 0),
                corrected=happened.get("corrected", 0),
                gone=happened.get("gone", 0),
                open_high=opened.get("high", 0),
                open_medium=opened.get("medium", 0),
                open_low=opened.get("low", 0),
            )
        )
        first += timedelta(days=1)
    return tuple(trend)


def _lives(connection: Connection, first: date, last: date) -> dict[date, dict[str, int]]:
    """Looks by day and life, leaving out what became of dismissed alerts: they were not open to begin with."""
    table = tables.sightings
    query = (
        select(table.c.day, table.c.life, func.count())
        .where(table.c.day.between(first, last), table.c.state != "dismissed")
        .group_by(table.c.day, table.c.life)
    )
    found: dict[date, dict[str, int]] = {}
    for row in connection.execute(query):
        found.setdefault(row[0], {})[row[1]] = int(row[2])
    return found


def _open(connection: Connection, day: date) -> dict[str, int]:
    table, end = tables.episodes, bounds(day)[1]
    query = (
        select(table.c.severity, func.count())
        .where(table.c.opened_at < end, or_(table.c.closed_at.is_(None), table.c.closed_at >= end))
        .group_by(table.c.severity)
    )
    return {row[0]: int(row[1]) for row in connection.execute(query)}
