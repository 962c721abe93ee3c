"""A recording put together: what each room's shelf held, where each item stood and when it was being explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import TypeVar

from crawler.deliveries.shelves.seen import Session, Shown
from crawler.shelf import EventName, ShelfEvent, Window

MOST_ITEMS = 20_000  # a room holds some two hundred

T = TypeVar("T", Shown, Session)
Key = tuple[str, str, str, str]  # platform, room, "p" for a shelf-side id or "i" for an item id, the id


@dataclass(slots=True)
class Item:
    """One item of one shelf as the recording left it. ``row`` is the payload that first showed it."""

    facts: Shown
    room: str
    row: int
    positions: list[int] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    started: datetime | None = None  # of the explanation that is going on
    explained: bool = False  # some payload said so, with or without a time
    first: datetime | None = None
    last: datetime | None = None
    events: list[ShelfEvent] = field(default_factory=list)

    def note(self, event: EventName, at: datetime | None, index: int | None = None) -> None:
        """Keep one event."""
        self.events.append(
            ShelfEvent(event, self.facts.platform, self.room, self.facts.promotion_id, self.facts.item_id, at, index)
        )


class Ledger:
    """Takes payloads in the order of their recording. Items are keyed by their shelf-side id where they have one."""

    def __init__(self) -> None:
        self.items: dict[Key, Item] = {}
        self.sessions: dict[tuple[str, str], Session] = {}
        self.last: datetime | None = None
        self.full = False
        self._promotions: dict[Key, Key] = {}  # item id -> the promotion that sells it
        self._current: dict[tuple[str, str], Item] = {}  # what a room is explaining

    def session(self, session: Session) -> None:
        """What is known of a session; later facts fill the gaps of earlier ones and replace them."""
        key = session.platform, session.room_id
        known = self.sessions.get(key)
        self.sessions[key] = _merged(known, session) if known else session

    def of_room(self, platform: str, room: str) -> Session | None:
        """What is known of a room's session; one whose platform was not stated serves every platform's items."""
        return self.sessions.get((platform, room)) or self.sessions.get(("other", room))

    def payload(self, row: int, shown: Sequence[tuple[str, Shown]]) -> None:
        """One payload: what it shows, each with its room. Places in one payload belong together."""
        places: dict[Key, list[int]] = {}
        for room, one in shown:
            item = self._item(row, room, one)
            if item is None:
                continue
            self._seen(item, one)
            if one.index is not None:
                places.setdefault(self._key(room, one), []).append(one.index)
            if one.explaining is not None:
                self._explain(item, one)
        listed = any(one.title for _, one in shown)  # a list, not a message about a few items
        for key, indexes in places.items():
            item = self.items[key]
            if item.positions and set(indexes) - set(item.positions):
                item.note("moved", item.last, indexes[0])
            item.positions = indexes if listed else sorted({*item.positions, *indexes})

    def _key(self, room: str, one: Shown) -> Key:
        if one.promotion_id:
            return one.platform, room, "p", one.promotion_id
        key = one.platform, room, "i", one.item_id or ""
        return self._promotions.get(key, key)

    def _item(self, row: int, room: str, one: Shown) -> Item | None:
        key = self._key(room, one)
        if one.promotion_id and one.item_id:
            by_item = one.platform, room, "i", one.item_id
            self._promotions[by_item] = key
            if by_item in self.items and key not in self.items:
                self.items[key] = self.items.pop(by_item)
        if key not in self.items:
            if len(self.items) >= MOST_ITEMS:
                self.full = True
                return None
            self.items[key] = Item(one, room, row)
        return self.items[key]

    def _seen(self, item: Item, one: Shown) -> None:
        before, item.facts = item.facts, _merged(item.facts, one)
        if one.at is not None:
            item.first = min(filter(None, (item.first, one.at)))
            item.last = max(filter(None, (item.last, one.at)))
            self.last = max(filter(None, (self.last, one.at)))
        if one.price and before.price and one.price.sale_fen != before.price.sale_fen:
            item.note("price_changed", one.at)
        if one.sold_out is not None and bool(before.sold_out) != one.sold_out:
            item.note("sold_out" if one.sold_out else "restocked", one.at)

    def _explain(self, item: Item, one: Shown) -> None:
        """A room explains one item at a time: another that starts ends this one (as recordings show it)."""
        if not one.explaining:
            self._end(item, one.at)
            return
        other = self._current.get((one.platform, item.room))
        if other is not None and other is not item:
            self._end(other, one.at)
        if not item.explained:
            self._current[one.platform, item.room] = item
            item.explained, item.started = True, one.at
            item.note("explain_start", one.at, one.index)

    @staticmethod
    def _end(item: Item, at: datetime | None) -> None:
        if item.explained:
            if item.started is not None:
                item.windows.append(Window(item.started, max(at, item.started) if at else None))
            item.explained, item.started = False, None
            item.note("explain_end", at)


def _merged(known: T, more: T) -> T:
    """The newer facts where there are any, else the older ones."""
    stated = {f.name: value for f in fields(more) if (value := getattr(more, f.name)) is not None}
    return replace(known, **stated)
