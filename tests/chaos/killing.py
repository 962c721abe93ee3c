"""Killing: a child does the work and is ended by SIGKILL, after a number of statements or after a time, no more said."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import event

from alerts.store import Store, open_store
from tests.chaos.work import Work


@dataclass(frozen=True, slots=True)
class Size:
    """How large a whole piece of work is: what a random point is drawn from."""

    steps: int
    seconds: float


class Steps:
    """Counts the steps of a store: before and after each statement, and before each commit. Dies at ``last``."""

    def __init__(self, store: Store, last: int | None = None) -> None:
        self.count, self.last = 0, last
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(store.engine, name, self._step)

    def _step(self, *_: Any) -> None:
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def measured(url: str, work: Work) -> Size:
    """The work done undisturbed, and how large it was."""
    with open_store(url) as store:
        steps, started = Steps(store), time.perf_counter()
        work.do(store)
        return Size(steps.count, time.perf_counter() - started)


def killed(url: str, work: Work, size: Size, chance: Random) -> bool:
    """Do the work in a child and kill it at a random point; False when it was through before."""
    by_time = chance.random() < 0.3
    last = None if by_time else chance.randint(1, size.steps)
    child = multiprocessing.get_context("fork").Process(target=_do, args=(url, work, last))
    child.start()
    if by_time:
        child.join(chance.uniform(0, size.seconds * 1.2))
        child.kill()
    child.join(120)
    assert child.exitcode in (0, -signal.SIGKILL), f"the child ended by itself with {child.exitcode}"
    return child.exitcode != 0


def _do(url: str, work: Work, last: int | None) -> None:
    with open_store(url) as store:
        Steps(store, last)
        work.do(store)
