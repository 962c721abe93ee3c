"""A job of the queue, done in a child process of its own, as the schedule does it on one machine."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from alerts.queue.orders import Ended, Order, Running
from desk.outcome import DONE, IN_PART, PASSING
from desk.schedule import TAIL

if TYPE_CHECKING:
    from alerts.store import Store
    from desk.config import Home


@dataclass(frozen=True, slots=True)
class Children:
    """Performs jobs for a worker. ``leave``: seconds that a stopped child gets to put away what it has."""

    home: Home
    store: Store
    leave: float = 20.0

    async def __call__(self, job: Running) -> Ended:
        words = await asyncio.to_thread(self._unpaused, job.order)
        if words is None:
            return Ended("paused", "已暂停，未运行")
        with tempfile.TemporaryFile() as said:
            status = await self._run(words, said)
            said.seek(0)
            detail = said.read().decode("utf-8", "backslashreplace").strip()[-TAIL:]
        if status == DONE:
            return Ended("done", detail)
        if status == IN_PART:
            return Ended("in_part", detail)
        # A child that a signal ended (out of memory, somebody's kill) says nothing against the job itself.
        return Ended("failed", detail or f"子进程退出状态 {status}", may_pass=status == PASSING or status < 0)

    async def _run(self, words: tuple[str, ...], said: IO[bytes]) -> int:
        # Its output goes to a file: a pipe would have to be read all the while.
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "desk.working.child", "--home", str(self.home.path), *words,
            stdin=asyncio.subprocess.PIPE, stdout=said, stderr=said,
            env={**os.environ, "ZUANJIAN_DATABASE_URL": self.home.database_url}, start_new_session=True,
        )  # fmt: skip
        try:
            return await child.wait()
        finally:
            if child.returncode is None:
                child.terminate()
                try:
                    await asyncio.wait_for(child.wait(), self.leave)
                except TimeoutError:
                    child.kill()
                    await child.wait()

    def _unpaused(self, order: Order) -> tuple[str, ...] | None:
        """The words to run, without sources that were paused meanwhile; None where nothing is left."""
        from alerts.jobs import paused

        stopped = {pause.source for pause in paused(self.store)}
        if order.name in stopped:
            return None
        if not order.sources:
            return order.words
        left = tuple(word for word in order.words if word not in stopped or word not in order.sources)
        return left if set(left) & set(order.sources) else None
