"""Decisions written down, any number in one transaction: the rule for who may, the row, its custody entry, the alert."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from alerts import tables, terms
from alerts.cases.totals import tell
from alerts.ledger import Ledger, Standing
from alerts.lifecycle import STATES
from alerts.moves import (
    MEMBER,
    MOVES,
    PARTIES,
    UNDOING,
    Move,
    MoveRefused,
    Overtaken,
    Said,
    require_move,
    require_plain,
    words,
)
from alerts.outbox.occasions import note_decisions
from alerts.terms import Term
from alerts.values import State
from alerts.vouched import DECISION
from alerts.workdays import Due
from crawler.shanghai import SHANGHAI


def allowed(said: Said, state: State, *, extended: bool, declared: bool) -> Move:
    """The move, where it may be made on an alert that stands so. Raises MoveRefused."""
    move = require_move(said, state)
    if said.move == "extend" and extended:
        raise MoveRefused("期限只能延长一次")
    if said.move == "declare" and declared:
        raise MoveRefused("成员已称更正，待下次查看核查")
    return move


class Docket:
    """Takes decisions one by one and writes them in batches (``keep``). Belongs to one transaction."""

    def __init__(self, connection: Connection, ledger: Ledger | None = None) -> None:
        self._connection = connection
        self.ledger = ledger or Ledger(connection)
        self._decisions: list[dict[str, Any]] = []
        self._alerts: list[dict[str, Any]] = []

    def take(self, alert: Standing, said: Said) -> None:
        """Take a decision on an alert as it stands. Raises MoveRefused and changes nothing."""
        require_plain(said)
        self._require_unchanged(alert, said)
        move = allowed(said, alert.state, extended=alert.extended, declared=alert.declared_at is not None)
        declared = said.at if said.move == "declare" else alert.declared_at
        code = (said.code or "other") if said.move == "dismiss" else None
        spoken = words(said)
        state = move.target or alert.state
        after = terms.decided(_term(alert), said.move, said.due)
        # A declaration changes nothing that was decided, so the reason of that stays in front of the reader.
        reason = alert.decision_reason if said.move == "declare" else spoken
        self._keep(alert, said, state, move.label, spoken, after, declared, reason, code=code)

    def undo(self, alert: Standing, said: Said, past: Sequence[tables.AnyRow]) -> None:
        """Take back the newest decision that still stands; ``past``: all decisions on the alert, newest first.
        Raises MoveRefused when there is none, or when a look has since moved the alert on."""
        require_plain(said)
        if said.role not in UNDOING:
            raise MoveRefused(f"{PARTIES.get(said.role, said.role)[:40]}不能撤销决定")
        self._require_unchanged(alert, said)
        undone = {row.undoes for row in past}
        standing = [row for row in past if row.undoes is None and row.seq not in undone and row.role != MEMBER]
        if not standing:
            raise MoveRefused("没有可以撤销的决定")
        last, before = standing[0], next((row for row in standing[1:] if row.move != "declare"), None)
        if said.within is not None and last.within != said.within:
            raise MoveRefused(f"此后{_told(last)}，不再撤销")
        if last.to_state != alert.state:
            raise MoveRefused(f"该决定之后，线索已转为“{STATES[alert.state]}”，不能撤销")
        term = _term(alert)
        if last.move == "extend" or last.due_on is not None:
            term = terms.replay(alert.opened_at, terms.standing(self._connection, alert.id, without=last.seq))
        declared = None if last.move == "declare" and last.at == alert.declared_at else alert.declared_at
        spoken = "：".join(filter(None, (f"撤销“{MOVES[last.move].label}”", said.reason.strip())))
        reason = alert.decision_reason if last.move == "declare" else (before.reason if before else None)
        self._keep(alert, said, last.from_state, "撤销决定", spoken, term, declared, reason, undoes=last.seq)

    def keep(self) -> None:
        """Write everything taken so far, and what else was put on record."""
        self.ledger.keep()
        if not self._decisions:
            return
        self._connection.execute(insert(tables.decisions), self._decisions)
        note_decisions(self._connection, self._decisions)
        changed: dict[str, Any] = {name: bindparam(f"to_{name}") for name in _CHANGED}
        this = tables.alerts.c.id == bindparam("alert")
        self._connection.execute(update(tables.alerts).where(this).values(changed), self._alerts)
        tell(
            self._connection,
            alerts={str(row["alert_id"]) for row in self._decisions if row["from_state"] != row["to_state"]},
        )
        self._decisions, self._alerts = [], []

    def _require_unchanged(self, alert: Standing, said: Said) -> None:
        if said.based_on is None or said.based_on == alert.version:
            return
        state, _, number = said.based_on.rpartition(".")
        if state not in STATES or not (number.isascii() and number.isdecimal() and len(number) < 19):
            raise MoveRefused(f"所依据的版本“{said.based_on[:40]}”有误，应如 {alert.version}")
        table = tables.decisions
        later = table.c.alert_id == alert.id, table.c.seq > int(number)
        row = self._connection.execute(select(table).where(*later).order_by(table.c.seq.desc()).limit(1)).one_or_none()
        if row is not None:
            raise Overtaken(f"{_told(row)}，线索现为“{STATES[alert.state]}”；您的决定未执行，请核对后再定")
        raise Overtaken(f"此后的查看已使线索转为“{STATES[alert.state]}”；您的决定未执行，请核对后再定")

    def _keep(
        self,
        alert: Standing,
        said: Said,
        state: State,
        label: str,
        spoken: str,
        term: Term,
        declared: datetime | None,
        reason: str | None,
        *,
        code: str | None = None,
        undoes: int | None = None,
    ) -> None:
        move = "undo" if undoes is not None else said.move
        row = {
            "alert_id": alert.id, "at": said.at, "actor": said.actor, "move": move, "code": code, "reason": spoken,
            "from_state": alert.state, "to_state": state, "undoes": undoes, "role": said.role,
            "unit": _plain(said.unit), "number": _plain(said.number), "due_on": said.due, "within": said.within,
        }  # fmt: skip
        turned = f"状态由“{STATES[alert.state]}”转为“{STATES[state]}”" if state != alert.state else label
        seq = self.ledger.chain.add(
            at=said.at, actor=said.actor, action=move, alert_id=alert.id, state=state,
            detail="；".join(filter(None, (spoken, turned))), data={"decision": DECISION.digest(row)},
        )  # fmt: skip
        self._decisions.append({**row, "seq": seq})
        self.ledger.turn(alert, state, seq, said.at)
        changes = {
            "alert": alert.id, "to_decision_reason": reason or None, "to_state": state, "to_resume": alert.resume if state == "gone" else None,
            "to_due_on": term.due.day, "to_due_provisional": term.due.provisional, "to_extended": term.extended,
            "to_declared_at": declared, "to_decision_seq": seq,
        }  # fmt: skip
        self._alerts.append(changes)


_CHANGED = (
    "state", "resume", "due_on", "due_provisional", "extended", "declared_at", "decision_seq", "decision_reason",
)  # fmt: skip


def _term(alert: Standing) -> Term:
    if alert.due_on is None:
        return terms.opened(alert.opened_at)
    return Term(Due(alert.due_on, alert.due_provisional), alert.extended)


def _plain(text: str | None) -> str | None:
    return (text or "").strip() or None


def _told(row: tables.AnyRow) -> str:
    """Who did what and when, for somebody who decided at the same time."""
    label = "撤销决定" if row.move == "undo" else MOVES[row.move].label
    why = f"（{row.reason[:100]}）" if row.reason else ""
    return f"{row.actor} 已于 {row.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 作出“{label}”{why}"
