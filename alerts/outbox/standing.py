"""What stands in the outbox: messages and what became of them, what is held back, and sending again by a person's wish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec
from sqlalchemy import and_, func, or_, select, update

from alerts import tables
from alerts.outbox.content import Content
from alerts.store import Store

MessageState = Literal["pending", "sending", "told", "dead"]

STATES: dict[MessageState, str] = {"pending": "待发送", "sending": "发送中", "told": "已送达", "dead": "未能送达"}


class Message(msgspec.Struct, frozen=True):
    """A message as a list shows it. ``failure``: why the last try failed, Chinese and without secrets."""

    id: str
    recipient: str
    channel: str
    made_at: datetime
    state: MessageState
    tries: int
    next_at: datetime | None
    told_at: datetime | None
    failure: str | None
    content: Content


class Held(msgspec.Struct, frozen=True):
    """Notices that wait for a digest or the end of quiet hours: how many, and when the first is due."""

    recipient: str
    channel: str
    notices: int
    due_at: datetime


def messages(
    store: Store, states: Sequence[MessageState] = ("pending", "sending", "told", "dead"), limit: int = 100
) -> tuple[Message, ...]:
    """Messages, newest first."""
    table = tables.messages
    query = select(table).where(table.c.state.in_(states)).order_by(table.c.made_at.desc(), table.c.id)
    with store.reading() as connection:
        return tuple(_message(row) for row in connection.execute(query.limit(max(1, min(limit, 1000)))))


def _message(row: tables.AnyRow) -> Message:
    return Message(
        row.id, row.recipient, row.channel, row.made_at, row.state, row.attempts,
        row.next_at if row.state == "pending" else None, row.told_at, row.failure,
        msgspec.json.decode(row.content, type=Content),
    )  # fmt: skip


def held(store: Store) -> tuple[Held, ...]:
    """What is held back, by recipient and channel."""
    table = tables.notices
    place = (table.c.recipient, table.c.channel)
    query = select(*place, func.count().label("number"), func.min(table.c.due_at).label("due_at"))
    query = query.where(table.c.message.is_(None)).group_by(*place).order_by(*place)
    with store.reading() as connection:
        return tuple(Held(row.recipient, row.channel, row.number, row.due_at) for row in connection.execute(query))


def unaddressed(store: Store) -> int:
    """Occasions that nobody has been written to about: while ``notify.yml`` cannot be read they wait."""
    table = tables.occasions
    with store.reading() as connection:
        query = select(func.count()).select_from(table).where(table.c.addressed_at.is_(None))
        return int(connection.execute(query).scalar_one())


def dead(store: Store) -> int:
    """How many messages wait for a person."""
    table = tables.messages
    with store.reading() as connection:
        query = select(func.count()).select_from(table).where(table.c.state == "dead")
        return int(connection.execute(query).scalar_one())


def retry(store: Store, at: datetime, ids: Sequence[str] | None = None) -> tuple[str, ...]:
    """Put messages that were put aside, or that wait after a failed try, at the head of the line, with all their tries.

    ``ids`` None: all of them. Gives back the ids of those that were; what was told or is being sent stays as it is.
    """
    table = tables.messages
    failed = or_(table.c.state == "dead", and_(table.c.state == "pending", table.c.attempts > 0))
    query = select(table.c.id).where(failed).order_by(table.c.made_at, table.c.id)
    with store.aside() as connection:
        found = connection.execute(query if ids is None else query.where(table.c.id.in_(list(ids)))).scalars().all()
        moved = [
            one
            for one in found
            if connection.execute(
                update(table).where(table.c.id == one, failed).values(state="pending", attempts=0, next_at=at)
            ).rowcount
        ]
    return tuple(moved)


def noted(store: Store, key: str) -> bool:
    """Whether an occasion of that key was written before."""
    with store.reading() as connection:
        return (
            connection.execute(select(tables.occasions.c.key).where(tables.occasions.c.key == key)).first() is not None
        )
