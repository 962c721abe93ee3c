"""A listing shown field by field: what was read, and where on the page it stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reports.labels import FIELD_NAME, STATUS, field_label, money

if TYPE_CHECKING:
    from crawler.listing import Listing, Sku

ORIGIN = {
    "json-ld": "结构化数据 JSON-LD",
    "microdata": "微数据 microdata",
    "rdfa": "RDFa",
    "state": "页面脚本中的商品数据",
    "opengraph": "OpenGraph/meta 标签",
    "visible": "页面可见内容",
    "carried": "页面元素所带的商品数据",
    "breadcrumbs": "面包屑导航",
    "address": "网页地址",
    "feed": "商品数据 JSON",
    "inferred": "由有无价格推断",
    "title": "页面未写编号，由标题生成",
}
LONGEST = 200
"""Characters of one value that are shown."""
EXPECTED = ("title", "price", "description_text", "attributes", "images", "brand", "category", "skus", "shop")
"""Fields whose absence is told: a page of a shop usually has them."""


def shown(listing: Listing, origins: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Name, value and origin of each field, in reading order; the origin is "" where it is not known."""
    for name, path, value in _fields(listing):
        line = " ↵ ".join(value.split("\n"))
        yield name, line if len(line) <= LONGEST else line[:LONGEST] + "…", _origin(path, origins)


def absent(listing: Listing) -> tuple[str, ...]:
    """Names of the usual fields that were not read."""
    from crawler.measuring import carried

    have = set(carried(listing))
    return tuple(FIELD_NAME[name] for name in EXPECTED if name not in have)


def _fields(listing: Listing) -> Iterator[tuple[str, str, str]]:
    from crawler.listing import text_fields

    yield "编号", "item_id", listing.item_id
    if listing.url:
        yield "网址", "url", listing.url
    if listing.status:
        yield "在售状态", "status", STATUS[listing.status]
    yield from _prices(listing)
    if listing.shop and listing.shop.id:
        yield "店铺编号", "shop.id", listing.shop.id
    names = [category.name for category in listing.category if category.name]
    if names:
        yield "类目", "category", " > ".join(names)
    for path, text in text_fields(listing):
        # A name of an attribute stands before its value; choices and categories have lines of their own.
        if not path.startswith(("skus.", "category.")) and not (
            path.startswith("attributes.") and path.endswith(".name")
        ):
            yield field_label(path, listing), path, text
    for sku in listing.skus:
        yield "规格", "skus", _sku(sku, listing.price.currency if listing.price else "CNY")
    if listing.images:
        first = next((image.url for image in listing.images if image.url), "")
        yield "图片", "images", f"{len(listing.images)} 张，第 1 张 {first}"


def _prices(listing: Listing) -> Iterator[tuple[str, str, str]]:
    price = listing.price
    if price is None:
        return
    if price.sale_fen is not None:
        span = f" 至 {money(price.max_fen, price.currency)}" if price.max_fen is not None else ""
        yield "价格", "price.sale_fen", money(price.sale_fen, price.currency) + span
    if price.market_fen is not None:
        yield "划线价", "price.market_fen", money(price.market_fen, price.currency)


def _sku(sku: Sku, currency: str) -> str:
    choice = "、".join(f"{spec.name or ''} {spec.value or ''}".strip() for spec in sku.spec)
    price = "" if sku.price_fen is None else money(sku.price_fen, currency)
    stock = "" if sku.stock is None else f"库存 {sku.stock}"
    return "　".join(filter(None, (sku.sku_id or "-", choice, price, stock)))


def _origin(path: str, origins: Mapping[str, str]) -> str:
    """The origin of a path or of the field it lies in: ``attributes.0.value`` has that of ``attributes.0``."""
    while path and path not in origins:
        path = path.rpartition(".")[0]
    return " + ".join(ORIGIN.get(one, one) for one in origins.get(path, "").split("+") if one)
