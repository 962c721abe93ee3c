"""The schedule on PostgreSQL: jobs are put into the queue at their times, by as many schedulers as there are."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crawler.shanghai import SHANGHAI
from desk.outcome import Unusable
from desk.stopping import stopping
from desk.working.ordering import orders

if TYPE_CHECKING:
    from alerts.store import Store
    from desk.config import Home
    from desk.schedule import Job

_NEAR = timedelta(days=2)
_LONGEST = 60.0  # seconds between two looks at the clock, which may be set or may have slept


def last_due(job: Job, since: datetime, at: datetime) -> datetime | None:
    """The latest time after ``since`` and not after ``at`` at which the job was due: what was missed is done once."""
    found = None
    for begin in (max(since, at - _NEAR), since):  # what is due every minute is not counted through a whole year
        due = job.next_after(begin)
        while due is not None and due <= at:
            found, due = due, job.next_after(due)
        if found is not None:
            break
    return found


def put_due(job: Job, since: datetime, at: datetime, home: Home, store: Store) -> tuple[datetime, int] | None:
    """Queue what became due: the time it was due and how many jobs were queued (others may have been faster)."""
    from alerts.queue.putting import put_for

    due = last_due(job, since, at)
    return None if due is None else (due, put_for(store, orders(job.name, job.run, home), due))


def run_queue_schedule(
    jobs: Iterable[Job], home: Home, store: Store, clock: Callable[[], datetime], tell: Callable[[str], None]
) -> None:
    """Queue jobs at their times until SIGTERM or Ctrl-C; first, once, what was missed since it was last queued."""
    from alerts.queue.putting import last_period
    from alerts.store import StoreRefused
    from crawler.source_reading import SourceRefused

    began = clock()
    seen = {job: last_period(store, job.name) or began for job in jobs}
    stop = threading.Event()
    with stopping(stop):
        while not stop.is_set():
            at = clock()
            for job, since in seen.items():
                try:
                    put = put_due(job, since, at, home, store)
                except StoreRefused as refused:
                    tell(f"{job.name}：未能排入，稍后再试：{refused}")
                    continue
                except (Unusable, SourceRefused) as refused:
                    tell(f"{job.name}：未能排入：{refused}")
                    put = (at, 0)
                if put is None:
                    continue
                seen[job] = put[0]
                if put[1]:
                    tell(f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S} {job.name}：已排入 {put[1]} 个任务")
            coming = [due for job in seen if (due := job.next_after(clock())) is not None]
            rest = min(((due - clock()).total_seconds() for due in coming), default=_LONGEST)
            stop.wait(max(0.05, min(rest + 0.05, _LONGEST)))
