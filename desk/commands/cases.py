"""``zuanjian cases``: alerts that belong together, and what a person says against or beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from desk.arguments import Json, home_of
from desk.console import say, warn
from desk.deciding import By, Role, require_role, write_json
from desk.outcome import DONE, Unusable

if TYPE_CHECKING:
    from alerts.store import Store

Case = Annotated[str, typer.Argument(metavar="CASE", help="案件编号，如 C-XXXXXXXXXXXX；并入他案的旧编号仍可用")]
Reason = Annotated[str, typer.Option("--reason", help="理由，记入存证")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="案件：哪些线索归为一案、为什么，以及并案与拆案。", no_args_is_help=True)
    group.command("list", help="列出案件，最严重的在前。")(list_cases)
    group.command("show", help="查看一个案件：线索、关联理由、经过。")(show)
    group.command("merge", help="把几个案件并为一案；重新归案也不再拆开。")(merge)
    group.command("split", help="从案件中拆出线索；以后不再自动归到一起。")(split)
    group.command("undo", help="撤销案件最近一次并案或拆案。")(undo)
    group.command("rebuild", help="依据全部批次和已有决定重新归案。")(rebuild)
    app.add_typer(group, name="cases")


def list_cases(
    context: typer.Context,
    rule: Annotated[str | None, typer.Option("--rule", metavar="ID", help="只看一项规则，如 LG-01")] = None,
    platform: Annotated[str | None, typer.Option("--platform", help="只看一个平台")] = None,
    shop: Annotated[str | None, typer.Option("--shop", metavar="S", help="店铺编号或名称")] = None,
    text: Annotated[str | None, typer.Option("--text", help="标题、店铺或编号中的文字")] = None,
    still_open: Annotated[bool, typer.Option("--open", help="只看尚有待处理线索的案件")] = False,
    linked: Annotated[bool, typer.Option("--linked", help="只看涉及多家店铺的案件")] = False,
    muted: Annotated[bool, typer.Option("--muted", help="只看有线索在屏蔽中的案件")] = False,
    order: Annotated[str, typer.Option("--order", help="worst 按严重程度，open 按待处理数量")] = "worst",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="最多列出多少个")] = 50,
    json: Json = False,
) -> int:
    from alerts.cases import queries
    from desk.case_telling import show_list
    from desk.compose import now

    if order not in ("worst", "open"):
        raise Unusable(f"没有“{order}”这种顺序，可用：worst、open")
    with _database(context) as store:
        found = queries.cases(
            store, rule=rule, platform=platform, shop=shop, text=text, still_open=still_open, linked=linked, order=order,
            limit=limit, at=now(), muted=muted,
        )  # fmt: skip
        waiting = queries.ungrouped(store)
    if json:
        write_json(found)
    else:
        show_list(found)
    if waiting:
        warn(f"另有 {waiting} 条线索尚未归案，请运行 zuanjian cases rebuild")
    return DONE


def show(context: typer.Context, case: Case, json: Json = False) -> int:
    from alerts.cases import queries
    from desk.case_telling import show_case
    from desk.compose import now

    with _database(context) as store:
        found = queries.show(store, case, at=now())
    if found is None:
        raise Unusable(f"没有编号为“{case}”的案件")
    if json:
        write_json(found)
    else:
        show_case(found)
    return DONE


def merge(
    context: typer.Context,
    cases: Annotated[list[str], typer.Argument(metavar="CASE…", help="两个以上案件编号")],
    reason: Reason,
    by: By,
    role: Role,
) -> int:
    from alerts.cases import deciding
    from desk.compose import now

    with _database(context) as store:
        require_role(store, by, role)
        done = deciding.merge(store, cases, by, reason, now(), role=role)
    say(f"已并为案件 {done}")
    return DONE


def split(
    context: typer.Context,
    case: Case,
    alerts: Annotated[list[str], typer.Argument(metavar="ALERT…", help="要拆出的线索编号")],
    reason: Reason,
    by: By,
    role: Role,
) -> int:
    from alerts.cases import deciding
    from desk.compose import now

    with _database(context) as store:
        require_role(store, by, role)
        done = deciding.split(store, case, alerts, by, reason, now(), role=role)
    say(f"已拆出为案件 {done}")
    return DONE


def undo(context: typer.Context, case: Case, by: By, role: Role, reason: Reason = "") -> int:
    from alerts.cases import deciding
    from desk.compose import now

    with _database(context) as store:
        require_role(store, by, role)
        done = deciding.undo(store, case, by, now(), reason, role=role)
    say(f"已撤销，案件现为 {done}")
    return DONE


def rebuild(context: typer.Context) -> int:
    from alerts.cases.rebuilding import rebuild as made_anew

    with _database(context) as store:
        grouped = made_anew(store)
    say(f"已重新归案：{grouped} 条线索")
    return DONE


def _database(context: typer.Context) -> Store:
    from desk.compose import open_database

    return open_database(home_of(context))
