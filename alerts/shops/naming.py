"""Which shop somebody means, by id or by name."""

from __future__ import annotations

from difflib import get_close_matches

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, or_, select

from alerts import tables
from alerts.identity import named_seller, shop_seller
from alerts.shops.values import KnownShop
from alerts.store import Store
from crawler.listing import Shop

_SHOP, _NAME = "shop:", "name:"
NEAREST = 3
_LIKE_ENOUGH = 0.5


class _Named(Struct):
    shop: Shop | None = None


_DECODE = msgspec.json.Decoder(_Named)


def find(store: Store, shop: str, platform: str | None = None) -> tuple[KnownShop, ...]:
    """Shops of that id, else of that name (width, case and spaces do not count); more than one where it is not plain."""
    wanted = shop.replace("\x00", "").strip()
    with store.reading() as connection:
        by_id = _shops(connection, platform, tables.items.c.seller == shop_seller(wanted))
        if by_id:
            return by_id
        name = named_seller(wanted)
        return tuple(
            one for one in _shops(connection, platform) if name in (one.seller, named_seller(one.shop_name or ""))
        )


def nearest(store: Store, shop: str, platform: str | None = None) -> tuple[str, ...]:
    """Names and ids of shops that are written much like it, the most alike first."""
    with store.reading() as connection:
        known = _shops(connection, platform)
    words = list(dict.fromkeys(word for one in known for word in (one.shop_name, one.shop_id) if word))
    holding = [word for word in words if shop and shop.casefold() in word.casefold()]
    alike = get_close_matches(shop[:60], [word[:60] for word in words], NEAREST, _LIKE_ENOUGH)
    return tuple(dict.fromkeys((*alike, *holding)))[:NEAREST]


def _shops(connection: Connection, platform: str | None, *conditions: ColumnElement[bool]) -> tuple[KnownShop, ...]:
    """Shops under the name of the newest look that is kept, else under that of their alerts."""
    item, look = tables.items.c, tables.observations.c
    named = or_(item.seller.startswith(_SHOP), item.seller.startswith(_NAME))
    if platform is not None:
        conditions = (*conditions, item.platform == platform)
    place = func.row_number().over(partition_by=(item.platform, item.seller), order_by=(item.last_at.desc(), item.key))
    newest = (
        select(item.platform, item.seller, item.key, item.last_run_id, place.label("place"))
        .where(named, *conditions)
        .subquery()
    )
    query = (
        select(newest.c.platform, newest.c.seller, tables.contents.c.listing)
        .select_from(newest)
        .outerjoin(tables.observations, (look.item_key == newest.c.key) & (look.run_id == newest.c.last_run_id))
        .outerjoin(tables.contents, tables.contents.c.sha256 == look.content)
        .where(newest.c.place == 1)
    )
    said = {(row.platform, row.seller): _name(row.listing) for row in connection.execute(query)}
    if None in said.values():
        alert = tables.alerts.c
        for row in connection.execute(select(alert.platform, alert.seller, alert.shop_name).order_by(alert.last_seen)):
            if said.get((row.platform, row.seller), "") is None:
                said[row.platform, row.seller] = row.shop_name
    return tuple(
        sorted(
            KnownShop(where, seller, seller.removeprefix(_SHOP) if seller.startswith(_SHOP) else None, name)
            for (where, seller), name in said.items()
        )
    )


def _name(listing: str | None) -> str | None:
    shop = _DECODE.decode(listing).shop if listing else None
    return shop.name if shop else None
