"""``zuanjian schedule``: patrols and reports at their times."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from desk.arguments import home_of
from desk.console import console, printable, say, warn
from desk.outcome import DONE, Unusable

if TYPE_CHECKING:
    from alerts.store import Store
    from desk.config import Home
    from desk.schedule import Job

EXAMPLE = """\
jobs:
  - {name: 早巡查, run: patrol, cron: "0 9 * * *"}
  - {name: 晚巡查, run: patrol, cron: "0 21 * * *"}
  - {name: 日报, run: report daily, cron: "30 22 * * *"}
  - {name: 通知, run: notify send, cron: "*/10 * * * *"}
"""

OUTCOMES = {
    "done": "完成", "in_part": "部分完成", "failed": "失败", "paused": "已暂停", "interrupted": "中断",
    "handed_back": "已交回队列", "cancelled": "已取消", "replayed": "已重新排入",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="定时巡查与定时报告（北京时间）。", no_args_is_help=True)
    group.command("list", help="列出任务、下次时间和上次结果。")(list_jobs)
    group.command("run", help="按时间运行任务，直到中断（Ctrl-C）。")(run)
    group.command("pause", help="暂停一个任务或来源。")(pause)
    group.command("resume", help="恢复一个任务或来源。")(resume)
    app.add_typer(group, name="schedule")


def list_jobs(context: typer.Context) -> int:
    from alerts.jobs import jobs as history
    from alerts.jobs import paused
    from crawler.shanghai import SHANGHAI
    from desk.compose import now, open_database
    from desk.schedule import load_schedule

    home = home_of(context)
    found = load_schedule(home)
    if not found:
        say(f"还没有任务。在 {home.schedule} 里写明，例如：")
        say("")
        for line in EXAMPLE.splitlines():
            say(line)
        return DONE
    table = Table(box=None, header_style="bold")
    for column in ("任务", "命令", "时间", "下次", "上次", "结果"):
        table.add_column(column)
    with open_database(home) as store:
        last = {past.name: past for past in sorted(history(store), key=lambda past: past.started_at)}
        stopped = {pause.source for pause in paused(store)}
        for job in found:
            due = None if job.name in stopped else job.next_after(now())
            past = last.get(job.name)
            table.add_row(
                printable(job.name),
                printable(" ".join(job.run)),
                job.cron,
                f"{due.astimezone(SHANGHAI):%m-%d %H:%M}" if due else "已暂停",
                f"{past.started_at.astimezone(SHANGHAI):%m-%d %H:%M}" if past else "-",
                OUTCOMES.get(past.outcome or "", "运行中") if past else "-",
            )
    console().print(table)
    return DONE


def run(context: typer.Context) -> int:
    from desk.compose import now, open_database
    from desk.schedule import load_schedule, run_schedule

    home = home_of(context)
    found = load_schedule(home)
    if not found:
        raise Unusable(f"{home.schedule}：没有任务")
    with open_database(home) as store:
        if store.engine.dialect.name == "postgresql":
            return _run_into_queue(home, store, found)
        say(f"已启动 {len(found)} 个任务，Ctrl-C 结束")
        try:
            run_schedule(home, store, now, say)
        except (KeyboardInterrupt, SystemExit):
            say("已停止")
    return DONE


def _run_into_queue(home: Home, store: Store, found: tuple[Job, ...]) -> int:
    """On PostgreSQL the jobs go to the queue, and any number of workers on any number of machines take them out."""
    from alerts.queue.door import require
    from alerts.queue.patience import Patience
    from alerts.queue.standing import workers
    from desk.compose import now
    from desk.working.scheduling import run_queue_schedule

    require(store)
    say(f"已启动 {len(found)} 个任务，到时排入任务队列，由 zuanjian worker 执行，Ctrl-C 结束")
    if not workers(store, Patience().silence):
        warn("目前没有工作进程在线，排入的任务将等候：请运行 zuanjian worker")
    sys.stdout.flush()

    def tell(line: str) -> None:
        say(line)
        sys.stdout.flush()

    run_queue_schedule(found, home, store, now, tell)
    say("已停止")
    return DONE


Name = Annotated[str, typer.Argument(metavar="NAME", help="任务名或来源名")]


def pause(context: typer.Context, name: Name) -> int:
    from getpass import getuser

    from alerts.jobs import pause as stop
    from desk.compose import now, open_database

    home = home_of(context)
    _known(context, name)
    with open_database(home) as store:
        stop(store, name, getuser(), "命令行暂停", now())
    say(f"已暂停 {name}")
    return DONE


def resume(context: typer.Context, name: Name) -> int:
    from alerts.jobs import resume as go_on
    from desk.compose import open_database

    _known(context, name)
    with open_database(home_of(context)) as store:
        go_on(store, name)
    say(f"已恢复 {name}")
    return DONE


def _known(context: typer.Context, name: str) -> None:
    from desk.reporting import source_names
    from desk.schedule import load_schedule

    home = home_of(context)
    if name not in {job.name for job in load_schedule(home)} | set(source_names(home)):
        raise Unusable(f"没有名为“{name}”的任务或来源")
