"""A row of a Weidian shop's list (``vdian.item.list.get``) as a Listing. [B]: itemName, imgs, price, stock, skus,
merchant_code.

[C] to be verified with the first grant: ``itemid``, the spelling ``item_name``, prices in yuan, ``status`` (absent: on
sale, for that is what the list is asked for), and of a SKU ``id``, ``title``, ``price``, ``stock``, ``sku_merchant_code``
and ``img``. A shop writes its whole description into the name, so there is no other.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.api.record import Record
from crawler.api.spider import Mapped
from crawler.listing import Image, Listing, Price, Sku, Spec, Status

ID_FIELDS = ("itemid", "item_id", "itemId")
_STATUS: dict[str, Status] = {
    "onsale": "on_sale",
    "instock": "off_shelf",
    "delete": "deleted",
    "1": "on_sale",
    "2": "off_shelf",
    "3": "deleted",
}


def item(row: object) -> Mapped:
    """One row. Prices are stated in yuan."""
    record = Record(row)
    listing = Listing(
        platform="weidian",
        item_id=record.text(*ID_FIELDS) or "",
        outer_id=record.text("merchant_code"),
        status="on_sale" if record.raw("status") is None else record.one_of("status", _STATUS, "unknown"),
        title=record.text("itemName", "item_name"),
        skus=tuple(_skus(record)),
        price=_price(record),
        images=tuple(_images(record)),
    )
    return Mapped(listing, tuple(record.unknown))


def _price(record: Record) -> Price | None:
    each = [fen for sku in record.records("skus") if (fen := sku.yuan("price")) is not None]
    stated = record.yuan("price")
    price = Price(
        sale_fen=min(each, default=None) if stated is None else stated,
        min_fen=min(each, default=stated),
        max_fen=max(each, default=None),
    )
    return price if price != Price() else None


def _skus(record: Record) -> Iterator[Sku]:
    """An item without choices has a stock of its own, which is kept as its only SKU's."""
    skus = list(record.records("skus"))
    for sku in skus:
        title = sku.text("title")
        yield Sku(
            sku_id=sku.text("id"),
            outer_sku_id=sku.text("sku_merchant_code"),
            spec=(Spec(value=title),) if title else (),
            price_fen=sku.yuan("price"),
            stock=sku.whole("stock"),
        )
    if not skus and (stock := record.whole("stock")) is not None:
        yield Sku(price_fen=record.yuan("price"), stock=stock)


def _images(record: Record) -> Iterator[Image]:
    yield from (Image(url=url, role="main") for url in dict.fromkeys(record.texts("imgs")))
    skus = (url for sku in record.records("skus") if (url := sku.text("img")))
    yield from (Image(url=url, role="sku") for url in dict.fromkeys(skus))
