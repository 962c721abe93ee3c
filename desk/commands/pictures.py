"""``zuanjian pictures``: read the text in pictures of finished runs, and judge their listings again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk.arguments import home_of
from desk.console import warn
from desk.outcome import DONE, IN_PART, UNUSABLE, Unusable


def register(app: typer.Typer) -> None:
    app.command("pictures", help="读取批次中图片上的文字，重新判断并入库；已读过的图片不再读。")(pictures)


def pictures(
    context: typer.Context,
    runs: Annotated[list[str], typer.Argument(metavar="RUN…", help="批次文件夹，或批次编号")],
    retry: Annotated[bool, typer.Option("--retry", help="此前超时或中止的图片也再读一次")] = False,
) -> int:
    from crawler.pictures.engine import installed
    from crawler.run_file import Run, RunRefused
    from desk.compose import now, open_database, take_in
    from desk.rereading import HOW, read_and_tell

    if installed() is None:
        raise Unusable(HOW)
    home = home_of(context)
    found: list[Run] = []
    for name in runs:
        path = Path(name) if Path(name).is_dir() else home.runs / name
        try:
            run = Run(path)
            run.verify()
        except RunRefused as refused:
            warn(f"{refused}")
            continue
        found.append(run)
    if not found:
        return UNUSABLE
    with open_database(home) as store:
        for run in found:
            if run.health.rereads is None:
                take_in(store, run)  # the look itself comes first
        whole = read_and_tell(home, store, found, now, retry=retry, nothing="没有未读的图片")
    return DONE if whole and len(found) == len(runs) else IN_PART
