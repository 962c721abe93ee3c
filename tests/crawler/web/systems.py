"""Pages as shop systems write them: our own small ones, in the markup that each system's themes use."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.platforms.web.page import read_page

HEAD = '<meta charset="utf-8"><title>{title} | Silver &amp; Stone</title>'
CART = '<button type="submit" name="add">Add to cart</button>'
ELSEWHERE = (
    '<section class="related products"><h2>You may also like</h2><ul><li class="product"><a href="/p/other-1"><img src=o.jpg>'
    'Other ring</a><span class="price">$11.00</span><span class="badge">Sold out</span></li><li class="product">'
    '<a href="/p/other-2"><img src=p.jpg>Another</a><span class="price">$12.00</span><a class="button">Add to cart</a></li></ul></section>'
)


@dataclass(frozen=True)
class Told:
    """What a page says: price in hundredths, its currency, the number of the item (also as a variant's), the state of sale."""

    price: int | None
    currency: str | None
    number: str
    status: str | None
    market: int | None = None


def page(body: str, head: str = "", title: str = "Moon Ring") -> str:
    return (
        f"<html><head>{HEAD.format(title=title)}{head}</head><body>{body}{ELSEWHERE}<footer>Shop</footer></body></html>"
    )


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def told(text: str, url: str, number: str) -> Told:
    """What our reader hears; ``number`` is only named when the item or one of its variants carries it."""
    reading = read_page(text, url)
    found = reading.listing
    assert found is not None, reading.why
    numbers = [found.item_id, *(s.sku_id for s in found.skus)]
    named = number if number in numbers else f"{numbers}"
    price = found.price
    if price is None:
        return Told(None, None, named, found.status)
    return Told(price.sale_fen, price.currency, named, found.status, price.market_fen)
