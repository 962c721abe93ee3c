"""``zuanjian import``: delivered files become runs, are screened and taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.arguments import home_of
from desk.console import say, warn
from desk.outcome import DONE, IN_PART, UNUSABLE

if TYPE_CHECKING:
    from crawler.deliveries.importing import Imported

_NAMED = 100  # problems named one by one; the run keeps them all


def register(app: typer.Typer) -> None:
    app.command("import", help="导入送交的文件（商品表、JSONL、字幕和语音转写、ZIP 包），判断并入库。")(import_files)


def import_files(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="CSV、TSV、XLSX、XLS、ODS、JSONL、SRT、VTT、转写 JSON、ZIP")
    ],
    kind: Annotated[
        str | None, typer.Option("--kind", help="文件类型：sheet、jsonl、transcript、package；默认按扩展名")
    ] = None,
    shop: Annotated[str | None, typer.Option("--shop", metavar="NAME", help="文件里没有写店铺时，记为这家店铺")] = None,
    run_only: Annotated[bool, typer.Option("--run-only", help="只生成批次，不判断、不入库")] = False,
    mapping: Annotated[
        bool, typer.Option("--map", help="先为不认识的列提出含义，在终端确认一次后记住（按 --shop，否则按表头）")
    ] = False,
) -> int:
    from crawler.deliveries.delivery import DeliveryRefused
    from crawler.deliveries.importing import import_file
    from desk.compose import now, open_database, take_in
    from desk.mapping import confirm_columns
    from desk.telling import tell_intake

    home = home_of(context)
    store = None if run_only else open_database(home)
    statuses = []
    for file in files:
        try:
            if mapping and not confirm_columns(home, file, kind, shop):
                statuses.append(DONE)
                continue
            imported = import_file(
                file, home.runs, home.evidence, now=now(), kind=kind, shop=shop, mappings=home.mappings
            )
        except DeliveryRefused as refused:
            warn(f"{refused}")
            statuses.append(UNUSABLE)
            continue
        statuses.append(_tell(file, imported))
        if store is not None:
            tell_intake(take_in(store, imported.run))
    if store is not None:
        store.close()
    if all(status == UNUSABLE for status in statuses):
        return UNUSABLE
    return IN_PART if any(statuses) else DONE


def _tell(file: Path, imported: Imported) -> int:
    from crawler.deliveries.importing import problems_of
    from crawler.deliveries.reckoning import REFUSED

    run = imported.run
    listings = run.health.counts["listings"]
    before = "（同样的文件此前已导入）" if imported.already else ""
    say(f"{file.name}：{listings} 条商品，批次 {run.path}{before}")
    if run.manifest.delivered and run.manifest.delivered.columns:
        told = "、".join(f"{name} → {target}" for name, target in run.manifest.delivered.columns.items())
        say(f"  按已确认的列对应：{told}")
    for number, problem in enumerate(problems_of(run)):
        if number == _NAMED:
            warn(f"  另有更多问题，全部见 {run.path / REFUSED}")
            break
        warn("：".join(filter(None, (file.name, problem.file, problem.place, problem.reason))))
    if imported.receipt:
        say(f"  回执：{imported.receipt}")
    if not listings:
        warn(f"{file.name}：没有一行可用，原样保存在 {run.path / REFUSED}")
        return UNUSABLE
    return IN_PART if run.health.not_seen else DONE
