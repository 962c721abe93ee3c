"""A JD ware (``ware.read.findWareById``) as a Listing. [B]

Sure are ``wareId``, ``title``, ``jdPrice`` (yuan), ``categoryId`` and ``wareStatus``. [C] to be verified with the first
grant: all else that is read here, named as in the platform's published kits, and the host under which pictures lie.
The choices of a ware are another call (``sku.read.searchSkuList``) that is not made; where they come along, they are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.api.described import described
from crawler.api.record import Record
from crawler.api.spider import Mapped
from crawler.listing import Attribute, Brand, Category, Image, Listing, Price, Sku, Spec, Status

FIELDS = (
    "wareId,title,categoryId,categorySecId,multiCategoryId,brandId,brandName,wareStatus,outerId,itemNum,barCode,adWords,"
    "sellPoint,props,multiCateProps,features,images,logo,introduction,mobileDesc,marketPrice,jdPrice,stockNum,modified"
)
"""The fields to ask for: those not named are left out of the answer."""
_STATUS: dict[str, Status] = {
    "-1": "deleted",
    "1": "off_shelf",
    "2": "off_shelf",
    "4": "off_shelf",  # by the platform's own hand, which may be for nothing worse than an empty stock
    "8": "on_sale",
    "513": "reviewing",
    "514": "reviewing",
    "516": "reviewing",
    "520": "reviewing",
    "1028": "rejected",
}
_PICTURES = "https://img10.360buyimg.com/n0/"
_EVERY_COLOUR = "0000000000"
"""``colorId`` of the pictures that are of no one choice."""


def item(payload: object) -> Mapped:
    """One ware's particulars, ``{"ware": {…}}``. Prices are in yuan."""
    answer = Record(payload)
    record = answer.record("ware")
    text, pictures = described(record.text("introduction", "mobileDesc"))
    listing = Listing(
        platform="jd",
        item_id=record.text("wareId") or "",
        outer_id=record.text("outerId", "itemNum"),
        status=record.one_of("wareStatus", _STATUS, "unknown"),
        title=record.text("title"),
        # The line under the title, in red.
        subtitle=record.record("adWords").text("words"),
        selling_point=record.text("sellPoint"),
        description_text=text,
        attributes=tuple(dict.fromkeys(_attributes(record))),
        skus=tuple(_skus(record)),
        price=_price(record),
        category=tuple(Category(number) for number in _categories(record)),
        brand=_brand(record),
        images=(*dict.fromkeys(_images(record)), *pictures),
    )
    return Mapped(listing, tuple(answer.unknown))


def _price(record: Record) -> Price | None:
    each = [fen for sku in record.records("skus") if (fen := sku.yuan("jdPrice")) is not None]
    price = Price(
        sale_fen=record.yuan("jdPrice"),
        min_fen=min(each, default=None),
        max_fen=max(each, default=None),
        market_fen=record.yuan("marketPrice"),
    )
    return price if price != Price() else None


def _attributes(record: Record) -> Iterator[Attribute]:
    """Names may be missing: then the number of the property stands for it, so that what the seller wrote is kept."""
    for prop in (*record.records("props"), *record.records("multiCateProps")):
        name = prop.text("attrName", "attrId") or "属性"
        values = _values(prop, "attrValueAlias") or _values(prop, "attrValues")
        yield from (Attribute(name, value, prop.text("units")) for value in values)
    for feature in record.records("features"):
        # Features without a name in words are switches of the platform's own.
        if (named := feature.text("cn", "featureCn")) and (said := feature.text("value", "featureValue")):
            yield Attribute(named, said)


def _values(prop: Record, field: str) -> list[str]:
    found = prop.raw(field)
    return list(prop.texts(field)) if isinstance(found, list) else list(filter(None, (prop.text(field),)))


def _skus(record: Record) -> Iterator[Sku]:
    for sku in record.records("skus"):
        chosen = (
            Spec(sale.text("attrName", "attrId"), value)
            for sale in sku.records("saleAttrs")
            for value in _values(sale, "attrValueAlias") or _values(sale, "attrValues")
        )
        yield Sku(
            sku_id=sku.text("skuId"),
            outer_sku_id=sku.text("outerId"),
            barcode=sku.text("barCode"),
            spec=tuple(chosen),
            price_fen=sku.yuan("jdPrice"),
            stock=sku.whole("stockNum"),
        )


def _categories(record: Record) -> Iterator[str]:
    numbers = (record.text(name) for name in ("categorySecId", "categoryId", "multiCategoryId"))
    yield from dict.fromkeys(number for number in numbers if number and number != "0")


def _brand(record: Record) -> Brand | None:
    number, name = record.text("brandId"), record.text("brandName")
    number = None if number == "0" else number
    return Brand(number, name) if number or name else None


def _images(record: Record) -> Iterator[Image]:
    if url := record.text("logo"):
        yield Image(url=_address(url), role="main")
    for image in record.records("images"):
        if url := image.text("imgUrl"):
            own = (image.text("colorId") or _EVERY_COLOUR) != _EVERY_COLOUR
            yield Image(url=_address(url), role="sku" if own else "main")


def _address(url: str) -> str:
    """Pictures come without their host (``jfs/t1/…``)."""
    return url if url.startswith(("http://", "https://", "//")) else _PICTURES + url.lstrip("/")
