"""What the meta tags of a page say about its product (OpenGraph, its product extension, Twitter cards, plain meta)."""

from __future__ import annotations

from crawler.platforms.web.availability import status_of
from crawler.platforms.web.currencies import currency_code
from crawler.platforms.web.document import Document, join, plain
from crawler.platforms.web.facts import Facts, Offer
from crawler.platforms.web.money import read_range, read_stated


def opengraph_facts(document: Document) -> Facts:
    """Facts of the meta tags; a page without any gives Facts without content."""
    meta = document.meta
    currency = currency_code(
        meta("product:sale_price:currency", "product:price:currency", "og:price:currency", "og:product:price:currency")
    )
    sale = meta("product:sale_price:amount", "product:sale_price")
    stated = sale or meta(
        "product:price:amount", "og:price:amount", "og:product:price:amount", "og:price", "product:price"
    )
    labelled = _labelled(document)
    stated = stated or labelled.get("price")
    before = meta("product:original_price:amount", "og:price:standard_amount") or (
        meta("product:price:amount") if sale else None
    )
    offer = Offer(
        price=read_stated(stated, currency, document.host),
        market=read_stated(before, currency, document.host),
        status=status_of(
            meta("product:availability", "og:availability", "og:product:availability") or labelled.get("availability")
        ),
    )
    if stated and (pair := read_range(stated, currency=currency, host=document.host)):
        offer.price, (offer.low, offer.high) = None, pair
    if offer.price and offer.market and offer.market.hundredths <= offer.price.hundredths:
        offer.market = None
    image = meta("og:image:secure_url", "og:image", "twitter:image")
    return Facts(
        layer="opengraph",
        title=plain(meta("og:title", "twitter:title") or "", limit=500).replace("\n", " ") or None,
        description=plain(meta("og:description", "description", "twitter:description") or "") or None,
        sku=meta("product:sku"),
        product_id=meta("product:retailer_item_id", "product:retailer_part_no", "product:item_id", "product:id"),
        mpn=meta("product:mfr_part_no", "product:mpn"),
        gtin=meta("product:ean", "product:gtin", "product:isbn", "product:upc", "books:isbn"),
        brand=meta("product:brand", "og:brand"),
        shop_name=meta("og:site_name", "application-name"),
        category=tuple(filter(None, [meta("product:category")])),
        images=tuple(filter(None, [join(document.base, image or "")])),
        offers=[offer] if offer.price or offer.low or offer.status else [],
    )


def _labelled(document: Document) -> dict[str, str]:
    """Twitter cards name two facts in words: ``twitter:label1`` "Price", ``twitter:data1`` "$45.00"."""
    pairs = ((document.meta(f"twitter:label{n}"), document.meta(f"twitter:data{n}")) for n in (1, 2))
    return {label.lower(): data for label, data in pairs if label and data}


def calls_itself_product(document: Document) -> bool:
    """Whether og:type or a product price tag says that the page sells one thing."""
    kind = (document.meta("og:type") or "").lower()
    return ("product" in kind and "group" not in kind) or bool(
        document.meta("product:price:amount", "og:price:amount", "og:price")
    )
