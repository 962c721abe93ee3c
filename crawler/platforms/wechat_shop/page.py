"""A WeChat shop item (``channels/ec/product/get``) as a Listing. Field names are those of the platform's documents. [A]

[C] to be verified with the first grant: ``edit_product`` beside ``product``, ``short_title``, ``cats`` where ``cats_v2`` is
missing, and of a SKU ``sku_id``, ``out_sku_id``, ``sku_code``, ``bar_code``, ``stock_num``, ``thumb_img``; whether
``market_price`` stands with the item or with its SKUs (both are read).
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.api.described import described
from crawler.api.record import Record
from crawler.api.spider import Mapped
from crawler.listing import (
    Attribute,
    Brand,
    Category,
    Image,
    Listing,
    Price,
    ProductKind,
    Qualification,
    Sku,
    Spec,
    Status,
)

_NO_BRAND = ("2100000000", "0")
_STATUS: dict[str, Status] = {
    "0": "off_shelf",
    "5": "on_sale",
    "6": "deleted",
    "9": "deleted",
    "11": "off_shelf",
    "13": "banned",
    # Taken down for want of a deposit (14) or because a brand's papers ran out (15): for sale it is not.
    "14": "off_shelf",
    "15": "off_shelf",
    "20": "banned",
}
_KINDS: dict[str, ProductKind] = {"1": "normal", "2": "lucky_bag", "3": "live_flash"}


def item(answer: object) -> Mapped:
    """One item's particulars as buyers see them; as the shop drafted them only where it was never on sale. Prices: fen."""
    whole = Record(answer)
    online, draft = whole.record("product"), whole.record("edit_product")
    record = draft if draft.raw("title") and not online.raw("title") else online
    about = record.record("desc_info")
    text, pictures = described(about.text("desc"))
    listing = Listing(
        platform="wechat_shop",
        item_id=record.text("product_id") or "",
        outer_id=record.text("out_product_id"),
        status=record.one_of("status", _STATUS, "unknown"),
        title=record.text("title"),
        short_title=record.text("short_title"),
        subtitle=record.text("sub_title"),
        description_text=text,
        attributes=tuple(_attributes(record)),
        skus=tuple(_skus(record)),
        price=_price(record),
        category=tuple(_category(record)),
        brand=_brand(record),
        product_kind=record.one_of("product_type", _KINDS, "other") if record.raw("product_type") is not None else None,
        qualifications=tuple(_papers(record)),
        images=(*_images(record, about), *pictures),
    )
    return Mapped(listing, tuple(record.unknown))


def _price(record: Record) -> Price | None:
    skus = list(record.records("skus"))
    each = [fen for sku in skus if (fen := sku.fen("sale_price")) is not None]
    struck = [fen for sku in skus if (fen := sku.fen("market_price")) is not None]
    lowest = record.fen("min_price")
    lowest = min(each, default=None) if lowest is None else lowest
    market = record.fen("market_price")
    price = Price(
        sale_fen=lowest,
        min_fen=lowest,
        max_fen=max(each, default=None),
        market_fen=min(struck, default=None) if market is None else market,
    )
    return price if price != Price() else None


def _attributes(record: Record) -> Iterator[Attribute]:
    for pair in record.records("attrs"):
        if name := pair.text("attr_key"):
            yield Attribute(name, pair.text("attr_value"))


def _skus(record: Record) -> Iterator[Sku]:
    for sku in record.records("skus"):
        yield Sku(
            sku_id=sku.text("sku_id"),
            outer_sku_id=sku.text("out_sku_id", "sku_code"),
            barcode=sku.text("bar_code"),
            spec=tuple(Spec(said.text("attr_key"), said.text("attr_value")) for said in sku.records("sku_attrs")),
            price_fen=sku.fen("sale_price"),
            stock=sku.whole("stock_num"),
        )


def _category(record: Record) -> Iterator[Category]:
    """From the root to the leaf, by number alone."""
    for level in record.records("cats_v2", "cats"):
        if number := level.text("cat_id"):
            yield Category(number)


def _brand(record: Record) -> Brand | None:
    number = record.text("brand_id")
    return Brand(number) if number and number not in _NO_BRAND else None


def _papers(record: Record) -> Iterator[Qualification]:
    """Papers that have a name. Most are pictures under a number, which say nothing by themselves (see ``_images``)."""
    for paper in record.records("product_qua_infos"):
        if name := paper.text("qua_name", "name"):
            yield Qualification(name)


def _images(record: Record, about: Record) -> Iterator[Image]:
    yield from (Image(url=url, role="main") for url in record.texts("head_imgs"))
    yield from (Image(url=url, role="detail") for url in about.texts("imgs"))
    yield from (Image(url=url, role="sku") for sku in record.records("skus") if (url := sku.text("thumb_img")))
    papers = [url for paper in record.records("product_qua_infos") for url in paper.texts("qua_url")]
    shown = dict.fromkeys((*record.texts("qualifications"), *papers))
    yield from (Image(url=url, role="qualification") for url in shown)
