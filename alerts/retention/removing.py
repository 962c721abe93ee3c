"""Removing: what is due goes, a run or a batch at a time, each with an entry of how much and its digest."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Table, delete, select, update

from alerts import tables
from alerts.chain import MACHINE, Chain, canonical, observations_digest
from alerts.observing import batches
from alerts.retention import due
from alerts.retention.door import opened
from alerts.retention.record import Left, left_of
from alerts.retention.terms import CLASSES, Terms
from alerts.store import Store

BATCH = 500
"""Rows in one transaction, runs apart: others may look, decide and take runs in between two."""


class Removed(Struct, frozen=True):
    """``rows``: by class. ``refused``: runs whose looks are not what the record says; they were left as they are."""

    rows: dict[str, int]
    refused: tuple[str, ...]


def retain(store: Store, terms: Terms, at: datetime) -> Removed:
    """Let go what is due. After a crash the same again does the rest. Raises StoreRefused."""
    rows, refused = dict.fromkeys(CLASSES, 0), list[str]()
    look = tables.observations
    with store.reading() as connection:
        runs = connection.execute(select(look.c.run_id).where(due.clear(terms, at)).distinct()).scalars().all()
    for run_id in sorted(runs):
        with opened(store) as (connection, chain):
            gone = take_looks(connection, chain, run_id, due.without_alert(), at)
        if gone is None:
            refused.append(run_id)
        else:
            rows["observations"] += gone
    for name, ids in (("contents", unused_contents(store)), ("messages", _told(store, terms, at))):
        for some in batches(ids, BATCH):
            with opened(store) as (connection, chain):
                rows[name] += take_rows(connection, chain, name, some, at)
    with opened(store) as (connection, chain):
        for some in batches(list(due.occasions(connection, terms, at)), BATCH):
            rows["occasions"] += take_rows(connection, chain, "occasions", some, at)
        table = tables.jobs
        jobs = connection.execute(select(table.c.id).where(due.ended(terms, at)).order_by(table.c.id)).scalars().all()
        for few in batches(jobs, BATCH):
            rows["jobs"] += take_rows(connection, chain, "jobs", few, at)
    return Removed(rows, tuple(refused))


def take_looks(
    connection: Connection,
    chain: Chain,
    run_id: str,
    which: ColumnElement[bool],
    at: datetime,
    *,
    why: str = "按保存期限",
    actor: str = MACHINE,
) -> int | None:
    """Looks of one run that may go; None when what is there is not what the record says of it. ``why`` begins what
    the entry says."""
    table = tables.observations
    before = left_of(connection, run_id)
    if before is None or observations_digest(connection, run_id) != before.digest:
        return None
    mine = (table.c.run_id == run_id, which)
    digest, gone = hashlib.sha256(), 0
    for row in connection.execute(select(table).where(*mine).order_by(table.c.line)):
        digest.update(canonical(dict(row._mapping)))
        gone += 1
    if not gone:
        return 0
    connection.execute(delete(table).where(*mine))
    left = Left(before.lines - gone, observations_digest(connection, run_id))
    connection.execute(
        update(tables.runs).where(tables.runs.c.run_id == run_id).values(removed=tables.runs.c.removed + gone)
    )
    chain.add(
        at=at, actor=actor, action="retain", run_id=run_id, detail=f"{why}移除 {gone} 条未涉线索商品的查看记录",
        data={"removed": gone, "removed_sha256": digest.hexdigest(), "left": left.lines, "left_sha256": left.digest},
    )  # fmt: skip
    return gone


def unused_contents(store: Store) -> list[str]:
    """Contents that no look refers to any more."""
    table, look = tables.contents, tables.observations
    used = select(look.c.content).where(look.c.content == table.c.sha256).exists()
    with store.reading() as connection:
        return list(connection.execute(select(table.c.sha256).where(~used).order_by(table.c.sha256)).scalars())


def _told(store: Store, terms: Terms, at: datetime) -> list[str]:
    table = tables.messages
    with store.reading() as connection:
        return list(connection.execute(select(table.c.id).where(due.told(terms, at)).order_by(table.c.id)).scalars())


_KEYS: dict[str, tuple[Table, str]] = {
    "contents": (tables.contents, "sha256"), "messages": (tables.messages, "id"),
    "occasions": (tables.occasions, "key"), "jobs": (tables.jobs, "id"),
}  # fmt: skip


def take_rows(
    connection: Connection,
    chain: Chain,
    name: str,
    ids: list[Any],
    at: datetime,
    *,
    why: str = "按保存期限",
    actor: str = MACHINE,
) -> int:
    """Delete some rows by key, and say so. Contents that came into use again meanwhile stay."""
    table, key = _KEYS[name]
    which: ColumnElement[bool] = table.c[key].in_(ids)
    if name == "contents":
        look = tables.observations
        which &= ~select(look.c.content).where(look.c.content == table.c.sha256).exists()
    gone = connection.execute(select(table.c[key]).where(which).order_by(table.c[key])).scalars().all()
    if name == "messages":
        connection.execute(delete(tables.notices).where(tables.notices.c.message.in_(gone)))
    connection.execute(delete(table).where(table.c[key].in_(gone)))
    if gone:
        digest = hashlib.sha256("\n".join(map(str, gone)).encode("utf-8")).hexdigest()
        chain.add(
            at=at, actor=actor, action="retain", detail=f"{why}移除 {len(gone)} 条{CLASSES[name]}",
            data={"class": name, "removed": len(gone), "keys_sha256": digest},
        )  # fmt: skip
    return len(gone)
