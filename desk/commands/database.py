"""``zuanjian db``: bring the database to the newest schema, prove that its record was not altered, keep nothing too long,
answer people about their own data (``desk.persons``)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from desk.arguments import Json, home_of
from desk.console import console, say, warn
from desk.outcome import DONE, IN_PART
from desk.persons.commands import person_group

if TYPE_CHECKING:
    from alerts.retention.removing import Removed
    from alerts.retention.terms import Terms


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="数据库：升级结构，核验留痕记录。", no_args_is_help=True)
    group.command("upgrade", help="把数据库升级到当前版本的结构。")(upgrade)
    group.command("verify", help="核验留痕记录是否被改动、删除或调换。")(verify)
    group.command("retain", help="按保存期限移除不再需要的数据（期限见 retention.yml）；--dry-run 只列出不移除。")(
        retain
    )
    group.add_typer(person_group(), name="person")
    app.add_typer(group, name="db")


def upgrade(context: typer.Context) -> int:
    from desk.compose import open_database

    home = home_of(context)
    with open_database(home):
        say("数据库结构已是最新")
    return DONE


def verify(context: typer.Context) -> int:
    from alerts.custody import removed
    from alerts.custody import verify as check
    from alerts.members.files import verify as check_files
    from desk.compose import open_database

    home = home_of(context)
    with open_database(home) as store:
        breaks = (*check(store), *check_files(store, home.members))
        gone = removed(store)
    for broken in breaks:
        warn(f"留痕记录异常：{broken}")
    if not breaks:
        say("留痕记录完整，没有发现改动")
    if gone:
        say(f"另有 {gone} 条查看记录已按保存期限移除：移除本身已留痕，不属于改动")
    return IN_PART if breaks else DONE


DryRun = Annotated[bool, typer.Option("--dry-run", help="只列出将移除的数量，不作改动。")]


def retain(context: typer.Context, dry_run: DryRun = False, json: Json = False) -> int:
    import msgspec

    from alerts.retention.due import count
    from alerts.retention.removing import Removed
    from alerts.retention.removing import retain as remove
    from desk.compose import now, open_database
    from desk.retaining import load_terms

    home = home_of(context)
    terms = load_terms(home.retention)
    with open_database(home) as store:
        done = Removed(count(store, terms, now()), ()) if dry_run else remove(store, terms, now())
    if json:
        sys.stdout.buffer.write(
            msgspec.json.encode({"dry_run": dry_run, "terms": terms, **msgspec.structs.asdict(done)}) + b"\n"
        )
    else:
        _show(terms, done, "将移除" if dry_run else "已移除")
    for run_id in done.refused:
        warn(f"运行 {run_id} 的查看记录与留痕不符，未移除；请用 zuanjian db verify 核查")
    return IN_PART if done.refused else DONE


def _show(terms: Terms, done: Removed, head: str) -> None:
    from alerts.retention.terms import CLASSES, TERM_OF

    table = Table("数据类别", "保存天数", head)
    for name, label in CLASSES.items():
        table.add_row(label, str(getattr(terms, TERM_OF[name])), str(done.rows[name]))
    console().print(table)
    say("线索及其商品的全部查看记录、决定和留痕一律保留")
