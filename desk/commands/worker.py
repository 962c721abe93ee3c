"""``zuanjian worker``: take jobs out of the queue and do them, on as many machines as there are."""

from __future__ import annotations

import logging
import os
import socket
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from desk.arguments import home_of
from desk.console import say, warn
from desk.outcome import DONE, IN_PART, Unusable

if TYPE_CHECKING:
    from desk.config import Home


def register(app: typer.Typer) -> None:
    app.command("worker", help="执行任务队列里的任务（需要 PostgreSQL；可在多台机器上各开若干个）。")(worker)


def worker(
    context: typer.Context,
    queues: Annotated[
        str, typer.Option("--queues", metavar="NAMES", help="只做这些队列，以逗号分隔：crawl、desk、backfill；默认全部")
    ] = "",
    concurrency: Annotated[int, typer.Option("--concurrency", min=1, max=64, metavar="N", help="同时做几个任务")] = 1,
    grace: Annotated[
        float, typer.Option("--grace", min=0, metavar="SECONDS", help="停止时等任务做完的秒数，之后交回队列")
    ] = 30.0,
    drain: Annotated[bool, typer.Option("--drain", help="做完到期的任务即结束")] = False,
) -> int:
    from alerts.queue.door import require
    from desk.compose import now, open_database
    from desk.working.ordering import NAMES

    home = home_of(context)
    wanted = tuple(name.strip() for name in queues.split(",") if name.strip())
    if unknown := [name for name in wanted if name not in NAMES]:
        raise Unusable(f"没有名为“{unknown[0]}”的队列，可用：{'、'.join(NAMES)}")
    with open_database(home) as store:
        require(store)
        import asyncio

        from msgspec.structs import replace

        from alerts.queue.patience import Patience
        from alerts.queue.worker import CutOff, Working, work
        from desk.working.performing import Children

        _log_aside(home)
        working = Working(
            store, Children(home, store), now, _told, f"{socket.gethostname()}:{os.getpid()}", wanted, concurrency,
            replace(Patience(), grace=grace),
        )  # fmt: skip
        _told(
            f"工作进程已启动（{working.name}），队列：{'、'.join(wanted) or '全部'}，同时 {concurrency} 个，Ctrl-C 停止"
        )
        try:
            asyncio.run(work(working, wait=not drain))
        except CutOff:
            warn("与数据库失去联系过久，手上的任务已停止，由其他工作进程接手")
            return IN_PART
    say("工作进程已停止")
    return DONE


def _told(line: str) -> None:
    say(line)
    sys.stdout.flush()


_TOLD = ("job_error", "job_error_retry", "job_aborted", "job_aborted_retry")
"""What procrastinate says of jobs that failed is in the history, with the reason."""


def _log_aside(home: Home) -> None:
    """The libraries' own words, in English and with traces, go to a file; people get one Chinese line a job."""
    home.logs.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(home.logs / f"worker-{os.getpid()}.log", encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(lambda record: getattr(record, "action", "") not in _TOLD)
    for name in ("procrastinate", "psycopg", "psycopg.pool", "asyncio"):
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
