"""Kuaishou: the answer of ``open.live.shop.item.check.oncar``, one item each: ``itemId`` and ``liveCarItem``.

``liveCarItem`` says whether the item is on the shelf, or holds the item itself; its inside is read by the names
of Kuaishou's item interface (``kwaiItemId``, ``title``, ``price`` in fen, ``mainImageUrl``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.deliveries.shelves.seen import Bad, Session, Shown, fen, ident, text, truth
from crawler.listing import Price

NAME = "快手（liveCarItem）"
KEYS = ("liveCarItem",)


def seen(payload: dict[str, Any]) -> Iterator[Shown | Session | Bad] | None:
    """What the payload says, or None for another form."""
    return _read(payload) if "liveCarItem" in payload else None


def _read(payload: dict[str, Any]) -> Iterator[Shown | Session | Bad]:
    stated = payload["liveCarItem"]
    item = stated if isinstance(stated, dict) else {}
    if not item and truth(stated) is not True:
        return  # asked, and not on the shelf
    names = ("kwaiItemId", "itemId", "id")
    item_id = next((found for name in names for holder in (item, payload) if (found := ident(holder.get(name)))), None)
    if item_id is None:
        yield Bad("liveCarItem.itemId", "缺少编号，或编号不是文本", damaged=True)
        return
    price = fen(item.get("price"))
    yield Shown(
        "kuaishou",
        None,
        item_id,
        title=text(item.get("title")),
        short_title=text(item.get("shortTitle")),
        price=Price(sale_fen=price) if price is not None else None,
        cover=text(item.get("mainImageUrl")),
        room_id=ident(payload.get("liveStreamId")),
    )
