"""One report number on several stones: what the listings of a run tell of each other.

A report grades one stone (GB/T 16552; every laboratory's own terms). The same number beside two weights,
or in the shops of three sellers, cannot belong to all of them. One seller offering one stone under two
links, or two sellers offering a stone that changed hands, is no sign of anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.listing import Listing
from nlp.papers import numbered

_SAME = 0.08
"""Weights that differ by no more than this part are one weight: sellers round (0.48 for 五十分)."""
_SELLERS = 3


@dataclass(frozen=True, slots=True)
class _Use:
    item: tuple[str, str]
    seller: str | None
    carats: frozenset[float]


class SharedNumbers:
    """The numbers of a run by where they stand; made in one pass over its listings."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        self._uses: dict[str, list[_Use]] = {}
        for listing in listings:
            for number, carats in numbered(listing).items():
                self._uses.setdefault(number, []).append(_Use(_item(listing), _seller(listing), carats))

    def elsewhere(self, listing: Listing) -> tuple[str, ...]:
        """Numbers of this listing that another stone of the run carries too, in order."""
        found = []
        for number, carats in numbered(listing).items():
            others = [use for use in self._uses.get(number, ()) if use.item != _item(listing)]
            sellers = {use.seller for use in others if use.seller is not None} | {_seller(listing)} - {None}
            if len(sellers) >= _SELLERS or any(_differ(carats, use.carats) for use in others):
                found.append(number)
        return tuple(sorted(found))


def _differ(ours: frozenset[float], theirs: frozenset[float]) -> bool:
    """Whether both weights are known and none of one is any of the other."""
    return bool(ours and theirs) and not any(abs(a - b) <= _SAME * max(a, b) for a in ours for b in theirs)


def _item(listing: Listing) -> tuple[str, str]:
    return listing.platform, listing.item_id


def _seller(listing: Listing) -> str | None:
    shop = listing.shop
    return None if shop is None else shop.uscc or shop.company or shop.name or shop.id
