"""What is put into the queue, and how a job of it is shown."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

TASK = "zuanjian"
"""The one kind of task: a command line of ours."""

State = Literal["todo", "doing", "succeeded", "failed", "cancelled", "aborted"]


class Order(Struct, frozen=True):
    """One job: ``words`` are a command line of zuanjian. ``name`` is what people call it.

    ``lock``: jobs with the same one never run at once, however many workers there are. ``sources``: the order is for
    these sources because all were wanted, so those that are paused when it runs are left out.
    """

    name: str
    words: tuple[str, ...]
    queue: str
    lock: str | None = None
    sources: tuple[str, ...] = ()

    @property
    def alike(self) -> str:
        """Jobs that are alike by this do not wait beside each other: the second would find nothing left to do."""
        return "\x1f".join((self.name, self.lock or "", *self.words)).replace("\x1f", " | ")


class Running(Struct, frozen=True):
    """A job that a worker has just been given. ``id``: its number in the queue."""

    id: int
    order: Order


class Ended(Struct, frozen=True):
    """How a job came out. ``may_pass``: it failed for a reason that may be gone when it is tried again."""

    outcome: Literal["done", "in_part", "failed", "paused"]
    detail: str = ""
    may_pass: bool = False


class Queued(Struct, frozen=True):
    """A job of the queue as it is shown. ``due_at``: not before then. ``tries`` counts what was begun and has ended."""

    id: int
    name: str
    words: tuple[str, ...]
    queue: str
    lock: str | None
    state: State
    tries: int
    due_at: datetime | None
    put_at: datetime
    outcome: str | None = None
    detail: str = ""
