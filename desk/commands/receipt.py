"""``zuanjian receipt``: the receipt of a delivery as a workbook that can be sent back to its sender."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk.arguments import home_of
from desk.console import say
from desk.outcome import DONE, Unusable


def register(app: typer.Typer) -> None:
    app.command("receipt", help="把导入批次的回执写成 XLSX 工作簿，可发还送交方。")(receipt)


def receipt(
    context: typer.Context,
    run: Annotated[str, typer.Argument(metavar="RUN", help="导入的批次编号或批次文件夹，也可以是 receipt.csv")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到这里；默认在数据文件夹的 receipts/ 下")
    ] = None,
) -> int:
    from crawler.deliveries.receipt import NAME
    from crawler.deliveries.receipt_sheet import write_sheet

    home = home_of(context)
    given = Path(run)
    if given.is_file():
        source, name = given, given.stem
    else:
        folder = given if given.is_dir() else home.runs / run
        source, name = folder / NAME, f"{folder.name}-receipt"
        if not source.is_file():
            raise Unusable(f"{folder}：没有这个批次，或批次没有回执（只有导入的批次才有）")
    target = output or home.receipts / f"{name}.xlsx"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = write_sheet(source, target)
    except (ValueError, OSError) as refused:
        reason = f"无法读写（{refused.strerror}）" if isinstance(refused, OSError) else f"{refused}"
        raise Unusable(f"{source}：{reason}") from None
    say(f"回执：{target}，{lines} 行")
    return DONE
