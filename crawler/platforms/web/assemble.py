"""The layers of a page put together into one Listing, each field from the most trusted layer that states it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from crawler.listing import Attribute, Brand, Category, Image, Listing, Price, Shop, Sku, Spec, Status
from crawler.platforms.web.currencies import currency_of_host
from crawler.platforms.web.document import Document, plain
from crawler.platforms.web.facts import Facts, Offer
from crawler.platforms.web.identity import identify
from crawler.platforms.web.money import Amount
from crawler.platforms.web.regions import Spot
from crawler.platforms.web.words import MAX_TEXT

T = TypeVar("T")
MAX_IMAGES = 30
MAX_ATTRIBUTES = 100


def assemble(
    layers: list[Facts], crumbs: tuple[str, ...], document: Document, around: Sequence[Spot]
) -> Listing | None:
    """The Listing of a page whose layers are given in order of trust; None without any title or description."""
    title = _first(layers, lambda f: f.title)
    description = _description(layers)
    if not title and not description:
        return None
    codes = identify(layers, document, around)
    price = _price(layers, document.host)
    images = _first(layers, lambda f: f.images) or ()
    category = crumbs or _first(layers, lambda f: f.category) or ()
    host = document.host
    shop_name = _first(layers, lambda f: f.shop_name)
    brand = _first(layers, lambda f: f.brand)
    return Listing(
        platform="web",
        item_id=codes[0],
        url=document.own_address or None,
        status=_status(layers, price),
        title=plain(title, limit=500).replace("\n", " ") if title else None,
        description_text=description,
        attributes=_attributes(layers),
        skus=_skus(layers, codes),
        price=price,
        category=tuple(Category(name=name) for name in category),
        brand=Brand(name=brand) if brand else None,
        shop=Shop(id=host or None, name=shop_name or None) if host or shop_name else None,
        images=tuple(Image(url, "main" if i == 0 else "detail") for i, url in enumerate(images[:MAX_IMAGES])),
    )


def _first(layers: list[Facts], ask: Callable[[Facts], T | None]) -> T | None:
    return next((value for facts in layers if (value := ask(facts))), None)


def _description(layers: list[Facts]) -> str | None:
    """The stated description and the one on the page, which is often fuller; one that the other repeats is left out."""
    stated = _first([f for f in layers if f.layer != "visible"], lambda f: f.description)
    shown = _first([f for f in layers if f.layer == "visible"], lambda f: f.description)
    if not stated or not shown:
        return stated or shown
    a, b = "".join(stated.split()), "".join(shown.split())
    if a[:200] in b:
        return shown
    return stated if b[:200] in a else f"{stated}\n{shown}"[:MAX_TEXT]


def _attributes(layers: list[Facts]) -> tuple[Attribute, ...]:
    """Particulars of all layers, each pair of name and value once."""
    found = {(a.name, a.value): a for facts in reversed(layers) for a in facts.attributes}
    stated = [a for facts in layers for a in facts.attributes]
    return tuple(dict.fromkeys(found[a.name, a.value] for a in stated))[:MAX_ATTRIBUTES]


def _price(layers: list[Facts], host: str) -> Price | None:
    """Price of the most trusted layer that states one; for a range ``sale_fen`` is its lower end, the least a buyer pays.

    A layer is passed over when two others agree on a price that it does not contain: scripts change the
    price that is shown and forget the block for search engines (auctions, sales).
    """
    spans = [span for place, facts in enumerate(layers) if (span := span_of(facts, layers[place + 1 :]))]
    if not spans:
        return None
    low, high = spans[0]
    rest = spans[1:]
    if len(rest) >= 2 and not _within(rest[0][0], (low, high)):
        agreed = next((r for r in rest[1:] if r[0].hundredths == rest[0][0].hundredths), None)
        low, high = agreed or (low, high)
    offers = [o for layer in layers for o in layer.offers if o.market]
    market = next((o.market for o in offers if o.market and o.market.hundredths > low.hundredths), None)
    several = low.hundredths != high.hundredths
    return Price(
        currency=low.currency or _stated_currency(layers) or currency_of_host(host) or "CNY",
        sale_fen=low.hundredths,
        min_fen=low.hundredths if several else None,
        max_fen=high.hundredths if several else None,
        market_fen=market.hundredths if market else None,
    )


def span_of(facts: Facts, others: list[Facts]) -> tuple[Amount, Amount] | None:
    """Lowest and highest price of a layer, of what can be bought when it says what cannot.

    A shop that names its price in several currencies shows one of them: that of ``others``, else the first.
    """
    offers = [o for o in (facts.offers or facts.variants) if o.price or o.low] or [o for o in facts.variants if o.price]
    open_ = [o for o in offers if o.status not in ("sold_out", "off_shelf")] or offers
    ends = [a for o in open_ for a in (o.low, o.price, o.high) if a]
    currencies = list(dict.fromkeys(a.currency for a in ends))
    if len(currencies) > 1:
        shown = _stated_currency(others)
        ends = [a for a in ends if a.currency == (shown if shown in currencies else currencies[0])]
    return (min(ends, key=_size), max(ends, key=_size)) if ends else None


def _within(amount: Amount, span: tuple[Amount, Amount]) -> bool:
    return span[0].hundredths <= amount.hundredths <= span[1].hundredths


def _stated_currency(layers: list[Facts]) -> str | None:
    amounts = (a for f in layers for o in f.offers for a in (o.price, o.low, o.high) if a)
    return next((a.currency for a in amounts if a.currency), None)


def _size(amount: Amount) -> int:
    return amount.hundredths


def _status(layers: list[Facts], price: Price | None) -> Status | None:
    """The first layer that states one; one offer that can be bought suffices. A price without a word counts as on sale."""
    for facts in layers:
        stated = [o.status for o in (*facts.offers, *facts.variants) if o.status]
        if stated:
            return "on_sale" if "on_sale" in stated else stated[0]
    return "on_sale" if price is not None else None


def _skus(layers: list[Facts], codes: tuple[str, ...]) -> tuple[Sku, ...]:
    """Variants of the most trusted layer that has any; else the article number when it differs from the item's."""
    variants = _first(layers, lambda f: f.variants) or _several(layers)
    found: dict[str, Sku] = {}
    for place, offer in enumerate(variants or ()):
        key = offer.sku or f"#{place}"
        if key in found or not (offer.sku or offer.spec or offer.price):
            continue
        spec = tuple(Spec(name, value) for name, value in offer.spec)
        found[key] = Sku(offer.sku, None, offer.gtin, spec, offer.price.hundredths if offer.price else None)
    if found:
        return tuple(found.values())
    gtin = _first(layers, lambda f: f.gtin)
    # Maker's numbers are no article numbers of this shop.
    makers = {f.mpn for f in layers} | {f.gtin for f in layers}
    number = next((code for code in codes[1:] if code not in makers), None)
    return (Sku(number or codes[0], None, gtin),) if number or gtin else ()


def _several(layers: list[Facts]) -> list[Offer] | None:
    """Offers with their own article numbers are variants; offers without are sellers of one thing."""
    return next((f.offers for f in layers if len([o for o in f.offers if o.sku]) > 1), None)
