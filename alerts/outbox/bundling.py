"""Bundling: what is due for one recipient's channel becomes one message, and stays that message however often it is tried."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select, update

from alerts import tables
from alerts.outbox.addressing import address, alone
from alerts.outbox.content import Content, merged
from alerts.outbox.recipient import Recipient
from alerts.store import Store


def prepare(
    store: Store, recipients: Sequence[Recipient], at: datetime, new_id: Callable[[], str] = lambda: uuid.uuid4().hex
) -> int:
    """Address what happened and bundle what is due at ``at``; gives back how many messages were made.

    Raises StoreRefused; then nothing was done.
    """
    with store.aside() as connection:
        alone(connection)
        address(connection, recipients, at)
        return _bundle(connection, recipients, at, new_id)


def _bundle(connection: Connection, recipients: Sequence[Recipient], at: datetime, new_id: Callable[[], str]) -> int:
    table = tables.notices
    quiet = {recipient.name for recipient in recipients if recipient.is_quiet(at)}
    due = (table.c.message.is_(None), table.c.due_at <= at)
    places = select(table.c.recipient, table.c.channel).where(*due).distinct()
    made = 0
    for recipient, channel in connection.execute(places.order_by(table.c.recipient, table.c.channel)).all():
        if recipient in quiet:
            continue  # due while nobody sent, and now it is night
        here = (*due, table.c.recipient == recipient, table.c.channel == channel)
        texts = connection.execute(select(table.c.content).where(*here)).scalars()
        content = merged(msgspec.json.decode(one, type=Content) for one in texts)
        message = new_id()
        connection.execute(
            insert(tables.messages).values(
                id=message, recipient=recipient, channel=channel, made_at=at, state="pending", attempts=0, next_at=at,
                content=msgspec.json.encode(content).decode("utf-8"),
            )
        )  # fmt: skip
        connection.execute(update(table).where(*here).values(message=message))
        made += 1
    return made
