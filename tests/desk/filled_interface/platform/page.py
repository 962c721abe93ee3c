"""An item of 宝石街 as a Listing. Prices are in fen."""

from __future__ import annotations

from crawler.api.record import Record
from crawler.api.spider import Mapped
from crawler.listing import Listing, Price, Status

_STATES: dict[str, Status] = {"1": "on_sale", "0": "off_shelf"}


def item(answer: object) -> Mapped:
    """One item's particulars."""
    record = Record(answer)
    listing = Listing(
        platform="gems",
        item_id=record.text("number") or "",
        title=record.text("title"),
        description_text=record.text("words"),
        status=record.one_of("state", _STATES, "unknown"),
        price=Price(sale_fen=record.fen("fen")),
    )
    return Mapped(listing, tuple(record.unknown))
