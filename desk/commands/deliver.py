"""``zuanjian import``: delivered files become runs, are screened and taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk.arguments import home_of
from desk.outcome import DONE, IN_PART, UNUSABLE, Unusable


def register(app: typer.Typer) -> None:
    app.command("import", help="导入送交的文件（商品表、JSONL、字幕和语音转写、货架记录、ZIP 包），判断并入库。")(
        import_files
    )


def import_files(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE…", help="CSV、TSV、XLSX、XLS、ODS、JSONL、SRT、VTT、转写 JSON、货架记录、ZIP"),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="文件类型：sheet、jsonl、transcript、shelf、package；默认按扩展名和内容"),
    ] = None,
    shop: Annotated[str | None, typer.Option("--shop", metavar="NAME", help="文件里没有写店铺时，记为这家店铺")] = None,
    run_only: Annotated[bool, typer.Option("--run-only", help="只生成批次，不判断、不入库")] = False,
    mapping: Annotated[
        bool, typer.Option("--map", help="先为不认识的列提出含义，在终端确认一次后记住（按 --shop，否则按表头）")
    ] = False,
    watch: Annotated[
        Path | None,
        typer.Option("--watch", metavar="DIR", help="监视文件夹，每个新到的完整文件导入一次，移入 done 或 refused"),
    ] = None,
) -> int:
    from desk.compose import open_database
    from desk.delivering import Door
    from desk.watching import watch_folder

    home = home_of(context)
    if watch and (files or mapping):
        raise Unusable("--watch 不能与 FILE 或 --map 同时使用")
    if not watch and not files:
        raise Unusable("缺少 FILE；或用 --watch DIR 监视一个文件夹")
    if watch and not watch.is_dir():
        raise Unusable(f"{watch}：不是文件夹")
    store = None if run_only else open_database(home)
    try:
        door = Door(home, store, kind, shop)
        if watch:
            return watch_folder(watch, door)
        statuses = [door.take(file, mapping=mapping).status for file in files or ()]
    finally:
        if store is not None:
            store.close()
    if all(status == UNUSABLE for status in statuses):
        return UNUSABLE
    return IN_PART if any(statuses) else DONE
