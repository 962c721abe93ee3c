"""What became of a shop's listings: its alerts as they stood at the end of a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import msgspec
from sqlalchemy import or_, select

from alerts import rows, tables
from alerts.details import details
from alerts.lifecycle import ACTIVE
from alerts.observing import batches
from alerts.shops.values import KnownShop
from alerts.store import Store
from alerts.values import Alert, AlertDetail


def alerts_of(store: Store, shop: KnownShop, until: date) -> tuple[AlertDetail, ...]:
    """Every alert of the shop with its whole proof, as it stood at the end of the day; worst first."""
    columns = tables.alerts.c
    mine = (columns.platform == shop.platform, columns.seller == shop.seller)
    with store.reading() as connection:
        found = [rows.alert(row) for row in connection.execute(select(*rows.ALERT).where(*mine).order_by(*rows.ORDER))]
        return details(connection, found, until=until)


def open_alerts(store: Store, shop: KnownShop, until: date) -> tuple[Alert, ...]:
    """Those that waited for somebody at the end of the day, muted ones among them."""
    return tuple(one.alert for one in alerts_of(store, shop, until) if one.alert.state in ACTIVE)


def rulebooks_of(store: Store, run_ids: Collection[str]) -> tuple[str, ...]:
    """Digests of the rules that judged these runs, or judged them again."""
    table, found = tables.runs.c, set[str]()
    with store.reading() as connection:
        for some in batches(sorted(run_ids)):
            query = select(table.rulebooks).where(or_(table.run_id.in_(some), table.rejudged.in_(some)))
            for digests in connection.execute(query).scalars():
                found.update(msgspec.json.decode(digests, type=list[str]))
    return tuple(sorted(found))
