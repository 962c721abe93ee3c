"""Douyin: a room's list (``promotions[]``), and messages that say what changed on it.

``price`` is the list price, ``min_price`` what a buyer can reach; ``extra.campaign_price`` holds only inside its
window. ``explain_type`` "2" is taken for "being explained": seen in recordings, not documented.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from crawler.deliveries.shelves.seen import Bad, Session, Shown, fen, ident, idents, moment, objects, text, truth, whole
from crawler.listing import Price

NAME = "抖音（promotions、update_product_info、updated_product_ids）"
KEYS = ("promotions", "update_product_info", "updated_product_ids", "update_category_info")

_PLATFORM = "douyin"


def seen(payload: dict[str, Any]) -> Iterator[Shown | Session | Bad] | None:
    """What the payload says, or None for another form."""
    return _read(payload) if any(isinstance(payload.get(key), list) for key in KEYS) else None


def _read(payload: dict[str, Any]) -> Iterator[Shown | Session | Bad]:
    common = payload.get("common")
    stated = common if isinstance(common, dict) else {}
    room = ident(stated.get("roomId")) or ident(payload.get("room_id"))
    at = moment(stated.get("createTime"))
    for number, promotion in objects(payload.get("promotions")):
        yield _promotion(number, promotion, room, at)
    for number, change in objects(payload.get("update_product_info")):
        promotion_id = ident(change.get("promotion_id"))
        if promotion_id is None:
            yield Bad(f"update_product_info.{number - 1}.promotion_id", "缺少编号，或编号不是文本", damaged=True)
            continue
        kind = whole(change.get("explain_type"))
        explaining = None if kind is None else kind == 2
        index = whole(change.get("index"))
        yield Shown(_PLATFORM, promotion_id, index=index, explaining=explaining, room_id=room, at=at)
    for _, tab in objects(payload.get("update_category_info")):
        for promotion_id in idents(tab.get("promotion_ids")):
            yield Shown(_PLATFORM, promotion_id, tab=text(tab.get("name")), room_id=room, at=at)
    yield from _shopping(payload, room, at)


def _promotion(number: int, promotion: dict[str, Any], room: str | None, at: datetime | None) -> Shown | Bad:
    promotion_id, item_id = ident(promotion.get("promotion_id")), ident(promotion.get("product_id"))
    if promotion_id is None and item_id is None:
        return Bad(f"promotions.{number - 1}.promotion_id", "缺少编号，或编号不是文本", damaged=True)
    listed, lowest = fen(promotion.get("price")), fen(promotion.get("min_price"))
    price = Price(
        sale_fen=listed if lowest is None else lowest, min_fen=lowest, max_fen=fen(promotion.get("max_price"))
    )
    in_stock = truth(promotion.get("in_stock"))
    return Shown(
        _PLATFORM,
        promotion_id,
        item_id,
        title=text(promotion.get("title")),
        short_title=text(promotion.get("elastic_title")),
        index=whole(promotion.get("index")) or number,
        price=price if price != Price() else None,
        campaign=_campaign(promotion.get("extra")),
        cover=text(promotion.get("cover")),
        url=text(promotion.get("detail_url")),
        sold_out=None if in_stock is None else not in_stock,
        room_id=ident(promotion.get("room_id")) or room,
        at=at,
    )


def _campaign(extra: object) -> tuple[int, datetime, datetime] | None:
    if not isinstance(extra, dict):
        return None
    price = fen(extra.get("campaign_price"))
    start, end = moment(extra.get("campaign_start_time")), moment(extra.get("campaign_end_time"))
    return (price, start, end) if price and start and end else None


def _shopping(payload: dict[str, Any], room: str | None, at: datetime | None) -> Iterator[Shown]:
    ids = idents(payload.get("updated_product_ids"))
    info = payload.get("updated_product_info")
    # Title and cover are stated once for the whole message: they are an item's only where it names one.
    facts = info if isinstance(info, dict) and len(ids) == 1 else {}
    title, cover = text(facts.get("title")), text(facts.get("cover"))
    for item_id in ids:
        sold_out = truth(payload.get("sold_out"))
        yield Shown(_PLATFORM, None, item_id, title=title, cover=cover, sold_out=sold_out, room_id=room, at=at)
