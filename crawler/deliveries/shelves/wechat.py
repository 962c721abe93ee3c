"""WeChat promoter live list: ``product_list[]{product_id, product_name, product_img_url, product_price}``; fen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.deliveries.shelves.seen import Bad, Session, Shown, fen, ident, objects, text
from crawler.listing import Price

NAME = "微信直播（product_list）"
KEYS = ("product_list",)


def seen(payload: dict[str, Any]) -> Iterator[Shown | Session | Bad] | None:
    """What the payload says, or None for another form. Pages may follow each other: places count within a page."""
    return _read(payload) if isinstance(payload.get("product_list"), list) else None


def _read(payload: dict[str, Any]) -> Iterator[Shown | Session | Bad]:
    for number, product in objects(payload["product_list"]):
        item_id = ident(product.get("product_id"))
        if item_id is None:
            yield Bad(f"product_list.{number - 1}.product_id", "缺少编号，或编号不是文本", damaged=True)
            continue
        price = fen(product.get("product_price"))
        yield Shown(
            "wechat_shop",
            None,
            item_id,
            title=text(product.get("product_name")),
            index=number,
            price=Price(sale_fen=price) if price is not None else None,
            cover=text(product.get("product_img_url")),
            room_id=ident(payload.get("room_id")),
        )
