"""Totals: each case in one row, so that the list of cases counts nothing. Told anew in the transaction that touched the case.

All of it follows from folds, members and alerts; ``tell_all`` makes it from nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, delete, func, insert, select, true

from alerts import tables
from alerts.among import among
from alerts.lifecycle import ACTIVE
from alerts.observing import batches

_BATCH = 1000
NONE_OPEN = 9
"""``worst`` of a case in which nothing is open; else the least ``severity_rank`` of what is."""

_ALERT, _MEMBER, _FOLD = tables.alerts.c, tables.members.c, tables.folds.c
OPEN = _ALERT.state.in_(ACTIVE)


def counted(masks: Sequence[ColumnElement[bool]] = ()) -> Select[Any]:
    """The columns of ``case_totals`` as they are counted, by case. ``masks``: open alerts that these hide are not counted as
    open; a shop without an id or name makes a mute's scope unknown, not true."""
    waiting = and_(OPEN, *(one.is_not(true()) for one in masks))
    return (
        select(
            _FOLD.case_id,
            func.min(_FOLD.rule).label("rule"),
            func.count(_FOLD.id.distinct()).label("folds"),
            func.count().label("alerts"),
            func.sum(case((waiting, 1), else_=0)).label("open"),
            func.min(case((waiting, _ALERT.severity_rank), else_=NONE_OPEN)).label("worst"),
            func.min(_ALERT.first_seen).label("first_seen"),
            func.max(_ALERT.last_seen).label("last_seen"),
        )
        .select_from(tables.folds)
        .join(tables.members, _MEMBER.fold == _FOLD.id)
        .join(tables.alerts, _ALERT.id == _MEMBER.alert_id)
        .group_by(_FOLD.case_id)
    )


def tell(connection: Connection, *, alerts: Collection[str] = (), cases: Collection[str] = ()) -> None:
    """Count these cases anew, and those that these alerts are in. A case that is no more loses its row."""
    touched = set(cases)
    for some in batches(sorted(alerts), _BATCH):
        query = select(_FOLD.case_id).distinct().join(tables.members, _MEMBER.fold == _FOLD.id)
        touched.update(connection.execute(query.where(among(connection, _MEMBER.alert_id, some))).scalars())
    table = tables.case_totals
    for some in batches(sorted(touched), _BATCH):
        connection.execute(delete(table).where(among(connection, table.c.case_id, some)))
        _count(connection, counted().where(among(connection, _FOLD.case_id, some)))


def tell_all(connection: Connection) -> None:
    """Count every case anew."""
    connection.execute(delete(tables.case_totals))
    _count(connection, counted())


def _count(connection: Connection, query: Select[Any]) -> None:
    connection.execute(insert(tables.case_totals).from_select([column.name for column in tables.case_totals.c], query))
