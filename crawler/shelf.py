"""What stood on a room's shelf, where and when: records beside the listings of a run, one JSON line each.

They stand in ``shelf.jsonl``. ``ShelfEntry.listing`` is the line of ``listings.jsonl`` that the entry speaks of.
Times carry a zone; indexes count as the source counts them.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from crawler.listing import Id, Instant, PlatformName, Provenance, Record

SHELF = "shelf.jsonl"

ExplainState = Literal["none", "on_shelf", "explaining"]
EventName = Literal["moved", "explain_start", "explain_end", "price_changed", "sold_out", "restocked"]


class Window(Record, frozen=True):
    """A stretch in which an item was being explained; ``end`` is None while the recording does not show one."""

    start: Instant
    end: Instant | None = None


class LiveSession(Record, frozen=True, tag_field="record", tag="session"):
    """One session of a room."""

    platform: PlatformName
    room_id: Id
    session_id: Id | None = None
    anchor_id: Id | None = None
    anchor_name: str | None = None
    title: str | None = None
    cover: str | None = None
    status: str | None = None
    started_at: Instant | None = None
    ended_at: Instant | None = None
    source: Provenance | None = None


class ShelfEntry(Record, frozen=True, tag_field="record", tag="entry"):
    """One item on the shelf of a room, by its shelf-side id where it has one. An item that is lifted to the top
    while it is explained stands in two ``positions``."""

    platform: PlatformName
    room_id: Id
    promotion_id: Id | None = None
    item_id: Id | None = None
    positions: tuple[int, ...] = ()
    tab: str | None = None
    explain_state: ExplainState = "none"
    explained: tuple[Window, ...] = ()
    first_seen: Instant | None = None
    last_seen: Instant | None = None
    sold_out: bool | None = None
    listing: int | None = None
    source: Provenance | None = None


class ShelfEvent(Record, frozen=True, tag_field="record", tag="event"):
    """One change on the shelf. ``at`` is None where the recording carries no time."""

    event: EventName
    platform: PlatformName
    room_id: Id
    promotion_id: Id | None = None
    item_id: Id | None = None
    at: Instant | None = None
    index: int | None = None


ShelfRecord = LiveSession | ShelfEntry | ShelfEvent


def encode_shelf(record: ShelfRecord) -> bytes:
    """One line of ``shelf.jsonl`` without its line end."""
    return msgspec.json.encode(record)


def decode_shelf(line: bytes) -> ShelfRecord:
    """A line of ``shelf.jsonl``. Raises msgspec.ValidationError for what is none."""
    record: ShelfRecord = msgspec.json.decode(line, type=ShelfRecord)
    return record
