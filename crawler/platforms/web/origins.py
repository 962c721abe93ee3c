"""Where each field of a listing was read: which layer of its page stated it. Asked by people who look; a crawl never asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from crawler.listing import Listing
from crawler.platforms.web.assemble import span_of
from crawler.platforms.web.facts import Facts
from crawler.platforms.web.page import PageReading

ADDRESS, BREADCRUMBS, FEED, INFERRED, TITLE = "address", "breadcrumbs", "feed", "inferred", "title"
"""Origins besides the layers (json-ld, microdata, rdfa, state, opengraph, visible, carried): the page's address, its breadcrumbs, a
products JSON, a state that follows from another field, a number made of the title."""


def origins(reading: PageReading) -> dict[str, str]:
    """Path of a field of the page's (first) listing -> its origin; two origins of one text are joined by ``+``.

    Paths are ``title``, ``description_text``, ``item_id``, ``url``, ``status``, ``price.sale_fen``, ``price.market_fen``,
    ``brand.name``, ``shop.id``, ``shop.name``, ``category``, ``images``, ``skus`` and ``attributes.0`` and so on.
    """
    listing = reading.listing
    if listing is None:
        return {}
    if not reading.layers:
        whole = ("item_id", "url", "status", "title", "description_text", "skus", "category", "images")
        found = {name: FEED for name in whole if getattr(listing, name)}
        parts = {"price.sale_fen": listing.price, "price.market_fen": listing.price, "brand.name": listing.brand}
        return found | {name: FEED for name, part in parts.items() if part} | _of_shop(listing, FEED)
    return dict(_of_page(listing, reading.layers, reading.crumbs))


def _of_page(listing: Listing, layers: tuple[Facts, ...], crumbs: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield "item_id", _of_number(listing, layers)
    if listing.url:
        yield "url", ADDRESS
    if listing.title:
        yield "title", _first(layers, lambda f: f.title)
    if listing.description_text:
        yield "description_text", _of_description(listing.description_text, layers)
    if listing.status:
        yield "status", _first(layers, lambda f: any(o.status for o in (*f.offers, *f.variants))) or INFERRED
    if listing.price is not None:
        price = listing.price
        spans = ((facts.layer, span_of(facts, list(layers[place + 1 :]))) for place, facts in enumerate(layers))
        yield (
            "price.sale_fen",
            next((layer for layer, span in spans if span and span[0].hundredths == price.sale_fen), ""),
        )
        if price.market_fen is not None:
            yield (
                "price.market_fen",
                _first(layers, lambda f: any(o.market and o.market.hundredths == price.market_fen for o in f.offers)),
            )
    if listing.brand:
        yield "brand.name", _first(layers, lambda f: f.brand)
    if listing.category:
        yield "category", BREADCRUMBS if crumbs else _first(layers, lambda f: f.category)
    if listing.images:
        yield "images", _first(layers, lambda f: f.images)
    if listing.skus:
        several = _first(layers, lambda f: f.variants) or _first(
            layers, lambda f: len([o for o in f.offers if o.sku]) > 1
        )
        yield "skus", several or _of_number(listing, layers)
    for place, attribute in enumerate(listing.attributes):
        yield f"attributes.{place}", _first(layers, lambda f, a=attribute: a in f.attributes)  # type: ignore[misc]
    yield from _of_shop(listing, _first(layers, lambda f: f.shop_name)).items()


def _first(layers: Iterable[Facts], states: Callable[[Facts], object]) -> str:
    return next((facts.layer for facts in layers if states(facts)), "")


def _of_shop(listing: Listing, named: str) -> dict[str, str]:
    shop = listing.shop
    found = {"shop.id": ADDRESS} if shop and shop.id else {}
    return found | ({"shop.name": named} if shop and shop.name else {})


def _of_number(listing: Listing, layers: tuple[Facts, ...]) -> str:
    """The item's number: from the layer that states it, else the address, else printed on the page, else made of the title."""
    number = _letters(listing.item_id)
    stated = _first(layers, lambda f: number in {_letters(code or "") for code in (f.sku, f.product_id, f.mpn, f.gtin)})
    if stated:
        return stated
    if number in _letters(listing.url or ""):
        return ADDRESS
    return TITLE if listing.item_id.startswith("t-") and len(listing.item_id) == 18 else "visible"


def _of_description(text: str, layers: tuple[Facts, ...]) -> str:
    """The layers whose description stands in the text: one, or the stated one and the one on the page."""
    whole = "".join(text.split())
    stated = [f.layer for f in layers if f.layer != "visible" and f.description][:1]
    shown = [f for f in layers if f.layer == "visible" and f.description]
    first = next((f.description or "" for f in layers if f.layer in stated and f.description), "")
    used = [layer for layer in stated if whole.startswith("".join(first.split())[:200])]
    used += [f.layer for f in shown if "".join((f.description or "").split())[:200] in whole]
    # A page whose own words repeat what is stated was taken from the fuller of the two: its own.
    if len(used) == 2 and whole == "".join((shown[0].description or "").split()):
        return "visible"
    return "+".join(used) or "visible"


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
