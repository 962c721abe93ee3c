"""``zuanjian db person``: a copy of what is held on somebody, and its erasure where nothing obliges us to keep it."""

from __future__ import annotations

import getpass
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.arguments import Json, home_of
from desk.console import say, warn
from desk.deciding import table, write_json
from desk.outcome import DONE, IN_PART, Unusable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alerts.persons.erasing import Erased
    from alerts.persons.subject import Subject
    from desk.persons.files import HeldFile

Asked = Annotated[str, typer.Argument(metavar="NAME|PHONE|SHOP", help="姓名、主播、店铺名称或编号、手机号、微信号等")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="经办人，默认为当前系统用户")]


def person_group() -> typer.Typer:
    """The commands, to be put under ``db``."""
    group = typer.Typer(help="个人信息：查阅复制、删除。", no_args_is_help=True)
    group.command("export", help="把持有的某人的全部信息写成 JSON 和中文目录，并留痕。")(export)
    group.command("erase", help="删除法律未要求保存的部分，并留痕；证据保留并说明理由。")(erase)
    return group


def export(
    context: typer.Context,
    asked: Asked,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="写到这里；目录写在旁边")],
    by: By = None,
) -> int:
    from alerts.exports import record_export
    from alerts.persons.holdings import holdings
    from desk.compose import now, open_database
    from desk.persons.exporting import index_of, index_path, write_export
    from desk.persons.files import files_of

    home, subject, at = home_of(context), _subject(asked), now()
    with open_database(home) as store:
        held, files = holdings(store, subject), files_of(home, store, subject)
        digest = write_export(asked, held, files, output, at)
        actor = by or getpass.getuser()
        what = f"个人信息副本 {len(held)} 条、文件 {len(files)} 个"
        record_export(store, what, "本人或其代理人", digest, at, role="person", masks={}, actor=actor)
    say(index_of(held, files, at))
    say(f"{output}\n{index_path(output)}")
    return DONE


def erase(
    context: typer.Context,
    asked: Asked,
    reason: Annotated[str, typer.Option("--reason", help="理由或申请编号，记入存证（其中的姓名和号码以＊代替）")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出将删除和保留的，不作改动")] = False,
    sellers: Annotated[int, typer.Option("--sellers", min=1, help="最多涉及几家卖家的商品，超过则不执行")] = 3,
    by: By = None,
    json: Json = False,
) -> int:
    from alerts.persons.erasing import erase as take
    from alerts.persons.erasing import preview
    from desk.compose import now, open_database
    from desk.persons.files import clean_up, files_of, put_away

    home, subject = home_of(context), _subject(asked)
    if not reason.strip():
        raise Unusable("请用 --reason 写明理由")
    actor = by or getpass.getuser()
    failed: list[str] = []
    with open_database(home) as store:
        if dry_run:
            done, files = preview(store, subject), files_of(home, store, subject)
        else:
            done = take(store, subject, reason, actor, now(), most_sellers=sellers)
            clean_up(home)
            files = files_of(home, store, subject)
            for one in files:
                if one.ground is None:
                    try:
                        put_away(home, store, one, subject, reason, actor, now())
                    except OSError as error:
                        failed.append(f"{one.path.name}：未能移除（{error.strerror}）")
    _tell(done, files, dry_run, as_json=json)
    for run_id in done.refused:
        warn(f"运行 {run_id} 的查看记录与留痕不符，未删除；请用 zuanjian db verify 核查")
    for line in failed:
        warn(line)
    return IN_PART if done.refused or failed else DONE


def _subject(asked: str) -> Subject:
    from alerts.persons.subject import Subject

    return Subject(asked)


def _tell(done: Erased, files: Sequence[HeldFile], dry_run: bool, *, as_json: bool) -> None:
    from alerts.persons.erasing import CLASSES

    kept = Counter((one.label, str(one.ground)) for one in done.kept)
    gone = [one for one in files if one.ground is None]
    if as_json:
        write_json({
            "dry_run": dry_run, "rows": done.rows, "runs": [one.path.name for one in gone], "sellers": done.sellers,
            "kept": [{"label": label, "ground": ground, "count": count} for (label, ground), count in kept.items()],
            "files_kept": [{"file": one.path.name, "ground": one.ground} for one in files if one.ground is not None],
            "refused": done.refused,
        })  # fmt: skip
        return
    verb = "将删除" if dry_run else "已删除"
    rows = [(CLASSES[name], str(count)) for name, count in done.rows.items()]
    table(("类别", verb), [*rows, ("采集批次文件夹", str(len(gone)))])
    if dry_run and done.sellers:
        say(f"涉及 {done.sellers} 家卖家的商品")
    stays = [(label, str(count), ground) for (label, ground), count in kept.items()]
    stays += [(f"{one.label} {one.path.name}", str(one.lines), one.ground) for one in files if one.ground is not None]
    if stays:
        table(("保留", "数量", "理由"), stays)
