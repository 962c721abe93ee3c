"""One block of each kind, and documents made of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from reports import document as d

BLOCKS = (
    d.Paragraph("一段话", "warning"),
    d.Listed(("甲", "乙"), "名单"),
    d.Notice("请注意", ("第一", "第二")),
    d.Figures((d.Figure("未结", "12", "高 3"),)),
    d.Table("表", ("名称", "数"), (("甲", "3"), ("乙", "14")), numeric=(1,)),
    d.Bars("比较", (d.Bar("甲", 0), d.Bar("乙", 0))),
    d.Chart("走势", "grouped", ("11-21", "11-22"), (d.Series("新增", (1, 2)), d.Series("更正", (0, 1)))),
    d.Bands(
        "标价",
        (0.1, 1.0, 2.0),
        (d.BandLine("下线", (1000, 9000, 30000)), d.BandLine("上线", (9000, 90000, 400000))),
        (d.Spot(1, 0.5, 8000, marked=True), d.Spot(2, 1.5, 5000000, marked=False)),
        ("有编号的", "其他"),
    ),
    d.Facts((("编号", "A-1"), ("长", "说" * 60))),
    d.Marked(
        "标题",
        "title",
        (d.Run("18K"), d.Run("钻戒", (1, 2)), d.Run("U+200B", (1,), "control"), d.Run("略去 9 字", kind="gap")),
        ("拆字",),
    ),
    d.ChargeSheet((d.ChargeLine(21, "问？", "unknown"), d.ChargeLine(1, "问？", "met", ("标题：“钻戒”",)))),
)


def document(*sections: d.Section, head: tuple = ()) -> d.Document:
    return d.Document(
        "x", "试排", "副题", date(2026, 11, 22), datetime(2026, 11, 22, 10, 30, tzinfo=UTC), head, sections, ("页脚",)
    )
