"""One decision on a whole filter: looked at first, taken in batches, each alert its own decision, undone as a whole."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, func, insert, select

from alerts import recall, search, tables
from alerts.deciding import Docket, allowed
from alerts.filters import Filter
from alerts.identity import public_id
from alerts.moves import MOVES, MoveRefused, Said, require_plain, words
from alerts.mutes.scopes import visible
from alerts.observing import batches
from alerts.review import pasts
from alerts.store import Store
from alerts.values import State
from alerts.vouched import BULK

BATCH = 500
"""Decisions in one transaction: others may look, decide and take runs in between two."""


class Refusal(Struct, frozen=True):
    """One alert that was left as it is, and why."""

    alert_id: str
    reason: str


class Preview(Struct, frozen=True):
    """What a bulk decision would do. ``token`` stands for exactly these alerts as they stand now."""

    token: str
    matched: int
    possible: int
    states: dict[State, int]
    refusals: dict[str, int]


class Done(Struct, frozen=True):
    """What a bulk decision, or its undoing, did."""

    id: str
    matched: int
    decided: int
    refused: tuple[Refusal, ...]


class Made(Struct, frozen=True):
    """A bulk decision on record. ``decided``: alerts it decided, also where it was broken off; ``undone``: of those."""

    id: str
    at: datetime
    actor: str
    move: str
    words: str
    matched: int
    decided: int
    undone: int


def preview(store: Store, asked: Filter, said: Said) -> Preview:
    """Count what ``said`` would do to the alerts that ``asked`` finds and no mute hides; nothing is changed. Raises
    MoveRefused when it could be decided on no alert at all, whatever its state."""
    require_plain(said)
    if said.move not in MOVES:
        raise MoveRefused(f"没有“{said.move[:40]}”这一操作")
    states: Counter[State] = Counter()
    refusals: Counter[str] = Counter()
    with store.reading() as connection:
        found = _matching(connection, asked, said.at)
    for row in found:
        states[row.state] += 1
        try:
            allowed(said, row.state, extended=row.extended, declared=row.declared_at is not None)
        except MoveRefused as refused:
            refusals[refused.reason] += 1
    return Preview(_token(found), len(found), len(found) - refusals.total(), dict(states), dict(refusals))


def decide_all(
    store: Store, asked: Filter, said: Said, token: str, *, progress: Callable[[int], None] = lambda done: None
) -> Done:
    """Take the decision on every alert that was previewed; ``progress`` hears how many are through.

    Raises MoveRefused, with nothing done, when the alerts are no longer those of ``token``. Alerts that somebody
    decides on meanwhile are left to that decision and named in ``refused``, as are those from which the move is not
    possible. After a crash the batches that were written stand; the same filter finds the rest.
    """
    with store.reading() as connection:
        found = _matching(connection, asked, said.at)
    if not found:
        raise MoveRefused("没有符合条件的线索")
    if _token(found) != token:
        raise MoveRefused(f"预览之后线索有变化（现有 {len(found)} 条符合条件），没有执行；请重新预览")
    said = replace(said, within=_open(store, asked, said, token, len(found)))
    refused: list[Refusal] = []
    for some in batches(found, BATCH):
        with store.writing() as connection:
            docket = Docket(connection)
            standing = recall.standings(connection, [row.id for row in some])
            for row in some:
                try:
                    docket.take(standing[row.id], replace(said, based_on=f"{row.state}.{row.decision_seq}"))
                except MoveRefused as why:
                    refused.append(Refusal(row.id, why.reason))
            docket.keep()
        progress(len(some))
    return Done(str(said.within), len(found), len(found) - len(refused), tuple(refused))


def undo_all(store: Store, said: Said, *, progress: Callable[[int], None] = lambda done: None) -> Done:
    """Take back the decisions of ``said.within`` (a bulk) that still stand and are the newest of their alerts.

    Raises MoveRefused when there is no such bulk, or nothing of it left.
    """
    table = tables.decisions
    mine = select(table.c.alert_id, table.c.seq).where(table.c.within == said.within, table.c.undoes.is_(None))
    with store.reading() as connection:
        decided = connection.execute(mine.order_by(table.c.seq)).all()
        back = select(table.c.undoes).where(table.c.within == said.within, table.c.undoes.is_not(None))
        undone = set(connection.execute(back).scalars())
    left = [row.alert_id for row in decided if row.seq not in undone]
    if not left:
        raise MoveRefused(f"没有编号为“{(said.within or '')[:40]}”的批量决定，或已全部撤销")
    refused: list[Refusal] = []
    for some in batches(left, BATCH):
        with store.writing() as connection:
            docket = Docket(connection)
            standing, past = recall.standings(connection, some), pasts(connection, some)
            for alert_id in some:
                try:
                    docket.undo(standing[alert_id], said, past[alert_id])
                except MoveRefused as why:
                    refused.append(Refusal(alert_id, why.reason))
            docket.keep()
        progress(len(some))
    return Done(str(said.within), len(left), len(left) - len(refused), tuple(refused))


def bulks(store: Store, limit: int = 50) -> tuple[Made, ...]:
    """Bulk decisions, newest first."""
    table, decisions = tables.bulks, tables.decisions
    query = select(table).order_by(table.c.seq.desc()).limit(max(1, min(limit, 1000)))
    with store.reading() as connection:
        found = connection.execute(query).all()
        count = select(decisions.c.within, func.count().label("all"), func.count(decisions.c.undoes).label("undone"))
        mine = count.where(decisions.c.within.in_([row.id for row in found])).group_by(decisions.c.within)
        counted = {row.within: (row.all - row.undone, row.undone) for row in connection.execute(mine)}
    return tuple(
        Made(row.id, row.at, row.actor, row.move, row.words, row.matched, *counted.get(row.id, (0, 0))) for row in found
    )


def _matching(connection: Connection, asked: Filter, at: datetime) -> Sequence[tables.AnyRow]:
    columns = tables.alerts.c
    names = (columns.id, columns.state, columns.decision_seq, columns.extended, columns.declared_at)
    fitting = asked.conditions(likely=search.likely(connection, search.plain(asked.text)))
    return connection.execute(select(*names).where(*fitting, *visible(connection, at)).order_by(columns.id)).all()


def _token(found: Sequence[tables.AnyRow]) -> str:
    digest = hashlib.sha256()
    for row in found:
        digest.update(f"{row.id} {row.state}.{row.decision_seq}\n".encode())
    return f"{len(found)}-{digest.hexdigest()[:16]}"


def _open(store: Store, asked: Filter, said: Said, token: str, matched: int) -> str:
    """Put the bulk itself on record, once; gives back its id."""
    bulk_id = public_id("B", token, said.move, said.actor, said.at.isoformat())
    row: dict[str, Any] = {
        "id": bulk_id, "at": said.at, "actor": said.actor, "role": said.role, "move": said.move, "words": words(said),
        "filter": msgspec.json.encode(asked).decode("utf-8"), "matched": matched,
    }  # fmt: skip
    with store.writing() as connection:
        known = select(tables.bulks.c.seq).where(tables.bulks.c.id == bulk_id)
        if connection.execute(known).first() is not None:
            raise MoveRefused(f"批量决定 {bulk_id} 已经执行过")
        docket = Docket(connection)
        detail = f"批量{MOVES[said.move].label}，共 {matched} 条"
        seq = docket.ledger.chain.add(
            at=said.at, actor=said.actor, action="bulk", detail=detail, data={"bulk": BULK.digest(row)}
        )
        connection.execute(insert(tables.bulks), [{**row, "seq": seq}])
        docket.keep()
    return bulk_id
