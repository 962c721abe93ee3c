"""``zuanjian grant``: the keys and tokens by which shops let us ask their platforms. Secrets go in, none comes out."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.table import Table

from desk.arguments import home_of
from desk.console import console, printable, say
from desk.outcome import DONE, Unusable


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="店铺授权：密钥与令牌加密保存，只进不出。", no_args_is_help=True)
    group.command("key", help="生成授权库的密钥文件（也可改用环境变量 ZUANJIAN_GRANT_KEY）。")(key)
    group.command("add", help="存入或更换一份授权；内容从标准输入读取一个 JSON 对象，或在终端逐项输入。")(add)
    group.command("list", help="列出授权及其到期时间，不显示任何密钥。")(list_grants)
    group.command("remove", help="删除一份授权。")(remove)
    app.add_typer(group, name="grant")


def key(context: typer.Context) -> int:
    from crawler.grants.key import new_key_file

    try:
        path = new_key_file(home_of(context).grants)
    except FileExistsError:
        raise Unusable(f"{home_of(context).grants / 'key'}：已存在，未作改动；换掉它会使已存的授权无法解开") from None
    say(f"已生成 {path}，只有本用户可读。请另行备份：丢失后已存的授权无法解开。")
    return DONE


def add(
    context: typer.Context,
    grant_id: Annotated[str, typer.Argument(metavar="ID", help="授权编号，与来源文件 basis.grant_id 相同")],
    platform: Annotated[str, typer.Option("--platform", help="平台，如 douyin、taobao、wechat_shop、kuaishou")],
) -> int:
    from crawler.grants.key import KeyRefused
    from crawler.grants.telling import GrantRefused, read_grant
    from crawler.grants.vault import Vault
    from crawler.platforms import names

    if platform not in names():
        raise Unusable(f"没有“{platform}”这个平台，可用：{'、'.join(names())}")
    try:
        vault = Vault(home_of(context).grants)
        grant = read_grant(_told(), grant_id, platform)
    except (KeyRefused, GrantRefused) as refused:
        raise Unusable(str(refused)) from None
    vault.write(grant)
    say(f"已存入授权 {grant_id}（{platform}）")
    return DONE


def _told() -> str:
    """From a pipe as JSON, or field by field without echo; never an argument that a process list shows."""
    if not sys.stdin.isatty():
        return sys.stdin.read(1 << 20)
    from getpass import getpass

    import msgspec

    asked = {name: getpass(f"{name}：").strip() for name in ("app_key", "app_secret", "access_token", "refresh_token")}
    asked["holder"] = input("授权方（店铺名称）：").strip()
    return msgspec.json.encode({name: value for name, value in asked.items() if value}).decode()


def list_grants(context: typer.Context) -> int:
    from crawler.grants.key import KeyRefused
    from crawler.grants.vault import GrantMissing, Vault
    from crawler.shanghai import SHANGHAI

    try:
        vault = Vault(home_of(context).grants)
    except KeyRefused as refused:
        raise Unusable(str(refused)) from None
    if not vault.ids():
        say("授权库里还没有授权。存入：zuanjian grant add 编号 --platform 平台")
        return DONE
    table = Table(box=None, header_style="bold")
    for column in ("编号", "平台", "授权方", "令牌到期", "更新令牌到期"):
        table.add_column(column)
    for grant_id in vault.ids():
        try:
            grant = vault.read(grant_id)
        except GrantMissing as missing:
            table.add_row(*map(printable, (grant_id, "", str(missing), "", "")))
            continue
        ends = (
            f"{end.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if end else "未注明"
            for end in (grant.expires_at, grant.refresh_expires_at)
        )
        table.add_row(*map(printable, (grant_id, grant.platform, grant.holder or "", *ends)))
    console().print(table)
    return DONE


def remove(context: typer.Context, grant_id: Annotated[str, typer.Argument(metavar="ID")]) -> int:
    from crawler.grants.key import KeyRefused
    from crawler.grants.vault import GrantMissing, Vault

    try:
        Vault(home_of(context).grants).forget(grant_id)
    except (KeyRefused, GrantMissing) as refused:
        raise Unusable(str(refused)) from None
    say(f"已删除授权 {grant_id}")
    return DONE
