"""Counts day by day: listings screened, what looks did to alerts, and what was open at the end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from alerts import tables
from alerts.values import DayCount
from alerts.workdays import bounds


class Screened(NamedTuple):
    """Listings that runs of a day judged, each look counted."""

    screened: int = 0
    clear: int = 0
    could_not_judge: int = 0
    content_poor: int = 0


def screened(connection: Connection, first: date, last: date) -> dict[date, Screened]:
    """By day; days without a run are left out."""
    table = tables.runs
    sums = (func.sum(table.c[name]) for name in ("listings", "clear", "could_not_judge", "content_poor"))
    query = select(table.c.day, *sums).where(table.c.day.between(first, last)).group_by(table.c.day)
    return {row[0]: Screened(*map(int, row[1:])) for row in connection.execute(query)}


def together(days: Iterable[Screened]) -> Screened:
    """The sum of some days."""
    return Screened(*map(sum, zip(Screened(), *days, strict=True)))


def rulebooks(connection: Connection, first: date, last: date) -> tuple[str, ...]:
    """Digests of the rulebooks that judged runs of these days."""
    table = tables.runs
    found = connection.execute(select(table.c.rulebooks).where(table.c.day.between(first, last)).distinct()).scalars()
    return tuple(sorted({digest for digests in found for digest in msgspec.json.decode(digests, type=list[str])}))


def trend(connection: Connection, first: date, last: date) -> tuple[DayCount, ...]:
    """Every day of the stretch, none before the first run of all; ``opened`` counts what came back, too."""
    earliest = connection.execute(select(func.min(tables.runs.c.day))).scalar_one()
    if earliest is None:
        return ()
    day = max(first, min(earliest, last))
    judged, lives = screened(connection, day, last), _lives(connection, day, last)
    counted: list[DayCount] = []
    while day <= last:
        happened, still = lives.get(day, {}), _open_by_severity(connection, day)
        counted.append(
            DayCount(
                day=day,
                screened=judged.get(day, Screened()).screened,
                opened=happened.get("new", 0) + happened.get("reopened", 0),
                corrected=happened.get("corrected", 0),
                gone=happened.get("gone", 0),
                open_high=still.get("high", 0),
                open_medium=still.get("medium", 0),
                open_low=still.get("low", 0),
            )
        )
        day += timedelta(days=1)
    return tuple(counted)


def open_at_end(day: date) -> ColumnElement[bool]:
    """The condition on ``episodes`` that an alert was open at the end of the day."""
    table, end = tables.episodes.c, bounds(day)[1]
    return and_(table.opened_at < end, or_(table.closed_at.is_(None), table.closed_at >= end))


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


def _open_by_severity(connection: Connection, day: date) -> dict[str, int]:
    table = tables.episodes
    query = select(table.c.severity, func.count()).where(open_at_end(day)).group_by(table.c.severity)
    return {row[0]: int(row[1]) for row in connection.execute(query)}
