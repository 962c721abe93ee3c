"""The JSON side of the market: its directory, and shelves as a seller's platform would answer for them."""

from __future__ import annotations

from typing import Any

from desk.market.shelves import Goods, Shelf, shelves
from desk.market.transcript import window


def directory() -> dict[str, Any]:
    """``/market.json``: every shelf with its first address; a room names its transcript too."""
    return {"market": "集雅珠宝样例市场", "shelves": [_signpost(shelf) for shelf in shelves()]}


def shelf_page(shelf: Shelf, day: int, number: int) -> dict[str, Any]:
    """Page ``number`` (from 1) of a JSON shelf; money in fen. Raises IndexError for a page that is not there.

    The item being explained is lifted: the first page shows it at the top as well as at its own place.
    """
    pages = shelf.pages(day)
    promotions = [_promotion(shelf, goods) for goods in pages[number - 1]]
    if number == 1 and shelf.room and promotions:
        promotions.insert(0, {**promotions[len(promotions) // 2], "lifted": True, "explain_type": "2"})
    following = f"{address(shelf)}?page={number + 1}" if number < len(pages) else None
    data: dict[str, Any] = {"total": len(shelf.days[day]), "page": number, "next": following, "promotions": promotions}
    data["shop"] = {"shop_id": shelf.shop.id, "shop_name": shelf.shop.name, "shop_type": shelf.shop.kind,
                    "company_name": shelf.shop.company}  # fmt: skip
    if shelf.room:
        data["room"] = {"room_id": shelf.room.id, "title": shelf.room.title, "intro": shelf.room.intro,
                        "anchor_name": shelf.room.anchor}  # fmt: skip
    return {"code": 10000, "msg": "success", "data": data}


def address(shelf: Shelf) -> str:
    """The path of a shelf's first page."""
    if shelf.room:
        return f"/api/rooms/{shelf.room.id}/shelf"
    return f"/shops/{shelf.shop.id}/" if shelf.form == "html" else f"/api/shops/{shelf.shop.id}/goods"


def transcript_address(shelf: Shelf) -> str | None:
    """The path of a room's transcript; None for a shop."""
    return f"/rooms/{shelf.room.id}/transcript.vtt" if shelf.room else None


def _signpost(shelf: Shelf) -> dict[str, Any]:
    return {
        "form": "html" if shelf.form == "html" else "json",
        "shop_id": shelf.shop.id,
        "room_id": shelf.room.id if shelf.room else None,
        "name": shelf.room.title if shelf.room else shelf.shop.name,
        "first": address(shelf),
        "transcript": transcript_address(shelf),
    }


def _promotion(shelf: Shelf, goods: Goods) -> dict[str, Any]:
    prices = [sku.price_fen for sku in goods.skus]
    promotion: dict[str, Any] = {
        "promotion_id": f"35{goods.id[2:]}",
        "product_id": goods.id,
        "title": goods.title,
        "elastic_title": goods.short_title,
        "sub_title": goods.subtitle,
        "price": goods.price_fen,
        "min_price": min(prices) if prices else None,
        "max_price": max(prices) if prices else None,
        "market_price": goods.market_fen,
        "in_stock": not goods.sold_out,
        "detail_url": f"/items/{goods.id}.html",
        "cnames": list(goods.category),
        "brand_name": goods.brand,
        "description": goods.description,
        "product_format": [{"name": name, "value": value} for name, value in goods.attributes],
        "spec_prices": [
            {"sku_id": sku.id, "outer_sku_id": sku.code, "price": sku.price_fen, "stock_num": sku.stock,
             "specs": [{"name": name, "value": value} for name, value in sku.spec]}
            for sku in goods.skus
        ],
        "quality_list": [
            {"quality_name": paper.name, "certificate_code": paper.cert_no, "agency": paper.agency,
             "conclusion": paper.text}
            for paper in goods.papers
        ],
        "pics": [
            {"url": f"/pictures/{goods.id}-{n}.png", "role": role, "text_lines": list(lines)}
            for n, (role, lines) in enumerate(goods.pictures)
        ],
    }  # fmt: skip
    if shelf.room:
        promotion["explain_start_ms"], promotion["explain_end_ms"] = window(goods)
        promotion["explain_type"] = "1"
        promotion["sell_channel"] = [1]
    return promotion
