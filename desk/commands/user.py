"""``zuanjian user``: the people who may sign in to the web desk."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from desk.arguments import home_of
from desk.console import say
from desk.outcome import DONE, Unusable


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="网页工作台的用户。", no_args_is_help=True)
    group.command("add", help="新增用户；密码在终端输入，或从标准输入读一行。")(add)
    group.command("list", help="列出用户。")(list_users)
    app.add_typer(group, name="user")


def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="登录名")],
    role: Annotated[
        str, typer.Option("--role", help="角色：admin 管理员、supervisor 负责人、reviewer 审核员、reader 只读")
    ] = "reviewer",
    display: Annotated[str | None, typer.Option("--display", help="显示的姓名")] = None,
) -> int:
    from alerts.users import add_user
    from desk.compose import open_database

    password = _password()
    with open_database(home_of(context)) as store:
        add_user(store, name, password, role, display or name)
    say(f"已新增用户 {name}（{role}）")
    return DONE


def _password() -> str:
    """From the terminal without echo, or one line of standard input; never an argument that a process list shows."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    from getpass import getpass

    password = getpass("密码：")
    if getpass("再输入一次：") != password:
        raise Unusable("两次输入的密码不一致")
    return password


def list_users(context: typer.Context) -> int:
    from alerts.users import users
    from desk.compose import open_database

    with open_database(home_of(context)) as store:
        found = users(store)
    if not found:
        say("还没有用户。新增：zuanjian user add 登录名")
    for user in found:
        say(f"{user.name}\t{user.role}\t{user.display}")
    return DONE
