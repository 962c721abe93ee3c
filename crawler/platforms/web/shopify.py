"""Products JSON of Shopify shops: ``/products.json``, ``/collections/<x>/products.json`` and ``/products/<handle>.json``."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import orjson

from crawler.listing import (
    Brand,
    Category,
    Image,
    Listing,
    ListingRefused,
    Price,
    Shop,
    Sku,
    Spec,
    Status,
    convert_listing,
)
from crawler.platforms.web.document import join, plain
from crawler.platforms.web.money import Amount, read_stated


def is_shopify(text: str) -> bool:
    """Whether a JSON text is a product or product list of that kind (by its keys, nothing is decoded)."""
    head = text.lstrip()[:400]
    return head.startswith("{") and (
        '"products"' in head or '"product"' in head or ('"handle"' in text[:5000] and '"variants"' in text)
    )


def read_shopify(text: str, url: str = "", currency: str | None = None) -> tuple[tuple[Listing, ...], str]:
    """Listings of a products document, and a Chinese line about those that could not be read ("" when all could).

    The document names no currency: ``currency`` is the source's, else CNY.
    """
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return (), "商品数据不是完整的 JSON，可能被截断"
    entries = value.get("products") if isinstance(value, dict) else None
    if entries is None and isinstance(value, dict):
        entries = [value["product"]] if isinstance(value.get("product"), dict) else [value]
    listings: list[Listing] = []
    refused: list[str] = []
    for place, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        try:
            listings.append(_listing(entry, url, currency))
        except (ListingRefused, ValueError, TypeError, AttributeError) as error:
            reason = str(error) if isinstance(error, ListingRefused) else "字段结构与约定不符"
            refused.append(f"第 {place} 件：{reason}")
    more = f"等 {len(refused)} 件" if len(refused) > 3 else ""
    return tuple(listings), "；".join(refused[:3]) + more


def _listing(entry: dict[str, Any], url: str, currency: str | None) -> Listing:
    variants = [v for v in entry.get("variants") or () if isinstance(v, dict)][:250]
    options = [str(o.get("name") if isinstance(o, dict) else o) for o in entry.get("options") or ()]
    unit = currency or next((str(v["price_currency"]) for v in variants if v.get("price_currency")), "CNY")
    prices = [a for v in variants if (a := read_stated(v.get("price"), unit))]
    before = [a for v in variants if (a := read_stated(v.get("compare_at_price"), unit))]
    handle = str(entry.get("handle") or "")
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    kind = _text(entry.get("product_type"))
    vendor = _text(entry.get("vendor"))
    listing = Listing(
        platform="web",
        item_id=str(entry["id"]) if entry.get("id") else handle,
        outer_id=handle or None,
        url=join(url, f"/products/{handle}") or None if handle and url else None,
        status=_status(variants),
        title=plain(str(entry.get("title") or ""), limit=500).replace("\n", " ") or None,
        description_text=plain(str(entry.get("body_html") or entry.get("description") or "")) or None,
        skus=tuple(_sku(v, options, unit) for v in variants),
        price=_price(prices, before, unit),
        category=(Category(name=kind),) if kind else (),
        brand=Brand(name=vendor) if vendor else None,
        shop=Shop(id=host) if host else None,
        images=_images(entry, url),
    )
    from msgspec import to_builtins

    return convert_listing(to_builtins(listing))


def _sku(variant: dict[str, Any], options: list[str], unit: str) -> Sku:
    spec = tuple(
        Spec(name if name != "Title" else None, value)
        for i, name in enumerate(options[:3], start=1)
        if (value := _text(variant.get(f"option{i}"))) and value != "Default Title"
    )
    amount = read_stated(variant.get("price"), unit)
    stock = variant.get("inventory_quantity")
    return Sku(
        sku_id=str(variant["id"]) if variant.get("id") else _text(variant.get("sku")),
        outer_sku_id=_text(variant.get("sku")),
        barcode=_text(variant.get("barcode")),
        spec=spec,
        price_fen=amount.hundredths if amount else None,
        stock=stock if isinstance(stock, int) and stock >= 0 else None,
    )


def _price(prices: list[Amount], before: list[Amount], unit: str) -> Price | None:
    if not prices:
        return None
    low, high = min(a.hundredths for a in prices), max(a.hundredths for a in prices)
    market = max((a.hundredths for a in before), default=0)
    several = low != high
    return Price(unit, low, low if several else None, high if several else None, market if market > high else None)


def _status(variants: list[dict[str, Any]]) -> Status | None:
    stated = [v["available"] for v in variants if isinstance(v.get("available"), bool)]
    if not stated:
        return None
    return "on_sale" if any(stated) else "sold_out"


def _images(entry: dict[str, Any], url: str) -> tuple[Image, ...]:
    raw = entry.get("images") or ()
    sources = [i.get("src") if isinstance(i, dict) else i for i in raw]
    found = [a for s in sources if isinstance(s, str) and (a := join(url or "https:", s) or s)]
    return tuple(Image(a, "main" if i == 0 else "detail") for i, a in enumerate(found[:30]))


def _text(value: object) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None
