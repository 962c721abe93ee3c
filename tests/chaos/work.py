"""The work that gets killed: a run taken in, decisions by a reviewer, messages sent. Each can be done again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Literal

from sqlalchemy import select

from alerts import queries, tables
from alerts.bulk import decide_all, preview
from alerts.channels import Telling
from alerts.filters import Filter
from alerts.moves import Said
from alerts.outbox.patience import LEASE
from alerts.outbox.recipient import Recipient
from alerts.outbox.sending import send
from alerts.review import decide
from alerts.store import Store
from tests.alerts.scenes import Ware, at, take

Phase = Literal["intake", "review", "outbox"]
PHASES: tuple[Phase, ...] = ("intake", "review", "outbox")
KINDS = ("opened", "reopened", "worse", "decided", "source")
PEOPLE = tuple(Recipient(str(number), ("file",), KINDS) for number in range(4))  # type: ignore[arg-type]
_SHOPS, _ITEMS = 5, 40


class Receiver:
    """A channel whose other side is a file: what stands in it was received, whatever became of the sender."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def tell(self, message: Telling, now: datetime) -> None:
        line = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(line, f"{message.id}\n".encode())
        os.close(line)

    def received(self) -> list[str]:
        return self.path.read_text("ascii").split() if self.path.exists() else []


@dataclass
class Work:
    """One piece of work. ``number`` tells it from all others; ``plan``: alerts to be decided on, and how."""

    phase: Phase
    number: int
    receiver: Receiver
    plan: tuple[tuple[str, str], ...] = ()
    bulk: bool = False
    wares: Sequence[Ware] = field(default_factory=tuple)

    @property
    def at(self) -> datetime:
        return at(self.number / 100)

    @property
    def run_id(self) -> str:
        return f"run-{self.number:05d}"

    @property
    def reason(self) -> str:
        return f"第 {self.number} 次核查"

    def do(self, store: Store, later: timedelta = timedelta()) -> None:
        """All of it, or what is left of it after a crash."""
        if self.phase == "intake":
            take(store, self.number / 100, *self.wares, run_id=self.run_id)
        elif self.phase == "outbox":
            moment = self.at + later
            send(store, PEOPLE, {"file": self.receiver}, lambda: moment, Random(self.number))
        elif self.bulk:
            self._decide_all(store, later)
        else:
            left = [one for one in self.plan if one[0] not in self.decided(store)]
            for alert_id, move in left:
                decide(store, alert_id, move, "李明", self.reason, self.at + later, role="supervisor")

    def decided(self, store: Store) -> list[str]:
        """The alerts of the decisions of this work, one for each decision."""
        table = tables.decisions
        with store.reading() as connection:
            return list(connection.execute(select(table.c.alert_id).where(table.c.reason == self.reason)).scalars())

    def again(self, store: Store) -> None:
        """The same once more, as whoever finds it undone would: now, and when the lease of a dead sender is over."""
        for turns in range(3 if self.phase == "outbox" else 1):
            self.do(store, timedelta(seconds=1) + turns * LEASE)

    def _decide_all(self, store: Store, later: timedelta) -> None:
        said = Said(move="claim", actor="李明", at=self.at + later, role="supervisor", reason=self.reason)
        asked = Filter(states=("new",))
        seen = preview(store, asked, said)
        if seen.matched:
            decide_all(store, asked, said, seen.token)


def planned(phase: Phase, number: int, receiver: Receiver, store: Store, chance: Random) -> Work:
    """Work number ``number``: chance and what stands in the store say what it is."""
    work = Work(phase, number, receiver)
    if phase == "intake":
        shop = f"s{chance.randrange(_SHOPS)}"
        work.wares = [
            Ware(
                f"{shop}-{item}", shop=shop, shop_name=shop, title=f"18K金钻戒女款第{item}号", sale_fen=chance.randrange(9) * 1000,
                rules=chance.choice([(), ("LG-01",), ("LG-01", "IP-01")]),
            )
            for item in range(_ITEMS) if chance.random() < 0.8
        ]  # fmt: skip
    if phase == "review":
        open_ = queries.queue(store, state=("new", "claimed", "confirmed"), limit=1000)
        work.bulk = chance.random() < 0.25 and any(alert.state == "new" for alert in open_)
        some = [alert for alert in open_ if not work.bulk or alert.state == "new"]
        some = some if work.bulk else chance.sample(some, min(10, len(some)))
        next_ = {"new": "confirm", "claimed": "dismiss", "confirmed": "close"}
        work.plan = tuple((alert.id, "claim" if work.bulk else next_[alert.state]) for alert in some)
    return work
