"""A Douyin shop item (``product.detail``) as a Listing. Field names are those of the platform's documents. [A]"""

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

_NO_BRAND = "596120136"
_CHECKED: dict[str, Status | None] = {
    # check_status stands above status: a banned item may still call itself on sale. None: status decides.
    "1": None,
    "2": "reviewing",
    "3": None,
    "4": "rejected",
    "5": "banned",
    "7": None,
}
_STATUS: dict[str, Status] = {"0": "on_sale", "1": "off_shelf", "2": "deleted"}
_KINDS: dict[str, ProductKind] = {"0": "normal", "3": "virtual", "6": "jade_flash", "7": "cloud_flash"}
_LEVELS = ("first", "second", "third", "fourth")


def item(answer: object) -> Mapped:
    """One item's particulars. Prices are in fen."""
    record = Record(answer)
    text, pictures = described(record.text("description"))
    listing = Listing(
        platform="douyin",
        item_id=record.text("product_id_str", "product_id") or "",
        outer_id=record.text("outer_product_id", "out_product_id"),
        status=_status(record),
        # A buyer reads both as one name.
        title="".join(filter(None, (record.text("name_prefix"), record.text("name")))) or None,
        selling_point=record.text("recommend_remark"),
        description_text=text,
        attributes=tuple(_attributes(record)),
        skus=tuple(_skus(record)),
        price=_price(record),
        category=tuple(_category(record.record("category_detail"))),
        brand=_brand(record),
        live_only=_live_only(record),
        product_kind=record.one_of("product_type", _KINDS, "other") if record.raw("product_type") is not None else None,
        qualifications=tuple(_papers(record)),
        images=(*_images(record), *pictures),
    )
    return Mapped(listing, tuple(record.unknown))


def _status(record: Record) -> Status:
    checked = record.one_of("check_status", _CHECKED, "unknown")
    status: Status = record.one_of("status", _STATUS, "unknown")
    return checked or status


def _price(record: Record) -> Price | None:
    each = [fen for sku in record.records("spec_prices") if (fen := sku.fen("price")) is not None]
    price = Price(
        sale_fen=record.fen("discount_price"),
        min_fen=min(each, default=None),
        max_fen=max(each, default=None),
        market_fen=record.fen("market_price", "reference_price"),
    )
    return price if price != Price() else None


def _attributes(record: Record) -> Iterator[Attribute]:
    """``product_format_new`` is JSON in a string, its values by the number of their property; the older
    ``product_format`` is ``名|值^名|值``.
    """
    for key in record.inner("product_format_new").value:
        for value in record.inner("product_format_new").records(key):
            name = value.text("property_name", "PropertyName") or key
            yield Attribute(name, value.text("name", "Name"), value.text("measure_unit"))
    old = record.text("product_format")
    for pair in old.split("^") if old else ():
        name, bar, said = pair.partition("|")
        if bar and name.strip():
            yield Attribute(name.strip(), said.strip() or None)


def _skus(record: Record) -> Iterator[Sku]:
    names: dict[str, Spec] = {}
    for spec in record.records("specs"):
        for value in spec.records("values"):
            names[value.text("id") or ""] = Spec(spec.text("name"), value.text("name"))
    for sku in record.records("spec_prices"):
        chosen = (names[number] for number in sku.texts("spec_detail_ids") if number in names)
        yield Sku(
            sku_id=sku.text("sku_id"),
            outer_sku_id=sku.text("outer_sku_id", "code"),
            barcode=sku.text("barcode"),
            spec=tuple(chosen),
            price_fen=sku.fen("price"),
            stock=sku.whole("stock_num"),
        )


def _category(record: Record) -> Iterator[Category]:
    for level in _LEVELS:
        number, name = record.text(f"{level}_cid"), record.text(f"{level}_cname")
        if (number and number != "0") or name:
            yield Category(None if number == "0" else number, name)


def _brand(record: Record) -> Brand | None:
    number, name = record.text("standard_brand_id", "brand_id"), record.text("brand_name")
    return Brand(number, name) if (number or name) and number not in (_NO_BRAND, "0") else None


def _live_only(record: Record) -> bool | None:
    channels = record.raw("sell_channel")
    return None if channels is None else "1" in list(record.texts("sell_channel"))


def _papers(record: Record) -> Iterator[Qualification]:
    for paper in record.records("quality_list"):
        yield Qualification(name=paper.text("quality_name"))
    inspection = record.record("quality_inspection_info")
    if inspection.value:
        yield Qualification(cert_no=inspection.text("certificate_code"), agency=inspection.text("agency"))
    proof = record.record("reference_price_certificate")
    if name := proof.text("certificate_name"):
        yield Qualification(name=name)


def _images(record: Record) -> Iterator[Image]:
    main = list(dict.fromkeys(filter(None, (*record.texts("pic"), record.text("img")))))
    yield from (Image(url=url, role="main") for url in main)
    if url := record.text("long_pic_url"):
        yield Image(url=url, role="long")
    yield from (Image(url=url, role="sku") for s in record.records("spec_pics") if (url := s.text("pic", "url")))
    for paper in record.records("quality_list"):
        for file in paper.records("quality_attachments"):
            if url := file.text("url"):
                yield Image(url=url, role="qualification")
