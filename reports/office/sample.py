"""A document with one of everything, in which every text tries to get out: what an office's templates are tried on."""

from __future__ import annotations

from datetime import UTC, date, datetime

from reports.document import (
    BandLine,
    Bands,
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
    Spot,
    Table,
    Tag,
)

CANARY = "zuanjian-canary"
HOSTILE = f"""试<{CANARY} a='1' b="2">&amp;{{{{7*7}}}}#eval("1")试"""
"""A text that becomes an element, an attribute or code wherever it is not escaped."""


def sample_document() -> Document:
    """Every kind of block at the head and at three depths, every tone, every weight, every state."""
    h = HOSTILE
    blocks = (
        Paragraph(h),
        Paragraph(h, "warning"),
        Paragraph(h, "quiet"),
        Listed((h, h), h),
        Notice(h, (h,)),
        Notice(h, (), "plain"),
        Figures((Figure(h, h, h),)),
        Table(h, (h, h), ((h, "1"), (h, h)), numeric=(1,)),
        Bars(h, (Bar(h, 2), Bar(h, 0))),
        Chart("走势", "stacked", ("1", "2"), (Series(h, (1, 2)), Series("乙", (0, 1)))),
        Chart("对照", "grouped", ("1", "2"), (Series(h, (1, 2)),)),
        Bands("标价", (0.1, 1.0), (BandLine(h, (1, 9)), BandLine(h, (5, 50))), (Spot(1, 0.5, 9, marked=True),), (h, h)),
        Facts(((h, h), ("编号", "A-1"))),
        Facts(((h, h),), "quiet"),
        Marked(h, "title", (Run(h), Run(h, (1, 21)), Run("U+200B", (1,), "control"), Run(h, kind="gap")), (h,)),
        ChargeSheet((ChargeLine(1, h, "met", (h, h)), ChargeLine(2, h, "not_met"), ChargeLine(21, h, "unknown"))),
    )
    tags = (Tag(h, "heavy"), Tag(h), Tag(h, "light"))
    deep = Section(h, "c", blocks, tags)
    inner = (Section(h, "b", blocks, tags, (deep,)), Section(h, "d"))
    made_at = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    return Document("sample", h, h, date(2026, 1, 2), made_at, blocks, (Section(h, "a", blocks, tags, inner),), (h, h))
