"""Absorbing: flagged observations into folds, traces and carriers.

What comes out follows from the set of observations, whatever the order in which runs arrive: everything is a union,
an earliest time or a latest one. A look at a content that the item is known to have had costs one question a batch.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from alerts import tables
from alerts.among import among
from alerts.cases.carrying import Carrier, Group, Turned, carry, settle_shared
from alerts.cases.prints import learn
from alerts.cases.traces import traces
from alerts.identity import fold_id, seller_key
from alerts.observing import Seen, batches
from alerts.writing import put

_BATCH = 500


class Known(NamedTuple):
    """An alert as far as grouping goes. ``fold``: None for one that is in none yet."""

    id: str
    item_key: str
    rule: str
    platform: str
    seller: str
    item_id: str
    first_seen: datetime
    fold: str | None
    fold_first: datetime | None


class Kept(NamedTuple):
    """A trace of an item as it is kept: where it was seen first."""

    item_key: str
    kind: str
    value: str
    field: str
    shown: str
    at: datetime
    run_id: str
    line: int


@dataclass
class Absorbed:
    """``opened``: alerts that were in no fold yet; ``before``: who carried their values before;
    ``turned``: what that does to the division into cases."""

    opened: list[Known] = field(default_factory=list)
    carried: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    before: dict[Group, list[Carrier]] = field(default_factory=dict)
    turned: Turned = field(default_factory=Turned)


def absorb(connection: Connection, lines: Sequence[Seen], moved: Mapping[str, str]) -> Absorbed:
    """Take flagged observations in. ``moved``: alerts that a person took out of their fold, and the fold they are in."""
    done = Absorbed()
    keys = {line.item_key for line in lines}
    alerts = known_alerts(connection, keys)
    _into_folds(connection, alerts, moved, done)
    fresh = _fresh(connection, lines)
    opened = {alert.item_key for alert in done.opened}
    kept = traces_of(connection, opened | {line.item_key for line in fresh})
    changed, bodies = _keep_traces(connection, fresh, kept)
    touched: set[tuple[str, str]] = set()
    parted: set[tuple[str, str]] = set()
    for kind, some in bodies.items():
        found, lost = learn(connection, kind, some)
        touched.update((kind, value) for value in found | lost)
        parted.update((kind, value) for value in lost)
    by_item: dict[str, list[Kept]] = {}
    for trace in kept.values():
        by_item.setdefault(trace.item_key, []).append(trace)
    new = {alert.id for alert in done.opened}
    carried: list[Carrier] = []
    for alert in alerts:
        for trace in by_item.get(alert.item_key, ()):
            if alert.id in new or trace in changed:
                carried.append(carrier(alert, moved, trace))
        if alert.id in new:
            done.carried[alert.id] = {(trace.kind, trace.value) for trace in by_item.get(alert.item_key, ())}
    done.before = carry(connection, carried)
    touched.update((one.kind, one.value) for one in carried)
    older = done.turned.lost
    done.turned = settle_shared(connection, touched, parted)
    done.turned.lost |= older
    return done


def known_alerts(connection: Connection, keys: Collection[str]) -> list[Known]:
    """The alerts of some items."""
    table, member, fold = tables.alerts, tables.members, tables.folds
    columns = (table.c[name] for name in Known._fields[:7])
    query = (
        select(*columns, member.c.fold, fold.c.first_at)
        .outerjoin(member, member.c.alert_id == table.c.id)
        .outerjoin(fold, fold.c.id == member.c.fold)
    )
    found: list[Known] = []
    for some in batches(sorted(keys), _BATCH):
        found.extend(
            Known._make(row) for row in connection.execute(query.where(among(connection, table.c.item_key, some)))
        )
    return found


def home_fold(alert: Known, moved: Mapping[str, str]) -> str:
    """The fold an alert belongs to."""
    return moved.get(alert.id) or fold_id(alert.platform, alert.seller, alert.item_id, alert.rule)


def carrier(alert: Known, moved: Mapping[str, str], trace: Kept) -> Carrier:
    """A fold as it carries a value through one of its alerts."""
    return Carrier(
        trace.kind, trace.value, alert.rule, alert.fold or home_fold(alert, moved),
        seller_key(alert.platform, alert.seller, alert.item_id), alert.id, trace.field, trace.shown, trace.at,
        alert.id, alert.first_seen,
    )  # fmt: skip


def _into_folds(connection: Connection, alerts: Sequence[Known], moved: Mapping[str, str], done: Absorbed) -> None:
    """Put new alerts into their folds; a fold is as old as its earliest alert, also when that arrives late."""
    done.opened = [alert for alert in alerts if alert.fold is None]
    if done.opened:
        into = [{"alert_id": alert.id, "fold": home_fold(alert, moved)} for alert in done.opened]
        put(connection, tables.members, into)
    earliest: dict[str, Known] = {}
    for alert in alerts:
        fold = alert.fold or home_fold(alert, moved)
        earliest[fold] = min(earliest.get(fold, alert), alert, key=lambda one: one.first_seen)
    table = tables.folds
    known: dict[str, datetime] = {}
    for some in batches(sorted(earliest), _BATCH):
        rows = connection.execute(select(table.c.id, table.c.first_at).where(among(connection, table.c.id, some)))
        known.update((row.id, row.first_at) for row in rows)
    new = [_fold_row(fold, alert) for fold, alert in earliest.items() if fold not in known]
    put(connection, table, new)
    older = [
        {"of": fold, "to": alert.first_seen}
        for fold, alert in earliest.items()
        if fold in known and alert.first_seen < known[fold]
    ]
    if older:
        connection.execute(update(table).where(table.c.id == bindparam("of")).values(first_at=bindparam("to")), older)
        done.turned.lost.update(str(row["of"]) for row in older)


def _fold_row(fold: str, alert: Known) -> dict[str, Any]:
    return {
        "id": fold, "case_id": fold, "platform": alert.platform, "seller": alert.seller, "rule": alert.rule,
        "first_at": alert.first_seen,
    }  # fmt: skip


def _fresh(connection: Connection, lines: Sequence[Seen]) -> list[Seen]:
    """The earliest look at each content that an item was not known to have, or not so early."""
    earliest: dict[tuple[str, str], Seen] = {}
    for line in lines:
        place = (line.item_key, line.content)
        earliest[place] = min(earliest.get(place, line), line, key=lambda one: (one.at, one.run_id, one.line))
    table = tables.traced
    known: dict[tuple[str, str], datetime] = {}
    for some in batches(sorted(earliest), _BATCH):
        keys, contents = {key for key, _ in some}, {content for _, content in some}
        rows = connection.execute(
            select(table).where(among(connection, table.c.item_key, keys), among(connection, table.c.content, contents))
        )
        known.update(((row.item_key, row.content), row.at) for row in rows)
    new = [line for place, line in earliest.items() if place not in known]
    older = [line for place, line in earliest.items() if place in known and line.at < known[place]]
    if new:
        rows_ = [{"item_key": line.item_key, "content": line.content, "at": line.at} for line in new]
        put(connection, table, rows_)
    if older:
        this = (table.c.item_key == bindparam("item")) & (table.c.content == bindparam("of"))
        connection.execute(
            update(table).where(this).values(at=bindparam("to")),
            [{"item": line.item_key, "of": line.content, "to": line.at} for line in older],
        )
    return [*new, *older]


def traces_of(connection: Connection, keys: Collection[str]) -> dict[tuple[str, str, str], Kept]:
    """What some items are known to carry, by (item, kind, value)."""
    table = tables.traces
    found: dict[tuple[str, str, str], Kept] = {}
    columns = [table.c[name] for name in Kept._fields]
    for some in batches(sorted(keys), _BATCH):
        for row in connection.execute(select(*columns).where(among(connection, table.c.item_key, some))):
            found[row.item_key, row.kind, row.value] = Kept(*row)
    return found


def _keep_traces(
    connection: Connection, fresh: Sequence[Seen], kept: dict[tuple[str, str, str], Kept]
) -> tuple[set[Kept], dict[str, dict[str, str]]]:
    """Write down the traces of fresh lines, ``kept`` with them; gives back what changed, and bodies by kind and value."""
    stored = dict(kept)
    bodies: dict[str, dict[str, str]] = {}
    for line in fresh:
        for trace in traces(line.listing):
            if trace.body is not None:
                bodies.setdefault(trace.kind, {})[trace.value] = trace.body
            place = (line.item_key, trace.kind, trace.value)
            one = Kept(
                line.item_key, trace.kind, trace.value, trace.field, trace.shown, line.at, line.run_id, line.line
            )
            old = kept.get(place)
            if old is None or (one.at, one.run_id, one.line) < (old.at, old.run_id, old.line):
                kept[place] = one
    changed = {one for place, one in kept.items() if stored.get(place) != one}
    table = tables.traces
    new = [one._asdict() for one in changed if (one.item_key, one.kind, one.value) not in stored]
    put(connection, table, new)
    older = [one for one in changed if (one.item_key, one.kind, one.value) in stored]
    if older:
        key, told = ("item_key", "kind", "value"), ("field", "shown", "at", "run_id", "line")
        statement = (
            update(table)
            .where(*(table.c[name] == bindparam(f"of_{name}") for name in key))
            .values({name: bindparam(f"to_{name}") for name in told})
        )
        connection.execute(
            statement,
            [
                {**{f"of_{n}": getattr(one, n) for n in key}, **{f"to_{n}": getattr(one, n) for n in told}}
                for one in older
            ],
        )
    return changed, bodies
