"""``zuanjian report``: write a report of one kind in one format."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from desk.arguments import day, home_of
from desk.console import say
from desk.outcome import DONE, Unusable
from desk.viewing import For, OwnShop, viewer


def register(app: typer.Typer) -> None:
    app.command("report", help="生成报告：daily 当日线索简报，weekly、monthly 统计周报、月报，quality 规则质量。")(
        report
    )


def report(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="报告种类：daily、weekly、monthly、quality")],
    on: Annotated[
        date | None,
        typer.Option(
            "--date",
            parser=day,
            metavar="DATE",
            help="哪一天（北京时间），默认今天；周报、月报为所在的周、月，默认上一个整周、整月",
        ),
    ] = None,
    format_name: Annotated[str, typer.Option("--format", metavar="FORMAT", help="html、json、pdf")] = "html",
    shop: Annotated[str | None, typer.Option("--shop", metavar="SHOP", help="店铺编号或名称")] = None,
    platform: Annotated[
        str | None, typer.Option("--platform", metavar="PLATFORM", help="店铺在哪个平台，同名时写明")
    ] = None,
    right: Annotated[str | None, typer.Option("--right", metavar="RIGHT", help="权利登记编号，如 mark:1234567")] = None,
    alert: Annotated[str | None, typer.Option("--alert", metavar="ALERT", help="线索编号")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到这里；html、json 默认在数据文件夹的 reports/ 下")
    ] = None,
    role: For = "regulator",
    own_shop: OwnShop = None,
) -> int:
    from desk.compose import open_database
    from desk.reporting import write_report
    from desk.screening import today_in_shanghai
    from reports.asking import Asked
    from reports.writing import is_binary

    if output is None and is_binary(format_name):
        raise Unusable(f"{format_name} 格式请用 -o 写明写到哪个文件")
    home = home_of(context)
    asked = Asked(
        on or today_in_shanghai(),
        shop=shop,
        right=right,
        alert=alert,
        platform=platform,
        operator=getpass.getuser(),
        chosen=on is not None,
    )
    looking = viewer(role, own_shop or (shop if role == "member" else None))
    with open_database(home) as store:
        path = write_report(kind, home, store, asked, format_name, output, looking)
    say(f"{path}")
    return DONE
