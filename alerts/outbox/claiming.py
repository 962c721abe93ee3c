"""Claiming: a message belongs to one sender at a time, and what came of it is noted by that one alone."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from datetime import datetime

import msgspec
from sqlalchemy import Connection, and_, or_, select, update

from alerts import tables
from alerts.chain import MACHINE, Chain
from alerts.outbox.content import Content
from alerts.outbox.patience import LEASE, TRIES
from alerts.store import Store

LOST = "发送程序多次中途停止，未能确认是否送达"


class Claimed(msgspec.Struct, frozen=True):
    """A message that is this sender's own until its lease ends. ``tries`` counts the one that now begins."""

    id: str
    recipient: str
    channel: str
    made_at: datetime
    content: Content
    tries: int
    holder: str


def claim(
    store: Store,
    at: datetime,
    *,
    quiet: Collection[str] = (),
    without: Collection[str] = (),
    holder: Callable[[], str] = lambda: uuid.uuid4().hex,
) -> Claimed | None:
    """The message that has waited longest, now this sender's; None when there is none to be tried.

    ``quiet``: recipients who must not be disturbed; ``without``: channels that are not to be tried now. A message
    whose sender died is claimed again when its lease has run out, and given up after ``TRIES`` such tries.
    """
    table = tables.messages
    abandoned = and_(table.c.state == "sending", table.c.lease <= at)
    ripe = or_(and_(table.c.state == "pending", table.c.next_at <= at), abandoned)
    query = (
        select(table)
        .where(ripe, table.c.recipient.not_in(sorted(quiet)), table.c.channel.not_in(sorted(without)))
        .order_by(table.c.next_at, table.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)  # SQLite has no such words: there a writer is alone
    )
    with store.aside() as connection:
        given_up = {"state": "dead", "failure": LOST, "holder": None, "lease": None}
        connection.execute(update(table).where(abandoned, table.c.attempts >= TRIES).values(given_up))
        row = connection.execute(query).one_or_none()
        if row is None:
            return None
        mine = holder()
        taken = connection.execute(
            update(table)
            .where(table.c.id == row.id, table.c.state == row.state, table.c.attempts == row.attempts)
            .values(state="sending", attempts=row.attempts + 1, holder=mine, lease=at + LEASE)
        )
        if taken.rowcount != 1:
            return None
    content = msgspec.json.decode(row.content, type=Content)
    return Claimed(row.id, row.recipient, row.channel, row.made_at, content, row.attempts + 1, mine)


def note_told(store: Store, message: Claimed, at: datetime) -> bool:
    """The channel took the message. False when its lease had run out and another has it now.

    That a report was handed out is put on record in the same transaction.
    """
    told = {"state": "told", "told_at": at, "failure": None}
    if not message.content.reports:
        return _note(store, message, told)
    with store.writing() as connection:
        if not _noted(connection, message, told):
            return False
        chain = Chain(connection)
        for report in message.content.reports:
            detail = f"发送{report.name}给{message.recipient}（渠道 {message.channel}）"
            data = {"sent": {"sha256": report.sha256, "message": message.id}}
            chain.add(at=at, actor=MACHINE, action="sent", detail=detail, data=data)
        chain.keep()
    return True


def note_failed(store: Store, message: Claimed, reason: str, next_at: datetime | None) -> bool:
    """It was not taken; ``next_at`` None: it is put aside for a person. False as in ``note_told``."""
    if next_at is None:
        return _note(store, message, {"state": "dead", "failure": reason})
    return _note(store, message, {"state": "pending", "next_at": next_at, "failure": reason})


def _note(store: Store, message: Claimed, changes: dict[str, object]) -> bool:
    with store.aside() as connection:
        return _noted(connection, message, changes)


def _noted(connection: Connection, message: Claimed, changes: dict[str, object]) -> bool:
    table = tables.messages
    mine = (table.c.id == message.id, table.c.state == "sending", table.c.holder == message.holder)
    noted = connection.execute(update(table).where(*mine).values(holder=None, lease=None, **changes))
    return noted.rowcount == 1
