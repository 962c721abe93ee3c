"""A row of a Youzan shop's list (``youzan.items.onsale.get``) as a Listing. [B]: item_id, alias, title, price, image.

[C] to be verified with the first grant: prices in fen, ``item_imgs`` with ``url``, ``item_no`` (the shop's own number),
``origin`` (the struck price, in yuan, as the shop typed it), ``detail_url``. The list tells nothing of material, SKUs or
papers, and has no description.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.api.record import Record
from crawler.api.spider import Mapped
from crawler.listing import Image, Listing, Price


def item(row: object) -> Mapped:
    """One row. Its price is in fen, and it is on sale: the list holds nothing else."""
    record = Record(row)
    listing = Listing(
        platform="youzan",
        item_id=record.text("item_id") or "",
        outer_id=record.text("item_no"),
        url=_url(record),
        status="on_sale",
        title=record.text("title"),
        price=_price(record),
        images=tuple(_images(record)),
    )
    return Mapped(listing, tuple(record.unknown))


def _url(record: Record) -> str | None:
    """The item's page: as stated, else by its alias."""
    stated, alias = record.text("detail_url"), record.text("alias")
    if stated and stated.startswith(("https://", "http://")):
        return stated
    return (
        f"https://h5.youzan.com/v2/showcase/goods?alias={alias}"
        if alias and alias.isascii() and alias.isalnum()
        else None
    )


def _price(record: Record) -> Price | None:
    fen = record.fen("price")
    price = Price(sale_fen=fen, min_fen=fen, market_fen=_struck(record))
    return price if price != Price() else None


def _struck(record: Record) -> int | None:
    """A free field: what is no bare amount (面议, 专柜价三千) is the shop's wording and no fault of the platform."""
    said = (record.text("origin") or "").strip("¥￥元 ")
    return Record({"origin": said}).yuan("origin")


def _images(record: Record) -> Iterator[Image]:
    more = (url for picture in record.records("item_imgs") if (url := picture.text("url")))
    for url in dict.fromkeys(filter(None, (record.text("image", "pic_url"), *more))):
        yield Image(url=url, role="main")
