"""How mutes stand at the end of a day: what each hides, and which hide nothing any more."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, or_, select

from alerts import tables
from alerts.mutes.scopes import active, condition, every
from alerts.mutes.values import IDLE_DAYS, Mute, MuteStanding
from alerts.store import Store
from alerts.workdays import bounds
from crawler.shanghai import local_day


def mutes(store: Store, day: date) -> tuple[MuteStanding, ...]:
    """Mutes in force at the end of a day, oldest first."""
    with store.reading() as connection:
        return standings(connection, day)


def all_mutes(store: Store) -> tuple[Mute, ...]:
    """Every mute that was ever set, oldest first."""
    with store.reading() as connection:
        return tuple(every(connection))


def standings(connection: Connection, day: date) -> tuple[MuteStanding, ...]:
    """The same inside a transaction."""
    end = bounds(day)[1]
    last_moment = end - timedelta(microseconds=1)
    return tuple(_standing(connection, mute, day, end) for mute in active(connection, last_moment))


def _standing(connection: Connection, mute: Mute, day: date, end: datetime) -> MuteStanding:
    """An alert was hidden while it was open (its episodes) and the mute stood."""
    table = tables.episodes
    covered = select(tables.alerts.c.id).where(condition(mute.scope))
    while_it_stood = (
        table.c.alert_id.in_(covered), table.c.opened_at < end, or_(table.c.closed_at.is_(None), table.c.closed_at > mute.at)
    )  # fmt: skip
    still = or_(table.c.closed_at.is_(None), table.c.closed_at >= end)
    hidden = connection.execute(
        select(func.count(table.c.alert_id.distinct())).where(*while_it_stood, still)
    ).scalar_one()
    if hidden:
        return MuteStanding(mute, int(hidden), day, idle=False)
    last = connection.execute(select(func.max(table.c.closed_at)).where(*while_it_stood)).scalar_one()
    since = max(last, mute.at) if last is not None else mute.at
    idle = since <= end - timedelta(days=IDLE_DAYS)
    return MuteStanding(mute, 0, local_day(last) if last is not None else None, idle)
