"""``zuanjian sources``: the places we may look at, and how the last look went."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from desk.arguments import Json, home_of
from desk.console import console, printable, say, warn
from desk.outcome import DONE, IN_PART, UNUSABLE, Unusable

if TYPE_CHECKING:
    from desk.schedule import Job
    from desk.sources import Standing


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="查看来源，或建立新的来源文件、新的平台。", invoke_without_command=True)
    group.callback()(sources)
    group.command("new", help="建立一个来源文件，再按提示填写。")(new)
    group.command("platform", help="在源码目录中建立一个新平台：代码骨架和填好之前不会通过的测试。")(platform)
    app.add_typer(group, name="sources")


def sources(context: typer.Context, json: Json = False) -> int:
    if context.invoked_subcommand:
        return DONE
    from crawler.source import load_sources
    from desk.compose import now
    from desk.next_looks import paused_names
    from desk.schedule import ScheduleRefused, load_schedule
    from desk.sources import standings

    home = home_of(context)
    found, refused = load_sources(home.sources)
    for refusal in refused:
        warn(f"{refusal}")
    status = IN_PART if refused else DONE
    jobs: tuple[Job, ...] = ()
    try:
        jobs = load_schedule(home)
    except ScheduleRefused as refusal:
        warn(f"{refusal}")
        status = IN_PART
    states = tuple(standings(found, home, jobs, paused_names(home) if found else frozenset(), now()))
    if json:
        import msgspec

        whole = {
            "sources": [state.as_json() for state in states],
            "refused": [{"file": str(one.file), "field": one.field, "reason": one.reason} for one in refused],
        }
        sys.stdout.buffer.write(msgspec.json.encode(whole) + b"\n")
    elif states:
        _show(states)
    elif not refused:
        say(f"{home.sources} 里还没有来源。建立一个：zuanjian sources new 名称")
    return UNUSABLE if refused and not states else status


def _show(states: Sequence[Standing]) -> None:
    from crawler.identity import nameless
    from desk.sources import COLUMNS

    table = Table(box=None, header_style="bold")
    for column in COLUMNS:
        table.add_column(column, justify="right" if column == "商品" else "left", overflow="fold")
    for state in states:
        table.add_row(*map(printable, state.row()))
    console().print(table)
    for state in states:
        for line in state.shortfalls:
            say(f"{state.source.name}　未达预期　{line}")
    if (reason := nameless(*(state.source for state in states))) is not None:
        warn(reason)


def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    platform: Annotated[str, typer.Option("--platform", help="平台：web 为一般网店，其余见报错时所列")] = "web",
) -> int:
    from crawler.platforms import names
    from crawler.platforms.form import form_of
    from crawler.source import load_source
    from desk.new_source import next_steps, skeleton

    if platform not in names():
        raise Unusable(f"没有“{platform}”这个平台，可用：{'、'.join(names())}")
    path = home_of(context).sources / f"{name}.yml"
    if path.exists():
        raise Unusable(f"{path}：已存在，未作改动")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(skeleton(name, platform, form_of(platform)), "utf-8")
    try:
        load_source(path)
    except ValueError:
        path.unlink()
        raise
    say(f"已建立 {path}")
    for line in next_steps(name, platform, form_of(platform)):
        say(line)
    return DONE


def platform(
    name: Annotated[str, typer.Argument(metavar="NAME", help="平台名：小写字母、数字、“_”，将是代码文件夹名")],
    title: Annotated[str, typer.Option("--title", help="平台的中文名，用于报告")] = "",
    interface: Annotated[bool, typer.Option("--interface", help="凭授权接口查看；不写则为公开网页")] = False,
) -> int:
    from desk.new_platform import PlatformRefused, checkout_of, lay_down

    try:
        checkout = checkout_of(Path.cwd())
        laid = lay_down(checkout, name, title or name, "interface" if interface else "page")
    except PlatformRefused as refused:
        raise Unusable(refused.reason) from None
    for path in laid:
        say(f"已建立 {path.relative_to(checkout)}")
    test = next(path.relative_to(checkout) for path in laid if path.parts[-1].startswith("test_"))
    say(f"逐项填写，直到测试通过：python -m pytest {test}")
    return DONE
