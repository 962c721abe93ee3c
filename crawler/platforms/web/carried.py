"""Product data that elements carry in attributes for the shop's own scripts: ``data-product="{…}"``, WooCommerce's variations.

Less trusted than anything a shop publishes for others or shows: it fills what nothing else says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crawler.listing import Status
from crawler.platforms.web.availability import status_of
from crawler.platforms.web.currencies import currency_code
from crawler.platforms.web.facts import Facts, Offer
from crawler.platforms.web.money import read_stated
from crawler.platforms.web.regions import Spot

MAX_VALUE = 500_000
"""Characters of an attribute that are read as JSON."""
MAX_READ = 20
"""Attributes of a page that are read as JSON."""
_PRODUCT = frozenset(
    [
        "data-product", "data-product-json", "data-product-info", "data-product-data", "data-productinfo", "data-product-details",
        "data-item", "data-goods", "data-sku-info", "data-gtm-product", "data-analytics-product", "data-tracking-product",
    ]
)  # fmt: skip
_VARIATIONS = "data-product_variations"
_CARRYING = _PRODUCT | {_VARIATIONS}
_STATES = (
    "available",
    "availability",
    "instock",
    "isinstock",
    "stockstatus",
    "inventorystatus",
    "isavailable",
    "stock",
)
_ABSENCES = ("soldout", "issoldout", "outofstock", "isoutofstock")


def carried_facts(around: Sequence[Spot], host: str) -> Facts:
    """Facts of the page's own product; empty when no attribute names one, or several name different ones."""
    facts = Facts(layer="carried")
    found: dict[str, dict[str, Any]] = {}
    for name, value in _values(around):
        if name == _VARIATIONS and isinstance(value, list):
            facts.variants = [_variation(v, host) for v in value[:250] if isinstance(v, dict)]
        elif isinstance(value, dict):
            product = _folded(value.get("product") if isinstance(value.get("product"), dict) else value)
            found.setdefault(_number(product) or _word(product.get("name")) or "", product)
    if len(found) == 1:
        _fill(facts, next(iter(found.values())), host)
    return facts


def carried_status(around: Sequence[Spot], first: int, last: int) -> Status | None:
    """sold_out when every element between two places that states its availability in an attribute says so."""
    said = [
        status
        for spot in around
        if spot.attributes
        and first <= spot.place < last
        and not spot.elsewhere
        and (status := _attribute_status(spot.attributes))
    ]
    return said[0] if said and "on_sale" not in said else None


def _attribute_status(attributes: Mapping[str, str]) -> Status | None:
    for name, value in attributes.items():
        if name.startswith("data-"):
            key = name[5:].replace("-", "").replace("_", "")
            if key in _ABSENCES and value.lower() in ("true", "1", "yes"):
                return "sold_out"
            if key in _STATES and len(value) < 40:
                return status_of(value)
    return None


def _values(around: Sequence[Spot]) -> Iterator[tuple[str, Any]]:
    read = 0
    for spot in around:
        if not spot.attributes or spot.elsewhere or _CARRYING.isdisjoint(spot.attributes):
            continue
        for name in sorted(_CARRYING & spot.attributes.keys()):
            text = spot.attributes[name].strip()
            if text[:1] in ("{", "[") and len(text) <= MAX_VALUE and read < MAX_READ:
                read += 1
                try:
                    yield name, json.loads(text)
                except (ValueError, RecursionError):
                    continue


def _fill(facts: Facts, product: dict[str, Any], host: str) -> None:
    facts.title = _word(product.get("name")) or _word(product.get("title"))
    facts.sku = _word(product.get("sku"))
    facts.product_id = None if facts.sku else _number(product)
    facts.brand = _word(product.get("brand"))
    currency = currency_code(product.get("currency") or product.get("currencycode"))
    price = read_stated(product.get("price"), currency, host) if not product.get("variants") else None
    if price and price.hundredths == 0:
        price = None
    absent = any(product.get(key) is True for key in _ABSENCES)
    stated = next((product[key] for key in _STATES if isinstance(product.get(key), bool | str)), None)
    facts.offers = [Offer(price, status="sold_out" if absent else status_of(stated))]


def _variation(entry: dict[str, Any], host: str) -> Offer:
    price = read_stated(entry.get("display_price"), None, host)
    market = read_stated(entry.get("display_regular_price"), None, host)
    names = entry.get("attributes")
    return Offer(
        price if price and price.hundredths else None,
        market=market if market and price and market.hundredths > price.hundredths else None,
        status=status_of(entry.get("is_in_stock")),
        sku=_word(entry.get("sku")) or _word(entry.get("variation_id")),
        spec=tuple((None, text) for v in (names.values() if isinstance(names, dict) else ()) if (text := _word(v))),
    )


def _folded(product: Any) -> dict[str, Any]:
    """``inStock``, ``in_stock`` and ``in-stock`` are one name."""
    return {str(k).lower().replace("_", "").replace("-", ""): v for k, v in product.items()}


def _number(product: dict[str, Any]) -> str | None:
    return next((w for key in ("sku", "productid", "itemid", "id") if (w := _word(product.get(key)))), None)


def _word(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip()[:100] or None
