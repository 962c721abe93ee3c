"""``zuanjian screen``: JSONL listings to JSONL judgements, without a database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Annotated

import msgspec
import typer

from desk.arguments import OnDay
from desk.console import progress, warn
from desk.outcome import DONE, IN_PART, UNUSABLE, Unusable


def register(app: typer.Typer) -> None:
    app.command("screen", help="判断一批商品：逐行读入 JSONL，逐行给出判断；不使用数据库。")(screen)


def screen(
    file: Annotated[str, typer.Argument(metavar="[FILE|-]", help="JSONL 文件，每行一个商品；- 为标准输入")] = "-",
    output: Annotated[str, typer.Option("--output", "-o", help="输出文件；- 为标准输出")] = "-",
    on: OnDay = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="并行进程数")] = 1,
) -> int:
    from crawler.whole_file import WholeFile
    from desk.screening import Refused, judge_lines

    target = None if output == "-" else Path(output)
    judged = 0
    refusals: list[Refused] = []
    with ExitStack() as stack:
        source = sys.stdin.buffer if file == "-" else stack.enter_context(_opened(file))
        sink = stack.enter_context(_written(target)) if target else sys.stdout.buffer
        for outcome in progress(judge_lines(source, on=on, workers=workers), "判断"):
            if isinstance(outcome, Refused):
                refusals.append(outcome)
                where = f"第 {outcome.line} 行" + (f"，{outcome.field}" if outcome.field else "")
                warn(f"{file}：{where}：{outcome.reason}")
            else:
                judged += 1
                sink.write(outcome + b"\n")
        sink.flush()
    if target:
        rejected = target.with_name(target.name + ".rejected.jsonl")
        if refusals:
            with WholeFile(rejected) as kept:
                kept.writelines(msgspec.json.encode(refusal) + b"\n" for refusal in refusals)
        else:
            rejected.unlink(missing_ok=True)
    if not judged:
        if not refusals:
            raise Unusable(f"{file}：没有可判断的商品")
        return UNUSABLE
    return IN_PART if refusals else DONE


def _opened(file: str) -> IO[bytes]:
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise Unusable(f"{file}：无法读取（{error.strerror}）") from error


@contextmanager
def _written(target: Path) -> Iterator[IO[bytes]]:
    from crawler.whole_file import WholeFile

    try:
        with WholeFile(target) as sink:
            yield sink
    except OSError as error:
        raise Unusable(f"{target}：无法写入（{error.strerror}）") from error
