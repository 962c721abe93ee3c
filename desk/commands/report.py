"""``zuanjian report``: write a report of one kind in one format."""

from __future__ import annotations

import getpass
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.arguments import day, home_of
from desk.console import say, warn
from desk.outcome import DONE, IN_PART, UNUSABLE, Unusable
from desk.viewing import For, OwnShop, viewer

if TYPE_CHECKING:
    from desk.config import Home
    from reports.asking import Asked


def register(app: typer.Typer) -> None:
    app.command(
        "report",
        help="生成报告：daily 当日线索简报，weekly、monthly 统计周报、月报，quality 规则质量，handover 线索移交函，correction 整改建议书，lead 侵权线索，audit 自查报告，clean 无涉嫌项证明，shop 店铺档案。",
    )(report)


def _send(kind: str, home: Home, asked: Asked) -> int:
    """Hand the report out to whoever asked for it in ``notify.yml``."""
    from desk.compose import now, open_database
    from desk.handing_out import hand_out
    from desk.notifying.file import load_notifications
    from desk.notifying.passing import send_and_tell

    notifications = load_notifications(home.notify)
    if notifications is None:
        raise Unusable(f"没有设置通知：{home.notify} 不存在，写法见 docs/notifications.md")
    if not any(one.wants_report(kind, asked.shop) for one in notifications.recipients):
        raise Unusable(
            f"{home.notify}：没有接收人要 {kind}{'（该店铺）' if asked.shop else ''}，请在接收人的 reports 中写明"
        )
    with open_database(home) as store:
        written, before = hand_out(kind, home, store, asked, notifications.recipients, now())
        for path in written:
            say(f"{path}")
        for name in before:
            say(f"{name} 已交付发送过，不再重复")
        return DONE if send_and_tell(home, store, now, os.environ, quietly=True) else IN_PART


def _lint(home: Home) -> int:
    """Look over the office's own templates."""
    from reports.office.linting import lint, own_names

    files = own_names(home.templates)
    problems = lint(home.templates)
    for problem in problems:
        warn(problem)
    told = f"检查了 {len(files)} 个模板，{f'{len(problems)} 处须修改' if problems else '可以使用'}"
    say(told if files else f"没有自己的模板：{home.templates} 下没有可用的文件，报告按程序自带的版式生成")
    return IN_PART if problems else DONE


def report(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="报告种类：daily、weekly、monthly、quality、handover、correction、lead、audit、clean、shop；lint 检查自己的模板",
        ),
    ],
    on: Annotated[
        date | None,
        typer.Option(
            "--date",
            parser=day,
            metavar="DATE",
            help="哪一天（北京时间），默认今天；周报、月报为所在的周、月，默认上一个整周、整月",
        ),
    ] = None,
    format_name: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="html、json、pdf、docx、xlsx")
    ] = "html",
    shop: Annotated[str | None, typer.Option("--shop", metavar="SHOP", help="店铺编号或名称")] = None,
    platform: Annotated[
        str | None, typer.Option("--platform", metavar="PLATFORM", help="店铺在哪个平台，同名时写明")
    ] = None,
    right: Annotated[str | None, typer.Option("--right", metavar="RIGHT", help="权利登记编号，如 mark:1234567")] = None,
    alert: Annotated[str | None, typer.Option("--alert", metavar="ALERT", help="线索编号")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="自查报告：改查这个商品文件，只读不入库")
    ] = None,
    verify: Annotated[
        str | None,
        typer.Option(
            "--verify", metavar="CODE|FILE", help="无涉嫌项证明：核对验证码（写明店铺和日期）或 JSON 格式的证明"
        ),
    ] = None,
    send: Annotated[
        bool, typer.Option("--send", help="发给 notify.yml 中要这种报告的接收人；同一份报告只发一次")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到这里；html、json 默认在数据文件夹的 reports/ 下")
    ] = None,
    role: For = "",
    own_shop: OwnShop = None,
) -> int:
    from desk.compose import open_database
    from desk.reporting import write_report
    from desk.screening import today_in_shanghai
    from desk.verifying import verify_certificate
    from reports.asking import Asked, ReportRefused
    from reports.writing import is_binary

    home = home_of(context)
    if kind == "lint":
        return _lint(home)
    if output is None and not send and is_binary(format_name):
        raise Unusable(f"{format_name} 格式请用 -o 写明写到哪个文件")
    asked = Asked(
        on or today_in_shanghai(),
        shop=shop,
        right=right,
        alert=alert,
        platform=platform,
        operator=getpass.getuser(),
        chosen=on is not None,
        file=file,
    )
    if send:
        if output is not None:
            raise Unusable("--send 按 notify.yml 中各接收人的格式生成，不用 --output")
        return _send(kind, home, asked)
    if verify is not None:
        return verify_certificate(kind, home, asked, verify)
    named = role or own_shop  # else each kind is masked for whom it is made for
    looking = viewer(role or "regulator", own_shop or (shop if role == "member" else None)) if named else None
    with open_database(home) as store:
        try:
            path = write_report(kind, home, store, asked, format_name, output, looking)
        except ReportRefused as refused:
            warn(f"错误：{refused.reason}")
            for line in refused.lines:
                warn(f"  · {line}")
            return UNUSABLE
    say(f"{path}")
    return DONE
