"""A worker: takes jobs out of the queue, has them performed, and says all the while that it lives.

procrastinate runs the loop. Beside it runs what must go on while the worker finishes its last jobs, which is when
procrastinate's own signs of life have already ended: ours.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from alerts.queue.orders import Ended, Running
from alerts.queue.patience import Patience
from alerts.queue.reclaiming import reclaim, tidy
from alerts.store import Store, StoreRefused

if TYPE_CHECKING:
    from procrastinate import App

Perform = Callable[[Running], Coroutine[Any, Any, Ended]]
"""Does one job. When it is cancelled it stops what it began, and only then lets the cancelling through."""

_TIDY_EVERY = 24 * 3600.0  # seconds
_NEVER = 1e9  # seconds between procrastinate's own signs of life
_GONE = "任务队列：与数据库的连接中断"


class CutOff(Exception):
    """The worker could not say for long that it lives: its jobs are stopped, for others will take them up."""


@dataclass(slots=True)
class Working:
    """What a worker needs. ``queues`` empty: all. ``tell`` gets one Chinese line for each job begun and ended."""

    store: Store
    perform: Perform
    clock: Callable[[], datetime]
    tell: Callable[[str], None]
    name: str
    queues: Collection[str] = ()
    concurrency: int = 1
    patience: Patience = field(default_factory=Patience)
    chance: Random = field(default_factory=Random)


async def work(working: Working, *, wait: bool = True) -> None:
    """Work until SIGTERM or Ctrl-C, or (``wait`` false) until nothing is left. Raises CutOff and StoreRefused."""
    from procrastinate.exceptions import ConnectorException
    from procrastinate.worker import Worker

    from alerts.queue.performing import application

    patience = working.patience
    running: dict[int, asyncio.Task[Ended]] = {}
    async with application(working, running) as app:
        worker: Any = Worker(  # its methods carry no types
            app, queues=list(working.queues) or None, name=working.name, concurrency=working.concurrency, wait=wait,
            fetch_job_polling_interval=patience.poll, abort_job_polling_interval=patience.poll,
            shutdown_graceful_timeout=patience.grace, update_heartbeat_interval=_NEVER,
            stalled_worker_timeout=patience.silence, install_signal_handlers=False,
        )  # fmt: skip
        asked = _Asked(worker, running)
        await _take_up(working)
        loop = asyncio.create_task(worker.run())
        beside = [asyncio.create_task(_live(app, worker, running, patience)), asyncio.create_task(_care(working))]
        try:
            asked.listen()
            done, _ = await asyncio.wait([loop, *beside], return_when=asyncio.FIRST_COMPLETED)
            if loop not in done:
                worker.stop()
                for job in running.values():
                    job.cancel()
                with suppress(TimeoutError):  # a connection that hangs keeps it from ending in order
                    await asyncio.wait_for(asyncio.shield(loop), patience.grace + patience.silence)
            for task in (*done, loop):
                task.result()
            if wait and not asked.stopped:
                raise StoreRefused(_GONE)
        except ConnectorException as error:
            raise StoreRefused(_GONE) from error
        finally:
            for task in (*beside, loop):
                task.cancel()
            await asyncio.gather(*beside, loop, return_exceptions=True)


@dataclass(slots=True)
class _Asked:
    """SIGTERM and Ctrl-C: the first lets jobs finish for the time of grace, a second hands them back at once."""

    worker: Any
    running: dict[int, asyncio.Task[Ended]]
    stopped: bool = False

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            with suppress(ValueError, RuntimeError, NotImplementedError):  # not the main thread, or Windows
                asyncio.get_running_loop().add_signal_handler(number, self)

    def __call__(self) -> None:
        if self.stopped:
            for job in self.running.values():
                job.cancel()
        self.stopped = True
        self.worker.stop()


async def _live(app: App, worker: Any, running: dict[int, asyncio.Task[Ended]], patience: Patience) -> None:
    """Say that the worker lives, also while it finishes; stop jobs that were given to others meanwhile."""
    from procrastinate.exceptions import ConnectorException

    loop = asyncio.get_running_loop()
    heard = loop.time()
    while True:
        await asyncio.sleep(patience.beat)
        number = worker.worker_id
        if number is None:
            continue
        mine = set(running)
        try:
            async with asyncio.timeout(patience.silence / 3):
                await app.job_manager.update_heartbeat(number)
                held = {job.id for job in await app.job_manager.list_jobs_async(status="doing", worker_id=number)}
        except (ConnectorException, TimeoutError):
            if loop.time() - heard > patience.silence * 2 / 3:
                raise CutOff from None
            continue
        heard = loop.time()
        for lost in mine - held:
            if lost in running:
                running[lost].cancel()


async def _take_up(working: Working) -> None:
    taken = await asyncio.to_thread(reclaim, working.store, working.patience.silence, working.clock())
    if taken:
        working.tell(f"接手失去联系的工作进程留下的 {taken} 个任务")


async def _care(working: Working) -> None:
    """Take up the jobs of lost workers, and keep the queue short. A failure is tried again at the next turn."""
    loop = asyncio.get_running_loop()
    tidied = None
    while True:
        with suppress(StoreRefused):
            if tidied is None or loop.time() - tidied > _TIDY_EVERY:
                await asyncio.to_thread(tidy, working.store)
                tidied = loop.time()
            await asyncio.sleep(working.patience.beat)
            await _take_up(working)
