"""Links as people read them: reason, strength, both ends with what they carry and where, and since when."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from alerts import tables
from alerts.cases.carrying import Carrier
from alerts.cases.kinds import reason, strength
from alerts.cases.network import Edge, Network, edges
from alerts.cases.values import End, Link
from alerts.observing import batches

_BATCH = 500


def links_of(
    connection: Connection, network: Network, case_id: str, limit: int, *, of: str | None = None
) -> tuple[Link, ...]:
    """The links of a case, or of one fold in it, in the order of their dates, at most ``limit``; of two ends each reason
    is told once.

    Links to folds that a person keeps apart are told too (``inside`` False): the reason is there all the same.
    """
    told: dict[tuple[str, str, str], Edge] = {}
    for edge in edges(network, every=of is not None or bool(network.bounds)):
        here = {network.folds[end.fold].case_id == case_id for end in (edge.one, edge.other)}
        ends = edge.one.fold, edge.other.fold
        place = (edge.kind, min(ends), max(ends))
        if True in here and of in (None, *ends) and (place not in told or edge.score > told[place].score):
            told[place] = edge
    same_file = {place[1:] for place in told if place[0] == "picture"}
    chosen = [edge for place, edge in told.items() if place[0] != "likeness" or place[1:] not in same_file]
    chosen = sorted(chosen, key=lambda edge: (edge.at, -strength(edge.kind, edge.score)))[: max(1, limit)]
    shops = _shops(connection, {end.alert_id for edge in chosen for end in (edge.one, edge.other)})
    return tuple(
        Link(
            edge.kind, reason(edge.kind, edge.score), strength(edge.kind, edge.score), edge.at,
            _end(edge.one, network, shops), _end(edge.other, network, shops),
            all(network.folds[end.fold].case_id == case_id for end in (edge.one, edge.other)),
        )
        for edge in chosen
    )  # fmt: skip


def _end(carrier: Carrier, network: Network, shops: dict[str, str]) -> End:
    return End(
        carrier.alert_id, network.folds[carrier.fold].platform, shops.get(carrier.alert_id) or "店铺未标明",
        carrier.field, carrier.shown,
    )  # fmt: skip


def _shops(connection: Connection, alerts: Collection[str]) -> dict[str, str]:
    columns = tables.alerts.c
    name = func.coalesce(columns.shop_name, columns.shop_id, columns.anchor, columns.room_title, "")
    found: dict[str, str] = {}
    for some in batches(sorted(alerts), _BATCH):
        rows = connection.execute(select(columns.id, name.label("shop")).where(columns.id.in_(some)))
        found.update((row.id, row.shop) for row in rows)
    return found
