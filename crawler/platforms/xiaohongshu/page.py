"""A Xiaohongshu item with its SKUs (``product.getItemInfo``) as a Listing. [B]

Prices are in fen. (An older interface, which is not asked, states yuan: an amount with a fraction is signalled and not read.)

[C] to be verified with the first grant: the item stands under ``itemInfo`` and its SKUs under ``skuInfos``; an item is on
sale if any of its SKUs can be bought; ``itemShortTitle``, ``brandName``, ``specImage`` and ``barcode`` are named so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.api.described import described
from crawler.api.record import Record
from crawler.api.spider import Mapped
from crawler.listing import Attribute, Brand, Category, Image, Listing, Price, Sku, Spec, Status

_BUYABLE: dict[str, Status] = {
    "True": "on_sale",
    "true": "on_sale",
    "1": "on_sale",
    "False": "off_shelf",
    "false": "off_shelf",
    "0": "off_shelf",
}


def item(answer: object) -> Mapped:
    """One item's particulars."""
    whole = Record(answer)
    record = whole.record("itemInfo") if whole.raw("itemInfo") is not None else whole.record("item")
    skus = list(whole.records("skuInfos", "skus"))
    text, pictures = described(record.text("description"))
    number = record.text("brandId")
    brand = Brand(None if number == "0" else number, record.text("brandName"))
    listing = Listing(
        platform="xiaohongshu",
        item_id=record.text("id", "itemId") or "",
        outer_id=record.text("articleNo", "erpCode"),
        status=_status(skus),
        title=record.text("name"),
        short_title=record.text("itemShortTitle"),
        description_text=text,
        attributes=tuple(_attributes(record)),
        skus=tuple(map(_sku, skus)),
        price=_price(skus),
        category=(Category(leaf),) if (leaf := record.text("categoryId")) else (),
        brand=brand if brand != Brand() else None,
        images=(*_images(record, skus), *pictures),
    )
    total = whole.whole("total")
    if total is not None and total > len(skus):
        whole.unknown.append(f"skuInfos={len(skus)}/{total}")
    return Mapped(listing, tuple(whole.unknown))


def _status(skus: Sequence[Record]) -> Status:
    each: set[Status] = {sku.one_of("buyable", _BUYABLE, "unknown") for sku in skus}
    ranked: tuple[Status, ...] = ("on_sale", "unknown", "off_shelf")
    return next((status for status in ranked if status in each), "unknown")


def _price(skus: Sequence[Record]) -> Price | None:
    """The lowest price is what the item's page shows, and beside it the market price of that same SKU."""
    each = [(fen, sku.fen("originalPrice")) for sku in skus if (fen := sku.fen("price")) is not None]
    if not each:
        return None
    sale, market = min(each, key=lambda pair: pair[0])
    return Price(sale_fen=sale, min_fen=sale, max_fen=max(fen for fen, _ in each), market_fen=market)


def _attributes(record: Record) -> Iterator[Attribute]:
    """A property has one value, or several in a list of their own; a value that stands in both is one."""
    for prop in record.records("attributes"):
        name = prop.text("name", "propertyId")
        if name is None:
            continue
        several = [value.text("value", "name") for value in prop.records("valueList")]
        for value in dict.fromkeys(filter(None, (*several, prop.text("value")))):
            yield Attribute(name, value)


def _sku(sku: Record) -> Sku:
    return Sku(
        sku_id=sku.text("id", "skuId"),
        outer_sku_id=sku.text("erpCode"),
        barcode=sku.text("barcode"),
        spec=tuple(Spec(chosen.text("name"), chosen.text("value")) for chosen in sku.records("variants")),
        price_fen=sku.fen("price"),
        stock=sku.whole("stock"),
    )


def _images(record: Record, skus: Sequence[Record]) -> Iterator[Image]:
    yield from (Image(url=url, role="main") for url in dict.fromkeys(record.texts("images")))
    yield from (Image(url=url, role="detail") for url in record.texts("imageDescriptions"))
    yield from (Image(url=url, role="sku") for sku in skus if (url := sku.text("specImage")))
