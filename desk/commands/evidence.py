"""``zuanjian evidence``: what proves things to others. ``stamp`` makes up for time stamps that are missing, and checks all;
``pack`` makes one file of all there is about an alert or a case, which ``verify`` (and a stranger without us) checks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.arguments import home_of
from desk.console import progress, say, warn
from desk.outcome import DONE, IN_PART, Unusable
from desk.viewing import For, OwnShop, viewer

if TYPE_CHECKING:
    from crawler.run_file import Run
    from desk.config import Home


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="证据：时间戳、证据包。", no_args_is_help=True)
    group.callback()(evidence)
    group.command("stamp", help="为没有时间戳的批次补盖，并重新核对已有的；不写批次则为全部批次。")(stamp)
    group.command("pack", help="把一条线索或一个案件的全部证据制成一个可独立核验的 ZIP。")(pack)
    group.command("verify", help="核验证据包（ZIP 或解开后的文件夹）；任何改动都会被指出。")(verify)
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


def pack(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="ALERT|CASE", help="线索编号（A-…）或案件编号（C-…）")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="写到哪个文件，如 证据.zip")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="由谁制作，记入存证")],
    role: For = "regulator",
    own_shop: OwnShop = None,
) -> int:
    from desk.compose import now, open_database
    from desk.packing import request_for, stamping, tell_made
    from reports.evidence_pack.bag import PackRefused
    from reports.evidence_pack.making import make

    looking = viewer(role, own_shop)
    home = home_of(context)
    if out.is_dir():
        raise Unusable(f"{out}：是一个文件夹，须写明文件名")
    stamp = stamping(home)
    with open_database(home) as store:
        request = request_for(store, subject, by, looking, now())
        try:
            made = make(store, request, out, runs=home.runs, evidence=home.evidence, stamp=stamp)
        except PackRefused as refused:
            raise Unusable(refused.reason) from None
    return tell_made(made, stamp is not None)


def verify(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="证据包，或解开后的文件夹")],
    roots: Annotated[
        list[Path] | None, typer.Option("--roots", metavar="PEM", help="时间戳服务的根证书；不写则用已配置的")
    ] = None,
) -> int:
    from crawler.stamps.authority import Authority, load_authority
    from desk.packing import check_stamp
    from reports.evidence_pack.verify import Refused, check, told

    authority = Authority("", tuple(roots)) if roots else load_authority(home_of(context).stamps)
    try:
        found = check(path)
    except Refused as refused:
        raise Unusable(f"{path}：不能核验，{refused}") from None
    except OSError as error:
        raise Unusable(f"{path}：无法读取（{error.strerror}）") from None
    check_stamp(found, path, authority)
    for line in told(found):
        say(line)
    return IN_PART if found.problems else DONE


def _wanted(names: list[str] | None, home: Home) -> list[Run]:
    from crawler.run_file import Run
    from crawler.run_file import runs as finished

    if names:
        return [Run(home.runs / name if (home.runs / name).is_dir() else Path(name)) for name in names]
    wanted = list(finished(home.runs))
    if not wanted:
        raise Unusable(f"{home.runs}：没有批次")
    return wanted
