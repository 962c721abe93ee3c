"""``zuanjian intake``: screen finished runs into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk.arguments import home_of
from desk.console import warn
from desk.outcome import DONE, IN_PART, UNUSABLE


def register(app: typer.Typer) -> None:
    app.command("intake", help="判断已完成的批次并入库；同一批次只入库一次。")(intake)


def intake(
    context: typer.Context,
    runs: Annotated[list[str], typer.Argument(metavar="RUN…", help="批次文件夹，或批次编号")],
) -> int:
    from crawler.run_file import Run, RunRefused
    from desk.compose import open_database, take_in
    from desk.telling import tell_intake, tell_run

    home = home_of(context)
    taken = 0
    with open_database(home) as store:
        for name in runs:
            path = Path(name) if Path(name).is_dir() else home.runs / name
            try:
                run = Run(path)
                run.verify()
                summary = take_in(store, run)
            except RunRefused as refused:
                warn(f"{refused}")
                continue
            taken += 1
            tell_run(run)
            tell_intake(summary)
    if not taken:
        return UNUSABLE
    return DONE if taken == len(runs) else IN_PART
