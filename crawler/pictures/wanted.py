"""Which pictures of a listing are asked for, and under what address."""

from __future__ import annotations

from urllib.parse import urljoin

from crawler.journal import Ask
from crawler.listing import Image, Listing

LAST = -100
"""Priority of pictures: every page of the source comes first."""
_FIRST = ("main", "qualification", "detail", "long", "cover", "sku", "white", None)
"""Roles in the order of what they tell about the goods; a picture without a role stands at the end."""
_HEADERS = {"Accept": "image/jpeg,image/png,image/webp,image/gif;q=0.9,image/*;q=0.5"}


def wanted(listing: Listing, most: int) -> list[Ask]:
    """At most ``most`` pictures of a listing as requests, the telling roles first; what has no address is left out."""
    ranked = sorted(listing.images, key=lambda image: _FIRST.index(image.role))
    addresses = dict.fromkeys(filter(None, (address(listing, image) for image in ranked)))
    shop, room = listing.shop, listing.room
    return [
        Ask(
            url=url, callback="picture", picture=True, priority=LAST, headers=_HEADERS,
            shop=shop.id if shop else None, room=room.id if room else None,
        )
        for url in list(addresses)[:most]
    ]  # fmt: skip


def address(listing: Listing, image: Image) -> str | None:
    """Where a picture lies, told from the listing alone; None for what is no web address."""
    from crawler.source import addressable

    written = (image.url or "").strip()
    if not written:
        return None
    if written.startswith("//"):
        written = f"https:{written}"
    try:
        url = urljoin(listing.url or "", written)
    except ValueError:
        return None
    return url if addressable(url) else None


def fingerprint(url: str) -> str:
    """The journal's key of the request for a picture."""
    return Ask(url=url, callback="picture").fingerprint
