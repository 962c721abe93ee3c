"""``zuanjian db``: bring the database to the newest schema, prove that its record was not altered."""

from __future__ import annotations

import typer

from desk.arguments import home_of
from desk.console import say, warn
from desk.outcome import DONE, IN_PART


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="数据库：升级结构，核验留痕记录。", no_args_is_help=True)
    group.command("upgrade", help="把数据库升级到当前版本的结构。")(upgrade)
    group.command("verify", help="核验留痕记录是否被改动、删除或调换。")(verify)
    app.add_typer(group, name="db")


def upgrade(context: typer.Context) -> int:
    from desk.compose import open_database

    home = home_of(context)
    with open_database(home):
        say("数据库结构已是最新")
    return DONE


def verify(context: typer.Context) -> int:
    from alerts.custody import verify as check
    from alerts.members.files import verify as check_files
    from desk.compose import open_database

    home = home_of(context)
    with open_database(home) as store:
        breaks = (*check(store), *check_files(store, home.members))
    for broken in breaks:
        warn(f"留痕记录异常：{broken}")
    if not breaks:
        say("留痕记录完整，没有发现改动")
    return IN_PART if breaks else DONE
