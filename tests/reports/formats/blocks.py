"""One block of each kind, and documents made of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from reports.document import (
    Bar,
    Bars,
    ChargeLine,
    ChargeSheet,
    Chart,
    Document,
    Facts,
    Figure,
    Figures,
    Listed,
    Marked,
    Notice,
    Paragraph,
    Run,
    Section,
    Series,
    Table,
)

BLOCKS = (
    Paragraph("一段话", "warning"),
    Listed(("甲", "乙"), "名单"),
    Notice("请注意", ("第一", "第二")),
    Figures((Figure("未结", "12", "高 3"),)),
    Table("表", ("名称", "数"), (("甲", "3"), ("乙", "14")), numeric=(1,)),
    Bars("比较", (Bar("甲", 0), Bar("乙", 0))),
    Chart("走势", "grouped", ("11-21", "11-22"), (Series("新增", (1, 2)), Series("更正", (0, 1)))),
    Facts((("编号", "A-1"), ("长", "说" * 60))),
    Marked(
        "标题",
        "title",
        (Run("18K"), Run("钻戒", (1, 2)), Run("U+200B", (1,), "control"), Run("略去 9 字", kind="gap")),
        ("拆字",),
    ),
    ChargeSheet((ChargeLine(21, "问？", "unknown"), ChargeLine(1, "问？", "met", ("标题：“钻戒”",)))),
)


def document(*sections: Section, head: tuple = ()) -> Document:
    return Document(
        "x", "试排", "副题", date(2026, 11, 22), datetime(2026, 11, 22, 10, 30, tzinfo=UTC), head, sections, ("页脚",)
    )
