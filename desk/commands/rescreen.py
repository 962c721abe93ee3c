"""``zuanjian rescreen``: judge the archive again after a rule change."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated

import typer

from desk.arguments import Json, day, home_of
from desk.console import say, warn
from desk.outcome import DONE, Unusable

WHAT = {
    "open": "新增",
    "past": "新增（后续查看已更正或消失）",
    "reopen": "再次出现",
    "close": "撤回并办结",
    "withdrawn": "不再构成，保留人工决定",
    "change": "有变化",
}


def register(app: typer.Typer) -> None:
    app.command("rescreen", help="规则更新后，对已入库的商品重新判断：先说明变动，--apply 后才生效，可中断后再续。")(
        rescreen
    )


def rescreen(
    context: typer.Context,
    since: Annotated[date, typer.Option("--since", parser=day, metavar="DATE", help="自哪一天的批次起")],
    engine: Annotated[str, typer.Option("--engine", help="local 本机，或 dask")] = "local",
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDR", help="Dask 调度器，如 tcp://10.0.0.5:8786")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="本机用几个进程")] = 1,
    apply: Annotated[bool, typer.Option("--apply", help="使变动生效")] = False,
    json: Json = False,
) -> int:
    from desk.compose import now, open_database
    from desk.deciding import write_json
    from desk.rescreening.again import rescreen as again
    from desk.rescreening.engines import dask, local

    if engine not in ("local", "dask"):
        raise Unusable(f"没有“{engine}”这一引擎，可选：local、dask")
    if (engine == "dask") != (scheduler is not None):
        raise Unusable("--engine dask 须与 --scheduler 一同使用")
    chosen = dask(scheduler) if scheduler is not None else local(None, workers)
    with open_database(home_of(context)) as store:
        found = again(store, since, chosen, now, apply=apply)
    if json:
        import msgspec

        write_json({**msgspec.to_builtins(found), "applied": apply})
        return DONE
    say(f"重新判断 {found.runs} 个批次、{found.looks} 条商品，其中 {found.differing} 条的判断有变")
    counts = Counter((change.rule, change.what) for change in found.changes)
    for (rule, what), number in sorted(counts.items()):
        say(f"  {rule}　{WHAT[what]} {number} 条")
    if found.known_differs:
        warn(f"{found.known_differs} 条商品当时的已知信息现已不同，其变动未必出于规则")
    say("已生效" if apply else "尚未生效；使其生效请加 --apply")
    return DONE
