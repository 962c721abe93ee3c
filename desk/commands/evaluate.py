"""``zuanjian evaluate``: judge a labelled file and say how often the judgement is right."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from desk.arguments import Json, OnDay
from desk.console import say, warn
from desk.outcome import DONE, IN_PART, Unusable

if TYPE_CHECKING:
    from nlp.evaluate import Evaluation

_SHOWN = 30  # wrong judgements shown to a person; --json has them all


def register(app: typer.Typer) -> None:
    app.command("evaluate", help="用带标注的 JSONL 检验判断的准确程度。")(evaluate)


def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help='每行 {"id", "listing", "expect", …}')],
    on: OnDay = None,
    json: Json = False,
    compare: Annotated[
        Path | None, typer.Option("--compare", metavar="OLD.json", help="与先前用 --json 存下的结果逐项比较")
    ] = None,
) -> int:
    from desk.comparing import tell_change
    from desk.screening import today_in_shanghai
    from nlp.evaluate import evaluate as score
    from nlp.evaluation_change import compared
    from nlp.screen import Screener

    old = None if compare is None else _kept(compare)
    try:
        with file.open("rb") as lines:
            evaluation = score(lines, Screener.default(), on, today_in_shanghai())
    except OSError as error:
        raise Unusable(f"{file}：无法读取（{error.strerror}）") from error
    refused = [miss for miss in evaluation.errors if miss.refused]
    for miss in refused:
        warn(f"{file}：第 {miss.line} 行：{miss.refused}")
    scored = evaluation.false_alarms.n + sum(family.tp + family.fn for family in evaluation.families.values())
    if not scored + evaluation.minor_skipped:
        raise Unusable(f"{file}：没有可用的标注行")
    change = None if old is None else compared(old, evaluation)
    if json:
        told = msgspec.to_builtins(evaluation) | ({} if change is None else {"change": msgspec.to_builtins(change)})
        sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
    else:
        _tell(evaluation)
        if change is not None:
            tell_change(change)
    return IN_PART if refused else DONE


def _kept(path: Path) -> Evaluation:
    """An evaluation written by ``--json``; keys that a later version added may be missing."""
    from nlp.evaluate import Evaluation

    try:
        return msgspec.json.decode(path.read_bytes(), type=Evaluation)
    except OSError as error:
        raise Unusable(f"{path}：无法读取（{error.strerror}）") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unusable(f"{path}：不是 zuanjian evaluate --json 的结果") from error


def _tell(evaluation: Evaluation) -> None:
    def share(value: float | None) -> str:
        return "-" if value is None else f"{value:.3f}"

    for family, score in evaluation.families.items():
        say(
            f"{family}　精确率 {share(score.precision)}　召回率 {share(score.recall)}　F1 {share(score.f1)}"
            f"　（命中 {score.tp}，误报 {score.fp}，漏报 {score.fn}）"
        )
    if evaluation.pairs.n:
        say(f"成对全对　{evaluation.pairs.right}/{evaluation.pairs.n}")
        for name, part in evaluation.phenomena.items():
            say(f"  {name}　{part.right}/{part.n}")
    for rule, fired in evaluation.rules.items():
        judged = "不计入评分" if fired.right is None else f"其中应有 {fired.right}，不应有 {fired.wrong}"
        say(f"  {rule}　命中 {fired.fired} 条，{judged}")
    alarms = evaluation.false_alarms
    say(f"无问题的 {alarms.n} 条中误报 {alarms.flagged} 条；有争议未计 {evaluation.minor_skipped} 条")
    wrong = [miss for miss in evaluation.errors if not miss.refused]
    for miss in wrong[:_SHOWN]:
        say(
            f"  第 {miss.line} 行 {miss.id or ''}：应为 {_set(miss.expect)}，判为 {_set(miss.found)} {' '.join(miss.rules)}"
        )
    if len(wrong) > _SHOWN:
        say(f"  另有 {len(wrong) - _SHOWN} 条不符，用 --json 查看全部")


def _set(families: tuple[str, ...]) -> str:
    return "、".join(families) or "无"
