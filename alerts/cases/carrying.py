"""Carrying: which folds carry a value under one charge, and whether it links them.

Kept up to one seller more than the kind allows: from there on the value is common, and who else carries it is no matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from alerts import tables
from alerts.among import among
from alerts.cases.kinds import KINDS
from alerts.cases.prints import few_alike, neighbours
from alerts.observing import batches
from alerts.writing import put

_BATCH = 400

Group = tuple[str, str, str]
"""Kind, value, charge."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A fold with a value. ``alert_id``, ``field``, ``shown``, ``at``: who carried it first, where and since when;
    ``last_alert``: the alert that was opened last with it, first seen at ``last_first``."""

    kind: str
    value: str
    rule: str
    fold: str
    seller_key: str
    alert_id: str
    field: str
    shown: str
    at: datetime
    last_alert: str
    last_first: datetime
    shared: bool = False

    @property
    def group(self) -> Group:
        return self.kind, self.value, self.rule

    def with_(self, other: Carrier) -> Carrier:
        """Both told as one; which came first does not depend on the order in which they are told."""
        first = min(self, other, key=lambda one: (one.at, one.alert_id, one.field))
        last = max(self, other, key=lambda one: (one.last_first, one.last_alert))
        return replace(first, last_alert=last.last_alert, last_first=last.last_first, shared=self.shared)


_COLUMNS = tuple(Carrier.__dataclass_fields__)
_TOLD = ("alert_id", "field", "shown", "at", "last_alert", "last_first")
CARRIERS = tuple(tables.carriers.c[name] for name in _COLUMNS)


def carriers_of(connection: Connection, values: Collection[tuple[str, str]]) -> dict[Group, list[Carrier]]:
    """Everybody who carries any of these (kind, value), by group; at most KINDS[kind].most + 1 sellers each."""
    table = tables.carriers.c
    found: dict[Group, list[Carrier]] = {}
    by_kind: dict[str, list[str]] = {}
    for kind, value in sorted(values):
        by_kind.setdefault(kind, []).append(value)
    for kind, mine in by_kind.items():
        # Not as pairs: SQLite reads the whole table for a list of pairs, and the key for a list of values.
        for some in batches(mine, _BATCH):
            for row in connection.execute(
                select(*CARRIERS).where(table.kind == kind, among(connection, table.value, some))
            ):
                carrier = Carrier(*row)
                found.setdefault(carrier.group, []).append(carrier)
    return found


def carry(connection: Connection, carried: Iterable[Carrier]) -> dict[Group, list[Carrier]]:
    """Write down who carries what; gives back everybody who carried these values before."""
    told: dict[tuple[Group, str], Carrier] = {}
    for one in carried:
        place = (one.group, one.fold)
        told[place] = told[place].with_(one) if place in told else one
    before = carriers_of(connection, {group[:2] for group, _ in told})
    new: list[Carrier] = []
    changed: list[Carrier] = []
    sellers = {group: {one.seller_key for one in known} for group, known in before.items()}
    for (group, fold), one in sorted(told.items()):
        known = next((old for old in before.get(group, ()) if old.fold == fold), None)
        if known is not None:
            if (both := known.with_(one)) != known:
                changed.append(both)
            continue
        mine = sellers.setdefault(group, set())
        if one.seller_key in mine or len(mine) <= KINDS[one.kind].most:
            mine.add(one.seller_key)
            new.append(one)
    if new:
        put(connection, tables.carriers, [_row(one) for one in new])
    if changed:
        _update(connection, _TOLD, changed)
    return before


@dataclass
class Turned:
    """``joined``: folds that a value links, by value; ``lost``: folds that a value links no more."""

    joined: list[set[str]] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)


def settle_shared(
    connection: Connection, values: Collection[tuple[str, str]], parted: Collection[tuple[str, str]] = ()
) -> Turned:
    """See anew which of these values link, and whom. ``parted``: those of them that lost an alike value."""
    done = Turned()
    groups = carriers_of(connection, values)
    near = neighbours(connection, {(kind, value) for kind, value in values})
    ends = {(kind, end) for kind, one, other in near for end in (one, other)}
    others = ends - set(values)
    counted = few_alike(near | neighbours(connection, others))
    gone = {(kind, end) for kind, one, other in near.keys() - counted.keys() for end in (one, other)} | set(parted)
    turned: list[Carrier] = []
    for (kind, value, _), carriers in groups.items():
        links = _few(carriers) and (len(carriers) > 1 or (kind, value) in ends)
        turned.extend(replace(one, shared=links) for one in carriers if one.shared != links)
        folds = {one.fold for one in carriers}
        if (kind, value) in gone or (not links and any(one.shared for one in carriers)):
            done.lost |= folds
        elif links and len(folds) > 1:
            done.joined.append(folds)
    if turned:
        _update(connection, ("shared",), turned)
    done.joined.extend(_joined_by_likeness(groups | carriers_of(connection, others), near.keys() & counted.keys()))
    return done


def _joined_by_likeness(
    groups: Mapping[Group, list[Carrier]], pairs: Iterable[tuple[str, str, str]]
) -> Iterator[set[str]]:
    rules: dict[tuple[str, str], list[str]] = {}
    for kind, value, rule in groups:
        rules.setdefault((kind, value), []).append(rule)
    for kind, one, other in pairs:
        for rule in rules.get((kind, one), ()):
            left, right = groups[kind, one, rule], groups.get((kind, other, rule), [])
            if right and _few(left) and _few(right):
                yield {end.fold for end in (*left, *right)}


def _few(carriers: Collection[Carrier]) -> bool:
    kind = next(iter(carriers)).kind
    return len({one.seller_key for one in carriers}) <= KINDS[kind].most


def _update(connection: Connection, names: tuple[str, ...], carriers: Iterable[Carrier]) -> None:
    columns = tables.carriers.c
    key = ("kind", "value", "rule", "fold")
    statement = (
        update(tables.carriers)
        .where(*(columns[name] == bindparam(f"of_{name}") for name in key))
        .values({name: bindparam(f"to_{name}") for name in names})
    )
    rows = [
        {**{f"of_{name}": getattr(one, name) for name in key}, **{f"to_{name}": getattr(one, name) for name in names}}
        for one in carriers
    ]
    connection.execute(statement, rows)


def _row(carrier: Carrier) -> Mapping[str, Any]:
    return {name: getattr(carrier, name) for name in _COLUMNS}
