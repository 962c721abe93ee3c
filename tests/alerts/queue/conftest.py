"""A queue of one's own for each test, and workers that live in the test's own event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from alerts.queue.door import inside
from alerts.queue.orders import Order
from alerts.queue.patience import Patience
from alerts.queue.worker import Perform, Working, work
from alerts.store import Store, open_store

QUICK = Patience(beat=0.05, silence=30, first=0.01, longest=0.02, grace=30, poll=0.05)


def order(name: str = "巡查", lock: str | None = None, *words: str) -> Order:
    return Order(name, words or ("patrol", name), "crawl", lock)


def now() -> datetime:
    return datetime.now(UTC)


async def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so, looking again and again; fails after ``seconds``."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)


@asynccontextmanager
async def workers(url: str, perform: Perform, count: int = 1, patience: Patience = QUICK) -> AsyncIterator[list[str]]:
    """So many workers at work, each with a store of its own; gives what they tell."""
    told: list[str] = []
    stores = [open_store(url) for _ in range(count)]
    tasks = [
        asyncio.create_task(work(Working(store, perform, now, told.append, f"w{i}", patience=patience)))
        for i, store in enumerate(stores)
    ]
    try:
        yield told
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for store in stores:
            store.close()


@pytest.fixture(scope="session")
def shared_queue(new_database: Callable[..., str]) -> str:
    return new_database("postgres")


@pytest.fixture
def queue_url(shared_queue: str) -> str:
    """The address of an empty database with an empty queue."""
    with open_store(shared_queue) as store, inside(store) as (connection, _):
        connection.exec_driver_sql(
            "TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_events,"
            " procrastinate_periodic_defers, jobs, pauses RESTART IDENTITY"
        )
    return shared_queue


@pytest.fixture
def queue_store(queue_url: str) -> Iterator[Store]:
    with open_store(queue_url) as store:
        yield store
