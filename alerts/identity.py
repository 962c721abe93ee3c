"""Identity: what makes two looks speak of the same alert.

An alert is one seller, one listing, one charge. Nothing that moves by itself takes part: not the
position on a shelf, the session, the address or its parameters, the price, nor the rule's wording
or version. So triage survives a reworded rule and a moved line.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata

import msgspec

from crawler.listing import Listing


def seller(listing: Listing) -> str:
    """Who sells: the shop's id, else its name, else the anchor, else the room, else ``unknown``.

    The anchor comes before the room because platforms give many rooms a new id for every session.
    """
    shop, room = listing.shop, listing.room
    if shop and shop.id:
        return shop_seller(shop.id)
    if shop and _folded(shop.name):
        return named_seller(shop.name or "")
    if room and _folded(room.anchor):
        return f"anchor:{_folded(room.anchor)}"
    if room and room.id:
        return f"room:{room.id.strip()}"
    return "unknown"


def shop_seller(shop_id: str) -> str:
    """The seller that a shop id names."""
    return f"shop:{shop_id.strip()}"


def named_seller(shop_name: str) -> str:
    """The seller that a shop name names; width, case and spaces do not count."""
    return f"name:{_folded(shop_name)}"


def item_key(platform: str, seller: str, item_id: str) -> str:
    """32 characters that stand for one listing of one seller."""
    return _digest(32, "item", platform, seller, item_id).lower()


def alert_id(platform: str, seller: str, item_id: str, rule: str) -> str:
    """The public id, for example ``A-K3QZ7M2XWD5F``: the first 60 bits of a SHA-256, so a million alerts do not meet."""
    return "A-" + _digest(12, "alert", platform, seller, item_id, rule)


def fold_id(platform: str, seller: str, item_id: str, rule: str) -> str:
    """The id of the alerts of one seller under one charge, for example ``C-7F2M4QXKZ3WB``; ids of cases are ids of folds.

    Alerts of nobody known are not one seller's: each item is a fold of its own.
    """
    item = item_id if seller == "unknown" else ""
    return "C-" + _digest(12, "fold", platform, seller, item, rule)


def split_fold_id(fold: str, seq: int) -> str:
    """The id of the alerts that decision ``seq`` took out of a fold."""
    return "C-" + _digest(12, "split", fold, str(seq))


def seller_key(platform: str, seller: str, item_id: str) -> str:
    """32 characters that stand for one seller of one platform; each item of nobody known counts for itself."""
    return _digest(32, "seller", platform, seller, item_id if seller == "unknown" else "").lower()


def public_id(letter: str, *parts: str) -> str:
    """The public id of something people did, made of who, when and what: the same deed twice has one id."""
    return f"{letter}-{_digest(12, letter, *parts)}"


def _digest(length: int, *parts: str) -> str:
    """So many characters of a digest in base 32, five bits each."""
    # Encoded as a JSON list: joined by any plain character, two different sellers could read alike.
    whole = hashlib.sha256(msgspec.json.encode(parts)).digest()
    return base64.b32encode(whole[: -(-length // 8) * 5])[:length].decode("ascii")


def _folded(name: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", name or "").casefold().split())
