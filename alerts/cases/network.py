"""The network: folds that can reach each other over shared values or decisions, and its division into cases.

Links are taken in the order of their dates, so that what belongs together already stays together whatever comes later.
A link that would bring two sides of a split into one case is passed over. ``partition`` is pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations, product
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, select, update

from alerts import tables
from alerts.among import among
from alerts.cases.carrying import Carrier, Group, carriers_of
from alerts.cases.kinds import strength
from alerts.cases.prints import few_alike, neighbours
from alerts.cases.totals import tell
from alerts.observing import batches

_BATCH = 400
_KNOWING_LIKENESS = ("text", "likeness")


class Fold(NamedTuple):
    """The alerts of one seller under one charge."""

    id: str
    case_id: str
    platform: str
    seller: str
    rule: str
    first_at: datetime


FOLDS = tuple(tables.folds.c[name] for name in Fold._fields)


class Edge(NamedTuple):
    """A link of two folds since ``at``, when the second of them was seen with it. ``score``: 1 for the same value."""

    at: datetime
    kind: str
    score: float
    one: Carrier
    other: Carrier


@dataclass
class Network:
    """``bounds``: decision -> fold -> side; a merge knows side 0 only."""

    folds: dict[str, Fold] = field(default_factory=dict)
    carriers: dict[Group, list[Carrier]] = field(default_factory=dict)
    near: dict[tuple[str, str, str], float] = field(default_factory=dict)
    bounds: dict[int, dict[str, int]] = field(default_factory=dict)


def around(connection: Connection, fold: str) -> Network:
    """One fold and those that it shares something with."""
    network = Network()
    network.folds.update((one.id, one) for one in _folds(connection, tables.folds.c.id, {fold}))
    reached = _carried(connection, network, {fold})
    network.folds.update((one.id, one) for one in _folds(connection, tables.folds.c.id, reached - {fold}))
    return network


def reach(connection: Connection, seeds: Collection[str]) -> Network:
    """Everything that can bear on the cases of these folds."""
    network = Network()
    frontier = set(seeds)
    while frontier:
        folds = _folds(connection, tables.folds.c.id, frontier)
        mates = _folds(connection, tables.folds.c.case_id, {fold.case_id for fold in folds})
        new = {fold.id: fold for fold in (*folds, *mates) if fold.id not in network.folds}
        network.folds.update(new)
        reached = _carried(connection, network, new) | _bound(connection, network, new)
        frontier = reached - network.folds.keys()
    return network


def _folds(connection: Connection, column: ColumnElement[Any], values: Iterable[str]) -> list[Fold]:
    found: list[Fold] = []
    for some in batches(sorted(values), _BATCH):
        found.extend(Fold(*row) for row in connection.execute(select(*FOLDS).where(among(connection, column, some))))
    return found


def _carried(connection: Connection, network: Network, folds: Collection[str]) -> set[str]:
    """Folds that share a value with these; their carriers and alike values are put into the network."""
    columns = tables.carriers.c
    values: set[tuple[str, str]] = set()
    for some in batches(sorted(folds), _BATCH):
        query = (
            select(columns.kind, columns.value).distinct().where(among(connection, columns.fold, some), columns.shared)
        )
        values.update((row.kind, row.value) for row in connection.execute(query))
    near = neighbours(connection, {one for one in values if one[0] in _KNOWING_LIKENESS})
    network.near.update(near)
    values.update((kind, end) for kind, one, other in near for end in (one, other))
    reached: set[str] = set()
    for group, carriers in carriers_of(connection, values).items():
        linking = [one for one in carriers if one.shared]
        if linking:
            network.carriers[group] = linking
            reached.update(one.fold for one in linking)
    return reached


def _bound(connection: Connection, network: Network, folds: Collection[str]) -> set[str]:
    table = tables.bounds
    seqs: set[int] = set()
    for some in batches(sorted(folds), _BATCH):
        seqs.update(connection.execute(select(table.c.seq).where(among(connection, table.c.fold, some))).scalars())
    for number in sorted(seqs - network.bounds.keys()):
        rows = connection.execute(select(table.c.fold, table.c.side).where(table.c.seq == number))
        network.bounds[number] = {row.fold: row.side for row in rows}
    return {fold for number in seqs for fold in network.bounds[number]}


def edges(network: Network, *, every: bool) -> list[Edge]:
    """The links of a network in order of their dates. ``every``: each pair of a group, else from its first to the rest."""
    found: list[Edge] = []
    ordered = {group: sorted(some, key=lambda one: (one.at, one.fold)) for group, some in network.carriers.items()}
    for group, carriers in ordered.items():
        pairs: Iterator[tuple[Carrier, Carrier]] = (
            combinations(carriers, 2) if every else ((carriers[0], other) for other in carriers[1:])
        )
        found.extend(_edge(one, other, group[0], 1.0) for one, other in pairs)
    alike: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for (kind, value, other_value), score in few_alike(network.near).items():
        alike.setdefault((kind, value), []).append((other_value, score))
    for (kind, value, rule), carriers in ordered.items():
        for other_value, score in alike.get((kind, value), ()):
            others = ordered.get((kind, other_value, rule), [])
            ends = product(carriers, others) if every else product(carriers[:1], others[:1])
            found.extend(_edge(one, other, kind, score) for one, other in ends if one.fold != other.fold)
    found.sort(key=lambda edge: (edge.at, -strength(edge.kind, edge.score), edge.one.fold, edge.other.fold, edge.kind))
    return found


def _edge(one: Carrier, other: Carrier, kind: str, score: float) -> Edge:
    one, other = sorted((one, other), key=lambda end: (end.at, end.fold))
    return Edge(other.at, kind, score, one, other)


class _Parts:
    """Disjoint sets of folds that remember on which side of which split they stand."""

    def __init__(self, folds: Iterable[str]) -> None:
        self._parent = {fold: fold for fold in folds}
        self._sides: dict[str, dict[int, int]] = {fold: {} for fold in self._parent}

    def find(self, fold: str) -> str:
        while (parent := self._parent[fold]) != fold:
            self._parent[fold] = fold = self._parent[parent]
        return fold

    def join(self, one: str, other: str) -> None:
        one, other = self.find(one), self.find(other)
        if one == other:
            return
        ours, theirs = self._sides[one], self._sides[other]
        if any(theirs.get(seq, side) != side for seq, side in ours.items()):
            return
        if len(theirs) > len(ours):
            one, other, ours, theirs = other, one, theirs, ours
        self._parent[other] = one
        ours.update(theirs)

    def set_apart(self, seq: int, sides: Mapping[str, int]) -> None:
        found: dict[str, set[int]] = {}
        for fold, side in sides.items():
            found.setdefault(self.find(fold), set()).add(side)
        for part, both in found.items():
            if len(both) == 1:  # what a later merge has joined again is no longer apart
                self._sides[part][seq] = both.pop()


def partition(network: Network) -> dict[str, str]:
    """Fold -> case: the newest decision first, then links by date. A case is named after its earliest fold."""
    parts = _Parts(network.folds)
    for seq in sorted(network.bounds, reverse=True):
        sides = {fold: side for fold, side in network.bounds[seq].items() if fold in network.folds}
        for side in (0, 1):
            together = sorted(fold for fold, own in sides.items() if own == side)
            for fold in together[1:]:
                parts.join(together[0], fold)
        if len(set(sides.values())) > 1:
            parts.set_apart(seq, sides)
    for edge in edges(network, every=bool(network.bounds)):
        parts.join(edge.one.fold, edge.other.fold)
    leading: dict[str, Fold] = {}
    for one in network.folds.values():
        part = parts.find(one.id)
        leading[part] = min(leading.get(part, one), one, key=lambda fold: (fold.first_at, fold.id))
    return {fold: leading[parts.find(fold)].id for fold in network.folds}


def settle(connection: Connection, seeds: Collection[str], joined: Sequence[Collection[str]] = ()) -> None:
    """Put folds into their cases, and count those that change. ``joined``: folds that have come to be linked; where nobody decided anything their cases
    are made one without looking at the rest. ``seeds``: folds around which everything that can bear on them is seen anew."""
    again = {*seeds, *_join(connection, joined)}
    if not again:
        return
    network = reach(connection, again)
    cases = partition(network)
    moved = [fold for fold in network.folds.values() if cases[fold.id] != fold.case_id]
    _name(connection, {fold.id: cases[fold.id] for fold in moved}, "id")
    tell(connection, cases={case for fold in moved for case in (fold.case_id, cases[fold.id])})


def _join(connection: Connection, joined: Sequence[Collection[str]]) -> set[str]:
    """Make one of the cases that are linked now; gives back folds of cases about which somebody decided."""
    folds = {one.id: one for one in _folds(connection, tables.folds.c.id, {fold for some in joined for fold in some})}
    apart = [some for some in joined if len({folds[fold].case_id for fold in some}) > 1]
    decided = _decided(connection, {fold.case_id for fold in folds.values()})
    parts = _Parts({one.case_id for one in folds.values()})
    for some in apart:
        first, *rest = {folds[fold].case_id for fold in some}
        for other in rest:
            parts.join(first, other)
    held = {parts.find(case) for case in decided}
    leaders = {one.id: one for one in _folds(connection, tables.folds.c.id, {one.case_id for one in folds.values()})}
    whole: dict[str, list[Fold]] = {}
    for case in {folds[fold].case_id for some in apart for fold in some}:
        whole.setdefault(parts.find(case), []).append(leaders[case])
    named: dict[str, str] = {}
    for part, cases in whole.items():
        if part not in held:
            leader = min(cases, key=lambda one: (one.first_at, one.id))
            named.update((case.id, leader.id) for case in cases if case is not leader)
    _name(connection, named, "case_id")
    tell(connection, cases={*named, *named.values()})
    return {fold for some in joined for fold in some if parts.find(folds[fold].case_id) in held}


def _decided(connection: Connection, cases: Collection[str]) -> set[str]:
    """Those of the cases that a standing decision touches."""
    found: set[str] = set()
    query = select(tables.folds.c.case_id).distinct().join(tables.bounds, tables.bounds.c.fold == tables.folds.c.id)
    for some in batches(sorted(cases), _BATCH):
        found.update(connection.execute(query.where(among(connection, tables.folds.c.case_id, some))).scalars())
    return found


def _name(connection: Connection, named: Mapping[str, str], column: str) -> None:
    """Write the case of folds, by their id or by the case they were in."""
    if named:
        table = tables.folds
        statement = update(table).where(table.c[column] == bindparam("of")).values(case_id=bindparam("to"))
        connection.execute(statement, [{"of": of, "to": to} for of, to in named.items()])
