"""Holdings: everything the database holds on a person, place by place, and why it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, String, Text, func, select

from alerts import tables
from alerts.custody import scan
from alerts.observing import batches
from alerts.persons.places import EVIDENCE, LAST_ADMIN, PLACES, SECRET, WAITING, Place
from alerts.persons.subject import Subject
from alerts.store import Store

_STAFF = ("actor", "author")


class Held(Struct, frozen=True):
    """One row. ``label``: the Chinese name of where it stands; ``ground``: why it is kept, None where it may go."""

    table: str
    label: str
    key: str
    ground: str | None
    value: dict[str, Any]


class Look(Struct, frozen=True):
    """One look at goods that speak of the person; ``charged``: the item carries or carried an alert."""

    run_id: str
    line: int
    item_key: str
    content: str
    at: datetime
    seller: str
    charged: bool


def holdings(store: Store, subject: Subject) -> tuple[Held, ...]:
    """Everything held; reads each table once, in batches."""
    with store.reading() as connection:
        found = list(_looks_held(connection, subject))
        for place in PLACES:
            found += _rows(connection, place, subject)
    return tuple(found)


def contents_of(connection: Connection, subject: Subject) -> Iterator[tuple[str, str]]:
    """(digest, JSON) of the contents that speak of the subject."""
    table = tables.contents
    for row in scan(connection, (table.c.sha256,), table.c.listing):
        if subject.stands_in(row.listing):
            yield row.sha256, row.listing


def looks_at(connection: Connection, contents: Sequence[str]) -> list[Look]:
    """Every look at these contents."""
    look, alerts = tables.observations, tables.alerts
    charged = select(alerts.c.id).where(alerts.c.item_key == look.c.item_key).exists()
    names = (look.c.run_id, look.c.line, look.c.item_key, look.c.content, look.c.at, tables.items.c.seller)
    found: list[Look] = []
    for some in batches(contents, 500):
        query = select(*names, charged).join(tables.items, tables.items.c.key == look.c.item_key)
        query = query.where(look.c.content.in_(some)).order_by(look.c.run_id, look.c.line)
        found += [Look(*tuple(row)) for row in connection.execute(query)]
    return found


def _looks_held(connection: Connection, subject: Subject) -> Iterator[Held]:
    known = dict(contents_of(connection, subject))
    by_content: dict[str, list[Look]] = {}
    for look in looks_at(connection, list(known)):
        by_content.setdefault(look.content, []).append(look)
    for digest, listing in known.items():
        looks = by_content.get(digest, [])
        ground = EVIDENCE if any(look.charged for look in looks) else None
        value = {"listing": listing, "looks": [{"run_id": one.run_id, "line": one.line, "at": one.at} for one in looks]}
        yield Held("contents", "商品内容及其查看记录", digest, ground, value)
    table = tables.items
    charged = select(tables.alerts.c.id).where(tables.alerts.c.item_key == table.c.key).exists()
    seen = select(tables.observations.c.item_key).where(tables.observations.c.item_key == table.c.key).exists()
    for row in scan(connection, (table.c.key,), table.c.seller, charged.label("charged"), seen.label("seen")):
        if subject.is_it(row.seller) or subject.is_it(row.seller.partition(":")[2]):
            ground = EVIDENCE if row.charged else None
            yield Held("items", "商品与卖家的编号", row.key, ground, {"seller": row.seller, "seen": row.seen})


def _rows(connection: Connection, place: Place, subject: Subject) -> Iterator[Held]:
    table = place.table
    texts = [column for column in table.c if isinstance(column.type, (String, Text)) and column.name not in SECRET]
    key_columns = tuple(table.primary_key.columns)
    others = [column for column in table.c if column not in key_columns]
    for row in scan(connection, key_columns, *others):
        said = [row._mapping[column] for column in texts]
        # Who has a like name keeps the account.
        if not any(map(subject.is_it if table is tables.users else subject.stands_in, said)):
            continue
        if table is tables.notices and row.message is not None:
            continue  # goes and stays with its message
        value = {c.name: row._mapping[c] for c in table.c if c.name not in SECRET}
        key = " ".join(str(row._mapping[column]) for column in key_columns)
        yield Held(table.name, place.label, key, _ground(connection, place, value), _plain(value, subject))


def _ground(connection: Connection, place: Place, value: dict[str, Any]) -> str | None:
    if place.table is tables.messages:
        return None if value["state"] == "told" else WAITING
    if place.table is tables.users and value["role"] == "admin":
        admins = select(func.count()).select_from(tables.users).where(tables.users.c.role == "admin")
        return LAST_ADMIN if connection.execute(admins).scalar_one() < 2 else None
    return place.ground


def _plain(value: dict[str, Any], subject: Subject) -> dict[str, Any]:
    """Values as JSON takes them; our own people are not named to whoever asks, unless it is they who ask."""
    told: dict[str, Any] = {}
    for name, one in value.items():
        if name in _STAFF and isinstance(one, str) and not subject.stands_in(one):
            told[name] = "＊" * len(one)
        else:
            told[name] = one.isoformat() if isinstance(one, (date, datetime)) else one
    return told
