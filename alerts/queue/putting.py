"""Putting jobs into the queue: at a person's word, or for a period of the schedule, once however many schedulers run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, text

from alerts.queue.door import at_once, inside
from alerts.queue.orders import TASK, Order
from alerts.store import Store

if TYPE_CHECKING:
    from procrastinate.jobs import Job


def put(store: Store, orders: Iterable[Order]) -> tuple[tuple[int, Order], ...]:
    """Queue these now; gives back number and order of each. One whose like already waits is left out."""
    from procrastinate.exceptions import AlreadyEnqueued

    queued = []
    with inside(store) as (_, manager):
        for order in orders:
            try:
                job = manager.defer_job(_job(order))
            except AlreadyEnqueued:
                continue
            queued.append((int(job.id or 0), order))
    return tuple(queued)


def put_for(store: Store, orders: Iterable[Order], due: datetime) -> int:
    """Queue these for the period that began at ``due``, each once; gives back how many were.

    A period is not queued again after a later one was: the clock of a scheduler may be behind. One whose like still
    waits is left out, so that a night without workers leaves one patrol to be made up for, not twenty.
    """
    from procrastinate.exceptions import AlreadyEnqueued

    stamp, count = int(due.timestamp()), 0
    with inside(store, turn=True) as (connection, manager):
        for order in orders:
            if (_last(connection, _period(order)) or 0) >= stamp:
                continue
            try:
                number = at_once(manager.defer_periodic_job(_job(order, stamp), _period(order), stamp))
            except AlreadyEnqueued:
                continue
            count += number is not None
    return count


def last_period(store: Store, name: str) -> datetime | None:
    """The latest period for which anything was queued under this name."""
    with inside(store) as (connection, _):
        stamp = _last(connection, f"{_digest(name)}:")
    return datetime.fromtimestamp(stamp, UTC) if stamp is not None else None


def order_of(job: Job) -> Order:
    """The order that a job of the queue carries. Raises msgspec.ValidationError for one that is not ours."""
    fields = {key: value for key, value in job.task_kwargs.items() if key != "timestamp"}
    return msgspec.convert({**fields, "queue": job.queue, "lock": job.lock}, Order)


def _job(order: Order, stamp: int | None = None) -> Job:
    from procrastinate.jobs import Job

    words: dict[str, Any] = {"name": order.name, "words": list(order.words), "sources": list(order.sources)}
    return Job(
        queue=order.queue, lock=order.lock, queueing_lock=order.alike, task_name=TASK,
        task_kwargs=words if stamp is None else {**words, "timestamp": stamp},
    )  # fmt: skip


def _digest(words: str) -> str:
    """Names are as long as people make them, and this column of procrastinate is not."""
    return hashlib.sha256(words.encode()).hexdigest()[:24]


def _period(order: Order) -> str:
    return f"{_digest(order.name)}:{_digest(order.alike)}"


def _last(connection: Connection, prefix: str) -> int | None:
    query = (
        "SELECT max(defer_timestamp) FROM procrastinate_periodic_defers"
        " WHERE task_name = :task AND starts_with(periodic_id, :prefix)"
    )
    found: int | None = connection.execute(text(query), {"task": TASK, "prefix": prefix}).scalar_one()
    return found
