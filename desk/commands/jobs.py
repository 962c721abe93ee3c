"""``zuanjian jobs``: what waits, runs and failed for good in the queue; put in, try again, cancel."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from desk.arguments import Json, home_of
from desk.console import console, printable, say, warn
from desk.outcome import DONE, IN_PART, Unusable

if TYPE_CHECKING:
    from collections.abc import Callable

    from alerts.store import Store

STATES = {
    "failed": "失败，待处理", "doing": "运行中", "todo": "等候", "succeeded": "已结束", "cancelled": "已取消", "aborted": "已停止",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="多机任务队列（需要 PostgreSQL）：查看、排入、重试、取消。", no_args_is_help=True)
    group.command("list", help="列出等候、运行中和失败待处理的任务。")(list_jobs)
    group.command("add", help="立即排入一个任务，例如 jobs add patrol。")(add)
    group.command("retry", help="把失败的任务重新排入；不写编号须加 --all。")(retry)
    group.command("cancel", help="取消等候或失败的任务，停止运行中的任务。")(cancel)
    app.add_typer(group, name="jobs")


@contextmanager
def _queue(context: typer.Context) -> Iterator[Store]:
    from alerts.queue.door import require
    from desk.compose import open_database

    with open_database(home_of(context)) as store:
        require(store)
        yield store


def list_jobs(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="也列出已结束和已取消的")] = False,
    json: Json = False,
) -> int:
    from alerts.queue.patience import Patience
    from alerts.queue.standing import OPEN, queued, workers
    from crawler.shanghai import SHANGHAI
    from desk.commands.schedule import OUTCOMES

    with _queue(context) as store:
        found = queued(store, (*OPEN, "aborted", "cancelled", "succeeded") if everything else OPEN)
        alive = workers(store, Patience().silence)
    if json:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode({"jobs": found, "workers": alive}) + b"\n")
        return DONE
    if found:
        table = Table(box=None, header_style="bold")
        for column in ("编号", "任务", "命令", "队列", "状态", "次数", "排入", "不早于", "上次结果", "说明"):
            table.add_column(column, overflow="fold")
        for one in found:
            due = f"{one.due_at.astimezone(SHANGHAI):%m-%d %H:%M}" if one.due_at and one.state == "todo" else ""
            last = OUTCOMES.get(one.outcome, one.outcome) if one.outcome else ""
            told = one.detail.strip().splitlines()[-1:] or [""]
            cells = (str(one.id), one.name, " ".join(one.words), one.queue, STATES[one.state], str(one.tries),
                     f"{one.put_at.astimezone(SHANGHAI):%m-%d %H:%M}", due, last, told[0][:120])  # fmt: skip
            table.add_row(*map(printable, cells))
        console().print(table)
    else:
        say("队列里没有等候、运行中或失败的任务")
    say(f"在线工作进程 {alive} 个")
    return DONE


def add(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="COMMAND…", help="命令及其参数；有选项时前面加 --")],
) -> int:
    from alerts.queue.putting import put
    from desk.working.ordering import orders

    with _queue(context) as store:
        wanted = orders(words[0], words, home_of(context))
        done = put(store, wanted)
    for number, order in done:
        say(f"已排入 #{number}：{' '.join(order.words)}")
    if len(done) < len(wanted):
        warn(f"{len(wanted) - len(done)} 个任务已有相同的在等候，未重复排入")
    return DONE


Numbers = Annotated[list[int] | None, typer.Argument(metavar="[ID…]", help="任务编号（见 jobs list）")]


def retry(
    context: typer.Context,
    numbers: Numbers = None,
    everything: Annotated[bool, typer.Option("--all", help="所有失败的任务")] = False,
) -> int:
    from getpass import getuser

    from alerts.queue.standing import DEAD, queued
    from alerts.queue.standing import retry as again
    from desk.compose import now

    with _queue(context) as store:
        wanted = [one.id for one in queued(store, DEAD, 1000)] if everything else numbers or []
        if not wanted and not everything:
            raise Unusable("请写明任务编号，或加 --all")
        return _each(wanted, lambda number: again(store, number, now(), getuser()), "已重新排入")


def cancel(
    context: typer.Context,
    numbers: Annotated[list[int], typer.Argument(metavar="ID…", help="任务编号（见 jobs list）")],
) -> int:
    from alerts.queue.standing import cancel as stop

    with _queue(context) as store:
        return _each(numbers, lambda number: stop(store, number), "已取消（运行中的将在数秒内停止）")


def _each(numbers: list[int], act: Callable[[int], str | None], done: str) -> int:
    status = DONE
    for number in numbers:
        if (reason := act(number)) is None:
            say(f"#{number}：{done}")
        else:
            warn(f"#{number}：{reason}")
            status = IN_PART
    return status
