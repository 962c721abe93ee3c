"""A Taobao item (``taobao.item.seller.get``) as a Listing. Field names are those of the platform's documents. [A]

[C] to be verified with the first grant: ``violation`` and ``num`` as what tells why an item is not on sale, ``is_virtual``
and ``type`` as its kind, ``status`` of a choice, property 20000 as the brand, ``sku_picture``.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.api.described import described
from crawler.api.record import Record
from crawler.api.spider import Mapped
from crawler.listing import Attribute, Brand, Category, Image, Listing, Price, ProductKind, Sku, Spec, Status
from crawler.platforms.taobao.props import aliases, props, typed

FIELDS = (
    "num_iid,title,detail_url,outer_id,cid,approve_status,violation,type,is_virtual,price,num,sold_quantity,pic_url,"
    "item_img,prop_img,desc,sell_point,props_name,input_pids,input_str,property_alias,sku,modified"
)
"""The fields to ask for; ``item_img``, ``prop_img`` and ``sku`` come as lists inside ``item_imgs``, ``prop_imgs``, ``skus``."""
_BRAND = "20000"
_NO_BRANDS = frozenset({"无品牌", "其他", "其它", "other", "other/其他", "other/其它", "无"})
_STATUS: dict[str, Status] = {"onsale": "on_sale", "instock": "off_shelf"}
_YES: dict[str, bool] = {"True": True, "true": True, "1": True, "False": False, "false": False, "0": False}
_KINDS: dict[str, ProductKind] = {"fixed": "normal", "auction": "other"}


def item(payload: object) -> Mapped:
    """One item's particulars, ``{"item": {…}}``. Prices are in yuan."""
    answer = Record(payload)
    record = answer.record("item")
    text, pictures = described(record.text("desc"))
    listing = Listing(
        platform="taobao",
        item_id=record.text("num_iid") or "",
        outer_id=record.text("outer_id"),
        url=_address(record.text("detail_url")),
        status=_status(record),
        title=record.text("title"),
        selling_point=record.text("sell_point"),
        description_text=text,
        attributes=tuple(dict.fromkeys(_attributes(record))),
        skus=tuple(_skus(record)),
        price=_price(record),
        category=tuple(Category(number) for number in (record.text("cid"),) if number),
        brand=_brand(record),
        sales=record.whole("sold_quantity"),
        product_kind=_kind(record),
        images=(*_images(record), *pictures),
    )
    return Mapped(listing, tuple(answer.unknown))


def nested(record: Record, outer: str, inner: str) -> Iterator[Record]:
    """The objects of a list that lies one level deeper (``items.item``), or plain where ``simplify`` was asked for."""
    return record.records(outer) if isinstance(record.raw(outer), list) else record.record(outer).records(inner)


def _status(record: Record) -> Status:
    status: Status = record.one_of("approve_status", _STATUS, "unknown")
    if status == "off_shelf" and record.one_of("violation", _YES, False):
        return "banned"
    return "sold_out" if status == "off_shelf" and record.whole("num") == 0 else status


def _kind(record: Record) -> ProductKind | None:
    if record.one_of("is_virtual", _YES, False):
        return "virtual"
    return record.one_of("type", _KINDS, "other") if record.raw("type") is not None else None


def _price(record: Record) -> Price | None:
    each = [fen for sku in _choices(record) if (fen := sku.yuan("price")) is not None]
    price = Price(
        sale_fen=record.yuan("price"), min_fen=min(each, default=None), max_fen=max(each, default=None)
    )  # fmt: skip
    return price if price != Price() else None


def _attributes(record: Record) -> Iterator[Attribute]:
    names: dict[str, str] = {}
    for prop in props(record.text("props_name")):
        name = names[prop.pid] = prop.name or prop.pid
        yield Attribute(name, prop.value)
    for prop in typed(record.text("input_pids"), record.text("input_str")):
        # A number without a name is better than words without a place; 20000 is the brand in every category.
        name = prop.name or names.get(prop.pid) or ("品牌" if prop.pid == _BRAND else prop.pid) or "自填属性"
        yield Attribute(name, prop.value)


def _choices(record: Record) -> Iterator[Record]:
    """The choices that buyers are offered: deleted ones still come along."""
    return (sku for sku in nested(record, "skus", "sku") if sku.text("status") != "delete")


def _skus(record: Record) -> Iterator[Sku]:
    own_names = aliases(record.text("property_alias"))
    for sku in _choices(record):
        chosen = props(sku.text("properties_name"))
        yield Sku(
            sku_id=sku.text("sku_id"),
            outer_sku_id=sku.text("outer_id"),
            barcode=sku.text("barcode"),
            spec=tuple(Spec(p.name, own_names.get((p.pid, p.vid or ""), p.value)) for p in chosen),
            price_fen=sku.yuan("price"),
            stock=sku.whole("quantity"),
        )


def _brand(record: Record) -> Brand | None:
    for prop in props(record.text("props_name")):
        if prop.pid == _BRAND and prop.value:
            return None if prop.value.lower() in _NO_BRANDS else Brand(prop.vid, prop.value)
    for prop in typed(record.text("input_pids"), record.text("input_str")):
        if prop.pid == _BRAND and prop.name is None and prop.value:
            return None if prop.value.lower() in _NO_BRANDS else Brand(None, prop.value)
    return None


def _images(record: Record) -> Iterator[Image]:
    main = (record.text("pic_url"), *(image.text("url") for image in nested(record, "item_imgs", "item_img")))
    yield from (Image(url=url, role="main") for url in dict.fromkeys(main) if url)
    choices = (*(image.text("url") for image in nested(record, "prop_imgs", "prop_img")),
               *(sku.text("sku_picture") for sku in _choices(record)))  # fmt: skip
    yield from (Image(url=url, role="sku") for url in dict.fromkeys(choices) if url)


def _address(url: str | None) -> str | None:
    return url if url and url.startswith(("https://", "http://")) else None
