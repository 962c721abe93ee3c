"""Review: what people decide about alerts. Decisions are only ever added; undoing one is a decision too."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, select

from alerts import rows, tables
from alerts.deciding import Docket
from alerts.ledger import STANDING, Standing, standing
from alerts.moves import DISMISSALS, LONGEST_REASON, MOVES, MoveRefused, Overtaken, Said
from alerts.store import Store
from alerts.values import Alert

__all__ = ["DISMISSALS", "LONGEST_REASON", "MOVES", "MoveRefused", "Overtaken", "decide", "undo"]


def decide(
    store: Store,
    alert_id: str,
    move: str,
    actor: str,
    reason: str,
    at: datetime,
    *,
    role: str = "reviewer",
    code: str | None = None,
    unit: str | None = None,
    number: str | None = None,
    due: date | None = None,
    based_on: str | None = None,
) -> Alert:
    """Take a decision (a key of ``moves.MOVES``, which says what must be filled in) and give back the alert as it
    then stands.

    Dismissing takes a ``code`` of ``DISMISSALS`` (``other``, or none at all, needs words). ``at`` carries a zone.
    ``based_on``: the ``Alert.version`` that the decision was made on; when somebody has decided, or a look has moved
    the alert, since then, nothing happens and Overtaken says who, what and when. Without it two people deciding at
    once take their turn, and the second is refused when the first made the move impossible.
    Raises MoveRefused with a Chinese reason, StoreRefused when the database fails.
    """
    said = Said(
        move=move, actor=actor, at=at, role=role, reason=reason, code=code, unit=unit, number=number, due=due,
        based_on=based_on,
    )  # fmt: skip
    with store.writing() as connection:
        docket = Docket(connection)
        docket.take(stands(connection, alert_id), said)
        docket.keep()
        return _read(connection, alert_id)


def undo(
    store: Store,
    alert_id: str,
    actor: str,
    at: datetime,
    reason: str = "",
    *,
    role: str = "reviewer",
    based_on: str | None = None,
) -> Alert:
    """Take back the latest decision that still stands, and give back the alert as it then stands.

    Raises MoveRefused when there is none, or when a look has since moved the alert on; Overtaken as ``decide``.
    """
    said = Said(move="undo", actor=actor, at=at, role=role, reason=reason, based_on=based_on)
    with store.writing() as connection:
        docket = Docket(connection)
        docket.undo(stands(connection, alert_id), said, pasts(connection, [alert_id]).get(alert_id, []))
        docket.keep()
        return _read(connection, alert_id)


def stands(connection: Connection, alert_id: str) -> Standing:
    """Where one alert stands. Raises MoveRefused when there is no such alert."""
    row = connection.execute(select(*STANDING).where(tables.alerts.c.id == alert_id)).one_or_none()
    if row is None:
        raise MoveRefused(f"没有编号为“{alert_id[:40]}”的线索")
    return standing(row)


def pasts(connection: Connection, ids: Collection[str]) -> dict[str, list[tables.AnyRow]]:
    """All decisions on some alerts, by alert, newest first."""
    table = tables.decisions
    found: dict[str, list[tables.AnyRow]] = {}
    for row in connection.execute(select(table).where(table.c.alert_id.in_(ids)).order_by(table.c.seq.desc())):
        found.setdefault(row.alert_id, []).append(row)
    return found


def _read(connection: Connection, alert_id: str) -> Alert:
    return rows.alert(connection.execute(select(*rows.ALERT).where(tables.alerts.c.id == alert_id)).one())
