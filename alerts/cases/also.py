"""The same item of the same seller under another charge: it stands in another case, and both say so (另涉)."""

from __future__ import annotations

from sqlalchemy import Connection, select

from alerts import tables
from alerts.cases.values import Also

_ALERT, _MEMBER, _FOLD = tables.alerts.c, tables.members.c, tables.folds.c


def also_charged(
    connection: Connection, case_id: str, alert_id: str | None = None, limit: int = 200
) -> tuple[Also, ...]:
    """Alerts of other cases about items of this one, by item and rule. ``alert_id``: about the item of that alert alone."""
    mine = (
        select(_ALERT.item_key)
        .join(tables.members, _MEMBER.alert_id == _ALERT.id)
        .join(tables.folds, _FOLD.id == _MEMBER.fold)
        .where(_FOLD.case_id == case_id)
    )
    if alert_id is not None:
        mine = mine.where(_ALERT.id == alert_id)
    query = (
        select(_FOLD.case_id, _ALERT.id, _ALERT.item_id, _ALERT.rule, _ALERT.charge, _ALERT.state)
        .select_from(tables.alerts)
        .join(tables.members, _MEMBER.alert_id == _ALERT.id)
        .join(tables.folds, _FOLD.id == _MEMBER.fold)
        .where(_ALERT.item_key.in_(mine), _FOLD.case_id != case_id)
        .order_by(_ALERT.item_id, _ALERT.rule, _ALERT.id)
        .limit(limit)
    )
    return tuple(Also(*tuple(row)) for row in connection.execute(query))
