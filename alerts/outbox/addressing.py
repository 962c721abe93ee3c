"""Addressing: occasions become notices, one for each recipient and channel that asked, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select, text, update

from alerts import rows, tables
from alerts.moves import MOVES
from alerts.outbox.content import Content, Gathering, Kind, Line, Trouble, short
from alerts.outbox.occasions import DecisionData, OverdueData, RunData, UnlookedData, note_overdue
from alerts.outbox.recipient import Recipient
from alerts.values import Alert

_LOCK = 0x7A75616F  # any number that only we use
_KINDS_OF_LIFE: dict[str, Kind] = {"new": "opened", "reopened": "reopened", "changed": "worse"}


def alone(connection: Connection) -> None:
    """One addresser at a time: two would each make a message of half of what belongs into one."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def address(connection: Connection, recipients: Sequence[Recipient], at: datetime) -> int:
    """Write the notices of every occasion that has none yet; gives back how many. Call ``alone`` first.

    An occasion is addressed once, by who stands in the list at that time: whoever is added later hears of later things.
    """
    note_overdue(connection, at)
    table = tables.occasions
    waiting = connection.execute(
        select(table).where(table.c.addressed_at.is_(None)).order_by(table.c.at, table.c.key)
    ).all()
    written = 0
    for occasion in waiting:
        notices = [
            {
                "occasion": occasion.key, "recipient": recipient.name, "channel": channel, "due_at": recipient.due(at),
                "content": msgspec.json.encode(content).decode("utf-8"), "message": None,
            }
            for recipient, content in _contents(connection, occasion, recipients)
            for channel in dict.fromkeys(recipient.channels)
        ]  # fmt: skip
        if notices:
            connection.execute(insert(tables.notices), notices)
        connection.execute(update(table).where(table.c.key == occasion.key).values(addressed_at=at))
        written += len(notices)
    return written


def _contents(
    connection: Connection, occasion: tables.AnyRow, recipients: Sequence[Recipient]
) -> Iterator[tuple[Recipient, Content]]:
    """What each recipient is to be told of an occasion; those who are told nothing are left out."""
    if not recipients:
        return
    gathered = [(recipient, Gathering()) for recipient in recipients]
    troubles: tuple[Trouble, ...] = ()
    platform, move = "", ""
    if occasion.kind == "run":
        run = msgspec.json.decode(occasion.data, type=RunData)
        platform = run.platform
        troubles = (Trouble(run.source, run.verdict, run.reason),) if run.verdict is not None else ()
        lines = _found(connection, occasion.key.removeprefix("run:"), frozenset(run.worse))
    elif occasion.kind == "decision":
        decided = msgspec.json.decode(occasion.data, type=DecisionData)
        move = decided.move
        detail = "撤销决定" if move == "undo" else MOVES[move].label if move in MOVES else move
        lines = _one(connection, decided.alert, "decided", detail)
    elif occasion.kind == "overdue":
        late = msgspec.json.decode(occasion.data, type=OverdueData)
        lines = _one(connection, late.alert, "overdue", f"应于 {late.due} 前办理")
    else:
        unlooked = msgspec.json.decode(occasion.data, type=UnlookedData)
        platform = unlooked.platform
        troubles, lines = (Trouble(unlooked.source, None, unlooked.reason),), iter(())
    for alert, line in lines:
        for recipient, gathering in gathered:
            asked = line.kind != "decided" or not recipient.moves or move in recipient.moves
            if asked and recipient.wants(
                line.kind, alert.severity, alert.family, alert.platform, alert.shop_id, alert.shop_name
            ):
                gathering.add(line)
    for recipient, gathering in gathered:
        heard = troubles if recipient.wants_source(platform) else ()
        content = gathering.content(occasion.at, heard)
        if content is not None:
            yield recipient, content


def _found(connection: Connection, run_id: str, worse: frozenset[str]) -> Iterator[tuple[Alert, Line]]:
    looks, alerts = tables.sightings, tables.alerts
    query = (
        select(looks.c.life.label("what"), *rows.ALERT)
        .join(alerts, alerts.c.id == looks.c.alert_id)
        .where(looks.c.run_id == run_id, looks.c.life.in_(_KINDS_OF_LIFE))
    )
    for row in connection.execute(query):
        kind = _KINDS_OF_LIFE[row.what]
        alert = Alert(*tuple(row)[1:])
        if kind != "worse" or alert.id in worse:
            yield alert, _line(alert, kind)


def _one(connection: Connection, alert_id: str, kind: Kind, detail: str) -> Iterator[tuple[Alert, Line]]:
    for row in connection.execute(select(*rows.ALERT).where(tables.alerts.c.id == alert_id)):
        alert = rows.alert(row)
        yield alert, _line(alert, kind, detail)


def _line(alert: Alert, kind: Kind, detail: str = "") -> Line:
    return Line(
        kind=kind, alert=alert.id, severity=alert.severity, charge=alert.charge, title=short(alert.title),
        platform=alert.platform, shop=short(alert.shop_name) or alert.shop_id, confidence=alert.confidence,
        detail=detail,
    )  # fmt: skip
