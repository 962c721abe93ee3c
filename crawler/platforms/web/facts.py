"""What one layer of a page (JSON-LD, microdata, OpenGraph, visible text) says about its product."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.listing import Attribute, Status
from crawler.platforms.web.money import Amount


@dataclass(slots=True)
class Offer:
    """One way to buy: ``price`` now, or ``low``/``high`` for a range, ``market`` for the struck-out price."""

    price: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    market: Amount | None = None
    status: Status | None = None
    sku: str | None = None
    gtin: str | None = None
    seller: str | None = None
    spec: tuple[tuple[str | None, str], ...] = ()


@dataclass(slots=True)
class Facts:
    """``layer`` names the kind of markup; ``sku``/``product_id``/``mpn``/``gtin`` are identifiers as written."""

    layer: str
    title: str | None = None
    description: str | None = None
    url: str | None = None
    sku: str | None = None
    product_id: str | None = None
    mpn: str | None = None
    gtin: str | None = None
    brand: str | None = None
    shop_name: str | None = None
    category: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    offers: list[Offer] = field(default_factory=list)
    variants: list[Offer] = field(default_factory=list)

    @property
    def priced(self) -> bool:
        """Whether any offer states an amount."""
        return any(o.price or o.low for o in (*self.offers, *self.variants))
