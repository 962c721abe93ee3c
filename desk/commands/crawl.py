"""``zuanjian crawl``: look at one source and write the run, nothing more."""

from __future__ import annotations

from typing import Annotated

import typer

from desk.arguments import home_of
from desk.console import counting, warn
from desk.outcome import DONE, IN_PART


def register(app: typer.Typer) -> None:
    app.command("crawl", help="采集一个来源，只生成批次，不判断、不入库。")(crawl)


def crawl(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="来源名称，或来源文件（.yml）")],
) -> int:
    from crawler.identity import nameless
    from crawler.launch import crawl as look_at
    from desk.compose import now
    from desk.patrol import find_source
    from desk.stamping import stamp_and_tell
    from desk.telling import tell_run

    home = home_of(context)
    found = find_source(home, source)
    if (reason := nameless(found)) is not None:
        warn(reason)
    with counting(f"采集 {found.name}") as progress:
        run = look_at(found, home.runs, now=now(), progress=progress, waiting=warn)
    tell_run(run)
    stamped = stamp_and_tell(run, home)
    return DONE if stamped and run.health.verdict == "healthy" else IN_PART
