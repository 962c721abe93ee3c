"""What a scope covers, asked of the database and of a value: both mean the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, or_, select, true

from alerts import tables
from alerts.mutes.values import Mute, Scope
from alerts.values import Alert
from crawler.shanghai import local_day

_SCOPE = msgspec.json.Decoder(Scope)


def condition(scope: Scope) -> ColumnElement[bool]:
    """True for the alerts that the scope covers."""
    columns = tables.alerts.c
    found: list[ColumnElement[bool]] = []
    if scope.platform is not None:
        found.append(columns.platform == scope.platform)
    if scope.shop is not None:
        found.append(or_(columns.shop_id == scope.shop, columns.shop_name == scope.shop))
    if scope.item is not None:
        found.append(columns.item_id == scope.item)
    if scope.rule is not None:
        found.append(columns.rule == scope.rule)
    if scope.text is not None:
        found.append(columns.title.icontains(scope.text, autoescape=True))
    return and_(*found)


def covers(scope: Scope, alert: Alert) -> bool:
    """Whether the scope covers an alert."""
    return (
        scope.platform in (None, alert.platform)
        and scope.shop in (None, alert.shop_id, alert.shop_name)
        and scope.item in (None, alert.item_id)
        and scope.rule in (None, alert.rule)
        and (scope.text is None or scope.text.lower() in alert.title.lower())
    )


def every(connection: Connection) -> list[Mute]:
    """All mutes that were ever set, oldest first."""
    found: dict[str, Mute] = {}
    for row in connection.execute(select(tables.mutes).order_by(tables.mutes.c.seq)):
        if row.change == "set":
            found[row.id] = Mute(row.id, _SCOPE.decode(row.scope), row.reason, row.actor, row.at, row.until)
        elif row.id in found:
            found[row.id] = msgspec.structs.replace(found[row.id], ended_at=row.at)
    return list(found.values())


def active(connection: Connection, at: datetime) -> list[Mute]:
    """Mutes in force at that moment. Nothing needs to happen for one to end: its alerts are back the day after."""
    day = local_day(at)
    return [
        mute
        for mute in every(connection)
        if mute.at <= at and day <= mute.until and (mute.ended_at is None or mute.ended_at > at)
    ]


def hidden(connection: Connection, at: datetime) -> list[ColumnElement[bool]]:
    """Conditions for alerts that some mute hides at that moment; empty when there is no mute."""
    scopes = [condition(mute.scope) for mute in active(connection, at)]
    return [or_(*scopes)] if scopes else []


def visible(connection: Connection, at: datetime) -> list[Any]:
    """Conditions for alerts that no mute hides at that moment."""
    # A shop without an id or name makes its scope unknown, not true: such an alert stays visible.
    return [one.is_not(true()) for one in hidden(connection, at)]
