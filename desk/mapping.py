"""``zuanjian import FILE --map``: unknown columns are proposed a meaning, and a person confirms it once."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desk.console import say, warn

if TYPE_CHECKING:
    from crawler.deliveries.mapping.propose import Proposal
    from desk.config import Home

_CHANGE = re.compile(r"(\d{1,4})\s*[=＝]\s*(\S+)")
_SHOWN = 24  # characters of a sample


def confirm_columns(
    home: Home, file: Path, kind: str | None, shop: str | None, ask: Callable[[str], str] | None = None
) -> bool:
    """Show what unknown columns may mean; True when the file may now be imported.

    On a terminal the proposal is confirmed, corrected or declined, and remembered when confirmed; ``ask`` stands
    in for the terminal. In a pipe it is printed and nothing is stored. Raises DeliveryRefused for what is no sheet.
    """
    from crawler.deliveries.columns import fold_header
    from crawler.deliveries.delivery import DeliveryRefused, digest, kind_of
    from crawler.deliveries.mapping.memory import Mappings
    from crawler.deliveries.mapping.propose import peek, propose
    from desk.compose import now

    if kind_of(file, kind).NAME != "sheet":
        raise DeliveryRefused(file.name, "只有商品表的列可以对应（--map）")
    digest(file)  # names a file that cannot be read
    mappings = Mappings(home.mappings, shop)
    sheet = peek(file, mappings.of)
    remembered = mappings.of(sheet.header)
    proposals = propose(sheet, remembered)
    if not proposals:
        say(f"{file.name}：每一列都已认识，没有需要对应的列")
        return True
    say(f"{file.name}：{len(proposals)} 列不认识，建议如下（列号 列名 → 含义）")
    _show(proposals)
    if ask is None and not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("  这里不是终端：只列出建议，没有记住，也没有导入。请在终端运行同一命令确认")
        return False
    confirmed = _confirmed(proposals, ask or input)
    if confirmed is None:
        say("  已放弃，没有记住，也没有导入")
        return False
    columns = {fold_header(p.header): p.target for p in confirmed if fold_header(p.header)}
    path = mappings.remember(sheet.header, columns, now())
    _tell_missing(sheet.header, remembered | columns)
    say(f"  已记住，此后{f'“{shop}”的' if shop else '同样表头的'}文件照此读取：{path}")
    return True


def _show(proposals: Sequence[Proposal]) -> None:
    from crawler.deliveries.mapping.memory import targets

    for p in proposals:
        samples = " | ".join(sample[:_SHOWN] for sample in p.samples) or "（空）"
        say(f"  {p.index + 1:>3}  {p.header} → {p.target}（{targets()[p.target]}）  {p.why}；样例：{samples}")


def _confirmed(proposals: Sequence[Proposal], ask: Callable[[str], str]) -> list[Proposal] | None:
    """The proposals as a person leaves them, or None when declined."""
    from crawler.deliveries.mapping.memory import targets

    current = {p.index + 1: p for p in proposals}
    while True:
        try:
            answer = ask("  确认并记住输入 y，放弃输入 n，修改输入 列号=含义：").strip()
        except EOFError:
            return None
        if answer.lower() in ("y", "yes", "是"):
            return list(current.values())
        if answer.lower() in ("n", "no", "否"):
            return None
        change = _CHANGE.fullmatch(answer)
        number, target = (int(change[1]), _target(change[2], targets())) if change else (0, None)
        if number not in current or target is None:
            warn(
                f"  没有看懂。列号见上；含义可用：{'、'.join(f'{name}（{label}）' for name, label in targets().items())}"
            )
        elif current[number].locked:
            warn(f"  第 {number} 列像个人信息，一律不读，不能改")
        else:
            current[number] = replace(current[number], target=target, why="由人指定")
            _show([current[number]])


def _target(word: str, known: Mapping[str, str]) -> str | None:
    """A meaning by its name or by its Chinese label."""
    return word if word in known else next((name for name, label in known.items() if label == word), None)


def _tell_missing(header: Sequence[str], remembered: Mapping[str, str]) -> None:
    from crawler.deliveries.columns import alias_table
    from crawler.deliveries.kinds.sheet import names_items

    if not names_items({column.target for column in alias_table().columns(header, remembered)}):
        warn("  还缺少商品编号（item_id）或商品名称（title）的列：这样的表仍会被拒收，请再次运行 --map 补上")
