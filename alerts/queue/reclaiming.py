"""Jobs whose worker is lost: noted as interrupted, and queued again or, after too many tries, given up.

This is no job of the queue itself: every worker does it, one at a time, so that it cannot be lost with one of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from alerts import jobs
from alerts.queue.door import at_once, inside
from alerts.queue.orders import TASK
from alerts.queue.patience import TRIES

if TYPE_CHECKING:
    from alerts.store import Store

LOST = "工作进程失去联系，任务由其他进程接手"
KEPT_HOURS = 30 * 24  # how long what is done, cancelled or given way stays in the queue; the history stays longer


def reclaim(store: Store, silence: float, at: datetime) -> int:
    """Take up jobs of workers that were silent for so many seconds; gives back how many."""
    from procrastinate.exceptions import UniqueViolation
    from procrastinate.jobs import Status

    with inside(store, turn=True) as (connection, manager):
        stalled = list(at_once(manager.get_stalled_jobs(task_name=TASK, seconds_since_heartbeat=silence)))
        for job in stalled:
            number = int(job.id or 0)
            jobs.end_queued(connection, number, at, LOST)
            if jobs.failed_tries(connection, number) >= TRIES:
                at_once(manager.finish_job_by_id_async(number, Status.FAILED, delete_job=False))
                continue
            try:
                manager.retry_job_by_id(number, retry_at=at)
            except UniqueViolation:
                at_once(manager.finish_job_by_id_async(number, Status.ABORTED, delete_job=False))
    return len(stalled)


def tidy(store: Store) -> None:
    """Drop old jobs that need nobody's attention: a long table makes every worker's start slow. Failed ones stay."""
    with inside(store, turn=True) as (_, manager):
        at_once(manager.delete_old_jobs(KEPT_HOURS, include_cancelled=True, include_aborted=True))
