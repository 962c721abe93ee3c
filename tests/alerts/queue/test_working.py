"""Workers on a real server: never two on one host, tried again or given up, handed over, stopped."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from alerts import jobs
from alerts.queue import standing
from alerts.queue.door import inside
from alerts.queue.orders import Ended, Queued, Running
from alerts.queue.patience import TRIES
from alerts.queue.putting import put
from alerts.queue.reclaiming import reclaim
from alerts.store import Store, open_store
from tests.alerts.queue.conftest import QUICK, now, order, until, workers

pytestmark = pytest.mark.postgres
ALL = (*standing.OPEN, "aborted", "cancelled", "succeeded")


def states(store: Store) -> list[str]:
    return sorted(job.state for job in standing.queued(store, ALL))


def only(store: Store) -> Queued:
    (job,) = standing.queued(store, ALL)
    return job


def outcomes(store: Store) -> list[str | None]:
    return [run.outcome for run in reversed(jobs.jobs(store))]


def test_two_workers_never_work_on_one_host_at_once(queue_url: str, queue_store: Store) -> None:
    at_work: Counter[str | None] = Counter()
    most: Counter[str | None] = Counter()
    both = asyncio.Event()

    async def look(job: Running) -> Ended:
        host = job.order.lock
        at_work[host] += 1
        most[host] = max(most[host], at_work[host])
        if at_work.total() == 2:
            both.set()
        await both.wait()  # each does one job at a time, so two workers are needed to go on
        await asyncio.sleep(0.01)
        at_work[host] -= 1
        return Ended("done")

    put(queue_store, [order(f"{host}{i}", host) for host in ("a", "b") for i in range(8)])

    async def scene() -> None:
        async with workers(queue_url, look, 3):
            await until(lambda: states(queue_store) == ["succeeded"] * 16)

    asyncio.run(scene())
    assert most == {"a": 1, "b": 1}
    with queue_store.reading() as connection:
        ran = connection.execute(text("SELECT DISTINCT worker FROM jobs")).scalars().all()
    assert len(ran) > 1


def test_what_may_pass_is_tried_again_and_what_may_not_is_not(queue_url: str, queue_store: Store) -> None:
    tries: Counter[str] = Counter()

    async def fail(job: Running) -> Ended:
        name = job.order.name
        tries[name] += 1
        if name == "网络" and tries[name] == 3:
            return Ended("done")
        if name == "出错" and tries[name] == 1:
            raise ZeroDivisionError
        return Ended("failed", "连不上", may_pass=name != "用法") if name != "出错" else Ended("in_part")

    put(queue_store, [order(name) for name in ("网络", "用法", "断网", "出错")])

    async def scene() -> None:
        async with workers(queue_url, fail):
            await until(lambda: states(queue_store) == ["failed", "failed", "succeeded", "succeeded"])

    asyncio.run(scene())
    assert tries == {"网络": 3, "用法": 1, "断网": TRIES, "出错": 2}
    dead = {job.name: (job.state, job.outcome, job.detail) for job in standing.queued(queue_store)}
    assert dead == dict.fromkeys(("用法", "断网"), ("failed", "failed", "连不上"))
    for job in standing.queued(queue_store):
        assert standing.cancel(queue_store, job.id) is None
    assert states(queue_store) == ["cancelled", "cancelled", "succeeded", "succeeded"]


def test_the_wait_grows_up_to_a_limit() -> None:
    from random import Random

    patience = replace(QUICK, first=120.0, longest=3600.0)
    waits = [patience.wait(failed, Random(1)) / (1 + Random(1).random() / 2) for failed in (1, 2, 3, 9, 99)]
    assert waits == pytest.approx([120, 240, 480, 3600, 3600])


def test_a_dead_letter_is_replayed_with_all_its_tries(queue_url: str, queue_store: Store) -> None:
    good = False

    async def fail(_: Running) -> Ended:
        return Ended("done") if good else Ended("failed", "x", may_pass=True)

    ((number, _),) = put(queue_store, [order()])

    async def scene() -> None:
        nonlocal good
        async with workers(queue_url, fail):
            await until(lambda: states(queue_store) == ["failed"])
            assert standing.retry(queue_store, number, now(), "李明") is None
            await until(lambda: jobs.jobs(queue_store)[0].outcome == "failed" and states(queue_store) == ["failed"])
            good = True
            assert standing.retry(queue_store, number, now(), "李明") is None
            await until(lambda: states(queue_store) == ["succeeded"])

    asyncio.run(scene())
    assert outcomes(queue_store) == [*["failed"] * TRIES, "replayed", *["failed"] * TRIES, "replayed", "done"]
    assert standing.retry(queue_store, number, now(), "李明") == "不是失败的任务，无须重试"
    assert standing.retry(queue_store, 999, now(), "李明") == "没有这个任务"


def test_a_failed_job_gives_way_to_its_like_that_came_meanwhile(queue_url: str, queue_store: Store) -> None:
    first = True

    async def fail(job: Running) -> Ended:
        nonlocal first
        if not first:
            return Ended("done")
        first = False
        await asyncio.to_thread(put, queue_store, [job.order])
        return Ended("failed", "x", may_pass=True)

    put(queue_store, [order(lock="a")])

    async def scene() -> None:
        async with workers(queue_url, fail):
            await until(lambda: states(queue_store) == ["aborted", "succeeded"])

    asyncio.run(scene())


def test_a_running_job_is_cancelled(queue_url: str, queue_store: Store) -> None:
    stopped = asyncio.Event()

    async def hang(_: Running) -> Ended:
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()
        raise AssertionError

    ((number, _),) = put(queue_store, [order()])

    async def scene() -> None:
        async with workers(queue_url, hang):
            await until(lambda: states(queue_store) == ["doing"])
            assert standing.cancel(queue_store, number) is None
            await until(lambda: states(queue_store) == ["aborted"])
        assert stopped.is_set()

    asyncio.run(scene())
    assert outcomes(queue_store) == ["cancelled"]
    assert standing.cancel(queue_store, 999) == "没有这个任务"
    assert standing.cancel(queue_store, number) == "任务已经结束"


def test_a_job_that_was_given_to_another_is_stopped_and_not_ended(queue_url: str, queue_store: Store) -> None:
    """As after a machine slept: the worker comes back to life after its jobs were taken up."""
    calls = 0

    async def hang(_: Running) -> Ended:
        nonlocal calls
        calls += 1
        await asyncio.Event().wait()
        raise AssertionError

    put(queue_store, [order()])

    async def scene() -> None:
        async with workers(queue_url, hang) as told:
            await until(lambda: calls == 1)
            with inside(queue_store) as (connection, _):
                other = connection.exec_driver_sql(
                    "INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id"
                ).scalar_one()
                connection.execute(text("UPDATE procrastinate_jobs SET worker_id = :other"), {"other": other})
            await until(lambda: any("交回" in line for line in told))
            assert states(queue_store) == ["doing"]

    asyncio.run(scene())
    assert (calls, states(queue_store)) == (1, ["doing"])


def test_jobs_of_a_silent_worker_are_taken_up_once_and_given_up_in_the_end(queue_store: Store) -> None:
    ((number, _),) = put(queue_store, [order(lock="a")])
    for turn in range(TRIES):
        with inside(queue_store) as (connection, _):
            connection.exec_driver_sql(
                "UPDATE procrastinate_jobs SET status = 'doing', worker_id ="
                " (SELECT worker_id FROM procrastinate_register_worker_v1())"
            )
            connection.exec_driver_sql("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
        jobs.start_job(queue_store, "巡查", now(), number, "w")
        assert reclaim(queue_store, 90, now()) == 0
        assert reclaim(queue_store, 30, now()) == 1
        assert reclaim(queue_store, 30, now()) == 0
        assert only(queue_store).state == ("todo" if turn < TRIES - 1 else "failed")
    assert set(outcomes(queue_store)) == {"interrupted"}


def test_a_worker_that_finishes_its_last_job_still_says_that_it_lives(queue_url: str, queue_store: Store) -> None:
    go_on = asyncio.Event()

    async def slow(_: Running) -> Ended:
        await go_on.wait()
        return Ended("done")

    def heard() -> object:
        with inside(queue_store) as (connection, _):
            return connection.exec_driver_sql("SELECT max(last_heartbeat) FROM procrastinate_workers").scalar_one()

    put(queue_store, [order("早"), order("晚")])

    async def scene() -> None:
        from alerts.queue.worker import Working, work

        with open_store(queue_url) as store:
            task = asyncio.create_task(work(Working(store, slow, now, lambda _: None, "w", patience=QUICK)))
            await until(lambda: states(queue_store) == ["doing", "todo"])
            os.kill(os.getpid(), signal.SIGTERM)
            for _ in range(3):
                last = heard()
                await until(lambda last=last: heard() != last)
            go_on.set()
            await asyncio.wait_for(task, 60)

    asyncio.run(scene())
    assert states(queue_store) == ["succeeded", "todo"]
    assert heard() is None
