"""What was corrected, how often of what could have been, and how long it took.

Only a look counts: a member's word that something was corrected changes nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import Connection, func, or_, select

from alerts import tables
from alerts.statistics.values import Correction
from alerts.workdays import bounds

_DAY = 86_400.0


def correction(connection: Connection, first: date, last: date) -> Correction:
    """What was corrected from ``first`` to ``last``."""
    found = _corrected(connection, first, last)
    asked = _asked(connection, first, last)
    return Correction(
        standing=_standing(connection, first, last),
        corrected=len(found),
        asked=len(asked),
        heeded=len(asked & found.keys()),
        days=tuple(sorted(_waited(connection, found))),
    )


def _corrected(connection: Connection, first: date, last: date) -> dict[str, datetime]:
    """Alerts that a look of the stretch found corrected, with the end of the first such run."""
    seen, runs = tables.sightings.c, tables.runs.c
    query = (
        select(seen.alert_id, func.min(runs.finished_at))
        .join(tables.runs, runs.run_id == seen.run_id)
        .where(seen.day.between(first, last), seen.life == "corrected", seen.state == "corrected")
        .group_by(seen.alert_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _standing(connection: Connection, first: date, last: date) -> int:
    table = tables.episodes.c
    start, end = bounds(first)[0], bounds(last)[1]
    query = select(func.count(table.alert_id.distinct())).where(
        table.opened_at < end, or_(table.closed_at.is_(None), table.closed_at >= start)
    )
    return int(connection.execute(query).scalar_one())


def _asked(connection: Connection, first: date, last: date) -> set[str]:
    """Alerts with a correction asked for, not taken back, and open at some time of the stretch after that."""
    table, open_ = tables.decisions.c, tables.episodes.c
    start, end = bounds(first)[0], bounds(last)[1]
    taken_back = select(table.undoes).where(table.undoes.is_not(None), table.at < end)
    query = (
        select(table.alert_id)
        .join(tables.episodes, open_.alert_id == table.alert_id)
        .where(
            table.move == "ask_correction",
            table.at < end,
            table.seq.not_in(taken_back),
            or_(open_.closed_at.is_(None), (open_.closed_at >= start) & (open_.closed_at >= table.at)),
        )
    )
    return set(connection.execute(query.distinct()).scalars())


def _waited(connection: Connection, found: dict[str, datetime]) -> list[float]:
    """Days from opening to correction. A change of severity ends one episode and begins another at the same moment."""
    table = tables.episodes.c
    spans: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    ids = sorted(found)
    for at in range(0, len(ids), 500):
        query = select(table.alert_id, table.opened_at, table.closed_at).where(
            table.alert_id.in_(ids[at : at + 500]), table.closed_at.is_not(None)
        )
        for row in connection.execute(query):
            spans[row.alert_id].append((row.opened_at, row.closed_at))
    waited = []
    for alert, end in found.items():
        opened = end
        for start, shut in sorted(spans[alert], reverse=True):
            if shut == opened:
                opened = start
        if opened < end:
            waited.append((end - opened).total_seconds() / _DAY)
    return waited
