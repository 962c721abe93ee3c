"""The market's JSON payloads and transcripts as listings. Pure: bytes in, values out.

Money is already in fen there. ``lifted`` marks a second copy of the item being explained, which also stands at
its own place; the copy is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import msgspec
from msgspec import Struct

from crawler.listing import Id, Listing, ListingRefused, convert_listing

Cue = tuple[int, int, str]
"""Start and end in milliseconds from the start of the session, and the words."""


class Signpost(Struct, frozen=True):
    """One shelf of the directory; ``first`` and ``transcript`` are addresses relative to it."""

    form: str
    first: str
    shop_id: Id
    room_id: Id | None = None
    transcript: str | None = None


class Shelf(Struct, frozen=True):
    """One page of a shelf. ``refused``: (product id or place, Chinese reason); ``next`` is None on the last page."""

    listings: tuple[Listing, ...]
    refused: tuple[tuple[str, str], ...]
    next: str | None


class _Directory(Struct):
    shelves: list[Signpost]


class _Data(Struct):
    promotions: list[dict[str, Any]]
    shop: dict[str, Any]
    room: dict[str, Any] = {}
    next: str | None = None


class _Envelope(Struct):
    data: _Data


def directory(body: bytes) -> list[Signpost]:
    """The shelves that ``/market.json`` names. Raises msgspec.MsgspecError for another document."""
    return msgspec.json.decode(body, type=_Directory).shelves


def cues(webvtt_text: str) -> list[Cue]:
    """A WebVTT transcript as cues, tags dropped and character references undone (the reader does only the former).

    Raises webvtt.errors.MalformedFileError for another text.
    """
    import webvtt

    return [
        (caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds(), unescape(caption.text))
        for caption in webvtt.from_string(webvtt_text).captions
    ]


def shelf(body: bytes, spoken: list[Cue], absolute: Callable[[str], str]) -> Shelf:
    """One page of a shelf; ``spoken`` is the room's transcript, ``absolute`` resolves an address on this page.

    Raises msgspec.MsgspecError when the page as a whole is not one; a single bad entry is refused by its place.
    """
    data = msgspec.json.decode(body, type=_Envelope).data
    listings, refused = [], []
    for place, entry in enumerate(data.promotions, 1):
        if entry.get("lifted"):
            continue
        try:
            listings.append(convert_listing(_listing(entry, data, spoken, absolute)))
        except ListingRefused as refusal:
            refused.append((str(entry.get("product_id") or f"第 {place} 个商品"), str(refusal)))
        except (KeyError, TypeError, AttributeError) as error:
            what = str(entry.get("product_id") or f"第 {place} 个商品")
            refused.append((what, f"商品数据结构与约定不符（{type(error).__name__}: {error}）"))
    return Shelf(tuple(listings), tuple(refused), absolute(data.next) if data.next else None)


def _listing(entry: dict[str, Any], data: _Data, spoken: list[Cue], absolute: Callable[[str], str]) -> dict[str, Any]:
    shop, room = data.shop, data.room
    return {
        "platform": "market",
        "item_id": entry["product_id"],
        "url": absolute(entry["detail_url"]) if entry.get("detail_url") else None,
        "status": "on_sale" if entry.get("in_stock", True) else "sold_out",
        "title": entry["title"],
        "short_title": entry.get("elastic_title"),
        "subtitle": entry.get("sub_title"),
        "description_text": entry.get("description"),
        "attributes": [{"name": a["name"], "value": a["value"]} for a in entry.get("product_format") or ()],
        "skus": [_sku(sku) for sku in entry.get("spec_prices") or ()],
        "price": {
            "currency": "CNY",
            "sale_fen": entry.get("price"),
            "min_fen": entry.get("min_price"),
            "max_fen": entry.get("max_price"),
            "market_fen": entry.get("market_price"),
        },
        "category": [{"name": name} for name in entry.get("cnames") or ()],
        "brand": {"name": entry["brand_name"]} if entry.get("brand_name") else None,
        "live_only": 1 in entry["sell_channel"] if "sell_channel" in entry else None,
        "shop": {
            "id": shop["shop_id"], "name": shop.get("shop_name"), "kind": shop.get("shop_type", "unknown"),
            "company": shop.get("company_name"),
        },
        "qualifications": [_paper(paper) for paper in entry.get("quality_list") or ()],
        "images": [
            {"url": absolute(pic["url"]), "role": pic.get("role"), "ocr_text": pic.get("text_lines") or []}
            for pic in entry.get("pics") or ()
        ],
        "speech": _spoken_within(spoken, entry.get("explain_start_ms"), entry.get("explain_end_ms")),
        "room": {
            "id": room["room_id"], "title": room.get("title"), "intro": room.get("intro"),
            "anchor": room.get("anchor_name"),
        } if room else None,
    }  # fmt: skip


def _sku(sku: dict[str, Any]) -> dict[str, Any]:
    return {
        "sku_id": sku["sku_id"],
        "outer_sku_id": sku.get("outer_sku_id"),
        "spec": [{"name": spec.get("name"), "value": spec.get("value")} for spec in sku.get("specs") or ()],
        "price_fen": sku.get("price"),
        "stock": sku.get("stock_num"),
    }


def _paper(paper: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": paper.get("quality_name"),
        "cert_no": paper.get("certificate_code"),
        "agency": paper.get("agency"),
        "text": paper.get("conclusion"),
    }


def _spoken_within(spoken: list[Cue], start: int | None, end: int | None) -> list[dict[str, Any]]:
    """What was said while the item was explained; a cue counts where it begins."""
    if start is None or end is None:
        return []
    return [{"start_ms": at, "end_ms": until, "text": text} for at, until, text in spoken if start <= at < end]
