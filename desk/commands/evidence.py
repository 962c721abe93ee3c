"""``zuanjian evidence``: what proves a run to others. ``stamp`` makes up for time stamps that are missing, and checks all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.arguments import home_of
from desk.console import progress, say, warn
from desk.outcome import DONE, IN_PART, Unusable

if TYPE_CHECKING:
    from crawler.run_file import Run
    from desk.config import Home


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="证据：时间戳。", no_args_is_help=True)
    group.callback()(evidence)
    group.command("stamp", help="为没有时间戳的批次补盖，并重新核对已有的；不写批次则为全部批次。")(stamp)
    app.add_typer(group, name="evidence")


def evidence() -> None:
    """The group; its commands do the work."""


def stamp(
    context: typer.Context,
    runs: Annotated[list[str] | None, typer.Argument(metavar="[RUN…]", help="批次编号，或批次文件夹")] = None,
) -> int:
    from crawler.run_file import RunRefused
    from crawler.stamps.authority import load_authority
    from crawler.stamps.stamp import StampRefused, stamp_of
    from crawler.stamps.stamp import stamp as have_stamped
    from desk.stamping import told

    home = home_of(context)
    authority = load_authority(home.stamps)
    if authority is None:
        raise Unusable(f"{home.stamps}：未配置时间戳服务，写法见 README")
    wanted = _wanted(runs, home)
    status = DONE
    for run in progress(wanted, "时间戳", len(wanted)):
        try:
            run.verify()  # what has been altered since must not be stamped as it stands now
            kept = stamp_of(run, authority)
            given = kept or have_stamped(run, authority)
        except (RunRefused, StampRefused) as refused:
            warn(f"{run.path.name}：{refused.reason}")
            status = IN_PART
            continue
        say(f"{run.path.name}：{told(given)}，{'已有，核对无误' if kept else f'由 {authority.host} 补盖，已核对'}")
    return status


def _wanted(names: list[str] | None, home: Home) -> list[Run]:
    from crawler.run_file import Run
    from crawler.run_file import runs as finished

    if names:
        return [Run(home.runs / name if (home.runs / name).is_dir() else Path(name)) for name in names]
    wanted = list(finished(home.runs))
    if not wanted:
        raise Unusable(f"{home.runs}：没有批次")
    return wanted
