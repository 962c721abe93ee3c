"""``zuanjian notify``: send what is due, see what became of it, send again, try a channel."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from desk.arguments import Json, home_of
from desk.console import console, printable, say, warn
from desk.outcome import DONE, IN_PART, Unusable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alerts.outbox.standing import Held, Message

_SHOWN = 50


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="通知：发送、查看、重发、试发（设置见 notify.yml）。", no_args_is_help=True)
    group.command("send", help="发送到期的通知；可放入定时任务。")(send)
    group.command("list", help="列出通知及其结果，未送达的在前。")(list_messages)
    group.command("retry", help="把未能送达或等待重试的通知立即重新排入发送；不写编号则为全部。")(retry)
    group.command("test", help="向一个接收人或渠道试发一条。")(test)
    app.add_typer(group, name="notify")


def send(context: typer.Context) -> int:
    from desk.compose import now, open_database
    from desk.notifying.passing import send_and_tell

    home = home_of(context)
    with open_database(home) as store:
        return DONE if send_and_tell(home, store, now, os.environ) else IN_PART


def list_messages(context: typer.Context, json: Json = False) -> int:
    from alerts.outbox.standing import held, messages, unaddressed
    from desk.compose import open_database

    with open_database(home_of(context)) as store:
        found = (*messages(store, ("dead", "sending", "pending")), *messages(store, ("told",), _SHOWN))
        waiting, without = held(store), unaddressed(store)
    if json:
        import msgspec

        whole = {"messages": found, "held": waiting, "unaddressed": without}
        sys.stdout.buffer.write(msgspec.json.encode(whole) + b"\n")
        return DONE
    if found or waiting:
        _show(found, waiting)
    else:
        say("没有通知")
    if without:
        say(f"另有 {without} 件事项待分发，下次发送时处理")
    return DONE


def _show(found: Sequence[Message], waiting: Sequence[Held]) -> None:
    from alerts.channels.delivery.wording import title
    from alerts.outbox.standing import STATES
    from crawler.shanghai import SHANGHAI

    table = Table(box=None, header_style="bold")
    for column in ("编号", "接收人", "渠道", "结果", "次数", "时间", "内容", "原因"):
        table.add_column(column, overflow="fold")
    for one in found:
        at = one.told_at or one.next_at or one.made_at
        cells = (one.id[:8], one.recipient, one.channel, STATES[one.state], str(one.tries),
                 f"{at.astimezone(SHANGHAI):%m-%d %H:%M}", title(one.content), one.failure or "")  # fmt: skip
        table.add_row(*map(printable, cells))
    for some in waiting:
        at = some.due_at.astimezone(SHANGHAI)
        table.add_row(
            "",
            printable(some.recipient),
            printable(some.channel),
            "留待汇总",
            "",
            f"{at:%m-%d %H:%M}",
            f"{some.notices} 项",
            "",
        )
    console().print(table)


def retry(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID…]", help="编号，或其开头几位")] = None,
) -> int:
    from alerts.outbox.standing import messages
    from alerts.outbox.standing import retry as again
    from desk.compose import now, open_database

    with open_database(home_of(context)) as store:
        wanted: list[str] | None = None
        if ids:
            failed = [one.id for one in messages(store, ("dead", "pending"), 1000) if one.tries]
            wanted = []
            for given in ids:
                fitting = [one for one in failed if one.startswith(given.lower())]
                if len(fitting) != 1:
                    raise Unusable(f"{given}：{'不止一条' if fitting else '没有'}未送达的通知以此开头")
                wanted += fitting
        moved = again(store, now(), wanted)
    say(f"已将 {len(moved)} 条通知重新排入发送，运行 zuanjian notify send 发出")
    return DONE


def test(
    context: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME", help="接收人或渠道的名称")]
) -> int:
    import uuid

    from alerts.channels import Telling, Undelivered
    from alerts.outbox.content import Content, Trouble
    from desk.compose import now
    from desk.notifying.file import load_notifications
    from desk.notifying.passing import open_channels

    home = home_of(context)
    notifications = load_notifications(home.notify)
    if notifications is None:
        raise Unusable(f"没有设置通知：{home.notify} 不存在")
    known = {recipient.name: recipient.channels for recipient in notifications.recipients}
    wanted = known.get(name) or ((name,) if name in notifications.channels else ())
    if not wanted:
        raise Unusable(f"{home.notify}：没有名为“{name}”的接收人或渠道")
    opened, unusable = open_channels(home, notifications, os.environ)
    status = DONE
    for channel in dict.fromkeys(wanted):
        at = now()
        content = Content(at, at, sources=(Trouble("（试发）", "healthy", "这是一条试发的通知，无须处理"),))
        if channel in unusable:
            warn(f"{channel}：未送达：{unusable[channel]}")
            status = IN_PART
            continue
        try:
            opened[channel].tell(Telling(uuid.uuid4().hex, at, content, name), at)
        except Undelivered as error:
            warn(f"{channel}：未送达：{error.reason}")
            status = IN_PART
        else:
            say(f"{channel}：已送达")
    return status
