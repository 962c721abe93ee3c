"""Lessons: new decisions turned into verdicts, verdicts into calibrations, calibrations onto alerts.

One step is one short transaction over a bounded number of rows, and where the last one ended is kept: whoever is killed
between two loses nothing, and people at the desk wait for one step at most.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from alerts import tables
from alerts.learning.rating import Rating
from alerts.learning.timing import took, usual
from alerts.learning.verdicts import verdicts
from alerts.store import Store
from crawler.listing import ShopKind

BATCH = 500
"""Decisions learnt from, or alerts written to, in one transaction."""

KINDS: tuple[str, ...] = get_args(ShopKind)


class Learned(Struct, frozen=True):
    """What was done: decisions read, alerts written to. ``finished``: nothing is left to do."""

    decisions: int
    alerts: int
    finished: bool


def learn(store: Store, steps: int | None = None) -> Learned:
    """Learn from decisions taken since the last time, in at most this many steps (None: as many as it takes)."""
    decisions = alerts = done = 0
    while steps is None or done < steps:
        with store.writing() as connection:
            read = _read(connection)
            written = 0 if read else _write(connection)
        if not read and not written:
            return Learned(decisions, alerts, finished=True)
        decisions, alerts, done = decisions + read, alerts + max(written, 0), done + 1
    return Learned(decisions, alerts, finished=False)


def _read(connection: Connection) -> int:
    """The next decisions; gives back how many."""
    mark = tables.learned.c
    last = connection.execute(select(mark.seq)).scalar_one_or_none()
    table = tables.decisions.c
    new = connection.execute(
        select(table.seq, table.alert_id).where(table.seq > (last or 0)).order_by(table.seq).limit(BATCH)
    ).all()
    if not new:
        return 0
    if rules := _judge(connection, {row.alert_id for row in new}):
        _tally(connection, rules)
    if last is None:
        connection.execute(insert(tables.learned).values(id=1, seq=new[-1].seq))
    else:
        connection.execute(update(tables.learned).values(seq=new[-1].seq))
    return len(new)


def _judge(connection: Connection, ids: Collection[str]) -> set[str]:
    """Bring the verdicts on some alerts up to date; gives back the rules of which one changed."""
    table, alerts = tables.verdicts, tables.alerts.c
    known = {row.alert_id: row for row in connection.execute(select(table).where(table.c.alert_id.in_(ids)))}
    now = verdicts(connection, ids)
    changed = {
        one for one in ids if (known[one].seq if one in known else None) != (now[one].seq if one in now else None)
    }
    if not changed:
        return set()
    rules = {known[one].rule for one in changed & known.keys()}
    seconds = took(connection, [now[one].seq for one in changed & now.keys()])
    connection.execute(delete(table).where(table.c.alert_id.in_(changed)))
    columns = (alerts.id, alerts.rule, alerts.seller_kind, alerts.confidence)
    rows: list[dict[str, Any]] = [
        {
            "alert_id": row.id, "seq": now[row.id].seq, "rule": row.rule, "seller_kind": row.seller_kind,
            "accepted": now[row.id].accepted, "level": round(row.confidence, 2), "seconds": seconds.get(now[row.id].seq),
        }
        for row in connection.execute(select(*columns).where(alerts.id.in_(changed & now.keys())))
    ]  # fmt: skip
    if rows:
        connection.execute(insert(table), rows)
    return rules | {row["rule"] for row in rows}


def _tally(connection: Connection, rules: Collection[str]) -> None:
    """Count the verdicts on these rules again; their alerts are to be rated anew, of every kind of seller."""
    table, kept = tables.verdicts.c, tables.calibrations
    found: dict[tuple[str, str], dict[float, list[int]]] = {(rule, kind): {} for rule in rules for kind in KINDS}
    groups = (table.rule, table.seller_kind, table.level, table.accepted)
    query = select(*groups, func.count().label("number")).where(table.rule.in_(rules)).group_by(*groups)
    for row in connection.execute(query):
        levels = found.setdefault((row.rule, row.seller_kind), {})
        levels.setdefault(row.level, [0, 0])[0 if row.accepted else 1] += row.number
    seconds = {rule: usual(connection, rule) for rule in rules}
    connection.execute(delete(kept).where(kept.c.rule.in_(rules)))
    rows = [
        {
            "rule": rule, "seller_kind": kind, "seconds": seconds[rule], "pending": "",
            "tallies": msgspec.json.encode([(level, *counts) for level, counts in sorted(levels.items())]).decode(),
        }
        for (rule, kind), levels in sorted(found.items())
    ]  # fmt: skip
    connection.execute(insert(kept), rows)


def _write(connection: Connection) -> int:
    """Rate the next alerts that still carry what was known before. Gives back how many, -1 when some rule's alerts
    turned out to be done, 0 when all are."""
    kept, alerts = tables.calibrations, tables.alerts
    query = select(kept).where(kept.c.pending.is_not(None)).order_by(kept.c.rule, kept.c.seller_kind).limit(1)
    which = connection.execute(query).one_or_none()
    if which is None:
        return 0
    mine = alerts.c.rule == which.rule, alerts.c.seller_kind == which.seller_kind, alerts.c.id > which.pending
    columns = (alerts.c.id, alerts.c.confidence, alerts.c.severity)
    rows = connection.execute(select(*columns).where(*mine).order_by(alerts.c.id).limit(BATCH)).all()
    rating = Rating(connection)
    rated = [
        {"alert": row.id}
        | {
            f"to_{name}": value
            for name, value in rating.of(which.rule, which.seller_kind, row.confidence, row.severity).items()
        }
        for row in rows
    ]
    if rated:
        values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in ("calibrated", "low", "high", "worth")}
        connection.execute(update(alerts).where(alerts.c.id == bindparam("alert")).values(values), rated)
    connection.execute(
        update(kept)
        .where(kept.c.rule == which.rule, kept.c.seller_kind == which.seller_kind)
        .values(pending=rows[-1].id if len(rows) == BATCH else None)
    )
    return len(rows) or -1
