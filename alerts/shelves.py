"""Shelves: what a run's health says about an item that the run did not see.

Gone is said only when every shelf the item last stood on was read whole, or its own page answered
that it is gone. Everything else is "not looked", with the reason.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from crawler.health import Health, NotSeen

Shelf = tuple[str | None, str | None]
"""(shop id, room id) as the listings carry them."""


@dataclass(frozen=True, slots=True)
class Missing:
    """An item that a run did not see: where it last stood. ``own``: the run is of the source that saw it last."""

    item_id: str
    url: str | None
    shop_id: str | None
    shelves: frozenset[Shelf]
    own: bool


class Coverage:
    """What a run looked at. A room's shelf without a shop holds the goods of any shop: one room sells for many."""

    def __init__(self, health: Health) -> None:
        self.broken = health.verdict == "broken"
        """Most fields could not be read: a word that is missing may not have been taken back."""
        whole: dict[Shelf, bool] = {}
        for scope in health.looked:
            # A shelf walked in two parts is whole only when both parts are.
            whole[scope.shop, scope.room] = scope.complete and whole.get((scope.shop, scope.room), True)
        self._not_seen = tuple(missed for missed in health.not_seen if missed.kind != "vanished")
        self._vanished = tuple(missed for missed in health.not_seen if missed.kind == "vanished")
        self._whole = frozenset(
            shelf
            for shelf, complete in whole.items()
            if complete and not any(_touches(missed, shelf) for missed in self._not_seen)
        )

    @property
    def shops(self) -> frozenset[str]:
        """Shops of which this run can say that something is gone, also when another source saw it last."""
        shops = {shop for shop, _ in self._whole if shop} | {missed.shop for missed in self._vanished if missed.shop}
        return frozenset(shops)

    @property
    def rooms(self) -> frozenset[str]:
        """Rooms whose whole shelf, of whatever shops, was read."""
        return frozenset(room for shop, room in self._whole if room and not shop)

    def read_whole(self, shelf: Shelf) -> bool:
        """Whether every listing of the shelf was read."""
        room = shelf[1]
        return shelf in self._whole or (room is not None and (None, room) in self._whole)

    def gone(self, item: Missing) -> str | None:
        """Why the item is gone, in Chinese, or None when that cannot be said."""
        for missed in self._vanished:
            if _speaks_of(missed, item):
                return f"其页面已不存在（{missed.reason}）"
        if item.shelves and all(self.read_whole(shelf) and (item.own or any(shelf)) for shelf in item.shelves):
            return "所在货架已完整查看，未再见到"
        return None

    def unseen(self, shelves: Collection[Shelf]) -> str:
        """Why nothing can be said of an item of these shelves."""
        for missed in self._not_seen:
            if any(_touches(missed, shelf) for shelf in shelves):
                return f"所在货架未能完整查看：{missed.reason}"
        looked = any(self.read_whole(shelf) for shelf in shelves)
        return "曾出现的货架未全部查看" if looked else "所在货架本次未查看或未完整查看"


def _touches(missed: NotSeen, shelf: Shelf) -> bool:
    """Did the failure happen on this shelf? One that names neither shop nor room is the crawl's own matter."""
    shop, room = shelf
    if missed.room is None:
        return missed.shop is not None and (missed.shop, None) == shelf
    return missed.room == room and (missed.shop is None or shop is None or missed.shop == shop)


def _speaks_of(missed: NotSeen, item: Missing) -> bool:
    if missed.shop is not None and missed.shop != item.shop_id:
        return False
    if missed.shop is None and not item.own:
        return False  # item ids of two platforms, or of two small shops, may well be equal
    if item.url and missed.what.split("#")[0] == item.url.split("#")[0]:
        return True
    return _contains_whole(missed.what, item.item_id)


def _contains_whole(text: str, word: str) -> bool:
    """Is ``word`` in ``text`` with no letter or digit touching it? Item 12 is not item 123."""
    start = text.find(word)
    while start != -1:
        end = start + len(word)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return True
        start = text.find(word, start + 1)
    return False
