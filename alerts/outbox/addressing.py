"""Addressing: occasions become notices, one for each recipient and channel that asked, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, text, update

from alerts import rows, tables
from alerts.moves import MOVES
from alerts.mutes.scopes import active, covers
from alerts.observing import batches
from alerts.outbox.content import Content, Gathering, Kind, Line, Trouble, short
from alerts.outbox.occasions import DecisionData, OverdueData, ReportData, RunData, UnlookedData, note_overdue
from alerts.outbox.recipient import Recipient
from alerts.values import Alert

_LOCK = 0x7A75616F  # any number that only we use
_BATCH = 500  # occasions
_DATA: dict[str, msgspec.json.Decoder[Any]] = {
    "run": msgspec.json.Decoder(RunData),
    "decision": msgspec.json.Decoder(DecisionData),
    "overdue": msgspec.json.Decoder(OverdueData),
    "unlooked": msgspec.json.Decoder(UnlookedData),
    "report": msgspec.json.Decoder(ReportData),
}
Data = RunData | DecisionData | OverdueData | UnlookedData | ReportData

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
    query = select(table).where(table.c.addressed_at.is_(None)).order_by(table.c.at, table.c.key)
    addressed = update(table).where(table.c.key == bindparam("which")).values(addressed_at=at)
    written = 0
    for some in batches(connection.execute(query).all(), _BATCH):
        notices = [
            {
                "occasion": occasion.key, "recipient": recipient.name, "channel": channel, "due_at": recipient.due(at),
                "content": msgspec.json.encode(content).decode("utf-8"), "message": None,
            }
            for occasion, recipient, content in _contents(connection, some, recipients, at)
            for channel in dict.fromkeys(recipient.channels)
        ]  # fmt: skip
        if notices:
            connection.execute(insert(tables.notices), notices)
        connection.execute(addressed, [{"which": occasion.key} for occasion in some])
        written += len(notices)
    return written


def _contents(
    connection: Connection, occasions: Sequence[tables.AnyRow], recipients: Sequence[Recipient], at: datetime
) -> Iterator[tuple[tables.AnyRow, Recipient, Content]]:
    """What each recipient is to be told of each occasion; those who are told nothing are left out, and so are
    alerts that a mute hides."""
    if not recipients:
        return
    muted = [mute.scope for mute in active(connection, at)]
    told = [(occasion, _DATA[occasion.kind].decode(occasion.data)) for occasion in occasions]
    of_one = [data.alert for _, data in told if isinstance(data, DecisionData | OverdueData)]
    table = tables.alerts
    alerts = {row.id: rows.alert(row) for row in connection.execute(select(*rows.ALERT).where(table.c.id.in_(of_one)))}
    for occasion, data in told:
        if isinstance(data, ReportData):
            content = Content(occasion.at, occasion.at, reports=(data.report,))
            yield from ((occasion, one, content) for one in recipients if _gets(one, data))
            continue
        gathered = [(recipient, Gathering()) for recipient in recipients]
        for alert, line in _lines(connection, occasion, data, alerts):
            if any(covers(scope, alert) for scope in muted):
                continue
            for recipient, gathering in gathered:
                asked = not isinstance(data, DecisionData) or not recipient.moves or data.move in recipient.moves
                if asked and recipient.wants(
                    line.kind, alert.severity, alert.family, alert.platform, alert.shop_id, alert.shop_name
                ):
                    gathering.add(line)
        trouble, platform = _trouble(data)
        for recipient, gathering in gathered:
            heard = (trouble,) if trouble is not None and recipient.wants_source(platform) else ()
            found = gathering.content(occasion.at, heard)
            if found is not None:
                yield occasion, recipient, found


def _gets(recipient: Recipient, data: ReportData) -> bool:
    """A report goes to those who asked for it in this form: what is masked for one role is not another's to read."""
    return (recipient.format, recipient.role) == (data.format, data.role) and recipient.wants_report(
        data.kind, data.shop
    )


def _lines(
    connection: Connection, occasion: tables.AnyRow, data: Data, alerts: dict[str, Alert]
) -> Iterator[tuple[Alert, Line]]:
    if isinstance(data, RunData):
        yield from _found(connection, occasion.key.removeprefix("run:"), frozenset(data.worse))
    elif isinstance(data, DecisionData) and data.alert in alerts:
        label = "撤销决定" if data.move == "undo" else MOVES[data.move].label if data.move in MOVES else data.move
        yield alerts[data.alert], _line(alerts[data.alert], "decided", label)
    elif isinstance(data, OverdueData) and data.alert in alerts:
        yield alerts[data.alert], _line(alerts[data.alert], "overdue", f"期限 {data.due} 已过")


def _trouble(data: Data) -> tuple[Trouble | None, str]:
    """What an occasion says of a source, and the source's platform."""
    if isinstance(data, RunData):
        return (Trouble(data.source, data.verdict, data.reason) if data.verdict is not None else None), data.platform
    if isinstance(data, UnlookedData):
        return Trouble(data.source, None, data.reason), data.platform
    return None, ""


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


def _line(alert: Alert, kind: Kind, detail: str = "") -> Line:
    return Line(
        kind=kind, alert=alert.id, severity=alert.severity, charge=alert.charge, title=short(alert.title),
        platform=alert.platform, shop=short(alert.shop_name) or alert.shop_id, confidence=alert.confidence,
        detail=detail,
    )  # fmt: skip
