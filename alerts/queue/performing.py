"""How procrastinate is told of our one kind of job: performed, written into the history, tried again or given up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from procrastinate import App, JobContext, PsycopgConnector, RetryDecision
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason
from procrastinate.retry import BaseRetryStrategy

from alerts.jobs import end_job, failed_tries, start_job
from alerts.queue.keeping import Keeper
from alerts.queue.orders import TASK, Ended, Running
from alerts.queue.patience import TRIES
from alerts.queue.place import place
from alerts.queue.putting import order_of
from alerts.store import StoreRefused
from crawler.shanghai import SHANGHAI

if TYPE_CHECKING:
    from procrastinate.jobs import Job

    from alerts.queue.worker import Working

HANDED_BACK = "handed_back"
CANCELLED = "cancelled"
_STATES = {"done": "完成", "in_part": "部分完成", "paused": "已暂停", "failed": "失败"}


class GivenUp(Exception):
    """The job failed and is not tried again; it waits for a person."""


class Again(Exception):
    """The job is to be tried again, not before ``at``."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class _Asked(BaseRetryStrategy):
    """Tried again when the job says so, and when it was stopped or the database was gone before it could say."""

    def __init__(self, working: Working) -> None:
        self._working = working

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, Again):
            return RetryDecision(retry_at=exception.at)
        if isinstance(exception, (StoreRefused, asyncio.CancelledError)):
            return RetryDecision(retry_at=self._working.clock())
        return None


@asynccontextmanager
async def application(working: Working, running: dict[int, asyncio.Task[Ended]]) -> AsyncIterator[App]:
    """procrastinate on the queue of a store, open. ``running``: what is being performed, by its number in the queue."""
    engine = working.store.engine
    with working.store.reading() as connection:
        schema = place(connection)
    _, arguments = engine.dialect.create_connect_args(engine.url)
    options = f"{arguments.get('options', '')} -c search_path={schema}".strip()
    reach = {
        "connect_timeout": 10, "keepalives_idle": 20, "keepalives_interval": 5, "keepalives_count": 3,
        "tcp_user_timeout": int(working.patience.silence * 500),
    }  # fmt: skip
    arguments.pop("context", None)  # how SQLAlchemy reads values is not how procrastinate does
    connector = PsycopgConnector(kwargs={**reach, **arguments, "options": options}, min_size=1, max_size=4)
    app = App(connector=connector)
    app.job_manager = Keeper(connector)

    @app.task(name=TASK, pass_context=True, retry=_Asked(working))
    async def perform(context: JobContext, /, **_: object) -> None:
        await _perform(working, running, context)

    async with app.open_async():
        yield app


async def _perform(working: Working, running: dict[int, asyncio.Task[Ended]], context: JobContext) -> None:
    try:
        order = order_of(context.job)
    except msgspec.ValidationError as error:
        raise GivenUp(str(error)) from None
    number = int(context.job.id or 0)
    store, clock, tell = working.store, working.clock, working.tell
    run = await asyncio.to_thread(start_job, store, order.name, clock(), number, working.name)
    tell(f"#{number} {order.name}：开始")
    running[number] = asyncio.create_task(working.perform(Running(number, order)))
    try:
        ended = await asyncio.shield(running[number])
    except asyncio.CancelledError:
        running[number].cancel()
        await asyncio.gather(running[number], return_exceptions=True)
        wanted = context.abort_reason() is AbortReason.USER_REQUEST
        outcome, detail = (CANCELLED, "已按要求停止") if wanted else (HANDED_BACK, "工作进程停止，任务交回队列")
        await _note(working, run, outcome, detail)
        tell(f"#{number} {order.name}：{detail}")
        if wanted:
            raise JobAborted from None
        raise Again(clock()) from None
    except Exception as error:
        ended = Ended("failed", f"程序内部错误（{type(error).__name__}: {str(error)[:200]}）", may_pass=True)
    finally:
        running.pop(number, None)
    await _note(working, run, ended.outcome, ended.detail)
    if ended.outcome != "failed":
        tell(f"#{number} {order.name}：{_STATES[ended.outcome]}")
        return
    failed = await asyncio.to_thread(_failed, working, number)
    if not ended.may_pass or failed >= TRIES:
        tell(f"#{number} {order.name}：失败，不再重试：{_one_line(ended.detail)}")
        raise GivenUp(ended.detail)
    due = clock() + timedelta(seconds=working.patience.wait(failed, working.chance))
    tell(
        f"#{number} {order.name}：失败，{due.astimezone(SHANGHAI):%H:%M:%S} 后重试（第 {failed} 次）：{_one_line(ended.detail)}"
    )
    raise Again(due)


async def _note(working: Working, run: int, outcome: str, detail: str) -> None:
    try:
        await asyncio.to_thread(end_job, working.store, run, working.clock(), outcome, detail)
    except StoreRefused as error:
        working.tell(f"未能记录任务结果：{error}")


def _failed(working: Working, number: int) -> int:
    with working.store.reading() as connection:
        return failed_tries(connection, number)


def _one_line(detail: str) -> str:
    return "；".join(line.strip() for line in detail.splitlines())[:300]
