"""The queue inside one transaction of our own: procrastinate's statements run on the connection that the store holds."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, text

from alerts.queue import place
from alerts.store import Store, StoreRefused

if TYPE_CHECKING:
    from procrastinate.manager import JobManager

_Answer = TypeVar("_Answer")
_TURN = 0x7A75616F  # any number that only we use
NEEDS = (
    "需要 PostgreSQL：请设置 ZUANJIAN_DATABASE_URL（见 docs/several-machines.md）；SQLite 上请用 zuanjian schedule run"
)


class QueueRefused(StoreRefused):
    """There is no queue to be used; ``reason`` is one Chinese line."""


def require(store: Store) -> None:
    """Raises QueueRefused where this database has no queue, or none that this version can use."""
    if store.engine.dialect.name != "postgresql":
        raise QueueRefused(f"多机任务队列{NEEDS}")
    with store.reading() as connection:
        reason = place.lacking(connection)
    if reason:
        raise QueueRefused(reason)


@contextmanager
def inside(store: Store, *, turn: bool = False) -> Iterator[tuple[Connection, JobManager]]:
    """One transaction with the queue's tables and ours. ``turn``: one at a time of all who ask for it.

    Raises StoreRefused for what the database refuses; AlreadyEnqueued and the like go through.
    """
    from procrastinate.exceptions import ConnectorException
    from procrastinate.manager import JobManager

    from alerts.queue.within import Within

    with store.aside() as connection:
        if turn:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _TURN})
        place.look_into(connection)
        try:
            yield connection, JobManager(Within(connection))
        except ConnectorException as error:
            raise StoreRefused(
                f"任务队列：操作失败（{str(error.__cause__ or error).splitlines()[0][:200]}）"
            ) from error


def at_once(answer: Coroutine[Any, Any, _Answer]) -> _Answer:
    """The result of a coroutine that waits for nothing: some of procrastinate's calls have no other form."""
    try:
        answer.send(None)
    except StopIteration as end:
        result: _Answer = end.value
        return result
    answer.close()
    raise RuntimeError("the call waits for something, and needs an event loop")
