"""What must stand whatever was killed: every listing, every alert once, every message once or pending, the record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import select

from alerts import custody, tables
from alerts.outbox.standing import held, messages, unaddressed
from alerts.store import Store
from tests.chaos.work import Receiver, Work


@dataclass
class Books:
    """What has been done so far, kept apart from the memory. ``twice``: messages that nobody could know were sent."""

    runs: dict[str, list[str]] = field(default_factory=dict)  # run -> its item ids, by line
    charged: set[tuple[str, str]] = field(default_factory=set)  # (item, rule) ever charged
    twice: set[str] = field(default_factory=set)

    def enter(self, work: Work) -> None:
        """Work that is now done."""
        if work.phase == "intake":
            self.runs[work.run_id] = [ware.item_id for ware in work.wares]
            self.charged |= {(ware.item_id, rule) for ware in work.wares for rule in ware.rules}


def after_kill(store: Store, work: Work, books: Books, receiver: Receiver) -> list[str]:
    """What is wrong right after the kill. Also notes which messages must now be sent a second time."""
    wrong = [f"record: {one}" for one in custody.verify(store)]
    if work.phase == "intake":
        there = _lines(store).get(work.run_id)
        if there not in (None, [ware.item_id for ware in work.wares]):
            wrong.append(f"half a run: {work.run_id} has {len(there)} of {len(work.wares)} lines")
    heard = Counter(receiver.received())
    for message in messages(store, limit=1000):
        if message.state == "sending" and heard[message.id]:
            books.twice.add(message.id)
        elif heard[message.id] != (1 + (message.id in books.twice)) * (message.state == "told"):
            wrong.append(f"message {message.id} is {message.state} and was received {heard[message.id]} times")
    return wrong


def when_done(store: Store, work: Work, books: Books, receiver: Receiver) -> list[str]:
    """What is wrong after the work was done again."""
    books.enter(work)
    wrong = [] if _lines(store) == books.runs else ["listings are lost, or there twice"]
    table = tables.alerts
    with store.reading() as connection:
        rows = connection.execute(select(table.c.item_id, table.c.rule)).all()
    if Counter((row.item_id, row.rule) for row in rows) != Counter(books.charged):
        wrong.append("alerts are lost, or there twice")
    if work.phase == "review" and sorted(work.decided(store)) != sorted(alert_id for alert_id, _ in work.plan):
        wrong.append("decisions are lost, or there twice")
    if work.phase == "outbox":
        heard = Counter(receiver.received())
        told = {message.id: message.state for message in messages(store, limit=1000)}
        if set(told.values()) - {"told"} or held(store) or unaddressed(store):
            wrong.append("something was not told")
        expected = {message: 1 + (message in books.twice) for message in told}
        if dict(heard) != expected:
            wrong.append("a message was not sent once")
    return wrong


def _lines(store: Store) -> dict[str, list[str]]:
    look, item = tables.observations, tables.items
    query = select(look.c.run_id, item.c.item_id).join(item, item.c.key == look.c.item_key)
    found: dict[str, list[str]] = {}
    with store.reading() as connection:
        for row in connection.execute(query.order_by(look.c.run_id, look.c.line)):
            found.setdefault(row.run_id, []).append(row.item_id)
    return found
