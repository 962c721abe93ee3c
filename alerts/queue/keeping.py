"""procrastinate's keeper of jobs, with what it leaves open closed (see the package's list)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from procrastinate import exceptions
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager


class Keeper(JobManager):
    """Writes the end of a job only while it is still this worker's, and never leaves one "doing" for want of a place."""

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        try:
            return await super().fetch_job(queues, worker_id)
        except exceptions.UniqueViolation:
            return None  # another worker was given a job with the same lock at this moment

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        if not await self._ours(job):
            return
        try:
            await super().retry_job(job, retry_at, priority, queue, lock)
        except exceptions.UniqueViolation:
            # Its like was queued meanwhile and does the same: this one gives way to it.
            await super().finish_job(job, Status.ABORTED, delete_job=False)

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        if await self._ours(job):
            await super().finish_job(job, status, delete_job)

    async def listen_for_jobs(self, *, on_notification: Any, queues: Iterable[str] | None = None) -> None:
        async def new_jobs_alone(*, channel: str, notification: Any) -> None:
            # Notices are heard all over the database: a number to be stopped may be a job of another installation.
            # Whoever is woken for nothing looks and sleeps again; what is to be stopped is asked for in our own tables.
            if notification["type"] == "job_inserted":
                await on_notification(channel=channel, notification=notification)

        await super().listen_for_jobs(on_notification=new_jobs_alone, queues=queues)

    async def _ours(self, job: Job) -> bool:
        found = list(await self.list_jobs_async(id=job.id, status=Status.DOING.value))
        return bool(found) and found[0].worker_id == job.worker_id
