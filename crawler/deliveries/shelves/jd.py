"""JD live: ``room{id, authorId, userName, title, status, publishTime, skuList[]{sku, title, price, img}}``; yuan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.deliveries.shelves.seen import Bad, Session, Shown, ident, moment, objects, text
from crawler.listing import Price
from crawler.money import parse_fen

NAME = "京东直播（skuList）"
KEYS = ("skuList",)


def seen(payload: dict[str, Any]) -> Iterator[Shown | Session | Bad] | None:
    """What the payload says, or None for another form."""
    inner = payload.get("room")
    room: dict[str, Any] = inner if isinstance(inner, dict) else payload
    return _read(room) if isinstance(room.get("skuList"), list) else None


def _read(room: dict[str, Any]) -> Iterator[Shown | Session | Bad]:
    room_id = ident(room.get("id"))
    if room_id:
        yield Session(
            "jd",
            room_id,
            title=text(room.get("title")),
            anchor_id=ident(room.get("authorId")),
            anchor_name=text(room.get("userName")),
            status=ident(room.get("status")),
            started_at=moment(room.get("publishTime")),
        )
    for number, sku in objects(room["skuList"]):
        item_id = ident(sku.get("sku"))
        if item_id is None:
            yield Bad(f"skuList.{number - 1}.sku", "缺少编号，或编号不是文本", damaged=True)
            continue
        yuan = sku.get("price")
        price = parse_fen(str(yuan), "元") if isinstance(yuan, str | int) and not isinstance(yuan, bool) else None
        yield Shown(
            "jd",
            None,
            item_id,
            title=text(sku.get("title")),
            index=number,
            price=Price(sale_fen=price) if price is not None else None,
            cover=text(sku.get("img")),
            room_id=room_id,
        )
