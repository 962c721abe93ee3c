"""The change between two evaluations, told to a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desk.console import say

if TYPE_CHECKING:
    from nlp.evaluation_change import Change, Figure, Line

_SHOWN = 30  # lines of each kind; --json has them all
_PARTS = {"precision": "精确率", "recall": "召回率", "f1": "F1", "right": "应有", "wrong": "不应有", "fired": "命中"}
_ARROWS = {"better": "↑ 好转", "worse": "↓ 变差", "same": "不变"}


def tell_change(change: Change) -> None:
    """Print what got better and what got worse; figures that stayed the same are counted, not listed."""
    say("")
    say("与先前结果比较")
    if not change.same_size:
        say("  注意：两次计分的行数不同，比例不能直接相比")
    _tell_figures("族", change.families)
    _tell_figures("成对全对", (change.pairs,), name="")
    _tell_figures("现象", change.phenomena)
    _tell_figures("规则", change.rules)
    _tell_lines("改对了", change.mended)
    _tell_lines("改错了", change.broken)


def _tell_figures(what: str, figures: Sequence[Figure], name: str | None = None) -> None:
    moved = [figure for figure in figures if figure.old != figure.new]
    same = len(figures) - len(moved)
    say(f"{what}　" + (f"变化 {len(moved)} 项，不变 {same} 项" if moved else "无变化"))
    for figure in moved:
        told = _told(figure.name) if name is None else name
        say(f"  {told}　{_number(figure.old)} → {_number(figure.new)}　{_ARROWS[figure.direction]}")


def _told(name: str) -> str:
    """``LG.recall`` as LG 召回率; a phenomenon's own name may hold a dot and stays as it is."""
    head, dot, part = name.rpartition(".")
    return f"{head} {_PARTS[part]}" if dot and part in _PARTS else name


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def _tell_lines(what: str, lines: Sequence[Line]) -> None:
    say(f"{what} {len(lines)} 条")
    for line in lines[:_SHOWN]:
        phenomenon = f"　{line.phenomenon}" if line.phenomenon else ""
        say(
            f"  第 {line.line} 行 {line.id or ''}：应为 {_set(line.expect)}，{'曾' if what == '改对了' else '现'}判为 {_set(line.found)} {' '.join(line.rules)}{phenomenon}"
        )
    if len(lines) > _SHOWN:
        say(f"  另有 {len(lines) - _SHOWN} 条，用 --json 查看全部")


def _set(families: tuple[str, ...]) -> str:
    return "、".join(families) or "无"
