"""How a shop was looked at: runs that walked its shelves or saw its listings, and what they missed there."""

from __future__ import annotations

from collections import Counter
from datetime import date

import msgspec
from sqlalchemy import Connection, func, or_, select

from alerts import tables
from alerts.shelves import Coverage
from alerts.shops.values import KnownShop, ShelfLook, ShopLook
from alerts.store import Store
from crawler.health import Health

_READ = ("healthy", "thin")
"""A look at many shops is thin when it missed something of one; of the others it says no less for that."""


def looks_at(store: Store, shop: KnownShop, first: date, last: date) -> tuple[ShopLook, ...]:
    """Runs of these days that looked at the shop, oldest first. What was only read or judged again is no look."""
    table = tables.runs.c
    with store.reading() as connection:
        own = _own(connection, shop, first, last)
        near = or_(table.platform == shop.platform, table.run_id.in_(sorted(own)))
        query = select(tables.runs).where(table.day.between(first, last), table.rejudged.is_(None), near)
        found = [_look(row, shop, own) for row in connection.execute(query.order_by(table.finished_at, table.run_id))]
    return tuple(look for look in found if look is not None)


def _own(connection: Connection, shop: KnownShop, first: date, last: date) -> dict[str, int]:
    look, item, run = tables.observations.c, tables.items.c, tables.runs.c
    query = (
        select(look.run_id, func.count(look.item_key.distinct()))
        .join(tables.items, item.key == look.item_key)
        .join(tables.runs, run.run_id == look.run_id)
        .where(item.platform == shop.platform, item.seller == shop.seller, run.day.between(first, last))
        .group_by(look.run_id)
    )
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def _look(row: tables.AnyRow, shop: KnownShop, own: dict[str, int]) -> ShopLook | None:
    health = msgspec.json.decode(row.health, type=Health)
    named = [scope for scope in health.looked if shop.shop_id is not None and scope.shop == shop.shop_id]
    if health.rereads is not None or not (row.run_id in own or (named and row.platform == shop.platform)):
        return None
    coverage = Coverage(health)
    shelves = {
        scope.room: ShelfLook(
            scope.room,
            coverage.read_whole((scope.shop, scope.room)),
            any(other.changes for other in named if other.room == scope.room),
        )
        for scope in named
    }
    missed = [one for one in health.not_seen if one.kind != "vanished"]
    mine = tuple(one for one in missed if one.shop is not None and one.shop == shop.shop_id)
    unplaced = Counter(one.kind for one in missed if one.shop is None)
    unmet = tuple(one for one in health.expectations if not one.met)
    read = bool(shelves) and all(shelf.complete and not shelf.changes for shelf in shelves.values())
    return ShopLook(
        row.run_id, row.source, row.finished_at, row.verdict, row.listings_sha256, own.get(row.run_id, 0),
        whole=read and row.verdict in _READ and not (mine or unplaced or unmet),
        shelves=tuple(shelves[room] for room in sorted(shelves, key=lambda room: room or "")),
        not_seen=mine,
        unplaced=tuple(sorted(unplaced.items())),
        unmet=unmet,
    )  # fmt: skip
