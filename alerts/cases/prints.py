"""Prints: which texts and pictures are alike. Each new one is compared with those it shares a key with, and no others.

Two are alike when they score (``alike.score``) and share a key that few others have; a key of more than MOST values is a
template and tells nothing; a value alike to more others than ``kinds`` allows is one too. All follows from the set of values alone, whatever the order in which they came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from operator import itemgetter

from sqlalchemy import Connection, and_, delete, or_, select

from alerts import tables
from alerts.among import among
from alerts.cases import alike
from alerts.cases.kinds import KINDS
from alerts.observing import batches
from alerts.writing import put

MOST = 24
"""Values that may share a key; also bounds what one new text can cost."""

_BATCH = 400

Pair = tuple[str, str]


def learn(connection: Connection, kind: str, bodies: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """Take values (value -> body) in; gives back those that found a neighbour, and those that lost one."""
    found: set[str] = set()
    lost: set[str] = set()
    for some in batches(sorted(bodies), _BATCH):
        known = set(
            connection.execute(
                select(tables.prints.c.value).where(
                    tables.prints.c.kind == kind, among(connection, tables.prints.c.value, some)
                )
            ).scalars()
        )
        fresh = {value: bodies[value] for value in some if value not in known}
        if fresh:
            more, fewer = _learn(connection, kind, fresh)
            found |= more
            lost |= fewer
    return found, lost


def _learn(connection: Connection, kind: str, fresh: dict[str, str]) -> tuple[set[str], set[str]]:
    put(connection, tables.prints, [{"kind": kind, "value": value, "body": body} for value, body in fresh.items()])
    keys = dict(zip(fresh, alike.keys(kind, list(fresh.values())), strict=True))
    holders = _holders(connection, {key for own in keys.values() for key in own})
    full = {key for key, values in holders.items() if len(values) > MOST}
    rows: list[dict[str, str]] = []
    for value, own in keys.items():
        for key in own:
            held = holders.setdefault(key, [])
            if len(held) <= MOST:  # one more than MOST are kept, so that the key stays known as a template's
                held.append(value)
                rows.append({"key": key, "value": value})
    rows.sort(key=itemgetter("key", "value"))  # neighbours in the table are written together
    put(connection, tables.print_keys, rows)
    overflown = {key for key, values in holders.items() if len(values) > MOST} - full
    lost = _withdraw(connection, kind, {key: holders[key] for key in overflown})
    candidates = {
        _ordered(value, other)
        for value, own in keys.items()
        for key in own
        if len(holders[key]) <= MOST
        for other in holders[key]
        if other != value
    }
    return _compare(connection, kind, candidates, fresh), lost


def _holders(connection: Connection, keys: Iterable[str]) -> dict[str, list[str]]:
    table = tables.print_keys
    found: dict[str, list[str]] = {}
    for some in batches(sorted(keys), _BATCH):
        for row in connection.execute(select(table.c.key, table.c.value).where(among(connection, table.c.key, some))):
            found.setdefault(row.key, []).append(row.value)
    return found


def _compare(connection: Connection, kind: str, candidates: Collection[Pair], fresh: Mapping[str, str]) -> set[str]:
    known = bodies(connection, kind, {value for pair in candidates for value in pair} - fresh.keys())
    known.update(fresh)
    rows = [
        {"kind": kind, "one": one, "other": other, "score": score}
        for one, other in sorted(candidates)
        if (score := alike.score(kind, known[one], known[other])) is not None
    ]
    put(connection, tables.near, rows)
    return {str(row[end]) for row in rows for end in ("one", "other")}


def bodies(connection: Connection, kind: str, values: Collection[str]) -> dict[str, str]:
    """The bodies of known values."""
    table = tables.prints
    found: dict[str, str] = {}
    for some in batches(sorted(values), _BATCH):
        rows = connection.execute(
            select(table.c.value, table.c.body).where(table.c.kind == kind, among(connection, table.c.value, some))
        )
        found.update((row.value, row.body) for row in rows)
    return found


def _withdraw(connection: Connection, kind: str, overflown: Mapping[str, Sequence[str]]) -> set[str]:
    """Keys that have just become templates': alike pairs that met nowhere else are alike no more."""
    met = {_ordered(*pair) for values in overflown.values() for pair in combinations(values, 2)}
    if not met:
        return set()
    alike_to_any = neighbours(connection, {(kind, value) for pair in met for value in pair})
    standing = {(one, other) for _, one, other in alike_to_any} & met
    known = bodies(connection, kind, {value for pair in standing for value in pair})
    keys = {value: set(own) for value, own in zip(known, alike.keys(kind, list(known.values())), strict=True)}
    holders = _holders(connection, {key for one, other in standing for key in keys[one] & keys[other]})
    lost = [
        (one, other)
        for one, other in sorted(standing)
        if all(len(holders[key]) > MOST for key in keys[one] & keys[other])
    ]
    table = tables.near
    for some in batches(lost, _BATCH):
        pairs = or_(*(and_(table.c.one == one, table.c.other == other) for one, other in some))
        connection.execute(delete(table).where(table.c.kind == kind, pairs))
    return {value for pair in lost for value in pair}


def neighbours(connection: Connection, values: Collection[tuple[str, str]]) -> dict[tuple[str, str, str], float]:
    """Alike pairs, as (kind, one, other) -> score, in which any of ``values`` (kind, value) stands."""
    table = tables.near
    found: dict[tuple[str, str, str], float] = {}
    by_kind: dict[str, list[str]] = {}
    for kind, value in sorted(values):
        by_kind.setdefault(kind, []).append(value)
    for kind, mine in by_kind.items():
        for some in batches(mine, _BATCH):
            for end in (table.c.one, table.c.other):
                for row in connection.execute(select(table).where(table.c.kind == kind, among(connection, end, some))):
                    found[row.kind, row.one, row.other] = row.score
    return found


def few_alike(near: Mapping[tuple[str, str, str], float]) -> dict[tuple[str, str, str], float]:
    """Pairs without those of a value that is alike to more than its kind allows: a template with numbers put in.

    ``near`` must hold every pair of the values that are asked about.
    """
    neighbours_of = Counter((kind, end) for kind, one, other in near for end in (one, other))
    return {
        (kind, one, other): score
        for (kind, one, other), score in near.items()
        if max(neighbours_of[kind, one], neighbours_of[kind, other]) <= KINDS[kind].most
    }


def _ordered(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
