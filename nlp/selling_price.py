"""What a buyer pays today, and for which weight."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.claim import Carat, ClaimClass, Money, Place, Reading
from nlp.judgement import Span

_NOT_THE_PIECE = frozenset({"deposit", "difference", "postage", "bare_setting", "sample"})
"""Trade words that make an amount something other than the price of the piece."""

MAX_CARAT = 100.0
"""Above this a number before 克拉 is a slogan or a typing error, not a weight to calculate with."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A main stone of ``carat`` for ``fen``; ``carat`` None when no weight of the main stone is stated."""

    fen: int
    carat: Carat | None
    money: Money | None = None


def offered(reading: Reading) -> Offered | None:
    """The price of the piece and the lightest weight it can be for, None when no price in CNY is known.

    A choice of size with its own price and weight is judged by that pair; where a title names several
    weights the lightest belongs to the lowest price.
    """
    listing = reading.listing
    if listing.price is not None and listing.price.currency != "CNY":
        return None
    pairs = []
    other = choices_that_are_not_the_piece(reading)
    weighed: dict[int, list[Carat]] = {}
    for carat in reading.carats:
        if carat.place is Place.SKU:
            weighed.setdefault(_choice(carat.span), []).append(carat)
    for i, sku in enumerate(listing.skus):
        if sku.price_fen is None or i in other:
            continue
        carats = _weights(weighed.get(i, []))
        if carats:
            pairs.append(Offered(sku.price_fen, min(carats, key=lambda c: c.carat)))
    if pairs:
        return min(pairs, key=lambda p: (p.fen / (p.carat.carat if p.carat else 1.0), p.fen))
    money = _stated_price(reading)
    fen = _listed_price(reading) if money is None else money.fen
    if fen is None:
        return None
    carats = _weights(list(reading.carats))
    return Offered(fen, min(carats, key=lambda c: c.carat, default=None), money)


def _weights(carats: list[Carat]) -> list[Carat]:
    """Weights of the main stone: those said to be, else those not said to be anything else."""
    usable = [carat for carat in carats if 0 < carat.carat <= MAX_CARAT]
    main = [carat for carat in usable if carat.role == "main"]
    return main or [carat for carat in usable if carat.role == "unknown"]


def _listed_price(reading: Reading) -> int | None:
    price = reading.listing.price
    if price is not None:
        for fen in (price.sale_fen, price.min_fen, price.campaign_fen):
            if fen is not None:
                return fen
    other = choices_that_are_not_the_piece(reading)
    own = (sku.price_fen for i, sku in enumerate(reading.listing.skus) if i not in other)
    return min((fen for fen in own if fen is not None), default=None)


def _stated_price(reading: Reading) -> Money | None:
    """An amount in the words, used only where the record carries no price."""
    if _listed_price(reading) is not None:
        return None
    stated = [m for m in reading.money if m.role == "price" and m.place in (Place.TITLE, Place.SPEECH, Place.DETAIL)]
    return min(stated, key=lambda m: m.fen, default=None)


def choices_that_are_not_the_piece(reading: Reading) -> frozenset[int]:
    """Numbers of the choices that sell a deposit, a setting, a sample or the postage."""
    return frozenset(
        _choice(claim.span)
        for claim in reading.of_class(ClaimClass.TRADE)
        if claim.place is Place.SKU and claim.name in _NOT_THE_PIECE and claim.affirmed
    )


def _choice(span: Span) -> int:
    """The number of the choice that a span of the place SKU belongs to: skus.3.spec.0.value."""
    return int(span.field.split(".")[1])


def yuan(fen: int) -> str:
    """Fen as a person reads it: 39.9元, 12,800元."""
    return f"{fen / 100:,.2f}".rstrip("0").rstrip(".") + "元"
