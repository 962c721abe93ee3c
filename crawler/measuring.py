"""Measuring: what the listings of one look carry, counted while they pass by; nothing of them is kept."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict

import msgspec
from msgspec import Struct

from crawler.health import Measures, Prices
from crawler.listing import Listing
from crawler.source import Source

POOR_BELOW = 10
"""Characters of description and picture texts together under which a listing counts as poor in content. Later stages call a
listing ``content_poor`` when it has none at all; here a few characters ("加载中…") are no description either."""

_NO_CONTENT = frozenset({"currency", "kind"})
"""Parts that are filled in where the page states nothing; alone they do not make a price or a shop."""


class Measuring:
    """Counts listings one by one. ``fields``: field name -> listings that carry it; ``found``: listings in all."""

    def __init__(self) -> None:
        self.found = 0
        self.fields: Counter[str] = Counter()
        self._poor = 0
        # Eight bytes a listing, the one thing here that grows with them: deciles cannot be had of less.
        self._fen: dict[str, array[int]] = defaultdict(lambda: array("q"))

    def add(self, listing: Listing) -> None:
        """Count one listing."""
        self.found += 1
        self.fields.update(carried(listing))
        self._poor += _described_in(listing) < POOR_BELOW
        price = listing.price
        fen = None if price is None else price.min_fen if price.sale_fen is None else price.sale_fen
        if price is not None and fen is not None:
            self._fen[price.currency].append(fen)

    def measures(self, walk: str) -> Measures:
        """What was counted, for ``health.json``; ``walk`` as ``walk_of`` gives it."""
        return Measures(walk, self._poor, self._prices())

    def _prices(self) -> Prices | None:
        if not self._fen:
            return None
        currency = max(sorted(self._fen), key=lambda name: len(self._fen[name]))
        fen = sorted(self._fen[currency])
        last = len(fen) - 1
        return Prices(currency, len(fen), fen[last // 10], fen[last // 2], fen[last - last // 10])


def carried(listing: Listing) -> list[str]:
    """The names of the fields that a listing carries: neither null nor empty, nor a price without any amount."""
    return [name for name in listing.__struct_fields__ if _says_something(getattr(listing, name))]


def walk_of(source: Source) -> str:
    """A digest (16 hex digits) of where a look starts and what guides it: looks that share it can be compared."""
    walk = source.platform, source.start, source.options
    return hashlib.sha256(msgspec.json.encode(walk, order="sorted")).hexdigest()[:16]


def _says_something(value: object) -> bool:
    if isinstance(value, Struct):
        names = (name for name in value.__struct_fields__ if name not in _NO_CONTENT)
        return any(_says_something(getattr(value, name)) for name in names)
    return value not in (None, "", ())


def _described_in(listing: Listing) -> int:
    """Characters of the description and of the texts in pictures, blanks not counted."""
    texts = (listing.description_text or "", *(line for image in listing.images for line in image.ocr_text))
    return sum(len("".join(text.split())) for text in texts)
