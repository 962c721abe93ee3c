"""The end of a letter: who issues it, who prepared it, who signed for it, on which day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reports.document import Paragraph, Section, Table
from reports.marking import shortened
from reports.parts.numbering import HOW

BLANK = "＿＿＿＿＿＿＿＿"
"""What is filled in by hand."""


def closing_section(number: str, day: date, prepared: str | None, signed: Iterable[str] | None) -> Section:
    """``signed``: who confirmed what the letter says, None where our people's names are not the reader's business; it is
    valid with the issuing office's seal only."""
    pairs = [("出具单位（盖章）", BLANK)]
    if signed is not None:
        names = "、".join(dict.fromkeys(shortened(one, 40) for one in signed)) or BLANK
        pairs += [("制作人", shortened(prepared, 40) if prepared else "按计划自动制作"), ("复核人", names)]
    pairs += [
        ("审批人（签字）", BLANK), ("联系人、电话", BLANK), ("日期", f"{day.year} 年 {day.month} 月 {day.day} 日"),
        ("文件编号", number),
    ]  # fmt: skip
    note = Paragraph(f"本件加盖出具单位公章后生效。{HOW}", "quiet")
    return Section("落款", "closing", (Table("", ("项目", "签章或填写"), tuple(pairs)), note))


def masked_note(places: int) -> tuple[Paragraph, ...]:
    """That something was left out, if anything was."""
    said = f"文中 {places} 处电话、账号等个人信息已以“＊”遮去，字数不变；原文存于证据。"
    return (Paragraph(said, "quiet"),) if places else ()
