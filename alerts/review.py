"""Review: what people decide about alerts. Decisions are only ever added; undoing one is a decision too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from alerts import rows, tables
from alerts.ledger import STANDING, Ledger, Standing, standing
from alerts.lifecycle import DISMISSALS, MOVES, STATES, MoveRefused, require_move
from alerts.outbox.occasions import note_decision
from alerts.store import Store
from alerts.values import Alert, State
from alerts.vouched import DECISION
from alerts.workdays import DUE_WORKING_DAYS, working_days_after
from crawler.shanghai import local_day

__all__ = ["DISMISSALS", "MOVES", "MoveRefused", "decide", "undo"]

LONGEST_REASON = 2000
"""Characters of a reason; more belongs in a file beside the case."""


def decide(
    store: Store, alert_id: str, move: str, actor: str, reason: str, at: datetime, *, code: str | None = None
) -> Alert:
    """Take a decision (a key of ``lifecycle.MOVES``) and give back the alert as it then stands.

    ``reason`` may be empty where the move asks for none; dismissing takes a ``code`` of ``DISMISSALS``
    (``other``, or none at all, needs words). ``at`` carries a zone. Two people deciding at once take
    their turn, and the second is refused when the first made the move impossible.
    Raises MoveRefused with a Chinese reason, StoreRefused when the database fails.
    """
    reason = reason.strip()
    _require_plain(actor, reason)
    with store.writing() as connection:
        alert = _standing(connection, alert_id)
        taken = require_move(move, alert.state, reason, code)
        if move == "extend":
            _extend(connection, alert)
        code = (code or "other") if move == "dismiss" else None
        words = "：".join(filter(None, (DISMISSALS[code] if code and code != "other" else "", reason)))
        _keep(connection, alert, taken.target or alert.state, move, taken.label, actor, words, at, code=code)
        return _read(connection, alert_id)


def undo(store: Store, alert_id: str, actor: str, at: datetime, reason: str = "") -> Alert:
    """Take back the latest decision that still stands, and give back the alert as it then stands.

    Raises MoveRefused when there is none, or when a look has since moved the alert on.
    """
    reason = reason.strip()
    _require_plain(actor, reason)
    table = tables.decisions
    with store.writing() as connection:
        alert = _standing(connection, alert_id)
        past = connection.execute(select(table).where(table.c.alert_id == alert_id).order_by(table.c.seq.desc())).all()
        undone = {row.undoes for row in past if row.undoes is not None}
        standing_ones = [row for row in past if row.undoes is None and row.seq not in undone]
        if not standing_ones:
            raise MoveRefused("没有可以撤销的决定")
        last, before = standing_ones[0], standing_ones[1] if len(standing_ones) > 1 else None
        if last.to_state != alert.state:
            raise MoveRefused(f"该决定之后，线索已转为“{STATES[alert.state]}”，不能撤销")
        label = MOVES[last.move].label
        if last.move == "extend":
            columns = tables.alerts.c
            due = working_days_after(local_day(alert.opened_at), DUE_WORKING_DAYS)
            connection.execute(update(tables.alerts).where(columns.id == alert_id).values(due_on=due, extended=False))
        words = f"撤销“{label}”" + (f"：{reason}" if reason else "")
        _keep(connection, alert, last.from_state, "undo", "撤销决定", actor, words, at, undoes=last.seq)
        stands = before.reason or None if before is not None else None
        connection.execute(update(tables.alerts).where(tables.alerts.c.id == alert_id).values(decision_reason=stands))
        return _read(connection, alert_id)


def _keep(
    connection: Connection,
    alert: Standing,
    state: State,
    move: str,
    label: str,
    actor: str,
    words: str,
    at: datetime,
    *,
    code: str | None = None,
    undoes: int | None = None,
) -> None:
    row = {
        "alert_id": alert.id, "at": at, "actor": actor, "move": move, "code": code, "reason": words,
        "from_state": alert.state, "to_state": state, "undoes": undoes,
    }  # fmt: skip
    turned = f"状态由“{STATES[alert.state]}”转为“{STATES[state]}”" if state != alert.state else label
    ledger = Ledger(connection)
    seq = ledger.chain.add(
        at=at, actor=actor, action=move, alert_id=alert.id, state=state,
        detail="；".join(filter(None, (words, turned))), data={"decision": DECISION.digest(row)},
    )  # fmt: skip
    connection.execute(insert(tables.decisions), [{**row, "seq": seq}])
    note_decision(connection, seq, alert.id, move, state, at)
    ledger.turn(alert, state, seq, at)
    ledger.keep()
    changes = {"state": state, "decision_reason": words or None, "resume": alert.resume if state == "gone" else None}
    connection.execute(update(tables.alerts).where(tables.alerts.c.id == alert.id).values(changes))


def _extend(connection: Connection, alert: Standing) -> None:
    columns = tables.alerts.c
    if connection.execute(select(columns.extended).where(columns.id == alert.id)).scalar_one():
        raise MoveRefused("期限只能延长一次")
    due = working_days_after(alert.due_on or local_day(alert.opened_at), DUE_WORKING_DAYS)
    connection.execute(update(tables.alerts).where(columns.id == alert.id).values(due_on=due, extended=True))


def _standing(connection: Connection, alert_id: str) -> Standing:
    row = connection.execute(select(*STANDING).where(tables.alerts.c.id == alert_id)).one_or_none()
    if row is None:
        raise MoveRefused(f"没有编号为“{alert_id[:40]}”的线索")
    return standing(row)


def _read(connection: Connection, alert_id: str) -> Alert:
    return rows.alert(connection.execute(select(*rows.ALERT).where(tables.alerts.c.id == alert_id)).one())


def _require_plain(actor: str, reason: str) -> None:
    if not actor.strip():
        raise MoveRefused("须写明由谁决定")
    if len(reason) > LONGEST_REASON:
        raise MoveRefused(f"理由过长，最多 {LONGEST_REASON} 字")
    if "\x00" in reason or "\x00" in actor:
        raise MoveRefused("理由中含有不可保存的字符")
