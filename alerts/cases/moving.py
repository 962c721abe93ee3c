"""Moving: alerts that a person takes out of their fold into one of their own, and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, delete, func, insert, select, tuple_, update

from alerts import tables
from alerts.cases.absorbing import Kept, Known, carrier
from alerts.cases.carrying import carry, settle_shared
from alerts.identity import fold_id, split_fold_id
from alerts.observing import batches

_BATCH = 300


def move_out(connection: Connection, fold: str, alerts: Collection[str], seq: int) -> str:
    """Put alerts of a fold into a new one, named after decision ``seq``; gives back its id."""
    new = split_fold_id(fold, seq)
    table = tables.folds
    old = connection.execute(select(table).where(table.c.id == fold)).one()
    row = {**old._mapping, "id": new, "case_id": new}
    connection.execute(insert(table), [row])
    _move(connection, alerts, new)
    _date(connection, {fold, new})
    _carry_anew(connection, {fold, new}, alerts)
    return new


def moved_back(connection: Connection, moved: Mapping[str, Iterable[str]]) -> set[str]:
    """Put alerts back from the folds that a split had made; gives back the folds they are in now."""
    homes: set[str] = set()
    alert = tables.alerts.c
    for new, alerts in moved.items():
        some = sorted(alerts)
        columns = (alert.id, alert.platform, alert.seller, alert.item_id, alert.rule)
        by_home: dict[str, list[str]] = {}
        for row in connection.execute(select(*columns).where(alert.id.in_(some))):
            by_home.setdefault(fold_id(row.platform, row.seller, row.item_id, row.rule), []).append(row.id)
        for home, mine in by_home.items():
            _move(connection, mine, home)
        connection.execute(delete(tables.folds).where(tables.folds.c.id == new))
        homes.update(by_home)
        _date(connection, by_home.keys())
        _carry_anew(connection, {new, *by_home}, some)
    return homes


def _move(connection: Connection, alerts: Collection[str], fold: str) -> None:
    table = tables.members
    for some in batches(sorted(alerts), _BATCH):
        connection.execute(update(table).where(table.c.alert_id.in_(some)).values(fold=fold))


def _date(connection: Connection, folds: Iterable[str]) -> None:
    """A fold is as old as its earliest alert."""
    alert, member, table = tables.alerts.c, tables.members.c, tables.folds
    for fold in sorted(folds):
        query = select(func.min(alert.first_seen)).join(tables.members, member.alert_id == alert.id)
        first = connection.execute(query.where(member.fold == fold)).scalar_one()
        connection.execute(update(table).where(table.c.id == fold).values(first_at=first))


def _carry_anew(connection: Connection, folds: Collection[str], alerts: Collection[str]) -> None:
    """Who carries what these alerts carry, told again for these folds."""
    trace, alert, member, table = tables.traces.c, tables.alerts.c, tables.members.c, tables.carriers
    query = (
        select(*(trace[name] for name in Kept._fields), *(alert[name] for name in Known._fields[:7]), member.fold)
        .join(tables.alerts, alert.item_key == trace.item_key)
        .join(tables.members, member.alert_id == alert.id)
    )
    values: set[tuple[str, str]] = set()
    for some in batches(sorted(alerts), _BATCH):
        own = select(trace.kind, trace.value).distinct().join(tables.alerts, alert.item_key == trace.item_key)
        values.update((row.kind, row.value) for row in connection.execute(own.where(alert.id.in_(some))))
    for few in batches(sorted(values), _BATCH):
        here = tuple_(table.c.kind, table.c.value).in_(few) & table.c.fold.in_(folds)
        connection.execute(delete(table).where(here))
        rows = connection.execute(query.where(tuple_(trace.kind, trace.value).in_(few), member.fold.in_(folds)))
        told = []
        for row in rows:
            kept, known = row[: len(Kept._fields)], row[len(Kept._fields) :]
            told.append(carrier(Known._make((*known, None)), {}, Kept._make(kept)))
        carry(connection, told)
    settle_shared(connection, values)
