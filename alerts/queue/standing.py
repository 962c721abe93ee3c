"""How the queue stands: what waits, runs and failed for good; trying again and cancelling at a person's word."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

import msgspec
from sqlalchemy import select, text

from alerts import jobs, tables
from alerts.queue.door import inside
from alerts.queue.orders import TASK, Queued, State
from alerts.store import Store

DEAD: tuple[State, ...] = ("failed",)
OPEN: tuple[State, ...] = ("failed", "doing", "todo")

_LISTED = """
SELECT job.id, job.args, job.queue_name, job.lock, job.status::text AS state, job.attempts, job.scheduled_at,
  (SELECT min(event.at) FROM procrastinate_events event WHERE event.job_id = job.id) AS put_at
FROM procrastinate_jobs job
WHERE job.task_name = :task AND job.status::text = ANY(:states)
ORDER BY array_position(:states, job.status::text), job.id DESC LIMIT :limit
"""


def queued(store: Store, states: Collection[State] = OPEN, limit: int = 200) -> tuple[Queued, ...]:
    """Jobs in these states, in the order of the states, the newest first; each with what its last run came to."""
    wanted = {"task": TASK, "states": list(states), "limit": limit}
    with inside(store) as (connection, _):
        rows = connection.execute(text(_LISTED), wanted).all()
        table = tables.jobs
        past = {
            run.queued: run
            for run in connection.execute(
                select(table).where(table.c.queued.in_([row.id for row in rows])).order_by(table.c.id)
            )
        }
    return tuple(
        Queued(
            row.id, row.args["name"], tuple(row.args["words"]), row.queue_name, row.lock,
            msgspec.convert(row.state, State), row.attempts, row.scheduled_at, row.put_at,
            past[row.id].outcome if row.id in past else None, past[row.id].detail if row.id in past else "",
        )
        for row in rows
    )  # fmt: skip


def retry(store: Store, id: int, at: datetime, actor: str) -> str | None:
    """Queue a job that failed for good again, with all its tries; gives back why not, in Chinese, or None."""
    from procrastinate.exceptions import UniqueViolation

    with inside(store, turn=True) as (connection, manager):
        found = manager.list_jobs(id=id, task=TASK)
        if not found:
            return "没有这个任务"
        if found[0].status != "failed":
            return "不是失败的任务，无须重试"
        try:
            manager.retry_job_by_id(id, retry_at=at)
        except UniqueViolation:
            return "已有相同的任务在等候"
        name = str(found[0].task_kwargs.get("name", ""))
        words = f"由 {actor} 重新排入"
        jobs.add_run(connection, name=name, started_at=at, ended_at=at, outcome=jobs.REPLAYED, detail=words, queued=id)
    return None


def cancel(store: Store, id: int) -> str | None:
    """Cancel what waits or failed for good, stop what runs; gives back why not, in Chinese, or None."""
    from procrastinate.exceptions import UniqueViolation

    with inside(store, turn=True) as (_, manager):
        found = manager.list_jobs(id=id, task=TASK)
        if not found:
            return "没有这个任务"
        if found[0].status in DEAD:
            try:
                manager.retry_job_by_id(id, retry_at=datetime.now(UTC))  # only what waits can be cancelled
            except UniqueViolation:
                return "已有相同的任务在等候，待其结束后再取消"
        return None if manager.cancel_job_by_id(id, abort=True) else "任务已经结束"


def workers(store: Store, silence: float) -> int:
    """How many workers were heard of within so many seconds."""
    query = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :silence)"
    with inside(store) as (connection, _):
        return int(connection.execute(text(query), {"silence": silence}).scalar_one())
