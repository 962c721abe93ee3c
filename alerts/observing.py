"""Observations: what a run saw, written down before anything is concluded from it.

A listing is kept in full only when it differs from every earlier look; what changes with each look
by itself (time, address, sales figure, provenance) is kept beside it and put back on reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, insert, select, update

from alerts import tables
from alerts.identity import item_key, seller
from alerts.values import RunFacts
from crawler.listing import Listing, Provenance
from nlp.judgement import Judgement

BATCH = 1000

T = TypeVar("T")


class Judged(NamedTuple):
    """One judged line of a run: its number in ``listings.jsonl`` (from 1), the listing, what the rulebook says."""

    line: int
    listing: Listing
    judgement: Judgement


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


def observe(connection: Connection, run: RunFacts, batch: Sequence[Judged]) -> None:
    """Write one batch of a run's observations, with new items and contents."""
    observations: list[dict[str, Any]] = []
    items: dict[str, dict[str, Any]] = {}
    contents: dict[str, str] = {}
    for line, listing, judgement in batch:
        digest, lasting, fleeting = split(listing)
        who, at = seller(listing), moment(run, listing)
        key = item_key(listing.platform, who, listing.item_id)
        contents[digest] = lasting
        if key not in items or items[key]["last_at"] < at:
            items[key] = {
                "key": key, "platform": listing.platform, "seller": storable(who),
                "item_id": storable(listing.item_id), "last_at": at, "last_run_id": run.run_id,
            }  # fmt: skip
        row: dict[str, Any] = {
            "run_id": run.run_id, "line": line, "item_key": key, "at": at, "content": digest, "look": fleeting,
            "shop_id": storable(listing.shop.id if listing.shop else None),
            "room_id": storable(listing.room.id if listing.room else None),
            "verdict": judgement.verdict, "judgement": msgspec.json.encode(judgement).decode("utf-8"),
        }  # fmt: skip
        observations.append(row)
    _keep_contents(connection, contents)
    _keep_items(connection, items)
    connection.execute(insert(tables.observations), observations)


def _keep_contents(connection: Connection, contents: dict[str, str]) -> None:
    table = tables.contents
    known = set(connection.execute(select(table.c.sha256).where(table.c.sha256.in_(list(contents)))).scalars())
    rows = [{"sha256": digest, "listing": text} for digest, text in contents.items() if digest not in known]
    if rows:
        connection.execute(insert(table), rows)


def _keep_items(connection: Connection, items: dict[str, dict[str, Any]]) -> None:
    table = tables.items
    known = {
        row.key: row.last_at
        for row in connection.execute(select(table.c.key, table.c.last_at).where(table.c.key.in_(list(items))))
    }
    new = [item for key, item in items.items() if key not in known]
    if new:
        connection.execute(insert(table), new)
    later = [
        {"item": key, "at": item["last_at"], "run": item["last_run_id"]}
        for key, item in items.items()
        if key in known and item["last_at"] >= known[key]
    ]
    if later:
        connection.execute(
            update(table)
            .where(table.c.key == bindparam("item"))
            .values(last_at=bindparam("at"), last_run_id=bindparam("run")),
            later,
        )


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
