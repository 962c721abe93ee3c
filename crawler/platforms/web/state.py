"""State that shop systems embed for their own scripts, where a parser is written for it.

Known: Shopify's product object, and the product measurements that shops send to analytics in published
shapes (enhanced e-commerce ``detail.products``, GA4 ``view_item`` items, Meta Pixel ``ViewContent``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from crawler.listing import Status
from crawler.platforms.web.currencies import currency_code
from crawler.platforms.web.document import Document, plain
from crawler.platforms.web.facts import Facts, Offer
from crawler.platforms.web.money import Amount, read_stated

MAX_SCRIPT = 1_000_000
_SHOPIFY_META = re.compile(r"(?:var meta|ShopifyAnalytics\.meta)\s*=\s*(?=\{)")
_DETAIL = re.compile(r"[\"']?(?:detail|productDetail)[\"']?\s*:\s*(?=\{)")
_GA4 = re.compile(r"[\"']view_item[\"']\s*,\s*(?:[\"']?ecommerce[\"']?\s*:\s*)?(?=\{)")
_LITERAL = re.compile(
    r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[A-Za-z_$][\w$]{0,60}(?=\s{0,5}:)|,(?=\s{0,40}[}\]])|\bundefined\b"""
)
MAX_LITERAL = 50_000
"""Characters of a script's object literal that are read when it is not JSON."""
_PIXEL = re.compile(r"[\"']ViewContent[\"']\s*,\s*\{(?P<body>[^{}]{0,2000})\}")
_PIXEL_ID = re.compile(r"[\"']?content_ids?[\"']?\s*:\s*\[?\s*[\"']?(?P<id>[A-Za-z0-9._/-]{2,60})[\"']?\s*(?:\]|,|$)")
_PIXEL_VALUE = re.compile(r"[\"']?value[\"']?\s*:\s*[\"']?(?P<value>\d{1,12}(?:\.\d{1,4})?)\b")
_PIXEL_CURRENCY = re.compile(r"[\"']?currency[\"']?\s*:\s*[\"'](?P<code>[A-Z]{3})[\"']")


def state_facts(document: Document) -> Facts | None:
    """Facts of the first known state object on the page; None when it holds none."""
    scripts = [
        (s.text or "")[:MAX_SCRIPT]
        for s in document.root.iter("script")
        if s.text and "ld+json" not in (s.get("type") or "")
    ]
    for read in (_shopify, _measured, _pixel):
        for script in scripts:
            facts = read(script, document.host)
            if facts is not None:
                return facts
    return None


def _shopify(script: str, host: str) -> Facts | None:
    product: Any = None
    if script.lstrip().startswith("{") and '"variants"' in script and '"handle"' in script:
        product = _value(script, len(script) - len(script.lstrip()))
        product = product.get("product", product) if isinstance(product, dict) else None
    elif match := _SHOPIFY_META.search(script):
        meta = _value(script, match.end())
        product = meta.get("product") if isinstance(meta, dict) else None
    variants = product.get("variants") if isinstance(product, dict) else None
    if not isinstance(variants, list) or not variants:
        return None
    offers = [_shopify_variant(v) for v in variants if isinstance(v, dict)][:250]
    return Facts(
        layer="state",
        title=plain(str(product.get("title") or ""), limit=500) or None,
        description=plain(str(product.get("description") or "")) or None,
        sku=next((o.sku for o in offers if o.sku), None) if len(offers) == 1 else None,
        product_id=_word(product.get("id")),
        brand=_word(product.get("vendor")),
        category=tuple(filter(None, [_word(product.get("type"))])),
        offers=offers[:1] if len(offers) == 1 else [],
        variants=offers if len(offers) > 1 else [],
    )


def _shopify_variant(variant: dict[str, Any]) -> Offer:
    """Theme objects count money in whole hundredths, unlike products.json with its decimal text."""
    price = variant.get("price")
    amount = (
        Amount(price) if isinstance(price, int) and not isinstance(price, bool) and price > 0 else read_stated(price)
    )
    before = variant.get("compare_at_price")
    market = Amount(before) if isinstance(before, int) and amount and before > amount.hundredths else None
    spec = tuple(
        (None, v)
        for key in ("option1", "option2", "option3")
        if (v := _word(variant.get(key))) and v != "Default Title"
    )
    available = variant.get("available")
    status: Status | None = "on_sale" if available is True else "sold_out" if available is False else None
    return Offer(
        amount,
        market=market,
        status=status,
        sku=_word(variant.get("sku")) or _word(variant.get("id")),
        gtin=_word(variant.get("barcode")),
        spec=spec,
    )


def _measured(script: str, host: str) -> Facts | None:
    for pattern, key, mark in ((_DETAIL, "products", "etail"), (_GA4, "items", "view_item")):
        if mark not in script:
            continue
        for match in list(pattern.finditer(script))[:5]:
            value = _value(script, match.end())
            entries = value.get(key) if isinstance(value, dict) else None
            if isinstance(entries, list) and len(entries) == 1 and isinstance(entries[0], dict):
                entry = entries[0]
                currency = currency_code(value.get("currency") or entry.get("currency"))
                price = read_stated(entry.get("price"), currency, host)
                identifier = _word(entry.get("id")) or _word(entry.get("item_id"))
                if identifier or price:
                    return Facts(
                        "state",
                        product_id=identifier,
                        brand=_word(entry.get("brand")),
                        offers=[Offer(price if price and price.hundredths else None)],
                    )
    return None


def _pixel(script: str, host: str) -> Facts | None:
    for match in _PIXEL.finditer(script):
        identifier = _PIXEL_ID.search(match["body"])
        amount = _PIXEL_VALUE.search(match["body"])
        code = _PIXEL_CURRENCY.search(match["body"])
        if identifier:
            price = read_stated(amount["value"], code["code"] if code else None, host) if amount else None
            return Facts(
                "state", product_id=identifier["id"], offers=[Offer(price if price and price.hundredths else None)]
            )
    return None


def _value(script: str, start: int) -> Any:
    try:
        return json.JSONDecoder(strict=False).raw_decode(script, start)[0]
    except (ValueError, RecursionError):
        pass
    try:
        return json.JSONDecoder(strict=False).raw_decode(_LITERAL.sub(_as_json, script[start : start + MAX_LITERAL]))[0]
    except (ValueError, RecursionError):
        return None


def _as_json(match: re.Match[str]) -> str:
    """One token of a script's object literal in the spelling of JSON; nothing is evaluated."""
    found = match[0]
    if found.startswith("'"):
        return json.dumps(re.sub(r"\\(['\"/])", r"\1", found[1:-1]), ensure_ascii=False)
    if found.startswith('"'):
        return found
    return "" if found.startswith(",") else "null" if found == "undefined" else f'"{found}"'


def _word(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip()[:100] or None


def states(document: Document) -> Iterator[Facts]:
    """``state_facts`` as zero or one item, for lists of layers."""
    facts = state_facts(document)
    if facts is not None:
        yield facts
