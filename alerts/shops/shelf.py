"""What stood on a shop's shelves when each listing was seen last."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from alerts import tables
from alerts.observing import batches
from alerts.recall import of_run
from alerts.shops.values import KnownShop, LatestLook, Shelf
from alerts.store import Store
from alerts.workdays import bounds
from crawler.health import Health

_BATCH = 500


def latest(store: Store, shop: KnownShop, until: date) -> Shelf:
    """The latest look at every listing of the shop by the end of a day, by item id. What was read again with the text of
    its pictures stands for the look itself."""
    item = tables.items.c
    mine = (item.platform == shop.platform, item.seller == shop.seller)
    with store.reading() as connection:
        found: list[LatestLook] = []
        for run_id, keys in sorted(_newest(connection, mine, until).items()):
            place = _origin(connection, run_id)
            for some in batches(keys, _BATCH):
                for lines in of_run(connection, run_id, some).values():
                    for line in {one.content: one for one in reversed(lines)}.values():
                        found.append(
                            LatestLook(
                                line.listing.item_id, line.at, place.run_id, line.line, place.listings_sha256,
                                place.seen_in, line.content, line.listing,
                            )
                        )  # fmt: skip
        known, released = _counts(connection, mine, until)
    return Shelf(tuple(sorted(found, key=lambda one: (one.item_id, one.line))), known, released)


def _newest(connection: Connection, mine: tuple[ColumnElement[bool], ...], until: date) -> dict[str, list[str]]:
    """By run the items that no later run saw."""
    item, look, run = tables.items.c, tables.observations.c, tables.runs.c
    place = func.row_number().over(
        partition_by=look.item_key, order_by=(look.at.desc(), run.finished_at.desc(), look.run_id.desc())
    )
    looks = (
        select(look.item_key, look.run_id, place.label("place"))
        .join(tables.items, item.key == look.item_key)
        .join(tables.runs, run.run_id == look.run_id)
        .where(*mine, run.day <= until)
        .subquery()
    )
    found: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(looks.c.item_key, looks.c.run_id).where(looks.c.place == 1)):
        found[row.run_id].append(row.item_key)
    return found


class _Origin(NamedTuple):
    run_id: str
    listings_sha256: str
    seen_in: str


def _origin(connection: Connection, run_id: str) -> _Origin:
    """Where a listing of this run stands and which run saw it: it may have been judged, or read, again since."""
    table = tables.runs.c
    query = select(table.rejudged, table.listings_sha256, table.health).where(table.run_id == run_id)
    row = connection.execute(query).one()
    first = msgspec.json.decode(row.health, type=Health).rereads
    return _Origin(row.rejudged or run_id, row.listings_sha256, first or run_id)


def _counts(connection: Connection, mine: tuple[ColumnElement[bool], ...], until: date) -> tuple[int, int]:
    item, look = tables.items.c, tables.observations.c
    by_then = (*mine, item.last_at < bounds(until)[1])
    kept = select(look.item_key).where(look.item_key == item.key).exists()
    released = connection.execute(select(func.count()).select_from(tables.items).where(*by_then, ~kept)).scalar_one()
    every = connection.execute(select(func.count()).select_from(tables.items).where(*mine)).scalar_one()
    return int(every), int(released)
