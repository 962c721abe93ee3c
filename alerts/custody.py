"""Custody: does the record hold? Everything is read once, in batches, and each break is named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select, tuple_

from alerts import tables
from alerts.chain import GENESIS, data_of, link, observations_digest, run_digest
from alerts.retention.record import Left, left
from alerts.store import Store
from alerts.values import Break
from alerts.vouched import KINDS

_BATCH = 1000


def verify(store: Store) -> tuple[Break, ...]:
    """Every place where the record does not hold; empty when it does. Reads everything once."""
    breaks: list[Break] = []
    with store.reading() as connection:
        states = _verify_chain(connection, breaks)
        _verify_rows(connection, breaks)
        _verify_contents(connection, breaks)
        for row in scan(connection, (tables.alerts.c.id,), tables.alerts.c.state):
            if states.pop(row.id, None) != row.state:
                breaks.append(Break("alerts", row.id, None, "当前状态与存证记录不一致"))
        breaks.extend(Break("alerts", alert_id, None, "线索缺失") for alert_id in sorted(states))
    return tuple(breaks)


def removed(store: Store) -> int:
    """How many looks retention took, as the record says and the runs show."""
    with store.reading() as connection:
        return int(connection.execute(select(func.coalesce(func.sum(tables.runs.c.removed), 0))).scalar_one())


def scan(connection: Connection, key: Sequence[Any], *columns: Any) -> Iterator[tables.AnyRow]:
    """Rows in key order, a batch at a time, so that memory stays flat."""
    last: tuple[Any, ...] | None = None
    while True:
        query = select(*key, *columns).order_by(*key).limit(_BATCH)
        rows = connection.execute(query if last is None else query.where(tuple_(*key) > last)).all()
        yield from rows
        if len(rows) < _BATCH:
            return
        last = tuple(rows[-1][: len(key)])


def _verify_chain(connection: Connection, breaks: list[Break]) -> dict[str, str]:
    """Walk the chain; gives back the newest recorded state of each alert."""
    table = tables.custody
    states: dict[str, str] = {}
    expected, previous = 1, GENESIS
    columns = [column for column in table.c if column.name != "seq"]
    for row in scan(connection, (table.c.seq,), *columns):
        entry = dict(row._mapping)
        found = entry.pop("hash")
        if row.seq != expected:
            breaks.append(Break("custody", str(expected), expected, f"缺少第 {expected} 至 {row.seq - 1} 条"))
        elif link(previous, entry) != found:
            breaks.append(Break("custody", str(row.seq), row.seq, "内容与校验值不符，已被改动或调换"))
        expected, previous = row.seq + 1, found
        if row.alert_id and row.state:
            states[row.alert_id] = row.state
    head = connection.execute(select(tables.chain.c.seq, tables.chain.c.hash)).one_or_none()
    if head is None or (head.seq, head.hash) != (expected - 1, previous):
        breaks.append(Break("chain", "1", expected, "末尾与登记的最新一条不符，可能被截去"))
    return states


def _verify_rows(connection: Connection, breaks: list[Break]) -> None:
    """Vouched rows and observations against the digests in their entries."""
    table = tables.custody
    counted = {"observations": 0, **{kind.name: 0 for kind in KINDS}}
    taken, runs = left(connection), tables.runs.c
    shown = connection.execute(select(runs.run_id, runs.removed).where(runs.removed != 0))
    gone = {row.run_id: row.removed for row in shown}
    pending: list[tuple[int, str, str]] = []

    def check() -> None:
        for kind in KINDS:
            wanted = {seq: value for seq, name, value in pending if name == kind.name}
            if not wanted:
                continue
            rows = connection.execute(select(kind.table).where(kind.table.c.seq.in_(list(wanted)))).all()
            found = {row.seq: kind.digest(dict(row._mapping)) for row in rows}
            counted[kind.name] += len(found)
            for seq, value in wanted.items():
                if seq not in found:
                    breaks.append(Break(kind.table.name, str(seq), seq, "记录缺失"))
                elif found[seq] != value:
                    breaks.append(Break(kind.table.name, str(seq), seq, "内容已被改动"))
        pending.clear()

    for row in scan(connection, (table.c.seq,), table.c.data, table.c.run_id):
        data = data_of(row.data)
        pending.extend((row.seq, kind.name, str(data[kind.name])) for kind in KINDS if kind.name in data)
        if len(pending) >= 500:
            check()
        if "observations" in data:
            there = taken.get(row.run_id) or Left(int(data.get("listings", 0)), data["observations"])
            counted["observations"] += there.lines
            if gone.get(row.run_id, 0) != int(data.get("listings", 0)) - there.lines:
                breaks.append(Break("runs", row.run_id, row.seq, "按期限移除的数量与留痕不符"))
            if run_digest(connection, row.run_id) != data.get("run"):
                breaks.append(
                    Break("runs", row.run_id, row.seq, "该次查看的登记（结论、未看到的内容等）已被改动或缺失")
                )
            if observations_digest(connection, row.run_id) != there.digest:
                breaks.append(Break("observations", row.run_id, row.seq, "该次查看的记录已被改动、增加或缺失"))
    check()
    for kind in KINDS:
        _count(connection, kind.table, counted[kind.name], breaks)
    _count(connection, tables.observations, counted["observations"], breaks)


def _count(connection: Connection, table: Table, known: int, breaks: list[Break]) -> None:
    total = connection.execute(select(func.count()).select_from(table)).scalar_one()
    if total > known:
        breaks.append(Break(table.name, "", None, f"有 {total - known} 条记录不在存证之内"))


def _verify_contents(connection: Connection, breaks: list[Break]) -> None:
    table = tables.contents
    for row in scan(connection, (table.c.sha256,), table.c.listing):
        if hashlib.sha256(row.listing.encode("utf-8")).hexdigest() != row.sha256:
            breaks.append(Break("contents", row.sha256, None, "商品内容已被改动"))
    seen = tables.observations.c.content
    kept = select(table.c.sha256).where(table.c.sha256 == seen).exists()
    lost = select(seen).distinct().where(~kept).order_by(seen)
    breaks.extend(Break("contents", digest, None, "商品内容缺失") for digest in connection.execute(lost).scalars())
