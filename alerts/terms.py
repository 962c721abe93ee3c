"""Terms: the day by which an alert must be dealt with, from its opening and the decisions that still stand.

Fifteen working days from the day a lead is found, once extended by fifteen with the approval of whoever is in charge
(市场监督管理行政处罚程序规定, article 18); whoever asks for evidence or a correction names the day instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select, text, update

from alerts import tables
from alerts.chain import MACHINE, Chain
from alerts.workdays import ARRANGED, DUE_WORKING_DAYS, Due, due_after
from crawler.shanghai import local_day

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Term:
    """When an alert is due, and whether its one extension is used up."""

    due: Due
    extended: bool = False


def opened(at: datetime) -> Term:
    """The term of an alert opened at that moment."""
    return Term(due_after(local_day(at), DUE_WORKING_DAYS))


def extend(term: Term) -> Term:
    """Fifteen working days more."""
    more = due_after(term.due.day, DUE_WORKING_DAYS)
    return Term(Due(more.day, more.provisional or term.due.provisional), extended=True)


def decided(term: Term, move: str, asked: date | None) -> Term:
    """The term after one decision; ``asked``: the day that it names."""
    if move == "extend":
        return extend(term)
    return Term(Due(asked, provisional=False), term.extended) if asked is not None else term


def replay(opened_at: datetime, decisions: Iterable[tuple[str, date | None]]) -> Term:
    """The term after these standing decisions (move, day named) since the alert was opened, oldest first."""
    term = opened(opened_at)
    for move, asked in decisions:
        term = decided(term, move, asked)
    return term


def standing(connection: Connection, alert_id: str, without: int | None = None) -> list[tuple[str, date | None]]:
    """Decisions on an alert since it was last opened that nobody took back; ``without``: leave this one out, too."""
    looks, table = tables.sightings.c, tables.decisions.c
    since = connection.execute(
        select(looks.seq)
        .where(looks.alert_id == alert_id, looks.state == "new", looks.life.in_(("new", "reopened")))
        .order_by(looks.seq.desc())
        .limit(1)
    ).scalar_one()
    rows = connection.execute(
        select(table.seq, table.move, table.due_on, table.undoes)
        .where(table.alert_id == alert_id, table.seq > since)
        .order_by(table.seq)
    ).all()
    undone = {row.undoes for row in rows} | {without}
    return [(row.move, row.due_on) for row in rows if row.undoes is None and row.seq not in undone]


def settle(connection: Connection, chain: Chain, at: datetime) -> None:
    """Count provisional dates again once the holidays of their year are known; a date that moves is put on record."""
    columns = tables.alerts.c
    query = (
        select(columns.id, columns.opened_at, columns.due_on, columns.extended)
        .where(text(tables.PROVISIONAL), columns.due_on < date(ARRANGED.stop, 1, 1))
        .order_by(columns.due_on, columns.id)
        .limit(_BATCH)
    )
    while rows := connection.execute(query).all():
        for row in rows:
            due = replay(row.opened_at, standing(connection, row.id)).due
            connection.execute(
                update(tables.alerts)
                .where(columns.id == row.id)
                .values(due_on=due.day, due_provisional=due.provisional)
            )
            if due.day != row.due_on:
                detail = f"办理期限由暂定的 {row.due_on} 改为 {due.day}（按公布的放假安排）"
                chain.add(at=at, actor=MACHINE, action="term", alert_id=row.id, detail=detail)
