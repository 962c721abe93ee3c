"""Observations: what a run saw, written down before anything is concluded from it.

A listing is kept in full only when it differs from every earlier look; what changes with each look
by itself (time, address, sales figure, provenance) is kept beside it and put back on reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, select

from alerts import tables
from alerts.identity import item_key, seller
from alerts.values import RunFacts
from alerts.writing import KEPT, put
from crawler.listing import Listing, Provenance
from nlp.judgement import Judgement

BATCH = 1000
_LATER = (
    "ON CONFLICT (key) DO UPDATE SET last_at = excluded.last_at, last_run_id = excluded.last_run_id"
    " WHERE excluded.last_at >= items.last_at"
)

T = TypeVar("T")


class Noted(NamedTuple):
    """One judged line of a run as it is written down. ``line``: its number in ``listings.jsonl``, from 1; ``content`` and
    ``lasting``, ``look``: see ``split``; texts of plain columns hold no NUL."""

    line: int
    item_key: str
    platform: str
    seller: str
    item_id: str
    at: datetime
    content: str
    lasting: str
    look: str
    shop_id: str | None
    room_id: str | None
    verdict: str
    judgement: str


class _Fleeting(msgspec.Struct, frozen=True, omit_defaults=True):
    observed_at: datetime | None = None
    url: str | None = None
    sales: int | None = None
    source: Provenance | None = None


def split(listing: Listing) -> tuple[str, str, str]:
    """(sha256, lasting JSON, fleeting JSON) of a listing; ``join`` puts an equal listing together again."""
    lasting = msgspec.json.encode(replace(listing, observed_at=None, url=None, sales=None, source=None))
    fleeting = _Fleeting(listing.observed_at, listing.url, listing.sales, listing.source)
    return hashlib.sha256(lasting).hexdigest(), lasting.decode("utf-8"), msgspec.json.encode(fleeting).decode("utf-8")


def join(lasting: str, fleeting: str) -> Listing:
    """Inverse of ``split``."""
    look = msgspec.json.decode(fleeting, type=_Fleeting)
    listing = msgspec.json.decode(lasting, type=Listing)
    return replace(listing, observed_at=look.observed_at, url=look.url, sales=look.sales, source=look.source)


def moment(run: RunFacts, listing: Listing) -> datetime:
    """When the listing was seen; a clock that runs ahead of the run's end is not believed."""
    return min(listing.observed_at or run.finished_at, run.finished_at)


def batches(things: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of at most ``size``, in order."""
    batch: list[T] = []
    for one in things:
        batch.append(one)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def noted(run: RunFacts, line: int, listing: Listing, judgement: Judgement) -> Noted:
    """A judged line as it will be written down."""
    digest, lasting, fleeting = split(listing)
    who = seller(listing)
    return Noted(
        line, item_key(listing.platform, who, listing.item_id), listing.platform, storable(who) or "",
        storable(listing.item_id) or "", moment(run, listing).astimezone(UTC), digest, lasting, fleeting,
        storable(listing.shop.id if listing.shop else None), storable(listing.room.id if listing.room else None),
        judgement.verdict, msgspec.json.encode(judgement).decode("utf-8"),
    )  # fmt: skip


def observe(connection: Connection, run: RunFacts, batch: Sequence[Noted]) -> list[dict[str, Any]]:
    """Write one batch of a run's observations, with new items and contents; gives back the rows of the observations."""
    items: dict[str, dict[str, Any]] = {}
    for one in batch:
        known = items.get(one.item_key)
        if known is None or known["last_at"] < one.at:
            items[one.item_key] = {
                "key": one.item_key, "platform": one.platform, "seller": one.seller, "item_id": one.item_id,
                "last_at": one.at, "last_run_id": run.run_id,
            }  # fmt: skip
    contents = {one.content: one.lasting for one in batch}
    texts = sorted(contents.items())  # as everybody writes them, so that no two writers wait for each other
    put(connection, tables.contents, [{"sha256": digest, "listing": text} for digest, text in texts], KEPT)
    put(connection, tables.items, [items[key] for key in sorted(items)], _LATER)
    rows = [
        {
            "run_id": run.run_id, "line": one.line, "item_key": one.item_key, "at": one.at, "content": one.content,
            "look": one.look, "shop_id": one.shop_id, "room_id": one.room_id, "verdict": one.verdict,
            "judgement": one.judgement,
        }
        for one in batch
    ]  # fmt: skip
    put(connection, tables.observations, rows)
    return rows


def storable(text: str | None) -> str | None:
    """Text as a plain column takes it: PostgreSQL refuses the NUL character, which hostile titles carry."""
    return text.replace("\x00", "\ufffd") if text else text


class Seen(NamedTuple):
    """An observation read back."""

    run_id: str
    line: int
    item_key: str
    at: datetime
    content: str
    listing: Listing
    judgement: Judgement


OBSERVED = select(
    *(tables.observations.c[name] for name in ("run_id", "line", "item_key", "at", "content", "look", "judgement")),
    tables.contents.c.listing,
).join(tables.contents, tables.contents.c.sha256 == tables.observations.c.content)
"""The query whose rows ``seen`` reads; add conditions and an order to it."""


def seen(row: tables.AnyRow) -> Seen:
    """A row of OBSERVED as a value."""
    return Seen(
        row.run_id,
        row.line,
        row.item_key,
        row.at,
        row.content,
        join(row.listing, row.look),
        msgspec.json.decode(row.judgement, type=Judgement),
    )
